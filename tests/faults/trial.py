"""One trial: a session in which everybody writes, a fault, its end, and the check."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from tests.faults.checker import check
from tests.faults.figures import Figures
from tests.faults.meeting import NOTES_EACH, Doors, Meeting, meeting
from tests.faults.servers import Server

PHONES = 30
WARM_NOTES = 5
PAUSE_S = 0.4
"""Between two notes of one phone, on average."""

WRITING_S = 60.0

Fault = Callable[[Meeting], Awaitable[float | None]]
"""Does the harm and takes it away again. When it returns the fault has ended, unless it tells an earlier moment."""


async def trial(
    name: str,
    servers: Sequence[Server],
    rng: Random,
    fault: Fault,
    *,
    phones: int = PHONES,
    doors: Doors | None = None,
    pause_s: float = PAUSE_S,
) -> Figures:
    """Run one trial over servers that are up; phones are spread over them unless `doors` says where they knock.

    Phones write a note every `pause_s` seconds, on average.
    """
    async with meeting(servers[0].url, rng, phones, doors or spread_over(servers)) as here:
        here.write_along(pause_s)
        await written(here, WARM_NOTES + rng.randrange(4 * phones))
        ended = await fault(here)
        return await check(name, here, servers, ended or asyncio.get_running_loop().time())


async def written(here: Meeting, count: int) -> None:
    """Wait until so many notes more have been acknowledged."""
    enough = here.acknowledged + count
    reached = [asyncio.create_task(phone.until(lambda: here.acknowledged >= enough)) for phone in here.phones]
    try:
        async with asyncio.timeout(WRITING_S):
            await asyncio.wait(reached, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in reached:
            task.cancel()


def pause_over(fault_s: float) -> float:
    """Between two notes, on average, so that nobody has written all they may before a fault of this length is over."""
    return max(PAUSE_S, 2 * fault_s / NOTES_EACH)


def spread_over(servers: Sequence[Server]) -> Doors:
    """As a proxy spreads them: one after another, and at the next attempt at the next server."""
    urls = [server.url for server in servers]
    return lambda number: [*urls[number % len(urls) :], *urls[: number % len(urls)]]
