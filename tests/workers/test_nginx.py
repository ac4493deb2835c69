"""Several workers behind nginx, as `docs/nginx.conf` says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import httpx

from tests.faults.figures import HEAD, line
from tests.faults.servers import serving_processes
from tests.services import free_port
from tests.serving import House, serving
from tests.workers.behind_nginx import nginx
from tests.workers.scenario import one_of_two_behind_nginx

CANARY = "kanarie-in-een-adres"
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
        await session.begin_writing()
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


async def test_no_token_comes_into_a_log_of_nginx_when_the_workers_are_away(tmp_path: Path) -> None:
    async with nginx(tmp_path, [free_port(), free_port()]) as front, httpx.AsyncClient(base_url=front) as browser:
        for path in (f"/j/{CANARY}", f"/sign-in?key={CANARY}", f"/live/?EIO=4&transport=polling&sid={CANARY}"):
            assert (await browser.get(path, headers={"Referer": front + path})).status_code == 502
    assert CANARY not in (tmp_path / "error.log").read_text()


async def test_how_the_server_is_doing_is_not_for_everybody(tmp_path: Path) -> None:
    elsewhere = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with (
        serving(tmp_path) as house,
        nginx(tmp_path, [house_port(house)] * 2) as front,
        httpx.AsyncClient(base_url=front) as host,
        httpx.AsyncClient(base_url=front, transport=elsewhere) as guest,
    ):
        for path in ("/metrics", "/api/health", "/metrics/", "//metrics", "/api/../metrics", "/%6Detrics"):
            assert (await guest.get(path)).status_code in (403, 404), path
        assert (await guest.get("/api/me")).status_code == 200
        for path in ("/metrics", "/api/health"):
            assert (await host.get(path)).status_code == 200


def house_port(house: House) -> int:
    """The port on which it answers."""
    return int(house.url.rpartition(":")[2])
