"""The network between one device and the server, in all the ways in which it can be bad.

A `Wire` listens on a port of its own. What it carries can be cut, vanish without a word, come slowly, or come late and
in bursts, as TCP makes of lost packets.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

CHUNK_BYTES = 16_384
IN_FLIGHT = 64
RETRANSMIT_S = 0.2
"""The first timeout of TCP; it doubles with every loss of the same packet."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How a line is: `rate` in bytes a second (None: any), `delay` in seconds each way, `loss` from 0 to 1."""

    rate: float | None = None
    delay: float = 0.0
    loss: float = 0.0


FAIR = Weather()


class Wire:
    """Carries bytes both ways. `weather` can be changed at any time."""

    def __init__(self, server: str, rng: Random) -> None:
        self.url = ""
        self.weather = FAIR
        self._port = urlsplit(server).port or 80
        self._rng = rng
        self._whole = True
        self._silent = False
        self._calls: dict[asyncio.Task[None], _Call] = {}

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._whole = False
        for call in self._calls.values():
            call.abort()

    def vanish(self) -> None:
        """From now on nothing comes through, neither way, and nobody is told."""
        self._silent = True
        for call in self._calls.values():
            call.dead = True

    def mend(self) -> None:
        """Fair weather for new connections; those that vanished stay dead, as behind a new address."""
        self._whole, self._silent, self.weather = True, False, FAIR

    async def plug(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side hangs up."""
        if not self._whole:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.transport.abort()
            return
        task = asyncio.current_task()
        assert task is not None
        call = self._calls[task] = _Call(self, (writer, far_writer), self._silent)
        try:
            await asyncio.gather(call.carry(reader, far_writer), call.carry(far_reader, writer))
        finally:
            call.abort()
            del self._calls[task]

    async def unplug(self) -> None:
        """End everything."""
        self.cut()
        tasks = list(self._calls)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def lateness(self) -> float:
        """How long the next bytes are on their way; a lost packet holds up all behind it."""
        late = self.weather.delay
        timeout = RETRANSMIT_S
        while self._rng.random() < self.weather.loss:
            late += timeout
            timeout *= 2
        return late


class _Call:
    """One connection over a wire."""

    def __init__(self, wire: Wire, ends: tuple[asyncio.StreamWriter, ...], dead: bool) -> None:
        self.dead = dead
        self._wire = wire
        self._ends = ends

    def abort(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """One way: what is read is on its way for a while, in order."""
        flight: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(IN_FLIGHT)
        landing = asyncio.create_task(self._land(flight, sink))
        now, lands_at = asyncio.get_running_loop().time, 0.0
        try:
            with suppress(OSError):
                while data := await source.read(CHUNK_BYTES):
                    lands_at = max(lands_at, now() + self._wire.lateness())
                    if rate := self._wire.weather.rate:
                        lands_at += len(data) / rate
                    await flight.put((lands_at, data))
            await flight.put((lands_at, b""))
            await landing
        finally:
            landing.cancel()

    async def _land(self, flight: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
        now = asyncio.get_running_loop().time
        with suppress(OSError):
            while True:
                at, data = await flight.get()
                if at > now():
                    await asyncio.sleep(at - now())
                if not data:
                    break
                if not self.dead:
                    sink.write(data)
                    await sink.drain()
        if not self.dead:
            sink.close()


@asynccontextmanager
async def wires(server: str, count: int, rng: Random) -> AsyncIterator[Sequence[Wire]]:
    """So many wires to one server."""
    async with AsyncExitStack() as stack:
        strung = []
        for _ in range(count):
            wire = Wire(server, Random(rng.random()))
            listening = await asyncio.start_server(wire.plug, "127.0.0.1", 0)
            wire.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            stack.callback(listening.close)
            stack.push_async_callback(wire.unplug)
            strung.append(wire)
        yield strung
