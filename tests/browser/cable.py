"""The network between one device and the server, which a test can cut, hold up and mend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK_BYTES = 65_536


@asynccontextmanager
async def cable(url: str) -> AsyncIterator[Cable]:
    """A cable to the server at `url`; its own address is `cable.url`."""
    made = Cable(urlsplit(url).port or 80)
    server = await asyncio.start_server(made.plug, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        made.cut()
        await made.quiet()


class Cable:
    """Carries bytes both ways.

    `cut` breaks every connection and refuses new ones, `mend` takes them again. `hold` lets nothing through in either
    direction, `release` delivers what was held. While `deaf` is set, what the server says is lost on the way.
    """

    def __init__(self, port: int) -> None:
        self.url = ""
        self.deaf = False
        self._port = port
        self._whole = True
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._calls: set[asyncio.Task[None]] = set()

    def cut(self) -> None:
        self._whole = False
        self._flowing.set()
        for end in self._ends:
            end.transport.abort()

    def leads_to(self, url: str) -> None:
        """From the next connection on it ends at another server."""
        self._port = urlsplit(url).port or 80

    def mend(self) -> None:
        self._whole = True

    def hold(self) -> None:
        self._flowing.clear()

    def release(self) -> None:
        self._flowing.set()

    async def quiet(self) -> None:
        """Wait until nobody is on the line."""
        await asyncio.gather(*self._calls)

    async def plug(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side hangs up."""
        if not self._whole:
            writer.transport.abort()
            return
        call = asyncio.current_task()
        assert call is not None
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        both = {writer, far_writer}
        self._ends |= both
        try:
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer, down=True))
        finally:
            self._ends -= both

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, down: bool = False) -> None:
        with suppress(OSError):
            while data := await source.read(CHUNK_BYTES):
                await self._flowing.wait()
                if down and self.deaf:
                    continue
                sink.write(data)
                await sink.drain()
        sink.close()
