"""`python -m tests.load.safety`: how soon a safety stop has reached everybody.

30 phones, the facilitator and a projector (and a reader) are connected to a server process of its own. For each press:
the time from the moment before the command is sent until the last of them has taken in that the session stands still.
What a browser needs to draw the calm sentence comes on top: one frame.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.faults.canonical import digest
from tests.faults.checker import settled
from tests.faults.device import Device
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import serving_processes

PHONES, PRESSES = 30, 20
MOST_MS = 300.0
PAUSE_S = 0.2
PATIENCE_S = 30.0


@dataclass(slots=True)
class Stops:
    """Of each press, in ms: until the first, the median and the last device stood still; `whole` says whether each
    board was the same again when all went on."""

    first: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    whole: bool = True

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return self.whole and max(self.last) < MOST_MS

    def line(self) -> str:
        """One line to print."""
        return (
            f"{len(self.last)} presses: half of the devices after {statistics.median(self.median):.1f} ms,"
            f" the last after {statistics.median(self.last):.1f} ms (median of the presses), {max(self.last):.1f} ms"
            f" (worst); {'the board was the same again' if self.whole else 'A BOARD HAD CHANGED'}"
        )


async def measure(directory: Path, phones: int = PHONES, presses: int = PRESSES) -> Stops:
    """Press so often, with a session that has notes on its board."""
    stops = Stops()
    async with (
        serving_processes(directory) as servers,
        meeting(servers[0].url, Random(1), phones) as here,
        asyncio.timeout(PATIENCE_S + presses * (PAUSE_S + 1)),
    ):
        for phone in here.phones:
            here.write(phone)
        await settled(here, servers[0].database)
        await here.lead.command("notes.open")
        await settled(here, servers[0].database)
        before = [digest(device.records) for device in here.devices]
        for _ in range(presses):
            times = await _press(here)
            stops.first.append(times[0])
            stops.median.append(statistics.median(times))
            stops.last.append(times[-1])
            await asyncio.sleep(PAUSE_S)  # between two presses, so that each finds the server as it is at rest
        stops.whole = before == [digest(device.records) for device in here.devices]
    return stops


async def _press(here: Meeting) -> list[float]:
    """Stop, and go on: after how many ms each device stood still, the first one first."""
    loop = asyncio.get_running_loop()

    async def still(device: Device, stopped: bool) -> float:
        times: list[float] = []

        def holds() -> bool:
            if device.board.table("session")[here.session]["stopped"] is stopped:
                times.append(loop.time())
            return bool(times)

        await device.until(holds)
        return times[0]

    waiting = [asyncio.create_task(still(device, True)) for device in here.devices]
    await asyncio.sleep(0)
    began = loop.time()
    answer = await here.lead.command("safety.stop")
    assert answer["ok"], answer
    times = sorted((at - began) * 1000 for at in await asyncio.gather(*waiting))
    await here.lead.command("safety.resume")
    await asyncio.gather(*(still(device, False) for device in here.devices))
    return times


def main() -> int:
    """Measure and print. Returns 1 when a press took too long."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.safety", description=__doc__)
    parser.add_argument("--phones", type=int, default=PHONES)
    parser.add_argument("--presses", type=int, default=PRESSES)
    options = parser.parse_args()
    with TemporaryDirectory() as directory:
        stops = asyncio.run(measure(Path(directory), options.phones, options.presses))
    busy = os.getloadavg()[0]
    sys.stdout.write(f"{options.phones} phones, a lead, a projector and a reader; load of the machine {busy:.1f}\n")
    sys.stdout.write(stops.line() + "\n")
    return 0 if stops.good else 1


if __name__ == "__main__":
    sys.exit(main())
