"""One live session: queue -> decide -> group commit -> acknowledge -> broadcast."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from facilitation.canvas.commands import Command
from facilitation.canvas.decide import Refusal
from facilitation.canvas.records import Canvas, Change
from facilitation.canvas.views import Actor
from facilitation.rooms.ports import ChangeLog, Clock, Entry, Fanout
from facilitation.rooms.presence import Presence


@dataclass(frozen=True, slots=True)
class Accepted:
    """Committed to disk. `seq` is that of the command's last change, or the head when nothing had to change."""

    seq: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Decided against, for good."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class NotKept:
    """Nothing was decided: send the same command again, later. `code` is `not-kept` or `too-busy`."""

    code: str


Answer = Accepted | Refused | NotKept


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All records at `seq`, as one audience may see them.

    While `seq` stays the same, every audience without closed notes of its own gets the very same `changes` object,
    so what was encoded for one can be sent to all (compare with `is`, or look at `shared`).
    """

    seq: int
    changes: tuple[Change, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class Since:
    """The entries after the asked `since` up to `seq`, as one audience may see them."""

    seq: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Flush:
    """What one commit brought: the entries `from_ + 1` to `to`, unredacted. See `protocol.frames_for`."""

    from_: int
    to: int
    entries: tuple[Entry, ...]


class Room:
    """A live session. Everything here happens on the event loop; only the log works in a thread."""

    def __init__(self, session_id: str, log: ChangeLog, clock: Clock, fanout: Fanout, entries: list[Entry]) -> None:
        self.session_id = session_id
        self.canvas: Canvas
        self.head: int
        self.presence: Presence

    def submit(self, command_id: str, command: Command, actor: Actor) -> asyncio.Future[Answer]:
        """Put a command in the queue and return its answer to come: `await room.submit(…)`.

        Commands are decided in the order of the calls. Cancelling the future does not take the command back.
        """
        raise NotImplementedError

    def changes_since(self, since: int | None, audience: Actor) -> Snapshot | Since:
        """What a client that has everything up to `since` misses, as `audience` may see it (protocol 2.3)."""
        raise NotImplementedError

    def subscribe(
        self, flushed: Callable[[Flush], None], ended: Callable[[], None] | None = None
    ) -> Callable[[], None]:
        """Call `flushed` after every commit and `ended` when the session is deleted. What is returned ends it."""
        raise NotImplementedError
