"""The Socket.IO server: handshake, commands, resync, ping and goodbye (see `docs/protocol.md`, 1–3)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Coroutine
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

import orjson
import socketio
from socketio.exceptions import ConnectionRefusedError as Refuse

from facilitation.live.address import Proxies
from facilitation.live.events import COSTS, Events
from facilitation.live.frames import NAMESPACE, Line, loads
from facilitation.live.gathering import Connection, Gathering
from facilitation.live.handshake import NotLetInError, let_in, read_wish
from facilitation.live.identity import Credentials, Identities
from facilitation.live.limits import Bucket, Failures
from facilitation.live.metrics import Metrics
from facilitation.locale import best_language, say
from facilitation.rooms import protocol
from facilitation.rooms.ports import Archive, Clock
from facilitation.rooms.rooms import Rooms

PATH = "/live"
PING_SECONDS = 25
PONG_SECONDS = 20
"""How often a connection is asked for a sign of life, and how long that may take."""

SWEEP_SECONDS = 5
HANG_UP_SECONDS = 5.0

MAX_ATTACHMENTS = 8
"""Binary parts of one message. No argument is binary, but what has some is refused rather than not understood."""

logger = logging.getLogger(__name__)

T = TypeVar("T")


class LiveServer(socketio.AsyncServer):  # type: ignore[misc]  # python-socketio has no types
    """The connections of all sessions in this process."""

    def __init__(
        self,
        rooms: Rooms,
        archive: Archive,
        identities: Identities,
        failures: Failures,
        clock: Clock,
        proxies: Proxies,
        metrics: Metrics,
    ) -> None:
        super().__init__(
            async_mode="asgi",
            json=JSON,
            namespaces=[NAMESPACE],
            max_http_buffer_size=protocol.MAX_MESSAGE_BYTES,
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            monitor_clients=False,  # see `_sweep`
            cors_allowed_origins=lambda origin, environ: proxies.is_same_origin(origin, environ["asgi.scope"]),
            cors_credentials=False,
            # Their loggers would write down what was sent. What goes wrong in here is logged here, by name.
            logger=_SILENT,
            engineio_logger=_SILENT,
        )
        self._rooms, self._archive, self._identities = rooms, archive, identities
        self._failures, self._clock, self._proxies, self._metrics = failures, clock, proxies, metrics
        self._gatherings: dict[str, Gathering] = {}
        self._connections: dict[str, Connection] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._events = Events(rooms, archive, clock, metrics, self._in_background)
        self._sweeping = False
        self.on("connect", self._on_connect, namespace=NAMESPACE)
        self.on("disconnect", self._on_disconnect, namespace=NAMESPACE)
        for event in COSTS:
            self.on(event, partial(self._on_event, event), namespace=NAMESPACE)

    def end_linked(self, session_id: str, links: Collection[str]) -> None:
        """These are the tokens of the links that work now: say goodbye to those who came by an older one."""
        if gathering := self._gatherings.get(session_id):
            gathering.end("link-changed", lambda connection: connection.admission.link not in (None, *links))

    def sessions_with_linked(self) -> set[str]:
        """The sessions in which somebody came by a link that can be renewed: to read, or to lead along."""
        return {one.room.session_id for one in self._connections.values() if one.admission.link is not None}

    async def close(self) -> None:
        """Stop the background work. Connections are closed by the web server."""
        for task in tuple(self._tasks):
            task.cancel()
        await self.shutdown()

    # --- coming and going ----------------------------------------------------------------------------------------

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        if not self._sweeping:
            self._sweeping = True
            self._in_background(self._sweep())
        scope = environ.get("asgi.scope", {})
        language = best_language(environ.get("HTTP_ACCEPT_LANGUAGE"))
        try:
            wish = read_wish(auth, environ.get("HTTP_ACCEPT_LANGUAGE"))
            language = wish.language
            credentials = Credentials.from_headers(scope.get("headers", ()))
            self._limit_guessing(credentials, self._proxies.client(scope), language)
            admission = await let_in(wish, credentials, self._identities, self._rooms)
        except NotLetInError as error:
            raise _refusal(error.code, error.language) from None
        except Exception as error:
            logger.error("a handshake failed (%s)", type(error).__name__)
            raise _refusal("too-busy", language) from None
        room = admission.room
        gathering = self._gatherings.get(room.session_id)
        if gathering is None:
            gathering = Gathering(room, self._clock, self._hang_up, self._emptied, self._metrics)
            self._gatherings[room.session_id] = gathering
            self._metrics.gathered(len(self._gatherings))
        eio_sid = self.manager.eio_sid_from_sid(sid, NAMESPACE)
        line = Line(self.eio, eio_sid, environ, partial(self._hear, sid), self._metrics.cut)
        connection = Connection(sid, admission, wish.language, line, Bucket(self._clock.now()), gathering)
        self._connections[sid] = connection
        gathering.enter(connection, wish.since)

    def _limit_guessing(self, credentials: Credentials, address: str, language: str) -> None:
        if credentials.bearer is None:
            return
        if self._failures.wait_ms(address):
            raise NotLetInError("too-busy", language)
        if not self._identities.is_key(credentials.bearer):
            self._failures.wrong(address)

    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: object) -> None:
        """As Socket.IO does it; afterwards the answer to the handshake is on its way, and frames may follow."""
        await super()._handle_connect(eio_sid, namespace, data)
        if eio_sid not in self.environ:
            # It went while it was being let in, too early for Socket.IO to tell us.
            await self._handle_disconnect(eio_sid, namespace)
            return
        connection = self._connections.get(self.manager.sid_from_eio_sid(eio_sid, NAMESPACE) or "")
        if connection is not None:
            connection.line.granted()
            if connection.over:
                self._hang_up(connection)

    async def _on_disconnect(self, sid: str, reason: object = None) -> None:
        connection = self._connections.pop(sid, None)
        if connection is not None:
            connection.gathering.leave(connection)
            connection.line.left()

    async def _sweep(self) -> None:
        """Close the connections that gave no sign of life in time.

        Engine.IO's own task for this wakes up for each of them, fifty times a second with a thousand.
        """
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            for engine_socket in tuple(self.eio.sockets.values()):
                if engine_socket.closed:
                    self.eio.sockets.pop(engine_socket.sid, None)
                elif not engine_socket.closing:
                    await engine_socket.check_ping_timeout()

    def _emptied(self, gathering: Gathering) -> None:
        if self._gatherings.get(gathering.room.session_id) is gathering:
            del self._gatherings[gathering.room.session_id]
            self._metrics.gathered(len(self._gatherings))

    def _hang_up(self, connection: Connection) -> None:
        """Disconnect, politely first."""
        if not self.manager.is_connected(connection.sid, NAMESPACE):
            return  # not granted yet: `_handle_connect` comes back to it
        self._in_background(self.disconnect(connection.sid, namespace=NAMESPACE))
        asyncio.get_running_loop().call_later(HANG_UP_SECONDS, connection.line.cut)

    def _in_background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # --- what a client sends -------------------------------------------------------------------------------------

    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        """As Socket.IO does it. What is no packet, or announces more parts than anybody needs, ends the connection."""
        if eio_sid not in self.environ:
            return  # it closed in the same breath
        try:
            await super()._handle_eio_message(eio_sid, data)
            waiting = self._binary_packet.get(eio_sid)
            if waiting is not None and waiting.attachment_count > MAX_ATTACHMENTS:
                raise ValueError("too many attachments")
        except Exception as error:
            logger.info("a connection was ended over a packet that is none (%s)", type(error).__name__)
            connection = self._connections.get(self.manager.sid_from_eio_sid(eio_sid, NAMESPACE) or "")
            if connection is not None:
                connection.line.cut()
            else:
                await self.eio.disconnect(eio_sid)

    async def _handle_event(self, eio_sid: str, namespace: str | None, id: int | None, data: Any) -> None:
        """As Socket.IO does it, for the events that are a client's to send, not for its own `connect`."""
        if isinstance(data[0], str) and data[0] in COSTS:
            await super()._handle_event(eio_sid, namespace, id, data)

    async def _on_event(self, event: str, sid: str, body: object = None, *_: object) -> Any:
        """An event that came the ordinary way."""
        connection = self._connections.get(sid)
        if connection is None or connection.over:
            return None
        return await self._events.answer(connection, event, body)

    def _hear(self, sid: str, event: str, body: object, id: int | None) -> None:
        """An event that came the short way."""
        connection = self._connections.get(sid)
        if connection is not None and not connection.over:
            self._events.hear(connection, event, body, id)


def _refusal(code: str, language: str) -> Refuse:
    """What reaches the client as `connect_error`, with `{code, message}` as its data (protocol 1.2)."""
    source = "errors" if code in ("protocol-unknown", "not-signed-in", "removed") else "refusal"
    message = say(language, f"{source}.{code}")
    versions = {"versions": [protocol.VERSION]} if code == "protocol-unknown" else {}
    return Refuse(message, {"code": code, "message": message, **versions})


def _dumps(value: object, **_: object) -> str:
    return orjson.dumps(value).decode()


JSON = SimpleNamespace(dumps=_dumps, loads=loads)
"""How packets are written and read."""

_SILENT = logging.Logger("facilitation.live.silent", level=logging.CRITICAL + 1)
