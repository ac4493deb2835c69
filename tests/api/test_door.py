"""Protocol 5: from a code or a QR code to a seat."""

from __future__ import annotations

import httpx
import pytest

from tests.serving import House, Line, Session


@pytest.mark.parametrize("spelling", [str.lower, str.upper, lambda code: " ".join(code), lambda code: code + " "])
async def test_5_1_a_code_is_taken_however_it_is_typed(session: Session, spelling: object) -> None:
    assert callable(spelling)
    for code in (session.code, "".join(symbol for symbol in session.code if symbol.isalnum())):
        answer = await session.house.browser().post("/api/door", json={"code": spelling(code)})
        assert answer.json() == {"session": session.id}


@pytest.mark.parametrize("code", ["", "CDFH", "CDFH3479CDFH", "%", "' OR 1=1 --"])
async def test_a_wrong_code_opens_nothing(house: House, code: str) -> None:
    answer = await house.browser().post("/api/door", json={"code": code})
    assert (answer.status_code, answer.json()["code"]) == (404, "code-wrong")
    assert "set-cookie" not in answer.headers


async def test_the_qr_code_leads_to_the_join_page_without_its_token(session: Session) -> None:
    browser = session.house.browser()
    answer = await browser.get(f"/j/{session.token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/join")
    door = (await browser.get("/api/door")).json()
    assert (door["session"], door["title"], door["alias"], door["language"]) == (session.id, "Rond Sam", "Sam", "nl")
    assert [(partner["name"], partner["people"]) for partner in door["partners"]] == [("Moeder", 0), ("School", 0)]
    assert (door["door"], door["seat_url"]) == (True, None)


async def test_nobody_at_the_door_sees_nothing(session: Session) -> None:
    answer = await session.house.browser().get("/api/door")
    assert (answer.status_code, answer.json()["code"]) == (401, "nobody-at-door")


@pytest.mark.parametrize("way", ["code", "token", "cookie"])
async def test_a_seat_is_taken_by_code_by_token_or_at_the_door(session: Session, way: str) -> None:
    browser = session.house.browser()
    if way == "cookie":
        await browser.get(f"/j/{session.token}")
    how = {"code": {"code": session.code}, "token": {"token": session.token}, "cookie": {}}[way]
    answer = await browser.post("/api/join", json={**how, "partner": {"name": "Moeder"}, "name": "Anna"})
    joined = answer.json()
    assert answer.status_code == 200
    assert joined["seat_url"] == f"/s/{session.id}/seat"
    lead = await session.lead()
    people = {id: value for kind, id, value in lead.welcome["snapshot"] if kind == "participant"}
    assert people[joined["participant"]]["name"] == "Anna"
    assert people[joined["participant"]]["partner"] == joined["partner"]


async def test_two_phones_share_a_seat_and_a_new_name_makes_one(session: Session) -> None:
    one, two, other = await session.join("Moeder"), await session.join("moeder"), await session.join("Oma")
    await one.browser.get(f"/j/{session.token}")
    door = (await one.browser.get("/api/door")).json()
    assert [(partner["name"], partner["people"]) for partner in door["partners"]] == [
        ("Moeder", 2),
        ("School", 0),
        ("Oma", 1),
    ]
    assert door["seat_url"] == f"/s/{session.id}/seat"
    assert len({one.participant, two.participant, other.participant}) == 3


async def test_5_2_the_same_phone_gets_the_same_seat(session: Session) -> None:
    phone = await session.join("Moeder")
    body = {"code": session.code, "partner": {"name": "School"}}
    again = (await phone.browser.post("/api/join", json=body)).json()
    assert again["participant"] == phone.participant
    lead = await session.lead()
    assert sum(kind == "participant" for kind, _, _ in lead.welcome["snapshot"]) == 1


async def test_5_2_a_phone_that_left_is_somebody_new(session: Session) -> None:
    phone = await session.join("Moeder")
    assert (await phone.browser.post(f"/api/sessions/{session.id}/leave")).status_code == 204
    assert (await phone.browser.get("/api/me")).json()["seats"] == []
    again = await phone.browser.post("/api/join", json={"code": session.code, "partner": {"name": "School"}})
    assert again.json()["participant"] != phone.participant


async def test_a_closed_door_lets_nobody_in_but_keeps_who_is_in(session: Session) -> None:
    phone = await session.join("Moeder")
    lead = await session.lead()
    await lead.done("door.close")
    body = {"code": session.code, "partner": {"name": "School"}}
    answer = await session.house.browser().post("/api/join", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "door-closed")
    assert (await phone.browser.post("/api/join", json=body)).json()["participant"] == phone.participant
    await lead.done("door.open")
    assert (await session.house.browser().post("/api/join", json=body)).status_code == 200


async def test_somebody_removed_may_come_in_again_as_somebody_new(session: Session) -> None:
    phone = await session.join("Moeder")
    lead = await session.lead()
    await lead.done("participant.remove", participant=phone.participant)
    again = await phone.browser.post("/api/join", json={"code": session.code, "partner": {"name": "Moeder"}})
    assert again.json()["participant"] != phone.participant


@pytest.mark.parametrize(
    ("partner", "status", "code"),
    [
        ({}, 400, "bad-request"),
        ({"id": "x", "name": "x"}, 400, "bad-request"),
        ({"id": "not-at-this-circle"}, 404, "partner-unknown"),
        ({"name": " "}, 400, "empty"),
        ({"name": "x" * 61}, 400, "too-long"),
    ],
)
async def test_a_seat_that_cannot_be_is_refused(
    session: Session, partner: dict[str, str], status: int, code: str
) -> None:
    answer = await session.house.browser().post("/api/join", json={"code": session.code, "partner": partner})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "set-cookie" not in answer.headers


async def test_a_token_of_one_kind_is_not_one_of_another(session: Session) -> None:
    browser = session.house.browser()
    assert (await browser.get(f"/j/{session.reader_token}")).status_code == 404
    assert (await browser.get(f"/r/{session.token}")).status_code == 404


async def test_5_0_a_link_that_does_not_work_leads_a_person_to_the_front_door(house: House) -> None:
    """A browser gets a page that says why; a program gets the problem document."""
    browser = house.browser(Accept="text/html,*/*")
    for path, code in (("/j/x", "link-wrong"), ("/r/x", "link-wrong"), ("/sign-in?key=x", "key-wrong")):
        answer = await browser.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/?problem={code}")
        assert (await house.browser().get(path)).json()["code"] == code


async def _knocking(session: Session) -> tuple[httpx.AsyncClient, httpx.Response]:
    """A phone that came to the door by the QR code and asked for a seat, and what it was answered."""
    browser = session.house.browser()
    assert (await browser.get(f"/j/{session.token}")).status_code == 303
    return browser, await browser.post("/api/join", json={"partner": {"name": "Buurvrouw"}, "name": "Bep"})


async def _knocks(lead: Line) -> list[str]:
    """The participants who have knocked, as the facilitator heard it, in order."""
    return [id for _, kind, id, value in lead.changes() if kind == "knock" and value is not None]


async def _stands(browser: httpx.AsyncClient) -> tuple[bool, bool, str | None]:
    """How a phone stands at the door: waiting, refused, its seat."""
    door = (await browser.get("/api/door")).json()
    return door["waiting"], door["refused"], door["seat_url"]


async def test_5_8_where_the_door_asks_joining_waits_until_it_is_admitted(session: Session) -> None:
    lead = await session.lead()
    await lead.done("door.ask")
    browser, answer = await _knocking(session)
    assert (answer.status_code, answer.json()) == (202, {"session": session.id, "waiting": True})
    assert f"seat-{session.id}" in answer.headers["set-cookie"]
    await lead.until(lambda: any(change[1] == "knock" for change in lead.changes()))
    again = await browser.post("/api/join", json={"partner": {"name": "School"}})
    assert again.status_code == 202
    assert await _stands(browser) == (True, False, None)
    assert (await browser.get("/api/me")).json()["seats"] == []
    (participant,) = await _knocks(lead)
    await lead.done("knock.admit", participant=participant)
    assert await _stands(browser) == (False, False, f"/s/{session.id}/seat")
    line = await session.house.connect(browser, session.auth("seat"))
    assert line.welcome["me"] == participant


async def test_3_25_a_second_phone_waits_at_the_own_seat_also_before_an_open_door(house: House) -> None:
    session = await house.session("Moeder", joins=True)
    lead = await session.lead()
    first, second = house.browser(), house.browser()
    for browser in (first, second):
        assert (await browser.get(f"/j/{session.token}")).status_code == 303
    door = (await first.get("/api/door")).json()
    (own,) = [partner["id"] for partner in door["partners"] if partner["own"]]
    taken = await first.post("/api/join", json={"partner": {"id": own}})
    assert taken.status_code == 200
    assert (await second.post("/api/join", json={"partner": {"id": own}})).status_code == 202
    seen = (await second.get("/api/door")).json()
    assert (seen["waiting"], seen["ask"], seen["seat_url"]) == (True, True, None)
    assert (await second.post("/api/join", json={"partner": {"id": own}})).status_code == 202, "the door lets nobody in"
    assert (await first.get("/api/door")).json()["ask"] is False
    await lead.done("participant.remove", participant=taken.json()["participant"])
    assert (await second.get("/api/door")).json()["ask"] is False
    assert (await second.post("/api/join", json={"partner": {"id": own}})).status_code == 200, "the seat is free again"


async def test_5_8_who_is_not_let_in_is_told_and_may_ask_again(session: Session) -> None:
    lead = await session.lead()
    await lead.done("door.ask")
    browser, _ = await _knocking(session)
    await lead.until(lambda: any(change[1] == "knock" for change in lead.changes()))
    (first,) = await _knocks(lead)
    await lead.done("knock.refuse", participant=first)
    assert await _stands(browser) == (False, True, None)
    refused = await session.house.connect(browser, session.auth("seat"))
    assert refused.refusal is not None
    assert (await browser.post("/api/join", json={"partner": {"name": "Buurvrouw"}})).status_code == 202
    assert await _stands(browser) == (True, False, None)


async def test_5_8_who_waits_can_go_away_again(session: Session) -> None:
    lead = await session.lead()
    await lead.done("door.ask")
    browser, _ = await _knocking(session)
    assert (await browser.delete("/api/join")).status_code == 204
    await lead.until(lambda: [change[3] for change in lead.changes() if change[1] == "knock"][-1:] == [None])
    assert await _stands(browser) == (False, False, None)
    assert (await browser.delete("/api/join")).status_code == 204


async def test_5_8_who_waits_is_in_when_the_door_was_opened_since(session: Session) -> None:
    lead = await session.lead()
    await lead.done("door.ask")
    browser, _ = await _knocking(session)
    await lead.done("door.open")
    assert await _stands(browser) == (True, False, None)
    answer = await browser.post("/api/join", json={"partner": {"name": "Buurvrouw"}})
    assert (answer.status_code, answer.json()["seat_url"]) == (200, f"/s/{session.id}/seat")
