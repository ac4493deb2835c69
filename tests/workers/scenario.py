"""Two workers behind nginx, the phones of one session spread over both, and one of them SIGKILLed halfway."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from tests.faults.checker import check
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import Server, serving_processes
from tests.services import postgres, redis_server
from tests.workers.behind_nginx import nginx

PAUSE_S = 1.0
"""How long a phone rests between two notes, on average."""

AWAY_S = 2.0
"""How long the killed worker is away."""


async def one_of_two_behind_nginx(directory: Path, rng: Random, phones: int = 200, write_s: float = 20.0) -> Figures:
    """Everybody writes for `write_s` seconds; halfway one worker is killed, and a little later started again.

    `whole` counts from the moment at which nobody writes any more. Both workers are asked for the document.
    """
    with postgres() as database, redis_server() as redis:
        settings = {"DATABASE_URL": database.new_database(), "REDIS_URL": redis.url, "TRUSTED_PROXIES": "127.0.0.1"}
        async with (
            serving_processes(directory, 2, **settings) as servers,
            nginx(directory, [server.port for server in servers]) as front,
            meeting(front, rng, phones) as here,
        ):
            spread = _spread(servers)
            silent_at, back = await _write_and_kill(here, rng.choice(servers), write_s)
            figures = await check("one of two killed behind nginx", here, servers, silent_at)
            figures.expect(min(spread) > 0.25 * sum(spread), f"the phones were not spread: {spread}")
            figures.remarks.append(
                f"behind nginx: {spread[0]} and {spread[1]} connections; all were back {back:.1f} s after the kill"
            )
    return figures


async def _write_and_kill(here: Meeting, victim: Server, write_s: float) -> tuple[float, float]:
    """Returns when nobody wrote any more, and how many seconds after the kill everybody had a line again."""
    loop = asyncio.get_running_loop()
    here.write_along(PAUSE_S)
    await asyncio.sleep(write_s / 2)
    before = {device: device.welcomes for device in here.devices}
    await victim.kill()
    killed_at = loop.time()
    restarting = asyncio.create_task(_start_later(victim))
    await asyncio.sleep(write_s / 2)
    await here.put_down_pens()
    silent_at = loop.time()
    await restarting
    for device in here.devices:
        await device.until(lambda device=device: device.connected)  # type: ignore[misc]
    back = [device.welcomed_at for device in here.devices if device.welcomes > before[device]]
    return silent_at, max(back, default=killed_at) - killed_at


async def _start_later(server: Server) -> None:
    await asyncio.sleep(AWAY_S)
    await server.start()


def _spread(servers: list[Server]) -> list[int]:
    """How many connections come in at each server."""
    return [_established(server.port) for server in servers]


def _established(port: int) -> int:
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    ends = (line.split()[1:4] for line in lines)
    return sum(state == "01" and local.endswith(f":{port:04X}") for local, _, state in ends)
