"""A restart of the server with a roomful of phones: they come back spread out, not as one wave."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from random import Random

from tests.faults.checker import check
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import serving_processes
from tests.faults.trial import written

PHONES = 500
BIN_S = 0.1
MOST_AT_ONCE = 0.25
"""The share of all devices that may knock within the same tenth of a second, once the server answers again."""


async def server_restarted(directory: Path, rng: Random, phones: int = PHONES) -> Figures:
    """Restarted in good order, as for an update. The fault ends when it answers again."""
    figures = Figures(f"server restarted, {phones} phones")
    async with serving_processes(directory) as servers, meeting(servers[0].url, rng, phones) as here:
        here.write_along(phones / 20)
        await written(here, 20)
        loop = asyncio.get_running_loop()
        began = loop.time()
        await servers[0].stop()
        await servers[0].start()
        up = loop.time()
        figures.add(await check(figures.fault, here, servers, up))
        _spread(figures, here, began, up)
    return figures


def _spread(figures: Figures, here: Meeting, began: float, up: float) -> None:
    """Who meant to knock when, from the stop on; those that came before it answered again cost it nothing."""
    knocks = [at for device in here.devices for at in device.dialled if at >= began]
    welcomes = [device.welcomed_at for device in here.devices]
    after = _peak(at for at in knocks if at >= up)
    figures.remarks.append(
        f"restart: up again after {up - began:.1f} s; {len(knocks)} knocks, at most {_peak(knocks)} in 100 ms, and"
        f" {after} once it answered; welcomes {min(welcomes) - began:.1f}-{max(welcomes) - began:.1f} s,"
        f" at most {_peak(welcomes)} in 100 ms"
    )
    most = _most(len(here.devices))
    figures.expect(after <= most, f"{after} of {len(here.devices)} devices knocked within 100 ms")


def _most(devices: int) -> float:
    """How many of them may knock at once: of few, chance alone brings more together (three standard deviations)."""
    return MOST_AT_ONCE * devices + 3 * sqrt(devices * MOST_AT_ONCE * (1 - MOST_AT_ONCE))


def _peak(moments: Iterable[float]) -> int:
    return max(Counter(int(at / BIN_S) for at in moments).values(), default=0)
