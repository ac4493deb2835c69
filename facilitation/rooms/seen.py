"""The canvas as it is sent to those who come in: every record encoded once, for however many read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Change
from facilitation.canvas.views import PUBLIC, Actor, readers, snapshot, view, watching

_Key = tuple[str, str]


class Seen:
    """The records of one canvas as JSON, carried on with every change.

    What the public may see is joined once per head; eyes that see more get their own records in its place.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._public: dict[_Key, bytes] = {}
        self._readers: dict[_Key, frozenset[str]] = {}
        self._own: dict[str, dict[_Key, bytes]] = {}
        self._whole: bytes | None = None
        self.take(snapshot(canvas))

    def take(self, changes: Iterable[Change]) -> None:
        """Carry on with changes that were committed."""
        self._whole = None
        for change in changes:
            key = (change.kind, change.id)
            for eyes in self._readers.pop(key, ()):
                self._forget(eyes, key)
            public = view(change, PUBLIC)
            if public.value is None:
                self._public.pop(key, None)
            else:
                self._public[key] = _encode(public)
            if eyes_of := readers(change):
                self._readers[key] = eyes_of
            for eyes in eyes_of:
                self._own.setdefault(eyes, {})[key] = _encode(view(change, watching(eyes)))

    def for_(self, audience: Actor) -> bytes:
        """All records as this audience may see them: a JSON array of `[kind, id, value]`.

        While nothing changes, all who see the same get the very same object.
        """
        own = self._own.get(audience.eyes)
        if own:
            return _joined(self._public | own)
        if self._whole is None:
            self._whole = _joined(self._public)
        return self._whole

    def _forget(self, eyes: str, key: _Key) -> None:
        theirs = self._own[eyes]
        del theirs[key]
        if not theirs:
            del self._own[eyes]


def _encode(change: Change) -> bytes:
    return orjson.dumps([change.kind, change.id, change.value])


def _joined(records: Mapping[_Key, bytes]) -> bytes:
    return b"[%s]" % b",".join(records.values())
