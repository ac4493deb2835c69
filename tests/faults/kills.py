"""SIGKILL of a server at random moments: one that is alone, and one of two."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from tests.faults.figures import Figures, percentile
from tests.faults.meeting import Meeting
from tests.faults.servers import Server, serving_processes
from tests.faults.trial import PHONES, trial
from tests.services import postgres, redis_server

AT_ONCE = 2
"""So many trials run side by side, each against a server of its own."""


async def kill(server: Server) -> float:
    """Kill it and start it again; returns when it was killed."""
    at = asyncio.get_running_loop().time()
    await server.kill()
    await server.start()
    return at


async def a_worker_killed(directory: Path, rng: Random, runs: int = 80) -> Figures:
    """SIGKILL of the only worker, SQLite. The fault ends when it answers again."""
    figures = Figures("worker killed (SQLite)")
    away: list[float] = []
    waiting = list(range(runs))

    async def at_one_server(slot: int) -> None:
        async def fault(here: Meeting) -> None:
            killed = await kill(servers[0])
            away.append(asyncio.get_running_loop().time() - killed)

        async with serving_processes(_made(directory / str(slot))) as servers:
            while waiting:
                waiting.pop()
                figures.add(await trial(figures.fault, servers, rng, fault))

    async with asyncio.TaskGroup() as group:
        for slot in range(min(AT_ONCE, runs)):
            group.create_task(at_one_server(slot))
    figures.remarks.append(f"worker killed: away for {percentile(away, 50):.1f} s (p50), {max(away):.1f} s at most")
    return figures


async def one_of_two_killed(directory: Path, rng: Random, runs: int = 20, phones: int = PHONES) -> Figures:
    """SIGKILL of one of two workers over PostgreSQL and Redis; counted from the kill, since the other goes on."""
    figures = Figures("one of two workers killed")
    with postgres() as database, redis_server() as redis:
        settings = {"DATABASE_URL": database.new_database(), "REDIS_URL": redis.url}
        async with serving_processes(directory, 2, **settings) as servers:
            for _ in range(runs):
                figures.add(
                    await trial(figures.fault, servers, rng, lambda here: kill(rng.choice(servers)), phones=phones)
                )
    return figures


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory
