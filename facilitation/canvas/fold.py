"""From changes to the canvas: put or remove a record, no more."""

from __future__ import annotations

from collections.abc import Iterable

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Change, Note, Record


class Folding:
    """A canvas that is being carried on, a few changes at a time; each table is copied once, at its first touch.

    `canvas` is the canvas so far. It is good to look at until the next `take`, which goes on in the same tables: a
    group of a hundred notes copies the notes once and not a hundred times. The canvas it began with stays as it was.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._touched: dict[str, dict[str, Record]] = {}
        self._written: dict[str, int] = {}

    def take(self, changes: Iterable[Change]) -> Folding:
        """Carry on with `changes`, in their order."""
        for change in changes:
            table = self._touched.get(change.kind) or self._touch(change.kind)
            before = table.pop(change.id, None) if change.value is None else table.get(change.id)
            if change.value is not None:
                table[change.id] = change.value
            if change.kind == Note.KIND:
                self._count(before, -1)
                self._count(change.value, 1)
        if self._touched:
            written = self._written if Note.KIND in self._touched else self.canvas.written
            self.canvas = Canvas({**self.canvas.records, **self._touched})
            self.canvas.know_written(written)
        return self

    def _touch(self, kind: str) -> dict[str, Record]:
        if kind not in self._touched:
            if kind == Note.KIND:
                self._written = dict(self.canvas.written)
            self._touched[kind] = dict(self.canvas.records.get(kind, {}))
        return self._touched[kind]

    def _count(self, note: Record | None, one: int) -> None:
        if isinstance(note, Note):
            self._written[note.author] = self._written.get(note.author, 0) + one


def fold(canvas: Canvas, changes: Iterable[Change]) -> Canvas:
    """Return the canvas after `changes`, in their order. The given canvas stays as it was."""
    return Folding(canvas).take(changes).canvas
