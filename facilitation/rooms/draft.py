"""A group of commands on its way through a room: waiting, and then decided but not yet committed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from facilitation.canvas.commands import Command
from facilitation.canvas.fold import Folding
from facilitation.canvas.records import Change, Session
from facilitation.canvas.views import Actor
from facilitation.rooms.answers import Answer
from facilitation.rooms.memory import Answers
from facilitation.rooms.ports import Entry


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command that waits for its answer."""

    command_id: str
    command: Command
    actor: Actor
    answer: asyncio.Future[Answer]

    def settle(self, answer: Answer) -> None:
        """Answer, unless that has been done."""
        if not self.answer.done():
            self.answer.set_result(answer)


@dataclass(slots=True)
class Draft:
    """A group, decided but not yet committed. `decided` is false when all of it was answered before."""

    folding: Folding
    decided: bool = False
    entries: list[Entry] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    settled: list[tuple[Waiting, Answer]] = field(default_factory=list)

    def fence(self, session_id: str, head: int, now: int) -> None:
        """Put the session once more, as it is, into a draft without entries.

        A commit whose outcome is not known may still come through, from a database that stood still. Only what moves
        the head keeps it out for good; otherwise what is refused now could stand in the log a moment later. No client
        can have sent a command of this name.
        """
        again = Change(Session.KIND, session_id, self.folding.canvas.session)
        self.entries.append(Entry(head + 1, now, f"fence:{head + 1}", "room", again))
