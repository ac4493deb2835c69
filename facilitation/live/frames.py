"""The short way of one connection: frames are encoded once, however many get them, and commands come straight in.

Socket.IO's own `emit` makes a packet and wakes a task for every recipient, and a message that comes in passes two
queues and five tasks. Here a frame is bytes that were built once, and a connection on our own server gets them
straight onto its transport; what it commands is heard as soon as it has been read. `RoomProtocol` stands for that: it
is uvicorn's WebSocket protocol, putting itself where the live server finds it. On polling, and on any other server,
everything takes the ordinary way through Engine.IO. Uvicorn is pinned, and `tests/live/test_frames.py` holds what is
used of it.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from asyncio import BaseTransport
from collections import deque
from collections.abc import Callable
from functools import cached_property
from types import GeneratorType
from typing import Any, cast

import engineio
import orjson
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]  # in C where that is to be had
from websockets.protocol import State

NAMESPACE = "/room"
BACKLOG_BYTES = 256 * 1024
"""So much may wait for a client that does not read, besides its last welcome; with more it is cut off."""

SHORT = ("command", "ping", "resync")
"""The events that come the short way."""

_WIRE = "facilitation.wire"
_CONNECTED = f"40{NAMESPACE}"
_NAMESPACE = NAMESPACE.encode()
_MESSAGE = re.compile(rb"42%s,(\d{1,15})?(\[.*)" % _NAMESPACE, re.DOTALL)
_ONE_TEXT = 0x81
_MASKED = 0x80


class Frame:
    """One Socket.IO packet of the namespace, ready to be sent to any number of connections."""

    def __init__(self, packet: bytes) -> None:
        self._packet = packet

    @classmethod
    def event(cls, name: str, body: bytes) -> Frame:
        """The event `name` with this body."""
        return cls(b'2%s,["%s",%s]' % (_NAMESPACE, name.encode(), body))

    @classmethod
    def answer(cls, id: int, body: bytes) -> Frame:
        """The acknowledgement of the client's message `id`."""
        return cls(b"3%s,%d[%s]" % (_NAMESPACE, id, body))

    def __len__(self) -> int:
        return len(self._packet)

    @cached_property
    def text(self) -> str:
        """The Socket.IO packet."""
        return self._packet.decode()

    @cached_property
    def websocket(self) -> bytes:
        """The Engine.IO message as one unmasked, uncompressed WebSocket text frame (RFC 6455, 5.2)."""
        size = len(self._packet) + 1
        if size < 126:
            head = bytes((0x81, size))
        elif size < 65_536:
            head = b"\x81\x7e" + size.to_bytes(2, "big")
        else:
            head = b"\x81\x7f" + size.to_bytes(8, "big")
        return head + b"4" + self._packet


class RoomProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's WebSocket protocol, reachable from the scope.

    `granted` is told when the namespace has been granted. From then on `heard` gets every text message first, and
    says whether that was all.
    """

    granted: Callable[[], None] | None = None
    heard: Callable[[bytes], bool] | None = None
    _held: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        # An answer and the news after it are two short writes: with Nagle's delay on, the second waits 40 ms.
        if (tcp := transport.get_extra_info("socket")) is not None and tcp.family != getattr(socket, "AF_UNIX", None):
            tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def hold(self, seconds: float) -> None:
        """Read nothing for so long: what has been sent meanwhile waits on the other side."""
        if self._held is not None:
            self._held.cancel()
        self.transport.pause_reading()
        self._held = self.loop.call_later(seconds, self._let_go)

    def _let_go(self) -> None:
        self._held = None
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    async def receive(self) -> Any:
        message = await super().receive()
        if self._held is not None and not self.transport.is_closing():
            self.transport.pause_reading()
        return message

    def connection_lost(self, exc: Exception | None) -> None:
        self.heard = None
        if self._held is not None:
            self._held.cancel()
        super().connection_lost(exc)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            cast(dict[str, Any], self.scope["extensions"])[_WIRE] = self

    async def send(self, message: Any) -> None:
        await super().send(message)
        if self.granted is not None and (message.get("text") or "").startswith(_CONNECTED):
            self.granted()
            self.granted = None

    def data_received(self, data: bytes) -> None:
        if self.heard is not None and not self.close_sent:
            text = _one_text(data)
            if text is not None and self._is_between_messages() and self.heard(text):
                return
        super().data_received(data)

    def send_receive_event_to_app(self) -> None:
        if self.heard is not None and self.curr_msg_data_type == "text" and not self.close_sent:
            self.frames = [b"".join(self.frames)]
            if self.heard(self.frames[0]):
                self.frames = []
                return
        super().send_receive_event_to_app()

    def _is_between_messages(self) -> bool:
        """Whether what comes next begins a message: the parser waits for data, with no part of a frame in hand."""
        waits_in = getattr(cast("GeneratorType[None, None, None]", self.conn.parser).gi_yieldfrom, "__name__", "")
        return waits_in == "at_eof" and self.conn.current_size is None and self.conn.state is State.OPEN


def _one_text(data: bytes) -> bytes | None:
    """The text, when `data` is one whole masked text frame (RFC 6455, 5.2) of less than 64 KiB and nothing else."""
    if len(data) < 6 or data[0] != _ONE_TEXT or not data[1] & _MASKED:
        return None
    size, start = data[1] & ~_MASKED, 2
    if size == 126:
        size, start = int.from_bytes(data[2:4], "big"), 4
    elif size == 127:
        return None
    if len(data) != start + 4 + size:
        return None
    return apply_mask(data[start + 4 :], data[start : start + 4])


class Line:
    """The way to one connection. Frames wait until the namespace has been granted, so a welcome comes first.

    `hear(event, body, id)` is called with every `SHORT` event that a client sends, and with the number of the answer it
    wants, if any. On the ordinary way it is not: there Socket.IO calls. `too_slow()` is called before a client that
    does not read is cut off.
    """

    def __init__(
        self,
        engine: engineio.AsyncServer,
        engine_sid: str,
        environ: dict[str, Any],
        hear: Callable[[str, Any, int | None], None],
        too_slow: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._hear_event = hear
        self._too_slow = too_slow
        self._sid = engine_sid
        self._waiting: list[Frame] | None = []
        self._queued: deque[int] = deque()
        self._allowance = BACKLOG_BYTES
        scope = environ.get("asgi.scope", {})
        wire = (scope.get("extensions") or {}).get(_WIRE)
        self._wire: RoomProtocol | None = wire if isinstance(wire, RoomProtocol) and not wire.conn.extensions else None
        if self._wire is not None:
            self._wire.granted = self._begin

    @property
    def is_quick(self) -> bool:
        """Whether frames go straight to the transport."""
        return self._wire is not None

    def granted(self) -> None:
        """The namespace has been granted and that answer is in Engine.IO's queue."""
        if self._wire is None:
            self._release()

    def send(self, frame: Frame, allow: bool = False) -> int:
        """Send a frame after all earlier ones. With `allow` it does not count as backlog, as for a large welcome.

        Returns how many bytes waited for the client before it, as far as that can be told.
        """
        if allow:
            self.allow(len(frame))
        if self._waiting is not None:
            self._waiting.append(frame)
            return 0
        if self._wire is None:
            return self._queue(frame)
        # As short as it can be: this is done a thousand times for a note.
        transport = self._wire.transport
        if self._wire.close_sent or transport.is_closing():
            return 0
        backlog: int = transport.get_write_buffer_size()
        if backlog > self._allowance:
            self._too_slow()
            self.cut()
        else:
            transport.write(frame.websocket)
        return backlog

    def left(self) -> None:
        """The connection is over. A poll that is still open is answered, rather than held until its time is up."""
        engine_socket = self._engine.sockets.get(self._sid)
        if self._wire is None and engine_socket is not None:
            engine_socket.queue.put_nowait(engineio.packet.Packet(engineio.packet.NOOP))

    def allow(self, size: int) -> None:
        """An answer of so many bytes does not count as backlog, since the client has asked for it."""
        self._allowance = BACKLOG_BYTES + size

    def hold(self, seconds: float) -> None:
        """Hear nothing for so long. On the ordinary way whoever polls waits for each answer anyway."""
        if self._wire is not None and not self._wire.transport.is_closing():
            self._wire.hold(seconds)

    def cut(self) -> None:
        """End the connection now, whatever still waits."""
        if self._wire is not None:
            self._wire.heard = None
            self._wire.transport.abort()
        elif (engine_socket := self._engine.sockets.get(self._sid)) is not None:
            self._engine.start_background_task(engine_socket.close, wait=False, abort=True)

    def _begin(self) -> None:
        assert self._wire is not None
        self._release()
        self._wire.heard = self._hear

    def _hear(self, text: bytes) -> bool:
        """Take what comes the short way; anything else, and what is none, goes the ordinary way."""
        message = _MESSAGE.fullmatch(text)
        if message is None or self._engine.sockets.get(self._sid) is None:
            return False
        try:
            data = loads(message[2])
        except ValueError:
            return False
        if not data or data[0] not in SHORT:
            return False
        self._hear_event(data[0], data[1] if len(data) > 1 else None, None if message[1] is None else int(message[1]))
        return True

    def _release(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for frame in waiting:
            self.send(frame)

    def _queue(self, frame: Frame) -> int:
        engine_socket = self._engine.sockets.get(self._sid)
        if engine_socket is None or engine_socket.closed:
            return 0
        while len(self._queued) > engine_socket.queue.qsize():
            self._queued.popleft()
        backlog = sum(self._queued)
        if backlog > self._allowance:
            self._too_slow()
            self.cut()
        else:
            self._queued.append(len(frame))
            engine_socket.queue.put_nowait(engineio.packet.Packet(engineio.packet.MESSAGE, data=frame.text))
        return backlog


def loads(text: str | bytes) -> Any:
    """Read JSON. Raises ValueError."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        # Some keyboards leave half an emoji behind, which orjson does not take and the standard library does.
        return json.loads(text)
