"""Redis and PostgreSQL killed, restarted and paused under two workers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from tests.faults.figures import Figures
from tests.faults.meeting import Meeting
from tests.faults.servers import serving_processes
from tests.faults.trial import PHONES, pause_over, trial, written
from tests.services import Service, postgres, redis_server

PAUSE_S = 30.0
GONE_S = 2.0

Harm = Callable[[Service, float], Awaitable[None]]


async def killed(service: Service, for_s: float) -> None:
    """SIGKILL, and after a while it is there again, without what it had not kept."""
    await asyncio.to_thread(service.kill)
    await asyncio.sleep(for_s)
    await asyncio.to_thread(service.start)


async def restarted(service: Service, for_s: float) -> None:
    """Stopped in good order and started at once."""
    await asyncio.to_thread(service.stop)
    await asyncio.to_thread(service.start)


async def paused(service: Service, for_s: float) -> None:
    """SIGSTOP: its connections stay open, and it says nothing."""
    await asyncio.to_thread(service.pause)
    await asyncio.sleep(for_s)
    await asyncio.to_thread(service.resume)


async def of_redis(
    directory: Path, rng: Random, name: str, harm: Harm, runs: int, for_s: float, phones: int = PHONES
) -> Figures:
    """Harm Redis. It only carries hints, so notes are taken and seen all the while."""
    figures = Figures(name)
    with postgres() as database, redis_server() as redis:
        settings = {"DATABASE_URL": database.new_database(), "REDIS_URL": redis.url}

        async def fault(here: Meeting) -> None:
            before = here.acknowledged
            await harm(redis, for_s)
            figures.expect(here.acknowledged > before or for_s < 1, "no note was taken while Redis was away")
            await written(here, 10)

        async with serving_processes(directory, 2, **settings) as servers:
            for _ in range(runs):
                figures.add(await trial(name, servers, rng, fault, phones=phones, pause_s=pause_over(for_s)))
    return figures


async def of_postgres(
    directory: Path, rng: Random, name: str, harm: Harm, runs: int, for_s: float, phones: int = PHONES
) -> Figures:
    """Harm PostgreSQL: nothing can be taken meanwhile, and everything comes in afterwards."""
    figures = Figures(name)
    with postgres() as database, redis_server() as redis:
        settings = {"DATABASE_URL": database.new_database(), "REDIS_URL": redis.url}
        async with serving_processes(directory, 2, **settings) as servers:
            for _ in range(runs):
                figures.add(await trial(name, servers, rng, lambda here: harm(database, for_s), phones=phones))
    return figures


async def redis_killed(directory: Path, rng: Random, runs: int = 3, phones: int = PHONES) -> Figures:
    """SIGKILL of Redis, back after two seconds."""
    return await of_redis(directory, rng, "Redis killed", killed, runs, GONE_S, phones)


async def redis_restarted(directory: Path, rng: Random, runs: int = 3) -> Figures:
    """Redis restarted."""
    return await of_redis(directory, rng, "Redis restarted", restarted, runs, 0.0)


async def redis_paused(directory: Path, rng: Random, runs: int = 1, for_s: float = PAUSE_S) -> Figures:
    """Redis stopped in its tracks."""
    return await of_redis(directory, rng, f"Redis paused {for_s:.0f} s", paused, runs, for_s)


async def postgres_restarted(directory: Path, rng: Random, runs: int = 3) -> Figures:
    """PostgreSQL restarted in good order."""
    return await of_postgres(directory, rng, "PostgreSQL restarted", restarted, runs, 0.0)


async def postgres_killed(directory: Path, rng: Random, runs: int = 3, phones: int = PHONES) -> Figures:
    """SIGKILL of PostgreSQL, started again after two seconds."""
    return await of_postgres(directory, rng, "PostgreSQL killed", killed, runs, GONE_S, phones)
