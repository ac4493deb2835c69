"""Each fault once and briefly; `make faults` does them all at length."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.faults import clocks, comeback, kills, lines, presses, services, storage
from tests.faults.__main__ import SCENARIOS, Scenario

BRIEFLY: dict[str, Scenario] = {
    "one-of-two-killed": partial(kills.one_of_two_killed, runs=1),
    "redis-killed": partial(services.redis_killed, runs=1),
    "postgres-killed": partial(services.postgres_killed, runs=1),
    "database-locked": partial(storage.database_locked, for_s=7.0),
    "disk-full": partial(storage.disk_full, runs=1, for_s=2.0),
    "line-cut": partial(lines.line_cut, lengths=(1.0,)),
    "line-dead": partial(lines.line_dead, lengths=(1.0,)),
    "never-reads": lines.never_reads,
    "server-restarted": partial(comeback.server_restarted, phones=60),
    "two-leads": partial(presses.two_leads, rounds=10),
    "clock-off": clocks.clock_off,
}


@pytest.mark.parametrize("name", BRIEFLY)
async def test_nothing_is_lost_doubled_unequal_or_leaked(name: str, tmp_path: Path) -> None:
    figures = await BRIEFLY[name](tmp_path, Random(f"brief/{name}"))
    assert figures.good, figures


def test_what_is_done_briefly_is_done_at_length_too() -> None:
    assert BRIEFLY.keys() <= SCENARIOS.keys()
