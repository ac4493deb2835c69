"""The way out of one connection, and what goes over it: each frame is encoded once, however many get it.

Socket.IO's own `emit` makes a packet and wakes a task for every recipient. Here a frame is bytes that were built
once, and a connection on our own server gets them straight onto its transport. `RoomProtocol` stands for that: it is
uvicorn's WebSocket protocol, putting itself where the live server finds it. On polling, and on any other server, a
frame takes the ordinary way through Engine.IO. Uvicorn is pinned, and `tests/live/test_frames.py` holds what is
used of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

import engineio
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

NAMESPACE = "/room"
BACKLOG_BYTES = 256 * 1024
"""So much may wait for a client that does not read, besides its last welcome; with more it is cut off."""

_WIRE = "facilitation.wire"
_CONNECTED = f"40{NAMESPACE}"


class Frame:
    """One Socket.IO event of the namespace, ready to be sent to any number of connections."""

    def __init__(self, event: str, body: bytes) -> None:
        self._packet = b'2%s,["%s",%s]' % (NAMESPACE.encode(), event.encode(), body)

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
    """Uvicorn's WebSocket protocol, reachable from the scope, telling when the namespace has been granted."""

    granted: Callable[[], None] | None = None

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            cast(dict[str, Any], self.scope["extensions"])[_WIRE] = self

    async def send(self, message: Any) -> None:
        await super().send(message)
        if self.granted is not None and (message.get("text") or "").startswith(_CONNECTED):
            self.granted()
            self.granted = None


class Line:
    """The way out to one connection. Frames wait until the namespace has been granted, so a welcome comes first."""

    def __init__(self, engine: engineio.AsyncServer, engine_sid: str, environ: dict[str, Any]) -> None:
        self._engine = engine
        self._sid = engine_sid
        self._waiting: list[Frame] | None = []
        self._queued: deque[int] = deque()
        self._allowance = BACKLOG_BYTES
        scope = environ.get("asgi.scope", {})
        wire = (scope.get("extensions") or {}).get(_WIRE)
        self._wire: RoomProtocol | None = wire if isinstance(wire, RoomProtocol) and not wire.conn.extensions else None
        if self._wire is not None:
            self._wire.granted = self._release

    @property
    def is_quick(self) -> bool:
        """Whether frames go straight to the transport."""
        return self._wire is not None

    def granted(self) -> None:
        """The namespace has been granted and that answer is in Engine.IO's queue."""
        if self._wire is None:
            self._release()

    def send(self, frame: Frame, allow: bool = False) -> None:
        """Send a frame after all earlier ones. With `allow` it does not count as backlog, as for a large welcome."""
        if allow:
            self._allowance = BACKLOG_BYTES + len(frame)
        if self._waiting is not None:
            self._waiting.append(frame)
        elif self._wire is not None:
            self._write(self._wire, frame)
        else:
            self._queue(frame)

    def cut(self) -> None:
        """End the connection now, whatever still waits."""
        if self._wire is not None:
            self._wire.transport.abort()
        elif (socket := self._engine.sockets.get(self._sid)) is not None:
            self._engine.start_background_task(socket.close, wait=False, abort=True)

    def _release(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for frame in waiting:
            self.send(frame)

    def _write(self, wire: RoomProtocol, frame: Frame) -> None:
        transport = wire.transport
        if transport.is_closing() or wire.close_sent:
            return
        if transport.get_write_buffer_size() > self._allowance:
            self.cut()
            return
        transport.write(frame.websocket)

    def _queue(self, frame: Frame) -> None:
        socket = self._engine.sockets.get(self._sid)
        if socket is None or socket.closed:
            return
        while len(self._queued) > socket.queue.qsize():
            self._queued.popleft()
        if sum(self._queued) > self._allowance:
            self.cut()
            return
        self._queued.append(len(frame))
        socket.queue.put_nowait(engineio.packet.Packet(engineio.packet.MESSAGE, data=frame.text))
