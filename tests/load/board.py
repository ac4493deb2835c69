"""What a phone holds, by the rules of `facilitation/web/live/canvas_store.js` and protocol 2.1–2.4."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

NOT_ASKED = object()
"""In place of the `since` of a resync: this is the welcome of a connection."""


class Board:
    """The records by kind and id, and `seq`, the last change in them, all before it included; None before a welcome.

    With `keep=False` there are no records, and only `seq` is kept.
    """

    def __init__(self, keep: bool = True) -> None:
        self.keeps = keep
        self.records: dict[str, dict[str, Any]] = {}
        self.seq: int | None = None
        self.me: str | None = None
        self.gaps = 0
        self._head = 0

    def welcome(self, frame: dict[str, Any], asked: Any) -> bool:
        """Take a welcome, or the answer to a resync since `asked`. False when changes are known to be missing."""
        stranger = self.seq is not None and frame["me"] != self.me
        first = asked is NOT_ASKED
        since = 0 if first or asked is None else asked
        if first or frame["seq"] < since:
            self._head = frame["seq"]
        self.me = frame["me"]
        if "changes" in frame and not stranger:
            return self._append(frame["changes"], frame["seq"])
        if "changes" in frame:
            self.records, self.seq = {}, None
            return False
        overtaken = not first and self.seq is not None and since <= frame["seq"] < self.seq
        if not overtaken or stranger:
            self.records = {}
            for kind, id, value in frame.get("snapshot", ()) if self.keeps else ():
                self._put(kind, id, value)
            self.seq = frame["seq"]
        return (self.seq or 0) >= self._head

    def changes(self, frame: dict[str, Any]) -> bool:
        """Take a batch; on a gap nothing is taken and the answer is False."""
        seq = self.seq
        if not self.keeps and seq == frame["from"]:
            self.seq = frame["to"]
            return True
        if seq is None or frame["from"] > seq:
            self._head = max(self._head, frame["to"])
            self.gaps += 1
            return False
        return self._append(frame["changes"], frame["to"])

    def table(self, kind: str) -> dict[str, Any]:
        """The records of one kind, by id."""
        return self.records.get(kind, {})

    def canonical(self) -> bytes:
        """The records as JSON with sorted keys: the same bytes for the same board."""
        filled = {kind: table for kind, table in self.records.items() if table}
        return orjson.dumps(filled, option=orjson.OPT_SORT_KEYS)

    def digest(self) -> str:
        """SHA-256 of `canonical`, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def _append(self, changes: Sequence[Any], to: int) -> bool:
        seq = self.seq or 0
        for at, kind, id, value in changes:
            if at <= seq:
                continue
            if at != seq + 1:
                self.gaps += 1
                self.seq = seq
                return False
            self._put(kind, id, value)
            seq = at
        self.seq = seq
        self._head = max(self._head, to)
        return seq >= self._head

    def _put(self, kind: str, id: str, value: Any) -> None:
        if not self.keeps:
            return
        table = self.records.setdefault(kind, {})
        if value is None:
            table.pop(id, None)
        else:
            table[id] = value
