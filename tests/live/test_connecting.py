"""Protocol 1 and 2: letting in, welcome, goodbye."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

import pytest

from tests.serving import KEY, House, Session, new_id


async def test_1_1_a_handshake_with_the_key_in_a_header_leads(house: House, session: Session) -> None:
    line = await house.connect(None, session.auth("lead"), bearer=KEY)
    assert line.welcome["role"] == "lead"
    assert line.welcome["me"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"protocol": 2}, "protocol-unknown"),
        ({"protocol": True}, "protocol-unknown"),
        ({"protocol": None}, "protocol-unknown"),
        ({"session": "nothing-like-it"}, "session-unknown"),
        ({"session": "../../etc/passwd"}, "session-unknown"),
        ({"session": 7}, "bad-request"),
        ({"role": "door"}, "bad-request"),
        ({"role": ["lead"]}, "bad-request"),
        ({"since": "1"}, "bad-request"),
        ({"since": -1}, "bad-request"),
        ({"since": True}, "bad-request"),
    ],
)
async def test_1_2_a_refused_handshake_says_why(session: Session, change: dict[str, Any], code: str) -> None:
    line = await session.house.connect(session.host, session.auth("lead") | change)
    assert line.refusal is not None
    assert line.refusal["data"]["code"] == code
    assert line.refusal["message"] == line.refusal["data"]["message"]
    assert not line.events


async def test_1_2_an_unknown_protocol_is_told_the_known_ones(session: Session) -> None:
    line = await session.house.connect(session.host, session.auth("lead", protocol=9))
    assert line.refusal is not None
    assert line.refusal["data"]["versions"] == [1]


@pytest.mark.parametrize("auth", ["", "lead", [], 7, {"role": "lead"}])
async def test_1_2_a_handshake_that_is_none_is_a_bad_request(house: House, auth: Any) -> None:
    line = await house.connect(None, auth)
    assert line.refusal is not None
    assert line.refusal["data"]["code"] == "bad-request"


async def test_1_2_the_reason_comes_in_the_language_of_the_handshake(session: Session) -> None:
    dutch = await session.house.connect(None, session.auth("lead", language="nl"))
    english = await session.house.connect(None, session.auth("lead", language="en"))
    assert dutch.refusal is not None and english.refusal is not None
    assert dutch.refusal["message"].startswith("Je bent hier niet aangemeld")
    assert english.refusal["message"].startswith("You are not signed in")


@pytest.mark.parametrize("role", ["lead", "screen", "reader"])
async def test_1_3_a_facilitator_may_ask_for_less(session: Session, role: str) -> None:
    line = await session.house.connect(session.host, session.auth(role))
    assert line.welcome["role"] == role


async def test_1_3_a_facilitator_has_no_seat_without_a_seat(session: Session) -> None:
    line = await session.house.connect(session.host, session.auth("seat"))
    assert line.refusal is not None
    assert line.refusal["data"]["code"] == "not-signed-in"


@pytest.mark.parametrize(("role", "allowed"), [("seat", True), ("reader", True), ("lead", False), ("screen", False)])
async def test_1_3_a_seat_may_be_a_seat_or_read(session: Session, role: str, allowed: bool) -> None:
    phone = await session.join()
    line = await phone.connect(role)
    assert bool(line.events) is allowed
    if allowed:
        assert line.welcome["me"] == (phone.participant if role == "seat" else None)


@pytest.mark.parametrize("role", ["lead", "screen", "seat"])
async def test_1_3_a_reader_only_reads(session: Session, role: str) -> None:
    browser = session.house.browser()
    await browser.get(f"/r/{session.reader_token}")
    line = await session.house.connect(browser, session.auth(role))
    assert line.refusal is not None
    assert line.refusal["data"]["code"] == "not-signed-in"


async def test_1_3_a_seat_of_one_session_is_nothing_in_another(session: Session) -> None:
    phone = await session.join()
    other = await session.house.session("Moeder")
    line = await session.house.connect(phone.browser, other.auth("seat"))
    assert line.refusal is not None
    assert line.refusal["data"]["code"] == "not-signed-in"


async def test_1_3_one_browser_leads_one_session_and_sits_in_another(session: Session) -> None:
    other = await session.house.session("Moeder")
    await session.host.post("/api/join", json={"code": other.code, "partner": {"name": "Moeder"}})
    sitting = await session.house.connect(session.host, other.auth("seat"))
    leading = await session.house.connect(session.host, session.auth("lead"))
    assert (sitting.welcome["role"], leading.welcome["role"]) == ("seat", "lead")


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_1_4_welcome_comes_once_and_first(session: Session, transport: str) -> None:
    line = await session.house.connect(session.host, session.auth("lead"), transport=transport)
    lead = await session.lead()
    seq = await lead.done("session.edit", title="Iets anders")
    await line.up_to(seq)
    assert [name for name, _ in line.events].count("welcome") == 1
    assert line.events[0][0] == "welcome"


async def test_1_5_two_connections_of_one_seat_both_get_everything(session: Session) -> None:
    phone = await session.join()
    one, two = await phone.connect(), await phone.connect()
    lead = await session.lead()
    seq = await lead.done("session.edit", title="Iets anders")
    await one.up_to(seq)
    await two.up_to(seq)
    assert one.changes() == two.changes()


async def test_1_6_whoever_is_removed_hears_so_and_stays_out(session: Session) -> None:
    phone, line = await session.phone()
    _, other = await session.phone("School")
    lead = await session.lead()
    seq = await lead.done("participant.remove", participant=phone.participant)
    await line.ended()
    assert line.bodies("bye") == [{"code": "removed", "message": line.bodies("bye")[0]["message"]}]
    assert line.bodies("bye")[0]["message"].startswith("De begeleider heeft je")
    await other.up_to(seq)
    assert other.connected and not other.bodies("bye")
    again = await phone.connect()
    assert again.refusal is not None
    assert again.refusal["data"]["code"] == "removed"


async def test_1_6_whoever_is_removed_reads_no_further(session: Session) -> None:
    """A seat may have asked to be a reader as well; that line stayed open."""
    phone = await session.join()
    reading, lead = await phone.connect("reader"), await session.lead()
    other = await (await session.join("School")).connect("reader")
    seq = await lead.done("participant.remove", participant=phone.participant)
    await reading.ended()
    assert [body["code"] for body in reading.bodies("bye")] == ["removed"]
    await other.up_to(seq)
    assert not other.bodies("bye")


async def test_1_6_a_renewed_link_leaves_those_who_read_without_it(session: Session) -> None:
    phone = await session.join()
    await phone.browser.get(f"/r/{session.reader_token}")
    staying = [await phone.connect("reader"), await session.house.connect(session.host, session.auth("reader"))]
    reader, lead = await session.reader(), await session.lead()
    await session.host.post(f"/api/sessions/{session.id}/canvas-link")
    await reader.ended()
    seq = await lead.done("session.edit", title="Nieuw")
    for line in staying:
        await line.up_to(seq)
        assert not line.bodies("bye")


async def test_1_6_a_renewed_link_ends_the_readers_alone(session: Session) -> None:
    reader, lead = await session.reader(), await session.lead()
    answer = await session.host.post(f"/api/sessions/{session.id}/canvas-link")
    assert answer.status_code == 200
    assert not answer.json()["canvas_url"].endswith(session.reader_token)
    await reader.ended()
    assert reader.bodies("bye")[0]["code"] == "link-changed"
    assert (await lead.ask("ping"))["now"] > 0
    assert not lead.bodies("bye")
    assert (await session.house.browser().get(f"/r/{session.reader_token}")).status_code == 404


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_1_6_deleting_a_session_ends_every_connection(session: Session, transport: str) -> None:
    phone = await session.join()
    line = await session.house.connect(phone.browser, session.auth("seat"), transport=transport)
    lead = await session.lead()
    assert (await session.host.delete(f"/api/sessions/{session.id}")).status_code == 204
    for one in (line, lead):
        await one.ended()
        assert one.bodies("bye")[0]["code"] == "session-deleted"
    again = await phone.connect()
    assert again.refusal is not None
    assert again.refusal["data"]["code"] == "session-unknown"


async def test_2_2_welcome_names_the_seat_and_its_last_change(session: Session) -> None:
    phone, line = await session.phone()
    assert line.welcome["me"] == phone.participant
    assert line.welcome["protocol"] == 1
    kinds = [kind for kind, _, _ in line.welcome["snapshot"]]
    assert {"session", "guide", "subject", "partner", "participant", "board", "floor"} <= set(kinds)
    lead = await session.lead()
    assert await lead.done("door.close") == line.welcome["seq"] + 1


async def test_2_3_a_recent_since_gets_the_changes_and_a_future_one_a_snapshot(session: Session) -> None:
    lead = await session.lead()
    before = lead.welcome["seq"]
    seq = await lead.done("door.close")
    recent = await session.lead(since=before)
    assert "snapshot" not in recent.welcome
    assert [change[0] for change in recent.welcome["changes"]] == [seq]
    nothing_new = await session.lead(since=seq)
    assert nothing_new.welcome["changes"] == []
    beyond = await session.lead(since=seq + 1)
    assert "changes" not in beyond.welcome and beyond.welcome["snapshot"]


async def test_2_3_a_since_older_than_a_thousand_changes_gets_a_snapshot(session: Session) -> None:
    leads = [await session.lead() for _ in range(20)]  # one alone may not give so many in a moment
    start = leads[0].welcome["seq"]
    for round in range(51):
        titled = [lead.done("session.edit", title=f"{round}.{number}") for number, lead in enumerate(leads)]
        seq = max(await asyncio.gather(*titled))
    assert seq > start + 1000
    assert "snapshot" in (await session.lead(since=start)).welcome
    assert "changes" in (await session.lead(since=seq - 1000)).welcome


async def test_2_4_changes_follow_each_other_without_a_gap(session: Session) -> None:
    lead, screen = await session.lead(), await session.screen()
    for _ in range(20):
        seq = await lead.done("partner.add", partner=new_id(), name=new_id())
    await screen.up_to(seq)
    at = screen.welcome["seq"]
    for body in screen.bodies("changes"):
        assert body["from"] == at
        assert [change[0] for change in body["changes"]] == list(range(at + 1, body["to"] + 1))
        at = body["to"]


async def test_2_8_presence_counts_for_all_and_names_for_the_lead(session: Session) -> None:
    lead, screen = await session.lead(), await session.screen()
    phone, line = await session.phone()
    assert (await line.command("ready.set", ready=True))["ok"]
    everybody = {"people": 1, "present": 1, "ready": 1}
    await screen.until(lambda: everybody in screen.bodies("presence"))
    named = {**everybody, "who": {phone.participant: {"present": True, "ready": True}}}
    await lead.until(lambda: named in lead.bodies("presence"))
    await line.until(lambda: everybody in line.bodies("presence"))
    assert not any("who" in body for body in screen.bodies("presence") + line.bodies("presence"))
    await line.close()
    gone = {"people": 1, "present": 0, "ready": 1}
    await screen.until(lambda: gone in screen.bodies("presence"))


async def test_2_8_ready_is_for_this_stage_and_for_seats(session: Session) -> None:
    lead = await session.lead()
    _, line = await session.phone()
    assert (await lead.command("ready.set", ready=True))["code"] == "forbidden"
    await line.done("ready.set", ready=True)
    await lead.until(lambda: any(body["ready"] == 1 for body in lead.bodies("presence")))
    await lead.done("stage.go", stage="person", **{"from": "welcome"})
    await lead.until(lambda: lead.bodies("presence")[-1]["ready"] == 0)


async def after(seconds: float, awaited: Awaitable[Any]) -> None:
    await asyncio.sleep(seconds)
    await awaited


async def test_2_8_who_goes_while_being_let_in_is_not_here(session: Session) -> None:
    """On polling, going can overtake coming; such a phone stayed present for ever."""
    phone = await session.join()
    lead = await session.lead()
    for moment in range(40):
        opened = await phone.browser.get("/live/?EIO=4&transport=polling")
        path = f"/live/?EIO=4&transport=polling&sid={json.loads(opened.text[1:])['sid']}"
        coming = phone.browser.post(path, content="40/room," + json.dumps(session.auth("seat")))
        await asyncio.gather(coming, after(moment % 10 * 0.0005, phone.browser.post(path, content="1")))
    _, line = await session.phone()
    await lead.until(lambda: any(body["people"] == 2 for body in lead.bodies("presence")))
    await line.close()
    await lead.until(lambda: lead.bodies("presence")[-1]["present"] == 0)
