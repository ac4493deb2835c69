"""A device's line: cut, dead without a word, halved, late with loss; and a client that never reads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from random import Random

from tests.faults.figures import Figures, percentile
from tests.faults.meeting import Meeting
from tests.faults.servers import Server, serving_processes
from tests.faults.trial import trial, written
from tests.faults.wire import Weather, Wire, wires
from tests.load.phones import Phone

LENGTHS_S = (1.0, 5.0, 20.0, 60.0)
BAD_S = 20.0
PHONES = 8
PAUSE_S = 1.0

LINE_BYTES_S = 16_384.0
HALVED = Weather(rate=LINE_BYTES_S / 2)
LATE = Weather(delay=0.3, loss=0.05)

Harm = Callable[[Sequence[Wire]], Awaitable[None]]


async def lines(directory: Path, rng: Random, name: str, harms: Sequence[Harm]) -> Figures:
    """Each harm in a session of its own, all at once; half of the phones and all who watch are on a bad line."""
    figures = Figures(name)
    async with serving_processes(directory) as servers, asyncio.TaskGroup() as group:
        trials = [group.create_task(_one(servers[0], Random(rng.random()), name, harm)) for harm in harms]
    for each in trials:
        figures.add(each.result())
    return figures


async def _one(server: Server, rng: Random, name: str, harm: Harm) -> Figures:
    async with wires(server.url, PHONES + 3, rng) as strung:
        bad = [wire for number, wire in enumerate(strung) if number % 2 == 0 or number >= PHONES]

        async def fault(here: Meeting) -> None:
            await harm(bad)

        return await trial(
            name, [server], rng, fault, phones=PHONES, doors=lambda number: [strung[number].url], pause_s=PAUSE_S
        )


def cut_for(seconds: float) -> Harm:
    """Every connection breaks, and there is no new one for a while."""

    async def harm(bad: Sequence[Wire]) -> None:
        for wire in bad:
            wire.cut()
        await asyncio.sleep(seconds)
        for wire in bad:
            wire.mend()

    return harm


def dead_for(seconds: float) -> Harm:
    """Nothing comes through and nobody is told; what was open stays dead when the network is back."""

    async def harm(bad: Sequence[Wire]) -> None:
        for wire in bad:
            wire.vanish()
        await asyncio.sleep(seconds)
        for wire in bad:
            wire.mend()

    return harm


def in_weather(weather: Weather, seconds: float) -> Harm:
    """The line is bad, and good again."""

    async def harm(bad: Sequence[Wire]) -> None:
        for wire in bad:
            wire.weather = weather
        await asyncio.sleep(seconds)
        for wire in bad:
            wire.mend()

    return harm


async def line_cut(directory: Path, rng: Random, lengths: Sequence[float] = LENGTHS_S) -> Figures:
    """Cut for 1 to 60 seconds."""
    return await lines(directory, rng, "line cut 1-60 s", [cut_for(seconds) for seconds in lengths])


async def line_dead(directory: Path, rng: Random, lengths: Sequence[float] = LENGTHS_S) -> Figures:
    """Half-open for 1 to 60 seconds."""
    return await lines(directory, rng, "line dead (half-open) 1-60 s", [dead_for(seconds) for seconds in lengths])


async def line_halved(directory: Path, rng: Random, seconds: float = BAD_S) -> Figures:
    """From 16 to 8 KiB a second."""
    return await lines(directory, rng, "line halved to 8 KiB/s", [in_weather(HALVED, seconds)] * 2)


async def line_late(directory: Path, rng: Random, seconds: float = BAD_S) -> Figures:
    """300 ms each way, and one in twenty packets lost."""
    return await lines(directory, rng, "line 300 ms late, 5 % loss", [in_weather(LATE, seconds)] * 2)


# --- a client that never reads -------------------------------------------------------------------------------------

DEAF = 10
STORY = "🙂" * 2_000
"""The most that one change can hold: 8 KiB of it on the wire."""

STORIES = 160
RECEIVE_BYTES, PACKET_BYTES = 4_096, 536
GROWTH_BYTES = 24 * 1024 * 1024


async def never_reads(directory: Path, rng: Random, runs: int = 1) -> Figures:
    """Ten screens that read no more after their welcome, while the lead writes 1.3 MiB and the phones their notes."""
    figures = Figures("client never reads")
    async with serving_processes(directory) as servers:

        async def fault(here: Meeting) -> None:
            await written(here, 3 * len(here.phones))
            before = [seconds for phone in here.phones for seconds in phone.answered_in]
            memory = servers[0].memory()
            deaf = [await _deaf(servers[0], here) for _ in range(DEAF)]
            for number in range(STORIES):
                answer = await here.lead.command("subject.set", story=f"{number} {STORY}"[:2_000])
                figures.expect(answer["ok"], f"the story was refused: {answer.get('code')}")
                await asyncio.sleep(0.06)  # within what one connection may ask
            grown = servers[0].memory() - memory
            during = [seconds for phone in here.phones for seconds in phone.answered_in][len(before) :]
            _compare(figures, before, during, grown)
            await _were_cut(figures, deaf)

        for _ in range(runs):
            figures.add(await trial(figures.fault, servers, rng, fault))
    return figures


async def _deaf(server: Server, here: Meeting) -> Phone:
    """A screen whose network takes a few KiB and then nothing any more."""
    loop = asyncio.get_running_loop()
    welcomed: asyncio.Future[None] = loop.create_future()
    phone = Phone(
        server.url, here.auth("screen"), here.cookie, hear=lambda _: welcomed.done() or welcomed.set_result(None)
    )
    line = socket.socket()
    line.setblocking(False)
    # Small packets and a small window, or the kernel keeps some MiB for it before the server notices anything.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PACKET_BYTES)
    await loop.sock_connect(line, ("127.0.0.1", server.port))
    transport, _ = await loop.create_connection(lambda: phone, sock=line)
    await asyncio.wait_for(welcomed, 10)
    transport.pause_reading()
    return phone


def _compare(figures: Figures, before: Sequence[float], during: Sequence[float], grown: int) -> None:
    slow, fast = percentile(during, 99), percentile(before, 99)
    figures.remarks.append(
        f"never reads: acknowledgement p99 {fast * 1000:.0f} ms before, {slow * 1000:.0f} ms beside {DEAF} that never"
        f" read; server grew by {grown / 2**20:.1f} MiB"
    )
    figures.expect(grown < GROWTH_BYTES, f"the server grew by {grown} bytes")
    figures.expect(slow < 1.0, f"the others waited {slow:.2f} s")


async def _were_cut(figures: Figures, deaf: Sequence[Phone]) -> None:
    """They find out when they read again: what was in the network's own buffers, and then the end."""
    for phone in deaf:
        if phone.transport is not None:
            phone.transport.resume_reading()
    try:
        async with asyncio.timeout(10):
            await asyncio.gather(*(phone.ended() for phone in deaf))
    except TimeoutError:
        figures.expect(False, "a client that never reads was not cut off")
