"""From changes to the canvas: put or remove a record, no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facilitation.canvas.records import Canvas, Change, Record


def fold(canvas: Canvas, changes: Iterable[Change]) -> Canvas:
    """Return the canvas after `changes`, in their order. The given canvas stays as it was."""
    touched: dict[str, dict[str, Record]] = {}
    for change in changes:
        if change.kind not in touched:
            touched[change.kind] = dict(canvas.records.get(change.kind, {}))
        if change.value is None:
            touched[change.kind].pop(change.id, None)
        else:
            touched[change.kind][change.id] = change.value
    records: Mapping[str, Mapping[str, Record]] = {**canvas.records, **touched}
    return Canvas(records) if touched else canvas
