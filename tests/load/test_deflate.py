"""Compression on a phone's side, against a server that compresses: what is measured of a reference can be believed."""

from __future__ import annotations

import asyncio
import zlib
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from tests.load.deflate import OFFER, DeflateError, agreed
from tests.load.door import Seat
from tests.load.phones import Phone
from tests.load.websocket import WebSocket
from tests.serving import KEY, serving

MESSAGES = [f"een bericht van vandaag, nummer {number}: " + "samen eten " * 40 for number in range(5)]
LONG = "".join(f"regel {number}; " for number in range(20_000))


class _Ear(WebSocket):
    """Hears as many messages as it was told to wait for."""

    def __init__(self, host: str, count: int) -> None:
        super().__init__(host, "/", {})
        self.heard: list[bytes] = []
        self.all: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count = count

    def opened(self) -> None:
        self.send(b"hier")

    def message(self, payload: bytes) -> None:
        self.heard.append(payload)
        if len(self.heard) == self._count:
            self.all.set_result(None)

    def lost(self, why: str) -> None:
        if not self.all.done():
            self.all.set_exception(ConnectionError(why))


async def heard(messages: list[Any], **options: Any) -> _Ear:
    """What a phone hears when a server of `websockets` that compresses in this way sends these messages."""
    said: list[str | bytes] = []

    async def talk(line: ServerConnection) -> None:
        said.append(await line.recv())
        for message in messages:
            await line.send(message)
        await line.wait_closed()

    deflate = [ServerPerMessageDeflateFactory(**options)] if options else []
    async with serve(talk, "127.0.0.1", 0, compression=None, extensions=deflate) as server:
        place: tuple[str, int] = next(iter(server.sockets)).getsockname()
        ear = _Ear(f"{place[0]}:{place[1]}", len(messages))
        await asyncio.get_running_loop().create_connection(lambda: ear, *place)
        try:
            await asyncio.wait_for(ear.all, 10)
        finally:
            ear.close()
    assert said == ["hier"], "what a phone sends uncompressed is understood"
    return ear


@pytest.mark.parametrize("fresh", [False, True], ids=["takeover", "no-takeover"])
@pytest.mark.parametrize("bits", [9, 12, 15])
async def test_compressed_messages_are_those_that_were_sent(fresh: bool, bits: int) -> None:
    ear = await heard([*MESSAGES, LONG, ""], server_no_context_takeover=fresh, server_max_window_bits=bits)
    assert ear.heard == [text.encode() for text in (*MESSAGES, LONG, "")]
    assert ear.bytes_saved > sum(map(len, ear.heard)) / 2, "it was compressed"
    around = ear.bytes_in + ear.bytes_saved - sum(map(len, ear.heard))
    assert 0 < around < 1_000, "the rest is the handshake and the heads of frames"


@pytest.mark.parametrize("fresh", [False, True], ids=["takeover", "no-takeover"])
async def test_compressed_messages_in_parts_are_put_together(fresh: bool) -> None:
    parts = [[LONG[:30_000], "", LONG[30_000:]], "tussendoor", [LONG[:7], LONG[7:]]]
    ear = await heard(parts, server_no_context_takeover=fresh, client_max_window_bits=12)
    assert ear.heard == [LONG.encode(), b"tussendoor", LONG.encode()]


async def test_a_server_that_does_not_compress_is_understood_as_before() -> None:
    ear = await heard([*MESSAGES, [LONG[:5], LONG[5:]]])
    assert ear.heard == [text.encode() for text in (*MESSAGES, LONG)]
    assert ear.bytes_saved == 0


@pytest.mark.parametrize(
    "answer",
    [
        "permessage-bzip2",
        "permessage-deflate, permessage-deflate",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=12; server_max_window_bits=12",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; level=9",
    ],
)
def test_what_was_not_offered_is_not_agreed_on(answer: str) -> None:
    with pytest.raises(DeflateError):
        agreed(answer)
    assert agreed("") is None
    assert agreed(OFFER.partition(";")[0]) is not None


def test_what_is_no_deflate_is_refused() -> None:
    inflater = agreed("permessage-deflate")
    assert inflater is not None
    with pytest.raises(DeflateError):
        inflater.inflate(b"\xff\xff\xff")


def test_a_message_may_end_the_stream_when_the_next_does_not_refer_to_it() -> None:
    ending = zlib.compressobj(wbits=-15)
    sent = ending.compress(LONG.encode()) + ending.flush(zlib.Z_FINISH) + b"\0"  # RFC 7692, 7.2.3.4
    fresh, carried = agreed("permessage-deflate; server_no_context_takeover"), agreed("permessage-deflate")
    assert fresh is not None and carried is not None
    assert [fresh.inflate(sent) for _ in range(2)] == [LONG.encode()] * 2
    with pytest.raises(DeflateError, match="ended"):
        carried.inflate(sent)


async def test_our_server_does_not_compress(tmp_path: Path) -> None:
    async with serving(tmp_path) as house:
        session = await house.session("School")
        line = await Phone.connect(house.url, Seat(session.id, "", "").auth(role="lead"), bearer=KEY)
        assert line.board.seq and line.bytes_saved == 0
        line.close()
