"""A WebSocket client (RFC 6455) as an asyncio Protocol, made to be run a thousand times in one process."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
from typing import cast

from tests.load.deflate import OFFER, DeflateError, Inflater, agreed

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FIN, MASKED = 0x80, 0x80
RESERVED, COMPRESSED = 0x70, 0x40
NORMAL, PROTOCOL_ERROR = 1000, 1002

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_ZERO_KEY = b"\0\0\0\0"
"""Every frame of a client is masked (RFC 6455, 5.3). With a key of zeros the masked bytes are the bytes themselves:
the server does the same work, and the client none."""


class LostError(Exception):
    """The line is gone, or was never there."""


class WebSocket(asyncio.Protocol):
    """One connection. Subclasses say what a message means.

    It offers compression as every browser does, and whether messages come compressed is the server's choice.
    `bytes_in` counts what came over the wire, the handshake's answer included, and `bytes_saved` how much longer the
    messages are of which that was the compressed form.
    """

    def __init__(self, host: str, path: str, headers: dict[str, str]) -> None:
        self.transport: asyncio.Transport | None = None
        self.bytes_in = 0
        self.bytes_saved = 0
        self._rest = b""
        self._parts: list[bytes] = []
        self._parts_compressed = False
        self._inflater: Inflater | None = None
        self._open = False
        self._key = base64.b64encode(os.urandom(16))
        lines = {
            "Host": host,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": self._key.decode(),
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Extensions": OFFER,
            **headers,
        }
        fields = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._request = f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode()

    # --- for subclasses ---

    def opened(self) -> None:
        """The WebSocket is open."""

    def message(self, payload: bytes) -> None:
        """A whole message has come, text or binary."""
        raise NotImplementedError

    def refused(self, status: int) -> None:
        """The server would not make it a WebSocket and answered with this HTTP status (0: with no HTTP)."""

    def lost(self, why: str) -> None:
        """The connection has ended, for whatever reason; called once."""

    def send(self, payload: bytes) -> None:
        """Send one text message.

        Raises:
            LostError: the line is gone.
        """
        if self.transport is None or self.transport.is_closing():
            raise LostError("the line is gone")
        self.transport.write(_frame(TEXT, payload))

    def close(self) -> None:
        """Say goodbye and hang up."""
        self._hang_up(NORMAL)

    def abort(self) -> None:
        """Be gone without a word, as a phone is that loses its network."""
        if self.transport is not None:
            self.transport.abort()

    # --- asyncio.Protocol ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is none of its subclasses
        self.transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.lost(type(exc).__name__ if exc else "hung up")

    def data_received(self, data: bytes) -> None:
        self.bytes_in += len(data)
        if self._rest:
            data = self._rest + data
            self._rest = b""
        if not self._open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            if not self._granted(head):
                return
        self._rest = self._take(data)

    # --- inside ---

    def _granted(self, head: bytes) -> bool:
        status, *lines = head.split(b"\r\n")
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        accept = base64.b64encode(hashlib.sha1(self._key + _GUID).digest())
        self._open = status.split(b" ")[1:2] == [b"101"] and fields.get(b"sec-websocket-accept") == accept
        try:
            self._inflater = agreed(fields.get(b"sec-websocket-extensions", b"").decode("latin-1"))
        except DeflateError:
            self._open = False
        if self._open:
            self.opened()
        else:
            self._refuse(status)
        return self._open

    def _refuse(self, status: bytes) -> None:
        words = status.split(b" ", 2)
        self.refused(int(words[1]) if len(words) > 1 and words[1].isdigit() else 0)
        self.abort()

    def _take(self, data: bytes) -> bytes:
        """Take every whole frame; returns what is left."""
        at, size = 0, len(data)
        while size - at >= 2:
            first, length = data[at], data[at + 1]
            start = at + 2
            if length == 126:
                start += 2
                if start > size:
                    break
                length = (data[at + 2] << 8) | data[at + 3]
            elif length == 127:
                start += 8
                if start > size:
                    break
                length = int.from_bytes(data[at + 2 : start], "big")
            elif length & MASKED:
                self._hang_up(PROTOCOL_ERROR)  # a server never masks (5.1)
                return b""
            end = start + length
            if end > size:
                break
            payload = data[start:end]
            if first in (0x81, 0x82):
                self.message(payload)
            elif not self._other(first, payload):
                return b""
            at = end
        return data[at:] if at else data

    def _other(self, first: int, payload: bytes) -> bool:
        """A control frame, a compressed message or a part of one; whether anything may come after it."""
        opcode, compressed = first & 0x0F, first & RESERVED == COMPRESSED
        if first & RESERVED and not (compressed and self._inflater is not None and 0 < opcode < CLOSE):
            self._hang_up(PROTOCOL_ERROR)  # a reserved bit that means nothing here (5.2)
            return False
        if opcode == PING and self.transport is not None:
            self.transport.write(_frame(PONG, payload))
        elif opcode == CLOSE:
            self._hang_up(int.from_bytes(payload[:2], "big") or NORMAL)
            return False
        elif opcode < CLOSE:
            if opcode:
                self._parts, self._parts_compressed = [], compressed
            self._parts.append(payload)
            if first & FIN:
                whole, self._parts = b"".join(self._parts), []
                return self._whole(whole)
        return True

    def _whole(self, payload: bytes) -> bool:
        """A whole message, compressed or not; whether it could be read."""
        if self._parts_compressed and self._inflater is not None:
            try:
                message = self._inflater.inflate(payload)
            except DeflateError:
                self._hang_up(PROTOCOL_ERROR)
                return False
            self.bytes_saved += len(message) - len(payload)
            payload = message
        self.message(payload)
        return True

    def _hang_up(self, code: int) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        if self._open:
            self.transport.write(_frame(CLOSE, code.to_bytes(2, "big")))
        self.transport.close()


def _frame(opcode: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((FIN | opcode, MASKED | size)) + _ZERO_KEY + payload
    if size < 65_536:
        return bytes((FIN | opcode, MASKED | 126)) + size.to_bytes(2, "big") + _ZERO_KEY + payload
    return bytes((FIN | opcode, MASKED | 127)) + size.to_bytes(8, "big") + _ZERO_KEY + payload
