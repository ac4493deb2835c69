"""A real server on a port of its own, and a line to it that can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from facilitation.config import Settings
from facilitation.serving import server
from facilitation.wiring import build

KEY = "a key for these tests alone"


@dataclass
class Place:
    """Where the server is."""

    url: str
    key: str = KEY


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """A server with an empty database."""
    up = asyncio.Event()
    app = build(Settings(sessions_dir=tmp_path, facilitation_key=KEY))
    running = server(app, "127.0.0.1", 0, up.set)
    task = asyncio.create_task(running.serve())
    async with asyncio.timeout(20):
        await up.wait()
    port = running.servers[0].sockets[0].getsockname()[1]
    yield Place(f"http://127.0.0.1:{port}")
    running.should_exit = True
    await task


@dataclass
class Cable:
    """Passes bytes on to the server; `cut` drops every connection that is open, and new ones work again."""

    url: str = ""
    cuts: int = 0
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        self.cuts += 1
        for end in tuple(self._ends):
            end.transport.abort()

    @asynccontextmanager
    async def laid_to(self, place: Place) -> AsyncIterator[Cable]:
        port = int(place.url.rpartition(":")[2])

        async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError):
                while data := await reader.read(65_536):
                    writer.write(data)
                    await writer.drain()
            writer.close()

        async def serve(near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
            far_in, far_out = await asyncio.open_connection("127.0.0.1", port)
            ends = {near_out, far_out}
            self._ends |= ends
            await asyncio.gather(pump(near_in, far_out), pump(far_in, near_out))
            self._ends -= ends

        listener = await asyncio.start_server(serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        async with listener:
            yield self
            self.cut()


@pytest.fixture
async def cable(place: Place) -> AsyncIterator[Cable]:
    """A cable to the server."""
    async with Cable().laid_to(place) as laid:
        yield laid
