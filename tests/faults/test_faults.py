"""Each fault once and briefly; `make faults` does them all at length."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.faults import clocks, comeback, kills, lines, presses, services, storage
from tests.faults.__main__ import SCENARIOS, Scenario

FEW = 10

AT_ONCE: tuple[dict[str, Scenario], ...] = (
    {
        "line-cut": partial(lines.line_cut, lengths=(1.0,)),
        "line-dead": partial(lines.line_dead, lengths=(1.0,)),
        "database-locked": partial(storage.database_locked, for_s=7.0),
        "disk-full": partial(storage.disk_full, runs=1, for_s=2.0),
    },
    {
        "one-of-two-killed": partial(kills.one_of_two_killed, runs=1, phones=FEW),
        "redis-killed": partial(services.redis_killed, runs=1, phones=FEW),
        "postgres-killed": partial(services.postgres_killed, runs=1, phones=FEW),
    },
    {"never-reads": lines.never_reads},
    {
        "server-restarted": partial(comeback.server_restarted, phones=60),
        "two-leads": partial(presses.two_leads, rounds=10),
        "clock-off": clocks.clock_off,
    },
)
"""Those that mostly wait go together."""


@pytest.mark.parametrize("together", AT_ONCE, ids=lambda together: " ".join(together))
async def test_nothing_is_lost_doubled_unequal_or_leaked(together: dict[str, Scenario], tmp_path: Path) -> None:
    async def one(name: str, scenario: Scenario) -> None:
        directory = tmp_path / name
        directory.mkdir()
        figures = await scenario(directory, Random(f"brief/{name}"))
        assert figures.good, figures

    async with asyncio.TaskGroup() as group:
        for name, scenario in together.items():
            group.create_task(one(name, scenario))


def test_what_is_done_briefly_is_done_at_length_too() -> None:
    assert {name for together in AT_ONCE for name in together} <= SCENARIOS.keys()
