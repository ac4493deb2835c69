"""`python -m tests.simulation --seeds 10000`: play that many runs, or one of them again (`--seed N`)."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.simulation.runs import Result, play

CHUNK = 50
REPORTS = 3


def main() -> int:
    """Play, print one line of progress and one of totals. Returns 1 when a seed failed."""
    options = _options()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # So that a seed is the same run in every process, whatever the order in which sets are walked.
        os.execve(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]], _environment())
    if options.seed is not None:
        return _report([play([options.seed], trace=True)], 1, time.monotonic())
    began = time.monotonic()
    results: list[Result] = []
    for result in _play_all(options.first, options.seeds, options.jobs):
        results.append(result)
        done = sum(result.played for result in results)
        failed = sum(len(result.failures) for result in results)
        say(f"\r{done} of {options.seeds} seeds, {failed} failed, {time.monotonic() - began:.0f} s")
    say("\n")
    return _report(results, options.seeds, began)


def _play_all(first: int, count: int, jobs: int) -> Iterator[Result]:
    chunks = [range(start, min(start + CHUNK, first + count)) for start in range(first, first + count, CHUNK)]
    with ProcessPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(play, chunk) for chunk in chunks]):
            yield future.result()


def _report(results: Iterable[Result], seeds: int, began: float) -> int:
    results = list(results)
    failures = sorted((seed, text) for result in results for seed, text in result.failures.items())
    counts = sum((result.counts for result in results), Counter[str]())
    for _, text in failures[:REPORTS]:
        say(f"{text}\n")
    if failures:
        numbers = " ".join(str(seed) for seed, _ in failures)
        say(f"failed: {numbers} - each again with: python -m tests.simulation --seed N\n")
    totals = ", ".join(f"{counts[name]} {name}" for name in sorted(counts))
    say(f"{seeds} seeds, {len(failures)} failures, {time.monotonic() - began:.0f} s: {totals}\n")
    return 1 if failures else 0


def say(text: str) -> None:
    """Print it now."""
    sys.stdout.write(text)
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first of them")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--seed", type=int, help="play this one alone, and tell what happens")
    return parser.parse_args()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": "0"}


if __name__ == "__main__":
    sys.exit(main())
