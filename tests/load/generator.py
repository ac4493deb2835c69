"""The load generator, a process of its own: does what its plan says with one crowd size, and prints JSON lines.

`python -m tests.load.generator '{"url": …, "pid": …, "key": …, "phones": N, "rates": [[10, 60]], "search": 10}'`
"""

from __future__ import annotations

import asyncio
import dataclasses
import sys
import time
from dataclasses import dataclass
from typing import Any

import orjson
import uvloop

from tests.load.crowd import Crowd
from tests.load.figures import Figures
from tests.load.processes import allow_many_files, cores, resident_kib, stay_on
from tests.load.rate import Run
from tests.load.search import largest, too_much

P99_MS, DRAIN_S = 250.0, 1.0
SETTLE_S = 3.0
GLANCE_S = 1.5
FIRST_DELIVERED = 16_000.0
"""So many notes delivered in a second is where the search begins."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do: each of `rates` (notes a second, seconds), then a search with tries of `search` seconds (0: none).

    The search begins no try after `search_for` seconds. `key` is the facilitator's, "" for a reference.
    """

    url: str
    pid: int
    key: str
    phones: int
    rates: list[tuple[float, float]]
    search: float
    search_for: float


def tell(what: str, **figures: Any) -> None:
    """One line on stdout."""
    sys.stdout.buffer.write(orjson.dumps({"what": what, **figures}) + b"\n")
    sys.stdout.buffer.flush()


async def carry_out(plan: Plan) -> None:
    """Everything in the plan, on one server."""
    crowd = await _with_board(plan)
    before, own, begin = resident_kib(plan.pid), time.process_time(), time.monotonic()
    coming = await crowd.arrive(plan.phones)
    busy = (time.process_time() - own) / (time.monotonic() - begin)
    await asyncio.sleep(SETTLE_S)  # what coming in takes for a moment is not what an idle phone takes
    memory = (resident_kib(plan.pid) - before) / plan.phones
    tell("came", joined_s=coming.joined_s, held_s=coming.held_s, kib_per_phone=memory, generator_busy=busy)
    own, begin = time.process_time(), time.monotonic()
    back = await crowd.come_back()
    tell("back", held_s=back, generator_busy=(time.process_time() - own) / (time.monotonic() - begin))
    for rate, seconds in plan.rates:
        await asyncio.sleep(SETTLE_S / 2)  # presence is told once a second
        tell("rate", **_told(await Run(crowd, plan.pid, rate, seconds).measure()))
    await crowd.leave()
    if plan.search:
        await _search(plan)


async def _with_board(plan: Plan) -> Crowd:
    crowd = Crowd(plan.url, plan.key)
    await crowd.begin()
    return crowd


async def _search(plan: Plan) -> None:
    """Each whole try begins with a new session, so that no board has grown by the tries before."""
    tries: list[Figures] = []
    until = time.monotonic() + plan.search_for

    async def gathered() -> Crowd:
        crowd = await _with_board(plan)
        await crowd.arrive(plan.phones)
        await asyncio.sleep(SETTLE_S / 2)
        return crowd

    async def glance(rate: float) -> bool:
        figures = await Run(crowd, plan.pid, rate, GLANCE_S, give_up=True).measure()
        return figures.holds(P99_MS, DRAIN_S)

    async def holds(rate: float) -> bool:
        crowd = await gathered()
        figures = await Run(crowd, plan.pid, rate, plan.search, give_up=True).measure()
        await crowd.leave()
        tries.append(figures)
        held = figures.holds(P99_MS, DRAIN_S)
        tell("try", **_told(figures), held=held)
        return held

    crowd = await gathered()
    over = await too_much(FIRST_DELIVERED / plan.phones, glance)
    await crowd.leave()  # a reference has one room, in which these would get what is meant for the next crowd
    rate = await largest(over, holds, until)
    bound = any(each.generator_bound for each in tries if each.rate >= rate)
    tell("largest", rate=rate, generator_bound=bound, others=max((each.others for each in tries), default=0.0))


def _told(figures: Figures) -> dict[str, Any]:
    return {**dataclasses.asdict(figures), "generator_bound": figures.generator_bound}


def main() -> None:
    given = orjson.loads(sys.argv[1])
    stay_on(cores()[1])
    allow_many_files()
    uvloop.run(carry_out(Plan(**given)))


if __name__ == "__main__":
    main()
