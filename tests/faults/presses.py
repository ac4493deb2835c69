"""Two leads press at once: one wins, the other is told that it was stale, and the canvas advances once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.canonical import read_log
from tests.faults.checker import check
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import Server, serving_processes
from tests.faults.trial import spread_over
from tests.load.client import backoff
from tests.load.phones import Phone, new_id
from tests.load.returning import ReturningPhone
from tests.services import postgres, redis_server

ROUNDS = 50
PHONES = 5
STAGES = ("welcome", "person", "partners", "close")


async def two_leads(directory: Path, rng: Random, rounds: int = ROUNDS) -> Figures:
    """Both on the only worker."""
    async with serving_processes(directory) as servers:
        return await _at_once("two leads at once", servers, rng, rounds)


async def two_leads_on_two_workers(directory: Path, rng: Random, rounds: int = ROUNDS) -> Figures:
    """Each on a worker of their own."""
    with postgres() as database, redis_server() as redis:
        settings = {"DATABASE_URL": database.new_database(), "REDIS_URL": redis.url}
        async with serving_processes(directory, 2, **settings) as servers:
            return await _at_once("two leads, two workers", servers, rng, rounds)


async def _at_once(name: str, servers: Sequence[Server], rng: Random, rounds: int) -> Figures:
    figures = Figures(name)
    async with meeting(servers[0].url, rng, PHONES, spread_over(servers)) as here:
        other = ReturningPhone(servers[-1].url, here.auth("lead"), here.cookie)
        await other.open()
        before = await _moves(servers[0], here)
        for number in range(rounds):
            for phone in here.phones:
                here.write(phone)
            await (_stage if number % 2 else _floor)(figures, here, other)
        moves = await _moves(servers[0], here)
        figures.expect(moves == before + rounds, f"{moves - before} moves in {rounds} rounds")
        await other.close()
        figures.add(await check(name, here, servers, asyncio.get_running_loop().time()))
    return figures


async def _stage(figures: Figures, here: Meeting, other: ReturningPhone) -> None:
    """Both go on from the stage they see, the one to the next and the other to the one after."""
    at = here.lead.board.table("session")[here.session]["stage"]
    targets = [stage for stage in STAGES if stage != at][:2]
    await _press(figures, here, other, "stage.go", [{"stage": stage, "from": at, "anyway": True} for stage in targets])


async def _floor(figures: Figures, here: Meeting, other: ReturningPhone) -> None:
    """Both give the floor to the next, from the same one; when all have been heard, each to one whom they choose."""
    floor, partners = here.lead.board.table("floor")["floor"], list(here.lead.board.table("partner"))
    at = floor["partner"] or ""
    if len(floor["heard"]) < len(partners):
        await _press(figures, here, other, "floor.next", [{"from": at}] * 2)
    else:
        chosen = [partner for partner in partners if partner != at][:2]
        await _press(figures, here, other, "floor.give", [{"partner": partner, "from": at} for partner in chosen])


async def _press(
    figures: Figures, here: Meeting, other: ReturningPhone, name: str, both: Sequence[dict[str, Any]]
) -> None:
    assert here.lead.line is not None
    assert other.line is not None
    ways = zip((here.lead.line, other.line), both, strict=True)
    answers = await asyncio.gather(*(_press_until_decided(line, name, args) for line, args in ways))
    won = [answer["seq"] for answer in answers if answer["ok"]]
    told = [answer["code"] for answer in answers if not answer["ok"]]
    figures.expect((len(won), told) == (1, ["stale"]), f"{name}: {len(won)} won, the others were told {told}")
    head = max(won, default=0)
    await asyncio.gather(here.lead.reached(head), other.reached(head))


async def _press_until_decided(line: Phone, name: str, args: dict[str, Any]) -> dict[str, Any]:
    """As a page presses: what could not be decided is the same press again, under the same id (protocol 3.3)."""
    id = new_id()
    attempt = 0
    while (answer := await line.command(name, args, id)).get("retry"):
        await asyncio.sleep(backoff(attempt, 0.5))
        attempt += 1
    return answer


async def _moves(server: Server, here: Meeting) -> int:
    """How many changes of the stage and of the floor stand in the log."""
    rows = await asyncio.to_thread(read_log, server.database, here.session)
    stages = [row.value["stage"] for row in rows if row.kind == "session" and row.value is not None]
    advanced = sum(stage != before for before, stage in pairwise(stages))
    return advanced + sum(row.kind == "floor" for row in rows)
