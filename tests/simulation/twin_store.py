"""The twin of `canvas_store.js`: the same rules in Python, and a record of what they were asked for Node to repeat."""

from __future__ import annotations

from typing import Any

Frame = dict[str, Any]
Step = tuple[str, Frame, int | None, bool, str, int | None]
"""What was taken ("welcome", "changes"), the frame, what a resync asked and whether it was one, the answer, `seq`."""


class TwinStore:
    """The canvas as one page has it."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.seq: int | None = None
        self.me: str | None = None
        self.role = ""
        self.head = 0
        self.steps: list[Step] = []

    @property
    def behind(self) -> bool:
        """Whether changes are known to be missing."""
        return self.seq is None or self.seq < self.head

    def one(self, kind: str) -> Any:
        """The value of a kind with one record, or None."""
        return next(iter(self.records.get(kind, {}).values()), None)

    def welcome(self, frame: Frame, asked: int | None = None, resync: bool = False) -> str:
        """Take a welcome, or the answer to a resync that was asked with since `asked`: "ok" or "gap"."""
        answer = self._welcome(frame, asked or 0, resync)
        self.steps.append(("welcome", frame, asked, resync, answer, self.seq))
        return answer

    def changes(self, frame: Frame) -> str:
        """Take a batch: "ok", or "gap" when one before it is missing, and nothing is taken."""
        answer = self._changes(frame)
        self.steps.append(("changes", frame, None, False, answer, self.seq))
        return answer

    def _welcome(self, frame: Frame, asked: int, resync: bool) -> str:
        stranger = self.seq is not None and frame["me"] != self.me
        if not resync or frame["seq"] < asked:
            self.head = frame["seq"]
        if "snapshot" in frame:
            overtaken = resync and self.seq is not None and asked <= frame["seq"] < self.seq
            if overtaken and not stranger:
                return "gap" if self.behind else "ok"
            self.records = {}
            for kind, id, value in frame["snapshot"]:
                self.records.setdefault(kind, {})[id] = value
            self.me, self.role, self.seq = frame["me"], frame["role"], frame["seq"]
            return "gap" if self.behind else "ok"
        self.me, self.role = frame["me"], frame["role"]
        if stranger:
            self.records, self.seq = {}, None
            return "gap"
        return self._append(frame.get("changes", []), frame["seq"])

    def _changes(self, frame: Frame) -> str:
        if self.seq is None or frame["from"] > self.seq:
            self.head = max(self.head, frame["to"])
            return "gap"
        return self._append(frame["changes"], frame["to"])

    def _append(self, changes: list[Any], to: int) -> str:
        self.seq = self.seq or 0
        for at, kind, id, value in changes:
            if at <= self.seq:
                continue
            if at != self.seq + 1:
                return "gap"
            if value is None:
                self.records.get(kind, {}).pop(id, None)
            else:
                self.records.setdefault(kind, {})[id] = value
            self.seq = at
        self.head = max(self.head, to)
        return "gap" if self.behind else "ok"
