"""Several workers behind nginx, as `docs/nginx.conf` says."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.faults.figures import HEAD, line
from tests.faults.servers import serving_processes
from tests.serving import House
from tests.workers.behind_nginx import nginx
from tests.workers.scenario import one_of_two_behind_nginx

SEED, PHONES, WRITE_S = 20_260_301, 40, 8.0


async def test_one_of_two_workers_is_killed_and_nothing_is_lost(tmp_path: Path) -> None:
    figures = await one_of_two_behind_nginx(tmp_path, Random(SEED), PHONES, WRITE_S)
    report = "\n".join((HEAD, line(figures), *figures.remarks, *figures.broken))
    assert figures.good, report
    assert figures.acknowledged > PHONES


async def test_6_5_a_connection_by_polling_stays_with_its_worker_also_when_it_moves_up(tmp_path: Path) -> None:
    async with (
        serving_processes(tmp_path, 2, TRUSTED_PROXIES="127.0.0.1") as servers,
        nginx(tmp_path, [server.port for server in servers]) as front,
    ):
        house = House(front)
        session = await house.session("Moeder")
        lead = await session.lead()
        await lead.done("stage.go", stage="person", **{"from": "welcome"})
        await lead.done("stage.go", stage="partners", **{"from": "person"})
        for number in range(6):
            phone = await session.join()
            transport = "polling+websocket" if number % 2 else "polling"
            one = await house.connect(phone.browser, session.auth("seat"), transport=transport)
            assert one.transport == transport.rpartition("+")[2]
            for turn in range(5):
                await one.done("note.add", note=f"note-{number}-{turn:04}", kind="wish", text="Samen")
        await house.leave()


async def test_tries_are_counted_by_the_address_behind_nginx(tmp_path: Path) -> None:
    """5.3: what nginx says of the address counts, and what a phone says of itself does not."""
    async with (
        serving_processes(tmp_path, 2, TRUSTED_PROXIES="127.0.0.1") as servers,
        nginx(tmp_path, [server.port for server in servers]) as front,
    ):
        house = House(front)
        statuses = set()
        for number in range(42):
            browser = house.browser(**{"X-Forwarded-For": f"203.0.113.{number}"})
            statuses.add((await browser.post("/api/door", json={"code": "CDFHJKMN"})).status_code)
        assert statuses == {404, 429}
        await house.leave()
