"""The canvas as it is sent to those who come in: every record encoded once, for however many read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson

from facilitation.canvas.records import Canvas, Change
from facilitation.canvas.views import PUBLIC, Actor, Role, private_to, snapshot, view

_Key = tuple[str, str]


class Seen:
    """The records of one canvas as JSON, carried on with every change.

    What the public may see is joined once per head; an author with closed notes gets those in their place.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._public: dict[_Key, bytes] = {}
        self._authors: dict[_Key, str] = {}
        self._closed: dict[str, dict[_Key, bytes]] = {}
        self._whole: bytes | None = None
        self.take(snapshot(canvas))

    def take(self, changes: Iterable[Change]) -> None:
        """Carry on with changes that were committed."""
        self._whole = None
        for change in changes:
            key = (change.kind, change.id)
            before = self._authors.pop(key, None)
            if before is not None:
                self._forget(before, key)
            if change.value is None:
                self._public.pop(key, None)
                continue
            self._public[key] = _encode(view(change, PUBLIC))
            author = private_to(change)
            if author is not None:
                self._authors[key] = author
                own = _encode(view(change, Actor(Role.SEAT, author)))
                self._closed.setdefault(author, {})[key] = own

    def for_(self, audience: Actor) -> bytes:
        """All records as this audience may see them: a JSON array of `[kind, id, value]`.

        While nothing changes, all who see the same get the very same object.
        """
        own = self._closed.get(audience.participant or "")
        if own:
            return _joined(self._public | own)
        if self._whole is None:
            self._whole = _joined(self._public)
        return self._whole

    def _forget(self, author: str, key: _Key) -> None:
        theirs = self._closed[author]
        del theirs[key]
        if not theirs:
            del self._closed[author]


def _encode(change: Change) -> bytes:
    return orjson.dumps([change.kind, change.id, change.value])


def _joined(records: Mapping[_Key, bytes]) -> bytes:
    return b"[%s]" % b",".join(records.values())
