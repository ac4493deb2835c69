"""The compression of WebSocket messages (RFC 7692) on the side of a phone: it is offered, and what comes is inflated.

A phone sends uncompressed, which is allowed to whoever agreed on it: what it sends is a few bytes.
"""

from __future__ import annotations

import zlib

OFFER = "permessage-deflate; client_max_window_bits"
"""What Chromium, Firefox and Safari offer."""

_NAME = "permessage-deflate"
_FLAGS = frozenset({"server_no_context_takeover", "client_no_context_takeover"})
_BITS = frozenset({"server_max_window_bits", "client_max_window_bits"})
_WINDOWS = frozenset(str(bits) for bits in range(8, zlib.MAX_WBITS + 1))
_TAIL = b"\x00\x00\xff\xff"
"""Every message ends with this, and it is left out on the wire (RFC 7692, 7.2.1)."""


class DeflateError(Exception):
    """The server agreed on what was not offered, or its messages are not what was agreed on."""


class Inflater:
    """Makes the messages of one connection whole again, in the order in which they came.

    `window_bits` is the server's largest window. Unless `fresh`, a message refers to those before it.
    """

    __slots__ = ("_bits", "_fresh", "_stream")

    def __init__(self, window_bits: int = zlib.MAX_WBITS, fresh: bool = False) -> None:
        self._bits, self._fresh = -window_bits, fresh  # below zero: without zlib's own header
        self._stream = zlib.decompressobj(self._bits)

    def inflate(self, payload: bytes) -> bytes:
        """The message of which this is what came over the wire.

        Raises:
            DeflateError: it is not the deflate format, or it ends the stream (7.2.3.4) to which the next would refer.
        """
        if self._fresh:
            self._stream = zlib.decompressobj(self._bits)
        try:
            message = self._stream.decompress(payload + _TAIL)
        except zlib.error as error:
            raise DeflateError(str(error)) from error
        if self._stream.eof and not self._fresh:
            raise DeflateError("the stream has ended")
        return message


def agreed(answer: str) -> Inflater | None:
    """What the server's `Sec-WebSocket-Extensions` means: None when it wants no compression.

    Raises:
        DeflateError: it is no answer to `OFFER`.
    """
    if not answer:
        return None
    name, *given = (part.strip() for part in answer.split(";"))
    parameters: dict[str, str] = {}
    for each in given:
        key, _, value = (part.strip() for part in each.partition("="))
        value = value.strip('"')
        wrong = value if key in _FLAGS else value not in _WINDOWS if key in _BITS else True
        if wrong or key in parameters:
            raise DeflateError(f"nobody offered {each}")
        parameters[key] = value
    if name != _NAME:
        raise DeflateError(f"nobody offered {name}")
    bits = int(parameters.get("server_max_window_bits", zlib.MAX_WBITS))
    return Inflater(bits, "server_no_context_takeover" in parameters)
