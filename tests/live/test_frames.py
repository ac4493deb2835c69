"""The way out of a connection: what is used of the pinned uvicorn, and what happens to a client that does not read."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode

from facilitation.live import frames
from facilitation.live.frames import Frame
from tests.serving import KEY, Session


@pytest.mark.parametrize("size", [0, 50, 111, 112, 125, 126, 65_500, 65_536, 200_000])
def test_a_frame_is_what_the_websocket_library_would_write(size: int) -> None:
    body = json.dumps("é" * (size // 2)).encode()
    frame = Frame("changes", body)
    message = ("4" + frame.text).encode()
    assert frame.websocket == WebSocketFrame(Opcode.TEXT, message).serialize(mask=False)
    assert frame.text == '2/room,["changes",' + body.decode() + "]"


@asynccontextmanager
async def raw(session: Session, **options: object) -> AsyncIterator[ClientConnection]:
    """A bare WebSocket that has asked for the namespace as the lead."""
    url = session.house.url.replace("http", "ws", 1) + "/live/?EIO=4&transport=websocket"
    headers = {"Authorization": f"Bearer {KEY}"}
    async with connect(url, additional_headers=headers, max_size=None, **options) as socket:  # type: ignore[arg-type]
        assert str(await socket.recv()).startswith("0{")
        await socket.send("40/room," + json.dumps(session.auth("lead")))
        yield socket


async def test_1_4_the_namespace_is_granted_before_the_welcome(session: Session) -> None:
    async with raw(session) as socket:
        assert str(await socket.recv()).startswith("40/room,")
        assert str(await socket.recv()).startswith('42/room,["welcome",')


async def test_frames_are_not_compressed(session: Session) -> None:
    async with raw(session, compression="deflate") as socket:
        assert not socket.protocol.extensions


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[frames.Line]:
    """The ways out of this server, in the order in which they were opened."""
    opened: list[frames.Line] = []
    begun = frames.Line.__init__

    def begin(line: frames.Line, *args: Any) -> None:
        begun(line, *args)
        opened.append(line)

    monkeypatch.setattr(frames.Line, "__init__", begin)
    return opened


async def test_frames_go_straight_to_the_transport(session: Session, lines: list[frames.Line]) -> None:
    """Should uvicorn change, all goes the ordinary way and nothing breaks; this says that it no longer is quick."""
    await session.lead()
    await session.house.connect(session.host, session.auth("lead"), transport="polling")
    quick, ordinary = lines
    assert quick.is_quick
    assert not ordinary.is_quick


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_client_that_does_not_read_is_cut_off(
    session: Session, lines: list[frames.Line], transport: str
) -> None:
    line = await session.house.connect(session.host, session.auth("lead"), transport=transport)
    other = await session.screen()
    frame = Frame("changes", json.dumps("x" * 100_000).encode())
    # Nothing is read while this loop does not wait; the machine's own buffers take some megabytes.
    for _ in range(400):
        lines[0].send(frame)
    await line.ended()
    lead = await session.lead()
    await other.up_to(await lead.done("session.edit", title="Verder"))
    assert other.connected


async def test_a_large_welcome_is_not_a_backlog(session: Session, lines: list[frames.Line]) -> None:
    line = await session.lead()
    lines[0].send(Frame("welcome", json.dumps("x" * 20_000_000).encode()), allow=True)
    for _ in range(10):
        lines[0].send(Frame("presence", b"{}"))
    await line.until(lambda: line.bodies("presence").count({}) == 10)
    assert line.connected
