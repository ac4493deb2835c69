"""The network between pages and servers: one `Link` for each connection, at the edge of Engine.IO.

A link is a stream: what arrives, arrives in order. It can be slow, cut at any point, dead without anybody noticing,
or read by nobody. On some links single answers and batches are lost or come twice, as behind a bad proxy.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import orjson

from facilitation.live.frames import NAMESPACE, RoomProtocol
from tests.simulation.virtual import Process

if TYPE_CHECKING:
    from tests.simulation.workers import Worker
    from tests.simulation.world import World

_PREFIX = len(NAMESPACE) + 2
Raw = str | bytes
Packet = tuple[str, int | None, Any]
"""A Socket.IO packet: its type, the number of the answer it wants or is, and what it holds."""


def parse(raw: Raw) -> Packet:
    """Read a Socket.IO packet, or the WebSocket frame around it."""
    if isinstance(raw, bytes):
        start = {126: 4, 127: 10}.get(raw[1], 2)
        text = raw[start + 1 :].decode()
    else:
        text = raw
    start = end = _PREFIX
    while end < len(text) and text[end].isdigit():
        end += 1
    number = int(text[start:end]) if end > start else None
    return text[0], number, orjson.loads(text[end:]) if end < len(text) else None


class _Waiting:
    """Engine.IO's queue of one connection: empty at once, unless the other end does not read."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def qsize(self) -> int:
        return len(self._link.unread)

    def put_nowait(self, packet: Any) -> None:
        self._link.down(packet.data)


class Socket:
    """Engine.IO's end of a link."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.queue = _Waiting(link)

    closing = False

    @property
    def sid(self) -> str:
        """Engine.IO's id of it."""
        return self.link.sid

    @property
    def closed(self) -> bool:
        """Whether the server knows it to be over."""
        return self.link.closed

    async def check_ping_timeout(self) -> bool:
        """Whether it gives signs of life; what does not is ended by the network's own patience."""
        return not self.closed

    async def close(self, wait: bool = True, abort: bool = False) -> None:
        """Hang up."""
        self.link.end_by_server()


class _Transport:
    """The transport under a quick connection."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def is_closing(self) -> bool:
        return self._link.closed

    def get_write_buffer_size(self) -> int:
        return sum(len(raw) for raw in self._link.unread)

    def write(self, data: bytes) -> None:
        self._link.down(data)

    def abort(self) -> None:
        self._link.end_by_server()

    def pause_reading(self) -> None:
        self._link.hold(True)

    def resume_reading(self) -> None:
        self._link.hold(False)


class Wire(RoomProtocol):
    """Uvicorn's protocol as far as the live server uses it."""

    def __init__(self, link: Link) -> None:
        self.transport: Any = _Transport(link)
        self.conn: Any = SimpleNamespace(extensions=())
        self.close_sent = False
        self.read_paused = False
        self.loop = link.world.loop


class Link:
    """One connection: a page's `Line` on one end, an Engine.IO socket on the other."""

    def __init__(self, world: World, worker: Worker, process: Process, phone: Any, quick: bool, lossy: bool) -> None:
        self.world, self.worker, self.phone, self.lossy = world, worker, phone, lossy
        self.server = worker.process
        self.page = process
        self.sid = f"eio-{world.number('link')}"
        self.wire = Wire(self) if quick else None
        self.socket = Socket(self)
        self.closed = False
        self.unread: list[Raw] = []
        self.stalled = False
        self._held = False
        self._unheard: list[str] = []
        self.sent_seq: int | None = None
        self.knew = phone.known
        self.asked: set[int | None] = set()
        self._queued = 0.0
        self._ears: dict[str, Callable[[Any], None]] = {}
        self._answers: dict[int, Callable[[Any], None]] = {}
        self._commands: dict[int, str] = {}
        self._count = 0
        self._gone = False
        self._up = self._down = 0.0
        self._up_cut = self._down_cut = math.inf
        self._inbox: asyncio.Queue[str] = asyncio.Queue()

    # --- the page's end: what connection.js calls a Line ---

    def on(self, event: str, hear: Callable[[Any], None]) -> None:
        """Call `hear(body)` for every `event`."""
        self._ears[event] = hear

    def open(self, auth: dict[str, Any]) -> None:
        """Begin: the handshake goes out."""
        loop = self.world.loop
        if not self.server.alive:
            loop.call_later(self._travel(), self._say, "connect_error", {}, context=self.page.context)
            return
        self.worker.links[self.sid] = self
        self._up = loop.time() + self._travel()
        loop.call_at(self._up, self._enter, f"0{NAMESPACE},{orjson.dumps(auth).decode()}", context=self.server.context)

    def emit(self, event: str, body: Any, acknowledge: Callable[[Any], None]) -> None:
        """Send `event` and hand the answer to `acknowledge`, if it ever comes."""
        if self._gone:
            return
        self._count += 1
        self._answers[self._count] = acknowledge
        if event == "command":
            self._commands[self._count] = body["id"]
            self.world.ledger.given(self.phone, body)
        text = f"2{NAMESPACE},{self._count}{orjson.dumps([event, body]).decode()}"
        for _ in range(self._copies()):
            self._send_up(text)

    def close(self) -> None:
        """The page hangs up."""
        if self._gone:
            return
        self._gone = True
        at = self.world.loop.time() + self._travel()
        self._server_learns(at if at < self._up_cut else at + self._patience())
        self._up_cut = min(self._up_cut, at)

    # --- the server's end: what Engine.IO calls a socket ---

    def environ(self) -> dict[str, Any]:
        """What the web server says of this connection."""
        extensions = {"facilitation.wire": self.wire} if self.wire else {}
        scope = {"headers": self.phone.headers, "client": ("192.0.2.1", 40_000), "extensions": extensions}
        return {"asgi.scope": scope, "HTTP_ACCEPT_LANGUAGE": "nl"}

    def queue(self, data: str) -> None:
        """What Socket.IO itself answers waits in Engine.IO's queue, and frames on the quick way overtake it."""
        rng = self.world.weather.rng
        wait = 0.0 if self.wire is None or rng.random() < 0.5 else rng.random() * 0.02
        self._queued = max(self._queued, self.world.loop.time() + wait)
        self.world.loop.call_at(self._queued, self._from_queue, data, context=self.server.context)
        self._queued += 1e-6

    def _from_queue(self, data: str) -> None:
        self.down(data)
        if self.wire is not None and self.wire.granted is not None and data.startswith("0"):
            self.wire.granted()
            self.wire.granted = None

    def down(self, raw: Raw) -> None:
        """The server sends this to the page."""
        if self.closed or not self.server.burns():
            return
        packet = self.world.oracle.sent(self, raw)
        if self.stalled:
            self.unread.append(raw)
            return
        self._deliver(raw, packet)

    def end_by_server(self) -> None:
        """The server hangs up."""
        if self.closed or not self.server.burns():
            return
        self.world.weather.counts["hung up by a server"] += 1
        self.lost_by_server()
        at = self.world.loop.time() + self._travel()
        self._page_learns(at if at < self._down_cut else at + self._patience())

    # --- faults ---

    def cut(self) -> None:
        """The line breaks somewhere. What is under way may still arrive; each end learns of it sooner or later."""
        loop, rng = self.world.loop, self.world.weather.rng
        self._up_cut = min(self._up_cut, loop.time() + rng.random() * 0.3)
        self._down_cut = min(self._down_cut, loop.time() + rng.random() * 0.3)
        half_open = rng.random() < 0.3
        self.world.weather.counts["half open" if half_open else "cut"] += 1
        self._server_learns(self._up_cut + (self._patience() if half_open else self._travel()))
        self._page_learns(self._down_cut + (self._patience() if half_open and rng.random() < 0.7 else self._travel()))

    def server_died(self) -> None:
        """The machine at the other end is gone."""
        self.closed = True
        at = self.world.loop.time() + self._travel()
        silent = self.world.weather.rng.random() < 0.2
        self._page_learns(at + (self._patience() if silent else 0.0))

    def stall(self) -> None:
        """The page reads nothing from here on."""
        self.stalled = True

    def flow(self) -> None:
        """The page reads again."""
        self.stalled = False
        unread, self.unread = self.unread, []
        for raw in unread:
            self._deliver(raw, self.world.oracle.read(raw))

    # --- inside ---

    def _travel(self) -> float:
        return self.world.weather.travel(self.world.weather.network_ms)

    def _patience(self) -> float:
        """How long Engine.IO takes to find out that nobody is there."""
        return 20.0 + self.world.weather.rng.random() * 20.0

    def _copies(self) -> int:
        """How often a packet arrives on a lossy link: mostly once."""
        weather = self.world.weather
        if not self.lossy:
            return 1
        return 0 if weather.strikes("drop") else 2 if weather.strikes("doubled") else 1

    def _send_up(self, text: str) -> None:
        self._up = max(self._up + 1e-6, self.world.loop.time() + self._travel())
        if self._up < self._up_cut:
            self.world.loop.call_at(self._up, self._arrived, text, context=self.server.context)

    def _deliver(self, raw: Raw, packet: Packet) -> None:
        kind, _, data = packet
        droppable = kind == "3" or (kind == "2" and data[0] in ("changes", "presence"))
        for _ in range(self._copies() if droppable else 1):
            self._down = max(self._down + 1e-6, self.world.loop.time() + self._travel())
            if self._down < self._down_cut:
                self.world.loop.call_at(self._down, self._hear, packet, context=self.page.context)

    def _enter(self, connect: str) -> None:
        self.worker.engine.sockets[self.sid] = self.socket
        self._inbox.put_nowait(connect)
        self.server.start(self._receive())

    def hold(self, held: bool) -> None:
        """The server reads nothing from here on, or again."""
        self._held = held
        while self._unheard and not self._held:
            self._arrived(self._unheard.pop(0))

    def _arrived(self, text: str) -> None:
        if self.closed:
            return
        if self._held:
            self._unheard.append(text)
            return
        if '["resync"' in text:
            self.asked.add(parse(text)[1])
        heard = self.wire.heard if self.wire else None
        if heard is None or not heard(b"4" + text.encode()):
            self._inbox.put_nowait(text)

    async def _receive(self) -> None:
        """As Engine.IO: one message after another."""
        handlers = self.worker.engine.handlers
        await handlers["connect"](self.sid, self.environ())
        while not self.closed:
            await handlers["message"](self.sid, await self._inbox.get())

    def lost_by_server(self) -> None:
        """The server knows that this connection is over."""
        if self.closed:
            return
        self.closed = True
        self.worker.links.pop(self.sid, None)
        if self.worker.engine.sockets.pop(self.sid, None) is not None and self.server.alive:
            self.server.start(self.worker.engine.handlers["disconnect"](self.sid, "transport close"))

    def _server_learns(self, at: float) -> None:
        self.world.loop.call_at(at, self.lost_by_server, context=self.server.context)

    def _page_learns(self, at: float) -> None:
        at = max(at, self._down + 1e-6) if at < self._down_cut else at
        self.world.loop.call_at(at, self._lost, context=self.page.context)

    def _lost(self) -> None:
        if not self._gone:
            self._gone = True
            self._say("disconnect", None)

    def _say(self, event: str, body: Any) -> None:
        if event in self._ears:
            self._ears[event](body)

    def _hear(self, packet: Packet) -> None:
        if self._gone:
            return
        kind, number, data = packet
        if kind == "2":
            self.phone.knows(data[1])
            self._say(data[0], data[1])
        elif kind == "3":
            acknowledge = self._answers.pop(number or 0, None)
            if acknowledge and data:
                self.phone.knows(data[0])
                if number in self._commands:
                    self.world.ledger.answered(self.phone, self._commands[number], data[0])
            if acknowledge and data:
                acknowledge(data[0])
        elif kind == "0":
            self._say("connect", None)
        elif kind == "4":
            self._gone = True
            self._say("connect_error", {"data": data.get("data", data)})
        elif kind == "1":
            self._lost()
