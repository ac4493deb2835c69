"""All faults, one after another: `python -m tests.faults [--only NAME] [--runs N] [--seed S]`.

Prints a line for each fault and the totals. Ends with 1 when anything was missing, doubled, unequal or leaked, when a
promise of a fault's own did not hold, or when it took too long until everybody was whole again.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from tests.faults import clocks, comeback, kills, lines, presses, services, storage
from tests.faults.figures import HEAD, WHOLE_P99_S, Figures, line, total
from tests.workers.scenario import one_of_two_behind_nginx

Scenario = Callable[..., Awaitable[Figures]]

SCENARIOS: dict[str, Scenario] = {
    scenario.__name__.replace("_", "-"): scenario
    for scenario in (
        kills.a_worker_killed,
        kills.one_of_two_killed,
        one_of_two_behind_nginx,
        services.redis_killed,
        services.redis_restarted,
        services.redis_paused,
        services.postgres_restarted,
        services.postgres_killed,
        storage.database_locked,
        storage.disk_full,
        lines.line_cut,
        lines.line_dead,
        lines.line_halved,
        lines.line_late,
        lines.never_reads,
        comeback.server_restarted,
        presses.two_leads,
        presses.two_leads_on_two_workers,
        clocks.clock_off,
    )
}


async def run(name: str, scenario: Scenario, seed: int, runs: int | None) -> Figures:
    """One fault in a directory of its own, which is removed afterwards. One that breaks off does not end the others."""
    options = {"runs": runs} if runs and "runs" in inspect.signature(scenario).parameters else {}
    with tempfile.TemporaryDirectory(prefix="speelveld-faults-") as directory:
        try:
            return await scenario(Path(directory), Random(f"{seed}/{name}"), **options)
        except Exception as error:
            return Figures(name, broken=[f"{name} broke off: {type(error).__name__}: {error}"])


def say(text: str) -> None:
    """One line on the terminal, now."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=SCENARIOS, metavar="NAME", help=", ".join(SCENARIOS))
    parser.add_argument("--runs", type=int, help="how often each, where that can be chosen")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked = parser.parse_args()
    say(f"seed {asked.seed}; times in seconds from the end of the fault until a device was whole again\n{HEAD}")
    # Ends as Ctrl-C does: servers are stopped, and the small disk is let go of.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began, done = time.monotonic(), list[Figures]()
    for name in asked.only or SCENARIOS:
        figures = asyncio.run(run(name, SCENARIOS[name], asked.seed, asked.runs))
        done.append(figures)
        say(line(figures))
    everything = total(done)
    say(line(everything))
    for remark in everything.remarks:
        say(f"  {remark}")
    for broken in everything.broken:
        say(f"  NOT GOOD: {broken}")
    good = all(figures.good for figures in done)
    verdict = "all good" if good else f"NOT GOOD (also when a p99 is above {WHOLE_P99_S:.0f} s)"
    say(f"{verdict}, {time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
