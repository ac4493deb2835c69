"""The benchmark: phones in one session, beside a bare broadcast and `emit`, in the same run on the same cores.

`make bench` takes half an hour at most and measures for 60 s; `make bench QUICK=1` measures for a few seconds, and says
so. How it is measured, and what the figures mean: `tests/load/README.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tests.load.figures import BUSY
from tests.load.processes import cores, serving, started
from tests.load.report import KINDS, Results, ending, rate_row, tables, verdicts
from tests.load.servers import KEY

SIZES, QUICK_SIZES = (30, 200, 500, 1000), (30, 1000)
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: for each rate, for one try of a search (0: no search), and after which no further try begins."""

    rate: float
    search: float
    search_for: float


FULL = {"ours": Pace(60, 10, 80), "references": Pace(10, 5, 40)}
QUICK = {"ours": Pace(8, 3, 40), "references": Pace(5, 3, 30)}
LEAN = "emit-lean"
"""It only says what the settings of the web server are worth: the largest crowd, one rate, no search."""


async def one(kind: str, phones: int, paces: dict[str, Pace]) -> dict[str, Any]:
    """What one server does with one crowd, both of them new processes."""
    ours = kind == "ours"
    pace = paces["ours" if ours else "references"]
    rates = [(3, pace.rate)] if phones == 30 and ours else []
    rates += [(10, pace.rate)] if kind == LEAN else [(10, pace.rate), (50, pace.rate)]
    found: dict[str, Any] = {"rates": [], "tries": []}
    # Next to this file and not in the temporary directory: that may be memory, and a commit must reach a disk.
    with tempfile.TemporaryDirectory(dir=RESULTS) as directory:
        async with serving(kind, Path(directory)) as (url, pid):
            plan = {"url": url, "pid": pid, "key": KEY if ours else "", "phones": phones}
            plan |= {"rates": rates, "search": 0 if kind == LEAN else pace.search, "search_for": pace.search_for}
            async with started("tests.load.generator", orjson.dumps(plan).decode()) as generator:
                assert generator.stdout is not None
                while line := await generator.stdout.readline():
                    _take(found, kind, phones, orjson.loads(line))
                if await generator.wait():
                    found["failed"] = True
                    say(f"{kind} with {phones} phones did not come to its end")
    return found


def _take(found: dict[str, Any], kind: str, phones: int, told: dict[str, Any]) -> None:
    """One line of the generator."""
    what = told.pop("what")
    if what in ("rate", "try"):
        found["rates" if what == "rate" else "tries"].append(told)
        held = "" if what == "rate" else "  holds" if told["held"] else "  does not hold"
        say(rate_row(kind, str(phones), told) + held)
    elif what == "largest":
        found["largest"], found["search"] = told["rate"], told
    else:
        found[what] = {**told, "generator_bound": told["generator_busy"] > BUSY}


async def run(
    kinds: tuple[str, ...], sizes: tuple[int, ...], paces: dict[str, Pace], keep: Callable[[Results], None]
) -> Results:
    """Everything, one after another; `keep` gets what there is after each."""
    results: Results = {kind: {} for kind in kinds}
    for phones in sizes:
        for kind in kinds:
            if kind == LEAN and phones < max(sizes):
                continue
            say(f"--- {kind}, {phones} phones")
            results[kind][str(phones)] = await one(kind, phones, paces)
            keep(results)
    return results


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def machine() -> str:
    """What it was measured on."""
    models = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} processors ({model}), Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def _cpuinfo() -> list[str]:
    return Path("/proc/cpuinfo").read_text().splitlines()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few seconds for each measurement")
    parser.add_argument("--no-search", action="store_true", help="do not look for the largest rate")
    parser.add_argument("--phones", type=int, nargs="*", help="the sizes of the crowd")
    parser.add_argument("--servers", nargs="*", choices=KINDS, default=KINDS, help="which servers")
    chosen = parser.parse_args()
    paces = QUICK if chosen.quick else FULL
    sizes = tuple(chosen.phones or (QUICK_SIZES if chosen.quick else SIZES))
    if chosen.no_search:
        paces = {name: dataclasses.replace(pace, search=0) for name, pace in paces.items()}
    what_on = machine()
    short = f" — A QUICK RUN: {paces['ours'].rate:.0f} s for each rate of ours, not 60" if chosen.quick else ""
    say(f"{what_on}{short}")
    if cores()[1] is None:
        say("THERE IS ONE PROCESSOR: the server and the load share it, so these figures say little")
    begin = time.monotonic()
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json"

    def keep(results: Results) -> None:
        kept = {"machine": what_on, "pace": paces, "results": results, "promises": verdicts(results)}
        file.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2))

    results = asyncio.run(run(tuple(chosen.servers), sizes, paces, keep))
    say(f"\n{what_on}{short}\n\n{tables(results)}\n{ending(results)}")
    say(f"{(time.monotonic() - begin) / 60:.1f} minutes; everything is in {file}")
    failed = any(kept is False for _, _, kept in verdicts(results))
    return int(failed or any(result.get("failed") for kind in results.values() for result in kind.values()))


if __name__ == "__main__":
    sys.exit(main())
