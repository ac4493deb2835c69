"""Two servers over one database: whatever is done at one of them is true at the other (with Redis at once)."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import httpx
import pytest
import redis.asyncio

from tests.services import Redis
from tests.serving import House, Line, Phone, Session
from tests.workers.conftest import Pair

SOON_S = 6.0
"""Within this a server finds out by itself; it looks every two seconds."""

AT_ONCE_S = 1.0
"""Within this it was told: it would not have looked yet, more often than not."""

CANARY = "kanarie-4711"


def at(house: House, session: Session) -> Session:
    """The same session at another server."""
    made = {"id": session.id, "code": session.code, "join_url": f"/{session.token}", "canvas_url": ""}
    made["canvas_url"] = f"/{session.reader_token}"
    return Session(house, moved(session.host, house), made)


def moved(browser: httpx.AsyncClient, house: House) -> httpx.AsyncClient:
    """The same browser, going to another server."""
    there = house.browser()
    for cookie in browser.cookies.jar:
        there.cookies.set(cookie.name, cookie.value or "")
    return there


async def writing(house: House) -> tuple[Session, Line]:
    """A session in which everybody may write, and its facilitator's line."""
    session = await house.session("Moeder", "School")
    lead = await session.begin_writing()
    return session, lead


async def test_6_2_what_is_written_at_one_comes_to_all_in_the_same_order(pair: Pair) -> None:
    here, there = pair
    session, lead = await writing(here)
    away = await at(there, session).lead()
    phones = [await (await at(house, session).join("Moeder")).connect() for house in pair for _ in range(2)]
    answers = await asyncio.gather(
        *(
            phone.done("note.add", note=f"note-{n}-{i:04}", kind="wish", text=CANARY)
            for n, phone in enumerate(phones)
            for i in range(5)
        )
    )
    for line in (lead, away, *phones):
        await asyncio.wait_for(line.up_to(max(answers)), SOON_S)
    orders = [[(seq, kind, id) for seq, kind, id, _ in line.changes()][-10:] for line in (lead, away)]
    assert orders[0] == orders[1]


async def test_6_1_a_seat_taken_at_one_is_a_seat_at_the_other_at_once(pair: Pair) -> None:
    here, there = pair
    session, _ = await writing(here)
    other = at(there, session)
    await other.lead()
    for _ in range(5):
        phone = await session.join("Moeder")
        line = await Phone(other, moved(phone.browser, there), phone.participant).connect()
        assert line.welcome["me"] == phone.participant
        door = await line_door(moved(phone.browser, there), other)
        assert door["seat_url"] == f"/s/{session.id}/seat"


async def line_door(browser: httpx.AsyncClient, session: Session) -> dict[str, object]:
    """What somebody at the door sees."""
    assert (await browser.get(f"/j/{session.token}")).status_code == 303
    answer = await browser.get("/api/door")
    assert answer.status_code == 200, answer.text
    seen: dict[str, object] = answer.json()
    return seen


async def test_6_1_whoever_is_removed_at_one_is_not_let_in_at_the_other(pair: Pair) -> None:
    here, there = pair
    session, lead = await writing(here)
    other = at(there, session)
    await other.lead()
    phone = await session.join("Moeder")
    away = Phone(other, moved(phone.browser, there), phone.participant)
    line = await away.connect()
    await lead.done("participant.remove", participant=phone.participant)
    refused = await away.connect()
    assert refused.refusal is not None
    assert refused.refusal["data"]["code"] == "removed"
    await asyncio.wait_for(line.ended(), SOON_S)


async def test_6_1_a_download_at_one_holds_what_was_acknowledged_at_the_other(pair: Pair) -> None:
    here, there = pair
    session, lead = await writing(here)
    other = at(there, session)
    await other.lead()
    phone = await (await session.join("Moeder")).connect()
    for number in range(5):
        await phone.done("note.add", note=f"note-000{number}", kind="offer", text=f"{CANARY} {number}")
        await lead.done("notes.open", kind="offer")
        document = await other.host.get(f"/api/sessions/{session.id}/canvas.json")
        assert f"{CANARY} {number}" in document.text
        assert (await session.host.get(f"/api/sessions/{session.id}/canvas.json")).text == document.text


async def test_6_2_a_session_deleted_at_one_ends_at_the_other(pair: Pair) -> None:
    here, there = pair
    session, _ = await writing(here)
    line = await at(there, session).lead()
    assert (await session.host.delete(f"/api/sessions/{session.id}")).status_code == 204
    await asyncio.wait_for(line.ended(), SOON_S)
    assert line.bodies("bye")[0]["code"] == "session-deleted"


async def test_6_2_a_link_renewed_at_one_ends_the_readers_at_the_other(pair: Pair) -> None:
    here, there = pair
    session, lead = await writing(here)
    other = at(there, session)
    reader = await other.reader()
    renewed = await session.host.post(f"/api/sessions/{session.id}/canvas-link")
    other.reader_token = renewed.json()["canvas_url"].rpartition("/")[2]
    newcomer = await other.reader()
    await asyncio.wait_for(reader.ended(), SOON_S)
    assert reader.bodies("bye")[0]["code"] == "link-changed"
    assert newcomer.connected
    assert lead.connected


async def test_6_2_with_redis_news_comes_at_once(quick_pair: Pair) -> None:
    here, there = quick_pair
    session, lead = await writing(here)
    away = await at(there, session).lead()
    waits = []
    for number in range(10):
        seq = await lead.done("session.edit", title=f"Titel {number}")
        begin = time.monotonic()
        await away.up_to(seq)
        waits.append(time.monotonic() - begin)
    assert sorted(waits)[5] < AT_ONCE_S / 4


async def test_6_3_who_is_here_is_counted_at_all_servers(quick_pair: Pair) -> None:
    here, there = quick_pair
    session, lead = await writing(here)
    other = at(there, session)
    away = await other.lead()
    phone = await session.join("Moeder")
    line = await phone.connect()
    second, _ = await other.phone("School")
    await line.done("ready.set", ready=True)
    for one in (lead, away):
        await one.until(lambda one=one: one.bodies("presence")[-1]["present"] == 2)  # type: ignore[misc]
        await one.until(lambda one=one: one.bodies("presence")[-1]["ready"] == 1)  # type: ignore[misc]
        who = one.bodies("presence")[-1]["who"]
        assert who[phone.participant] == {"present": True, "ready": True}
        assert who[second.participant] == {"present": True, "ready": False}
    late = await other.lead()
    await late.until(lambda: late.bodies("presence")[-1:] != [] and late.bodies("presence")[-1]["present"] == 2)
    await line.close()
    await away.until(lambda: away.bodies("presence")[-1]["present"] == 1)
    assert away.bodies("presence")[-1]["ready"] == 1


async def test_6_4_tries_are_counted_over_all_servers(quick_pair: Pair) -> None:
    here, there = quick_pair
    for number in range(20):
        house = quick_pair[number % 2]
        assert (await house.browser().post("/api/door", json={"code": "CDFHJKMN"})).status_code == 404
    async with asyncio.timeout(SOON_S):
        for house in (here, there):
            while (await house.browser().post("/api/door", json={"code": "CDFHJKMN"})).status_code != 429:
                pass


async def test_no_words_and_no_names_go_through_redis(quick_pair: Pair, fresh_redis: str) -> None:
    async with redis.asyncio.Redis.from_url(fresh_redis) as client, client.pubsub() as ear:
        await ear.psubscribe("*")
        here, there = quick_pair
        session, lead = await writing(here)
        away = await at(there, session).lead()
        phone = await session.join("Moeder", CANARY)
        line = await phone.connect()
        await line.done("ready.set", ready=True)
        seq = await line.done("note.add", note="note-0001", kind="wish", text=CANARY)
        await away.up_to(seq)
        await here.browser().post("/api/door", json={"code": "CDFHJKMN"})
        heard = []
        while (message := await ear.get_message(timeout=AT_ONCE_S)) is not None:
            heard.append(str(message["data"]))
        assert await client.dbsize() == 0
    said = "\n".join(heard)
    assert all(f'"{kind}"' in said for kind in ("head", "here", "asked", "wrong")), said
    for secret in (CANARY, "Moeder", "Sam", session.code, session.token, session.reader_token, "127.0.0.1"):
        assert secret not in said
    await lead.close()


@pytest.mark.parametrize("harm", ["kill", "pause"])
async def test_6_2_without_redis_everything_goes_on_and_with_it_again_at_once(
    hurt_pair: Pair, own_redis: Redis, harm: str
) -> None:
    here, there = hurt_pair
    session, lead = await writing(here)
    away = await at(there, session).lead()
    await asyncio.to_thread(getattr(own_redis, harm))
    for number in range(3):
        begin = time.monotonic()
        seq = await lead.done("session.edit", title=f"Zonder {number}")
        assert time.monotonic() - begin < AT_ONCE_S
        await asyncio.wait_for(away.up_to(seq), SOON_S)
    await asyncio.to_thread(own_redis.resume if harm == "pause" else own_redis.start)
    async with asyncio.timeout(20):
        quick, number = 0, 0
        while quick < 5:
            number += 1
            seq = await lead.done("session.edit", title=f"Weer {number}")
            with suppress(TimeoutError):
                await asyncio.wait_for(away.up_to(seq), 0.2)
                quick += 1
                continue
            quick = 0
