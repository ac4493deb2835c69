"""What phones cost in memory, and whether that stays level while they come and go.

`make memory MINUTES=20`: first a thousand idle phones, for the memory of one; then, on a new server, phones of one
session that come and go for so long, some idle, some writing notes and removing them again, so that the session stays
as large as it was. The server's memory is sampled all the while. Ends with 1 when it grew by more than 5 % after the
warm-up, or when an idle phone takes more than 60 KiB.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop

from tests.load.crowd import Crowd
from tests.load.phones import LostError, new_id
from tests.load.processes import allow_many_files, cores, resident_kib, serving, stay_on
from tests.load.samples import texts
from tests.load.servers import KEY

IDLE_PHONES, IDLE_KIB = 1_000, 60.0
PHONES, MOST_GROWTH = 200, 0.05
WARM_UP = 0.15
SAMPLE_S, SETTLE_S = 5.0, 10.0
STAY_S = (5.0, 60.0)
AWAY_S = (1.0, 10.0)
WRITERS = 0.3
WRITE_S = 1.0
KEEPS = 3


@dataclass(slots=True)
class Movement:
    """What the phones did."""

    connections: int = 0
    written: int = 0
    removed: int = 0
    refused: int = 0


async def idle(directory: Path) -> float:
    """The memory of one idle phone among `IDLE_PHONES`, in KiB, from a server that has seen nothing else."""
    async with serving("ours", directory) as (url, pid):
        crowd = Crowd(url, KEY)
        await crowd.begin()
        await asyncio.sleep(SETTLE_S)
        before = resident_kib(pid)
        await crowd.arrive(IDLE_PHONES)
        await asyncio.sleep(SETTLE_S)
        after = resident_kib(pid)
        await crowd.leave()
    return (after - before) / IDLE_PHONES


@dataclass(slots=True)
class Traffic:
    """Phones that come and go in one session until `until` (monotonic)."""

    crowd: Crowd
    until: float
    rng: random.Random = field(default_factory=lambda: random.Random(7))
    did: Movement = field(default_factory=Movement)

    async def all(self) -> None:
        await asyncio.gather(*(self._one(number) for number in range(len(self.crowd.seats))))

    async def _one(self, number: int) -> None:
        """One seat: there for a while, away for a while; a writer leaves no more notes behind than `KEEPS`."""
        mine: list[str] = []
        words = texts(self.rng, 8)
        await asyncio.sleep(self.rng.uniform(*AWAY_S))
        while time.monotonic() < self.until:
            phone = await self.crowd.connect(self.crowd.seats[number])
            self.did.connections += 1
            leaves = min(self.until, time.monotonic() + self.rng.uniform(*STAY_S))
            while time.monotonic() < leaves:
                if number < WRITERS * len(self.crowd.seats):
                    await self._write(phone, mine, self.rng.choice(words))
                await asyncio.sleep(min(WRITE_S * self.rng.uniform(0.5, 1.5), max(0.0, leaves - time.monotonic())))
            # Half say goodbye, half lose their network.
            if self.rng.random() < 0.5:
                phone.close()
            else:
                phone.abort()
            await asyncio.sleep(self.rng.uniform(*AWAY_S))

    async def _write(self, phone: Any, mine: list[str], text: str) -> None:
        try:
            note = new_id()
            answer = await phone.command("note.add", {"note": note, "kind": "wish", "text": text})
            if answer["ok"]:
                mine.append(note)
                self.did.written += 1
            while len(mine) > KEEPS:
                answer = await phone.command("note.remove", {"note": mine.pop(0)})
                self.did.removed += int(answer["ok"])
            self.did.refused += int(not answer["ok"])
        except LostError:
            self.did.refused += 1


async def coming_and_going(directory: Path, minutes: float) -> tuple[float, Movement, list[tuple[float, float]]]:
    """How much memory grew after the warm-up (as a part of it), what went on, and the samples (minute, MiB)."""
    async with serving("ours", directory) as (url, pid):
        crowd = Crowd(url, KEY)
        await crowd.begin()
        await crowd.arrive(PHONES)
        await crowd.part()
        begin = time.monotonic()
        traffic = Traffic(crowd, begin + minutes * 60)
        going = asyncio.create_task(traffic.all())
        samples: list[tuple[float, float]] = []
        while not going.done():
            samples.append(((time.monotonic() - begin) / 60, resident_kib(pid) / 1024))
            if len(samples) % 12 == 0:
                say(f"  minute {samples[-1][0]:5.1f}: {samples[-1][1]:6.1f} MiB, {traffic.did}")
            await asyncio.wait([going], timeout=SAMPLE_S)
        await going
        await crowd.leave()
    # The first and the last part after the warm-up; the median of each, since phones come and go.
    level = [mib for minute, mib in samples if minute >= minutes * WARM_UP]
    part = max(1, len(level) // 5)
    before, after = statistics.median(level[:part]), statistics.median(level[-part:])
    return after / before - 1, traffic.did, samples


async def run(minutes: float) -> bool:
    """Measure both, and say whether the promises were kept."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        kib = await idle(Path(first))
        say(f"{IDLE_PHONES} idle phones: {kib:.1f} KiB each (at most {IDLE_KIB:.0f}): {verdict(kib <= IDLE_KIB)}")
        say(f"{PHONES} phones come and go for {minutes:g} minutes")
        growth, did, samples = await coming_and_going(Path(second), minutes)
    largest = max(mib for _, mib in samples)
    say(f"{did}; from {samples[0][1]:.1f} MiB to {samples[-1][1]:.1f}, at most {largest:.1f}")
    within = growth <= MOST_GROWTH
    say(f"grew by {growth:+.1%} after the warm-up (at most {MOST_GROWTH:.0%}): {verdict(within)}")
    return within and kib <= IDLE_KIB


def verdict(kept: bool) -> str:
    return "pass" if kept else "FAIL"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0, help="how long phones come and go")
    chosen = parser.parse_args()
    stay_on(cores()[1])
    allow_many_files()
    return int(not uvloop.run(run(chosen.minutes)))


if __name__ == "__main__":
    sys.exit(main())
