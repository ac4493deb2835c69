"""The rooms of this process, loaded from the log when somebody comes and let go when nobody is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from weakref import WeakValueDictionary

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import CreateSession
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.views import Actor, Role
from facilitation.rooms.company import Company, Report
from facilitation.rooms.heads import Heads
from facilitation.rooms.keys import Keys, new_id
from facilitation.rooms.ports import GONE, Archive, ChangeLog, Clock, Entry, Fanout, LogError
from facilitation.rooms.room import Room, actor_name

IDLE_MS = 600_000
"""How long a room that nobody uses stays in memory, at least."""


class Alone:
    """`Fanout` of a single process: there is nobody else to tell."""

    def announce(self, session_id: str, head: int) -> None:
        """Nobody listens."""


class Rooms:
    """The registry. A room is found for as long as anybody holds it, so there are never two of one session."""

    def __init__(
        self,
        log: ChangeLog,
        clock: Clock,
        fanout: Fanout | None = None,
        idle_ms: int = IDLE_MS,
        company: Company | None = None,
    ) -> None:
        self._log, self._clock, self._fanout, self._idle_ms = log, clock, fanout or Alone(), idle_ms
        self._company = company
        self._heads = Heads(log)
        self._living: WeakValueDictionary[str, Room] = WeakValueDictionary()
        self._kept: dict[str, tuple[Room, int]] = {}
        self._loading: dict[str, asyncio.Task[Room | None]] = {}
        self._deleting: set[str] = set()
        self._cancel_sweep: Callable[[], None] | None = None
        self._looking: set[asyncio.Task[None]] = set()

    async def get(self, session_id: str) -> Room | None:
        """The room of this session, or None when there is no such session. Asked at once, it is loaded once.

        The room has everything that any worker had acknowledged when it was asked for.

        Raises:
            LogError: the log could not be asked.
        """
        if session_id in self._deleting:
            return None
        room = self._living.get(session_id)
        if room is None:
            if session_id not in self._loading:
                self._loading[session_id] = asyncio.create_task(self._load(session_id))
            # Shielded: whoever gives up waiting must not take the room from the others.
            room = await asyncio.shield(self._loading[session_id])
        if room is None or not await self._is_current(room) or session_id in self._deleting:
            return None
        return self._keep(room)

    async def _is_current(self, room: Room) -> bool:
        """Bring the room up to its log. False when the session is gone."""
        head = await self._heads.of(room.session_id)
        if head is None:
            self._end(room.session_id)
        else:
            await room.reach(head)
        return not room.ended

    async def create(self, command: CreateSession, keys: Keys) -> Room | Refusal:
        """Begin a session. Raises `KeyTakenError` and `SessionExistsError` as the log does."""
        lead, now = Actor(Role.LEAD), self._clock.now()
        decision = decide(Canvas(), command, lead, now)
        if isinstance(decision, Refusal):
            return decision
        command_id = new_id()
        entries = [Entry(seq, now, command_id, actor_name(lead), change) for seq, change in enumerate(decision, 1)]
        await self._log.begin(command.session, keys, entries)
        return self._keep(self._open(command.session, entries))

    async def delete(self, session_id: str) -> None:
        """Delete the session and everything in it, and end its room (listeners' `ended` is called).

        Raises:
            LogError: it is still there, as far as can be told.
        """
        await self._delete(session_id)
        await self._log.vacuum()

    async def _delete(self, session_id: str) -> None:
        self._deleting.add(session_id)
        try:
            if session_id in self._loading:
                await asyncio.wait([self._loading[session_id]])
            self._end(session_id)
            await self._log.purge(session_id)
        finally:
            # Also when it failed, since it may be the answer that got lost: whoever hears it looks for themselves.
            self._fanout.announce(session_id, GONE)
            self._deleting.discard(session_id)

    def _end(self, session_id: str) -> None:
        """The session is gone: so is its room."""
        room = self._living.pop(session_id, None)
        self._kept.pop(session_id, None)
        if room is not None:
            room.end()

    async def purge_due(self, archive: Archive) -> list[str]:
        """Delete the sessions whose day has come, and return their ids. The caller decides when to look.

        Raises:
            LogError: not all of them could be deleted; the others are gone.
        """
        due = await archive.due(self._clock.now())
        failure: LogError | None = None
        for session_id in due:
            try:
                await self._delete(session_id)
            except LogError as error:
                failure = error
        await self._log.vacuum()  # also when nothing is due: something may be left from an earlier time
        if failure is not None:
            raise failure
        return due

    def hint(self, session_id: str, head: int) -> None:
        """Another worker says that the log of this session ends at `head`, or that it is `GONE`.

        It may be wrong: the log is read before anything is believed.
        """
        room = self._living.get(session_id)
        if room is None:
            return
        if head == GONE:
            looking = asyncio.get_running_loop().create_task(self._look_at(room))
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)
        else:
            room.hint(head)

    def hear(self, session_id: str, worker: str, report: Report) -> None:
        """Another worker reports who is with it in this session."""
        room = self._living.get(session_id)
        if room is not None:
            room.presence.hear(worker, report)

    def report(self, session_id: str) -> None:
        """Another worker asks who is here."""
        room = self._living.get(session_id)
        if room is not None:
            room.presence.report_now()

    def meet(self) -> None:
        """Ask the other workers about all rooms and tell them of ours: so far nothing was heard, or not any more."""
        for session_id, room in list(self._living.items()):
            if self._company is not None:
                self._company.ask(session_id)
            room.presence.report_now()

    async def look(self) -> int:
        """Compare all rooms with their logs: those that are behind catch up, those of deleted sessions end.

        Returns by how many changes the one that is furthest behind was behind.

        Raises:
            LogError: the log could not be asked.
        """
        rooms = dict(self._living)
        if not rooms:
            return 0
        heads = await self._log.heads(rooms.keys())
        lags = [0]
        for session_id, room in rooms.items():
            if session_id not in heads:
                self._end(session_id)
            else:
                lags.append(heads[session_id] - room.head)
                room.hint(heads[session_id])
        return max(lags)

    async def _look_at(self, room: Room) -> None:
        with suppress(LogError):  # the next look at all rooms comes soon
            await self._is_current(room)

    def close(self) -> None:
        """Let every room go. What is in the log stays there."""
        if self._cancel_sweep:
            self._cancel_sweep()
            self._cancel_sweep = None
        for looking in tuple(self._looking):
            looking.cancel()
        self._kept.clear()

    async def _load(self, session_id: str) -> Room | None:
        try:
            entries = await self._log.read(session_id)
            return self._open(session_id, entries) if entries else None
        finally:
            del self._loading[session_id]

    def _open(self, session_id: str, entries: list[Entry]) -> Room:
        room = Room(session_id, self._log, self._clock, self._fanout, entries)
        self._living[session_id] = room
        if self._company is not None:
            room.presence.share(partial(self._company.tell, session_id))
            self._company.ask(session_id)
        return room

    def _keep(self, room: Room) -> Room:
        self._kept[room.session_id] = (room, self._clock.now())
        if self._cancel_sweep is None:
            self._cancel_sweep = self._clock.later(self._idle_ms, self._sweep)
        return room

    def _sweep(self) -> None:
        now = self._clock.now()
        for session_id, (room, since) in list(self._kept.items()):
            if room.used:
                self._kept[session_id] = (room, now)
            elif now - since >= self._idle_ms:
                del self._kept[session_id]
        self._cancel_sweep = self._clock.later(self._idle_ms, self._sweep) if self._kept else None
