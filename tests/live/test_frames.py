"""The way out of a connection: what is used of the pinned uvicorn, and what happens to a client that does not read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode

from facilitation.live import frames
from facilitation.live.frames import Frame
from tests.serving import KEY, Session, new_id


@pytest.mark.parametrize("size", [0, 50, 111, 112, 125, 126, 65_500, 65_536, 200_000])
def test_a_frame_is_what_the_websocket_library_would_write(size: int) -> None:
    body = json.dumps("é" * (size // 2)).encode()
    frame = Frame.event("changes", body)
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


async def test_3_4_commands_come_straight_in_however_they_are_cut(session: Session, lines: list[frames.Line]) -> None:
    """In one piece, as fragments, and over many reads of the network; never by the ordinary way, and in their order."""
    async with raw(session) as socket:
        for _ in range(2):
            await socket.recv()
        heard: list[int | None] = []
        hear = lines[0]._hear_event
        lines[0]._hear_event = lambda event, body, id: (heard.append(id), hear(event, body, id))[1]
        packets = [f'42/room,{number}["command",{title(f"Titel {number}")}]' for number in range(1, 7)]
        await socket.send(packets[0])
        await socket.send([packets[1][:30], packets[1][30:]])
        await socket.send(packets[2])
        for packet in packets[3:]:
            data = WebSocketFrame(Opcode.TEXT, packet.encode()).serialize(mask=True)
            for start in range(0, len(data), 7):
                socket.transport.write(data[start : start + 7])
                await asyncio.sleep(0)
        answers: list[tuple[int, int]] = []
        while len(answers) < len(packets):
            text = str(await socket.recv())
            if text.startswith("43/room,"):
                number, _, ack = text.removeprefix("43/room,").partition("[")
                answers.append((int(number), json.loads(ack[:-1])["seq"]))
        assert [number for number, _ in answers] == heard == list(range(1, 7))
        seqs = [seq for _, seq in answers]
    assert seqs == sorted(set(seqs))


def title(text: str) -> str:
    """A `command` that gives the session another title."""
    return json.dumps({"id": new_id(), "name": "session.edit", "args": {"title": text}})


async def test_what_is_no_json_ends_the_connection(session: Session) -> None:
    async with raw(session) as socket:
        await socket.send('42/room,1["command",{]')
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.recv()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_client_that_does_not_read_is_cut_off(
    session: Session, lines: list[frames.Line], transport: str
) -> None:
    line = await session.house.connect(session.host, session.auth("lead"), transport=transport)
    other = await session.screen()
    frame = Frame.event("changes", json.dumps("x" * 100_000).encode())
    # Nothing is read while this loop does not wait; the machine's own buffers take some megabytes.
    for _ in range(400):
        lines[0].send(frame)
    await line.ended()
    lead = await session.lead()
    await other.up_to(await lead.done("session.edit", title="Verder"))
    assert other.connected


async def test_a_large_welcome_is_not_a_backlog(session: Session, lines: list[frames.Line]) -> None:
    line = await session.lead()
    lines[0].send(Frame.event("welcome", json.dumps("x" * 20_000_000).encode()), allow=True)
    for _ in range(10):
        lines[0].send(Frame.event("presence", b"{}"))
    await line.until(lambda: line.bodies("presence").count({}) == 10)
    assert line.connected
