"""A room to test: logs that can be held up or fail, and somebody who listens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field

from facilitation.canvas import commands as c
from facilitation.canvas.decide import Refusal
from facilitation.canvas.kinds import NoteKind
from facilitation.rooms.answers import Accepted, Flush
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import ChangeLog, Entry, LogError
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Rooms
from tests.given import CREATE, WRITING, ManualClock, keys

SESSION = CREATE.session


@dataclass
class WatchedLog:
    """Another log, seen through: counts, holds up, fails, and writes down in which order things happen."""

    log: ChangeLog
    events: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    loads: int = 0
    failures: int = 0
    purge_failures: int = 0
    fails_after_commit: bool = False
    before_append: Callable[[], Awaitable[None]] | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        await self.log.begin(session_id, keys, entries)

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        if self.before_append is not None:
            await self.before_append()
        self.arrived.set()
        await self.gate.wait()
        self.groups.append(len({entry.command_id for entry in entries}))
        if self.failures:
            self.failures -= 1
            if self.fails_after_commit:
                await self.log.append(session_id, head, entries)
            raise LogError("the disk is full")
        await self.log.append(session_id, head, entries)
        self.events.append("commit")

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        self.loads += since == 0
        await asyncio.sleep(0)
        return await self.log.read(session_id, since)

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        return await self.log.heads(session_ids)

    async def purge(self, session_id: str) -> None:
        if self.purge_failures:
            self.purge_failures -= 1
            raise LogError("another holds it")
        await self.log.purge(session_id)
        self.events.append("purge")

    async def vacuum(self) -> None:
        self.events.append("vacuum")
        await self.log.vacuum()


class Listener:
    """Keeps every flush."""

    def __init__(self, room: Room, events: list[str] | None = None) -> None:
        self.flushes: list[Flush] = []
        self.ended = 0
        self._events = events if events is not None else []
        self.stop = room.subscribe(self._flushed, self._end)

    @property
    def entries(self) -> list[Entry]:
        return [entry for flush in self.flushes for entry in flush.entries]

    def _flushed(self, flush: Flush) -> None:
        self.flushes.append(flush)
        self._events.append("tell")

    def _end(self) -> None:
        self.ended += 1


async def writing_room(log: ChangeLog, clock: ManualClock | None = None) -> Room:
    """A room in which three participants may write."""
    rooms = Rooms(log, clock or ManualClock())
    room = await rooms.create(CREATE, keys())
    assert not isinstance(room, Refusal)
    for number, (command, actor) in enumerate(WRITING[1:]):
        assert isinstance(await room.submit(f"given-{number:04}", command, actor), Accepted)
    rooms.close()
    return room


def wish(number: int, text: str = "Dat zij blijft lachen") -> c.AddNote:
    """To write a wish."""
    return c.AddNote(f"note-{number:04}", NoteKind.WISH, f"{text} {number}")


async def reloaded(log: WatchedLog) -> Room:
    """The room of another worker on the same log."""
    room = await Rooms(log, ManualClock()).get(SESSION)
    assert room is not None
    return room
