"""Everybody who looks at one session over this process, and what each of them is sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from facilitation.canvas.records import Change, Participant
from facilitation.canvas.views import Actor, Role
from facilitation.live.frames import Frame, Line
from facilitation.live.handshake import Admission
from facilitation.live.limits import Bucket
from facilitation.live.metrics import Metrics
from facilitation.locale import say
from facilitation.rooms import protocol
from facilitation.rooms.ports import Clock
from facilitation.rooms.presence import QUIET_MS, Attendance
from facilitation.rooms.room import Flush, Room


@dataclass(eq=False, slots=True)
class Connection:
    """One open connection: who it is, its language, and its way out.

    `seq` is the last change it has been sent, `refused` how many messages in a row were too many; `turn` is the last
    command that had to wait, and `resync` the last board that was asked for, each while it is on its way.
    """

    sid: str
    admission: Admission
    language: str
    line: Line
    bucket: Bucket
    gathering: Gathering = field(repr=False)
    seq: int = 0
    over: bool = False
    told: Attendance | None = None
    told_at: int | None = None
    telling: Callable[[], None] | None = None
    refused: int = 0
    turn: asyncio.Task[Any] | None = None
    resync: asyncio.Task[Any] | None = None

    @property
    def actor(self) -> Actor:
        """Who this is."""
        return self.admission.actor

    @property
    def room(self) -> Room:
        """The session's room."""
        return self.gathering.room


REST_US = 60
"""The least time between two broadcasts of a session, in µs for each of its connections.

Writing to a connection costs some 10 µs however short the frame, so a busy session spends at most a sixth of a core on
it. Thirty phones wait a millisecond or two at most, a thousand 60 ms; after a rest nobody waits.
"""


class Gathering:
    """The connections of one session.

    Commits wait in `_flushes` until everything before has left; under load a frame grows, the queue does not.
    `hang_up` disconnects one connection, `empty` is called when the last has gone.
    """

    def __init__(
        self,
        room: Room,
        clock: Clock,
        hang_up: Callable[[Connection], None],
        empty: Callable[[Gathering], None],
        metrics: Metrics,
    ) -> None:
        self.room = room
        self._clock = clock
        self._hang_up = hang_up
        self._empty = empty
        self._metrics = metrics
        self._connections: dict[str, Connection] = {}
        self._flushes: list[Flush] = []
        self._scheduled = False
        self._next_at = 0.0
        self._presence_frames: dict[bool, Frame] = {}
        self._presence_told: Attendance | None = None
        self._unsubscribe = room.subscribe(self._flushed, self._ended)
        self._unsubscribe_presence = room.presence.subscribe(self._attended)

    def enter(self, connection: Connection, since: int | None) -> None:
        """Let a connection in: its welcome first, then everything that follows from there."""
        self._connections[connection.sid] = connection
        welcome = self.welcome(connection, since)
        connection.line.send(Frame.event("welcome", protocol.encode(welcome)), allow=True)
        self._metrics.opened(connection.actor.role, "snapshot" in welcome)
        if connection.actor.role is Role.SEAT and connection.actor.participant:
            self.room.presence.came(connection.sid, connection.actor.participant)
        if self.room.presence.is_about_to_tell:
            self.room.presence.insist()
        else:
            self._tell(connection, self.room.presence.attendance())

    def welcome(self, connection: Connection, since: int | None) -> dict[str, object]:
        """The body of `welcome` for this connection, which from now on has everything up to the head."""
        news = self.room.changes_since(since, connection.actor)
        connection.seq = news.seq
        return protocol.welcome(connection.actor.participant, connection.actor.role, news, self._clock.now())

    def leave(self, connection: Connection) -> None:
        """The connection has closed."""
        if self._connections.pop(connection.sid, None) is None:
            return
        self._metrics.closed(connection.actor.role)
        if connection.telling is not None:
            connection.telling()
        self.room.presence.left(connection.sid)
        if not self._connections:
            self._unsubscribe()
            self._unsubscribe_presence()
            self._empty(self)

    def end(self, code: str, concerned: Callable[[Connection], bool]) -> None:
        """Say goodbye to those whom it concerns, and disconnect them."""
        for connection in [one for one in self._connections.values() if concerned(one) and not one.over]:
            connection.over = True
            body = {"code": code, "message": say(connection.language, f"errors.{code}")}
            connection.line.send(Frame.event("bye", protocol.encode(body)))
            self._hang_up(connection)

    # --- changes -----------------------------------------------------------------------------------------------

    def _flushed(self, flush: Flush) -> None:
        self._flushes.append(flush)
        if not self._scheduled:
            self._scheduled = True
            loop = asyncio.get_running_loop()
            loop.call_at(max(self._next_at, loop.time()), self._broadcast)

    def _broadcast(self) -> None:
        self._scheduled = False
        flushes, self._flushes = self._flushes, []
        if not flushes:
            return
        self._next_at = asyncio.get_running_loop().time() + len(self._connections) * REST_US / 1_000_000
        begun = time.perf_counter()
        flush = Flush(flushes[0].from_, flushes[-1].to, tuple(entry for one in flushes for entry in one.entries))
        bodies = protocol.changes_for(flush, self._clock.now())
        public = Frame.event("changes", bodies.public)
        private = {eyes: Frame.event("changes", body) for eyes, body in bodies.private.items()}
        backlog = 0
        for connection in tuple(self._connections.values()):
            if connection.seq < flush.to and not connection.over:
                frame = private.get(connection.actor.eyes, public) if private else public
                waited = connection.line.send(frame)
                connection.seq = flush.to
                if waited > backlog:
                    backlog = waited
        took = time.perf_counter() - begun
        self._metrics.flushed(took, len(flush.entries), len(self._connections), backlog)
        removed = {entry.change.id for entry in flush.entries if _is_removal(entry.change)}
        if removed:
            self.end("removed", lambda connection: connection.admission.seat in removed)

    def _ended(self) -> None:
        self._broadcast()
        self.end("session-deleted", lambda connection: True)

    # --- presence ----------------------------------------------------------------------------------------------

    def _attended(self, attendance: Attendance) -> None:
        for connection in tuple(self._connections.values()):
            self._tell(connection, attendance)

    def _tell(self, connection: Connection, attendance: Attendance) -> None:
        """Send who is here, but not twice within a second and not twice the same."""
        if connection.over or connection.telling is not None or connection.told == attendance:
            return
        now = self._clock.now()
        wait = 0 if connection.told_at is None else connection.told_at + QUIET_MS - now
        if wait > 0:
            connection.telling = self._clock.later(min(wait, QUIET_MS), lambda: self._tell_now(connection))
            return
        connection.told, connection.told_at = attendance, now
        connection.line.send(self._presence_frame(attendance, connection.actor.role))

    def _tell_now(self, connection: Connection) -> None:
        connection.telling = None
        self._tell(connection, self.room.presence.attendance())

    def _presence_frame(self, attendance: Attendance, role: Role) -> Frame:
        if attendance != self._presence_told:
            self._presence_frames, self._presence_told = {}, attendance
        lead = role is Role.LEAD
        if lead not in self._presence_frames:
            self._presence_frames[lead] = Frame.event("presence", protocol.encode(protocol.presence(attendance, role)))
        return self._presence_frames[lead]


def _is_removal(change: Change) -> bool:
    return change.kind == Participant.KIND and change.value is None
