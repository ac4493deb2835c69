"""What clients send, and what they are answered: commands, resync and ping (see `docs/protocol.md`, 3)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import orjson

from facilitation.canvas.commands import RotateDoor
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.records import Status
from facilitation.canvas.views import Role
from facilitation.live.frames import Frame
from facilitation.live.gathering import Connection
from facilitation.live.limits import COMMANDS_PER_SECOND
from facilitation.live.metrics import Metrics
from facilitation.locale import say
from facilitation.rooms import protocol
from facilitation.rooms.answers import Accepted, Answer, NotKept, Refused
from facilitation.rooms.keys import new_code, new_token
from facilitation.rooms.ports import Archive, Clock, KeyTakenError, LogError, SessionUnknownError
from facilitation.rooms.protocol import Request, SetReady
from facilitation.rooms.rooms import Rooms

COSTS: Mapping[str, float] = {"command": 1.0, "ping": 1.0, "resync": 5.0}
"""What a client may send, and what that takes out of its connection's bucket."""

MOST_REFUSED = 200
"""After so many messages in a row that were too many, the connection is cut: no page of ours gives so many."""

LONGEST_HOLD_S = 5.0
ROTATE_ATTEMPTS = 5

logger = logging.getLogger(__name__)

Ack = dict[str, Any]
Told = Ack | orjson.Fragment
"""The body of an acknowledgement."""

Coming = Told | asyncio.Future[Answer] | asyncio.Future[Answer | Told]
"""What is to be answered, now or later."""

Task = asyncio.Task[Answer | Told]


class Events:
    """Answers what comes over the connections of one process."""

    def __init__(
        self,
        rooms: Rooms,
        archive: Archive,
        clock: Clock,
        metrics: Metrics,
        in_background: Callable[[Coroutine[Any, Any, Answer | Told]], Task],
    ) -> None:
        self._rooms, self._archive, self._clock, self._metrics = rooms, archive, clock, metrics
        self._in_background = in_background

    def hear(self, connection: Connection, event: str, body: object, id: int | None) -> None:
        """An event that came the short way; `id` is the number of the acknowledgement that is wanted, if any."""
        try:
            coming = self._begin(connection, event, body)
        except Exception as error:
            # It is not answered, as on the ordinary way, and the connection stays.
            logger.error("an event failed (%s)", type(error).__name__)
            return
        if isinstance(coming, asyncio.Future):
            coming.add_done_callback(partial(self._come, connection, id))
        else:
            self._tell(connection, id, coming)

    async def answer(self, connection: Connection, event: str, body: object) -> Told:
        """An event that came the ordinary way, which also takes the answer back."""
        coming = self._begin(connection, event, body)
        return self._told(connection, await coming if isinstance(coming, asyncio.Future) else coming)

    def _come(self, connection: Connection, id: int | None, done: asyncio.Future[Any]) -> None:
        if done.cancelled():
            return
        if error := done.exception():
            logger.error("an event failed (%s)", type(error).__name__)
            return
        self._tell(connection, id, self._told(connection, done.result()))

    def _tell(self, connection: Connection, id: int | None, told: Told) -> None:
        if id is not None:
            frame = Frame.answer(id, protocol.encode(told))
            connection.line.send(frame, allow=isinstance(told, orjson.Fragment))

    def _told(self, connection: Connection, answer: Answer | Told) -> Told:
        return self._ack(connection, answer) if isinstance(answer, Accepted | Refused | NotKept) else answer

    def _begin(self, connection: Connection, event: str, body: object) -> Coming:
        """Up to the room's queue nothing here waits, so commands are decided in the order in which they came (3.4)."""
        if not self._may(connection, COSTS[event]):
            return self._ack(connection, NotKept("too-busy"))
        if event == "ping":
            return {"now": self._clock.now()}
        if event == "resync":
            return self._resync(connection, body)
        request = protocol.parse_request(body)
        if isinstance(request, Refusal):
            return self._ack(connection, Refused(request))
        if isinstance(request.command, SetReady):
            return self._set_ready(connection, request.command)
        if isinstance(request.command, RotateDoor) or (connection.turn is not None and not connection.turn.done()):
            connection.turn = self._in_background(self._in_turn(connection, request, connection.turn))
            return connection.turn
        return connection.room.submit(request.id, request.command, connection.actor)

    def _may(self, connection: Connection, cost: float) -> bool:
        """Whether this is not too much. Whoever goes on all the same is read more and more slowly, and then cut off."""
        if connection.bucket.take(self._clock.now(), cost):
            connection.refused = 0
            return True
        connection.refused += 1
        if connection.refused > MOST_REFUSED:
            connection.line.cut()
        else:
            connection.line.hold(min(LONGEST_HOLD_S, connection.refused / COMMANDS_PER_SECOND))
        return False

    # --- resync --------------------------------------------------------------------------------------------------

    def _resync(self, connection: Connection, body: object) -> Coming:
        since = body.get("since") if isinstance(body, Mapping) else None
        if since is not None and (not isinstance(since, int) or isinstance(since, bool) or since < 0):
            return self._no(connection, "bad-request")
        if connection.resync is not None and not connection.resync.done():
            return self._no(connection, "too-busy", retry=True)
        self._metrics.resync()
        connection.resync = self._in_background(self._welcome(connection, since))
        return connection.resync

    async def _welcome(self, connection: Connection, since: int | None) -> Told:
        try:
            await self._rooms.get(connection.room.session_id)  # so that nothing is older than another worker's
        except LogError:
            return self._no(connection, "not-kept", retry=True)
        answer = protocol.encode(connection.gathering.welcome(connection, since))
        connection.line.allow(len(answer))
        return orjson.Fragment(answer)

    # --- commands ------------------------------------------------------------------------------------------------

    def _set_ready(self, connection: Connection, command: SetReady) -> Ack:
        participant = connection.actor.participant
        if connection.actor.role is not Role.SEAT or participant is None:
            return self._no(connection, "forbidden")
        if participant not in connection.room.canvas.participants:
            return self._no(connection, "removed")
        if connection.room.canvas.session.status is Status.CLOSED:
            return self._no(connection, "session-closed")
        connection.room.presence.set_ready(participant, command.ready)
        return self._yes(connection.room.head)

    async def _in_turn(self, connection: Connection, request: Request, before: Task | None) -> Answer:
        """Carry out a command that has to wait first, or comes behind one that does."""
        if before is not None:
            await asyncio.wait([before])
        if isinstance(request.command, RotateDoor):
            return await self._rotate_door(connection, request.id, request.command)
        assert not isinstance(request.command, SetReady)
        return await connection.room.submit(request.id, request.command, connection.actor)

    async def _rotate_door(self, connection: Connection, id: str, command: RotateDoor) -> Answer:
        """New keys first, then the change that tells everybody to fetch them: never the other way round.

        When the change is refused after all, the keys that everybody has are put back.
        """
        room, actor = connection.room, connection.actor
        try:
            await self._rooms.get(room.session_id)  # so that what another worker has closed gets no new keys
            if room.has_answered(id, actor) or isinstance(decide(room.canvas, command, actor, 0), Refusal):
                return await room.submit(id, command, actor)
            before = await self._archive.keys(room.session_id)
            await self._new_keys(room.session_id)
            answer = await room.submit(id, command, actor)
            if isinstance(answer, Refused) and before is not None:
                await self._archive.rotate_door(room.session_id, before.code, before.token)
        except SessionUnknownError:
            return Refused(Refusal("session-unknown"))
        except LogError:
            return NotKept("not-kept")
        return answer

    async def _new_keys(self, session_id: str) -> None:
        for attempt in range(1, ROTATE_ATTEMPTS + 1):
            try:
                await self._archive.rotate_door(session_id, new_code(), new_token())
                return
            except KeyTakenError:
                if attempt == ROTATE_ATTEMPTS:
                    raise

    # --- acknowledgements ----------------------------------------------------------------------------------------

    def _ack(self, connection: Connection, answer: Answer) -> Ack:
        self._metrics.answered(answer)
        match answer:
            case Accepted(seq):
                return self._yes(seq)
            case Refused(refusal):
                return self._no(connection, refusal.code, values=refusal.args)
            case NotKept(code):
                return self._no(connection, code, retry=True)

    def _yes(self, seq: int) -> Ack:
        return {"ok": True, "seq": seq, "now": self._clock.now()}

    def _no(
        self, connection: Connection, code: str, retry: bool = False, values: Mapping[str, Any] | None = None
    ) -> Ack:
        message = say(connection.language, f"refusal.{code}", **(values or {}))
        return {"ok": False, "code": code, "message": message, "retry": retry}
