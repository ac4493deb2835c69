"""What a room remembers of its log: the last changes, and the first answer to every command."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import replace
from sys import intern

from facilitation.canvas.decide import Refusal
from facilitation.rooms.answers import Accepted, Answer, Refused
from facilitation.rooms.ports import Entry

MAX_SINCE = 1_000
"""How many changes old a client's `since` may be (protocol 2.3)."""

ANSWERS_KEPT = 20_000
"""How many answers of each kind are remembered: far more than are ever on their way, and than one group holds."""


class Recent:
    """The last `MAX_SINCE` entries of a log."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MAX_SINCE)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries behind the last one. A record that is removed takes its content out of the earlier ones."""
        for entry in entries:
            if entry.change.value is None:
                self._erase(entry.change.kind, entry.change.id)
            self._entries.append(entry)

    def _erase(self, kind: str, id: str) -> None:
        for index, entry in enumerate(self._entries):
            change = entry.change
            if (change.kind, change.id) == (kind, id) and change.value is not None:
                self._entries[index] = replace(entry, change=replace(change, value=None))

    def after(self, since: int, head: int) -> list[Entry] | None:
        """The entries from `since + 1` to `head`, or None when they are not all here."""
        missing = head - since
        if not 0 <= missing <= len(self._entries):
            return None
        start = len(self._entries) - missing
        return [self._entries[index] for index in range(start, len(self._entries))]


class Answers:
    """The first answer to every command, by its id (protocol 3.2).

    The last `ANSWERS_KEPT` that changed something are remembered apart from the last that changed nothing, which can do
    no harm twice. The log takes no command twice that is older than that: a room asks it again then.
    """

    def __init__(self) -> None:
        self._changed: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._unchanged: OrderedDict[str, tuple[str, Answer]] = OrderedDict()

    def add(self, entries: Iterable[Entry]) -> None:
        """Learn the commands of these entries of the log."""
        for entry in entries:
            self._changed[entry.command_id] = (intern(entry.actor), entry.seq)
        while len(self._changed) > ANSWERS_KEPT:
            self._changed.popitem(last=False)

    def remember(self, command_id: str, actor: str, answer: Answer) -> None:
        """Remember an answer that changed nothing."""
        self._unchanged[command_id] = (actor, answer)
        if len(self._unchanged) > ANSWERS_KEPT:
            self._unchanged.popitem(last=False)

    def get(self, command_id: str, actor: str) -> Answer | None:
        """The first answer, or None. An id that somebody else has used is refused, lest a note be lost silently."""
        changed = self._changed.get(command_id)
        known = self._unchanged.get(command_id) if changed is None else (changed[0], Accepted(changed[1]))
        if known is None:
            return None
        return known[1] if known[0] == actor else Refused(Refusal("bad-request"))
