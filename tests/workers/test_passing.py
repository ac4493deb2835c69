"""A request of a connection that another worker holds is passed on; what that worker says comes back as it is."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from facilitation.config import Settings
from facilitation.live.passing import Place
from facilitation.rooms.protocol import MAX_MESSAGE_BYTES
from facilitation.serving import server
from facilitation.wiring import build
from tests.serving import KEY, WAIT_S, House

WORKERS = 2


@pytest.fixture
async def workers(tmp_path: Path) -> AsyncIterator[tuple[House, House]]:
    """Two workers, each also on a port of its own, so that a test can choose."""
    # The path of a Unix socket may have 107 bytes, and those of tests are long.
    with tempfile.TemporaryDirectory() as sockets:
        async with AsyncExitStack() as stack:
            places = [Place(number, WORKERS, Path(sockets)) for number in range(WORKERS)]
            first, second = [await stack.enter_async_context(_Running(tmp_path, place)) for place in places]
            yield first, second


class _Running:
    def __init__(self, directory: Path, place: Place) -> None:
        self._app = build(Settings(sessions_dir=directory, facilitation_key=KEY), place=place)

    async def __aenter__(self) -> House:
        up = asyncio.Event()
        self._server = server(self._app, "127.0.0.1", 0, up.set)
        self._task = asyncio.create_task(uvicorn.Server._serve(self._server))
        await asyncio.wait_for(up.wait(), WAIT_S)
        self._house = House(f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}")
        return self._house

    async def __aexit__(self, *_: Any) -> None:
        await self._house.leave()
        self._server.should_exit = True
        await self._task


async def opened(house: House) -> str:
    """A new connection by polling; returns its id."""
    answer = await house.browser().get("/live/", params={"EIO": "4", "transport": "polling"})
    return str(answer.text.partition('"sid":"')[2].partition('"')[0])


def polling(sid: str) -> dict[str, str]:
    return {"EIO": "4", "transport": "polling", "sid": sid}


async def test_6_5_a_connection_by_polling_can_be_spoken_with_at_every_worker(workers: tuple[House, House]) -> None:
    here, there = workers
    session = await here.session("Moeder")
    cookies = {"cookie": "; ".join(f"{one.name}={one.value}" for one in session.host.cookies.jar)}
    answer = await here.browser(**cookies).get("/live/", params={"EIO": "4", "transport": "polling"})
    sid = answer.text.partition('"sid":"')[2].partition('"')[0]
    assert sid.startswith("0.")
    auth = f'{{"protocol":1,"session":"{session.id}","role":"lead"}}'
    sent = await there.browser().post("/live/", params=polling(sid), content=f"40/room,{auth}")
    assert (sent.status_code, sent.text) == (200, "OK")
    heard = ""
    while "welcome" not in heard:
        heard += (await there.browser().get("/live/", params=polling(sid))).text
    assert session.id in heard
    asked = await here.browser().post("/live/", params=polling(sid), content='42/room,7["ping"]')
    assert asked.status_code == 200
    assert "43/room,7[" in (await there.browser().get("/live/", params=polling(sid))).text


async def test_a_connection_of_a_worker_that_is_gone_is_unknown_and_costs_no_wait(
    workers: tuple[House, House],
) -> None:
    here, _ = workers
    for sid in ("7.AAAA", "1.AAAA", "0.AAAA", "nonsense", "99999.A"):
        answer = await asyncio.wait_for(here.browser().get("/live/", params=polling(sid)), 5)
        assert answer.status_code == 400


async def test_whoever_gives_up_an_open_poll_leaves_the_connection_as_it_is(workers: tuple[House, House]) -> None:
    here, there = workers
    sid = await opened(here)
    with pytest.raises(httpx.ReadTimeout):
        await there.browser().get("/live/", params=polling(sid), timeout=0.5)
    assert (await there.browser().post("/live/", params=polling(sid), content="1")).status_code == 200


async def test_another_website_is_refused_at_every_worker(workers: tuple[House, House]) -> None:
    here, there = workers
    sid = await opened(here)
    answer = await there.browser(Origin="https://elsewhere.example").post("/live/", params=polling(sid), content="2")
    assert answer.status_code == 400


async def test_a_number_that_no_worker_has_is_not_asked_for(workers: tuple[House, House]) -> None:
    here, _ = workers
    for sid in ("2.AAAA", "999.AAAA", "01.AAAA", "\u0661.AAAA"):
        answer = await here.browser().post("/live/", params=polling(sid), content="x" * 10)
        assert (answer.status_code, answer.json()) == (400, f"Invalid session {sid}")


@pytest.mark.parametrize("told", [True, False], ids=["length", "chunks"])
async def test_a_body_that_is_too_large_is_not_kept_for_another_worker(
    workers: tuple[House, House], told: bool
) -> None:
    """Nobody has signed in yet: whoever made up an id could fill the memory with what waits for its worker."""
    here, there = workers
    sid = await opened(here)
    url = httpx.URL(there.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    length = f"Content-Length: {MAX_MESSAGE_BYTES + 1}" if told else "Transfer-Encoding: chunked"
    writer.write(f"POST /live/?EIO=4&transport=polling&sid={sid} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
    if not told:
        writer.write(b"%x\r\n%s\r\n" % (MAX_MESSAGE_BYTES + 1, b"x" * (MAX_MESSAGE_BYTES + 1)))
    # It is answered before all of it has come.
    assert (await asyncio.wait_for(reader.readline(), WAIT_S)).split()[1] == b"400"
    writer.close()
    assert (await there.browser().post("/live/", params=polling(sid), content="1")).status_code == 200


async def test_what_is_passed_on_is_the_address_as_it_was_and_goes_no_further(workers: tuple[House, House]) -> None:
    """A question mark in code in the path became one that counts, so a request could go from worker to worker."""
    here, there = workers
    sid = await opened(here)
    for path in (f"/live/%3FEIO=4&transport=polling&sid={sid}&y=", f"/live/%3Fsid=0.AAAA&y=%253Fsid={sid}"):
        answer = await there.browser().get(f"{path}?sid=0.AAAA")
        assert answer.status_code == 400
        # Nothing was opened: what comes after the question mark over there is what came after it here.
        assert "sid" not in answer.text
    assert (await there.browser().post("/live/", params=polling(sid), content="1")).status_code == 200
