"""Protocol 3: commands, resync, ping, limits."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.serving import House, Session, new_id, serving


async def writing(session: Session) -> None:
    """Let everybody write."""
    await (await session.begin_writing()).close()


async def test_3_1_ok_names_the_last_change_of_the_command(session: Session) -> None:
    await writing(session)
    lead = await session.lead()
    _, line = await session.phone()
    seq = await line.done("note.add", note=new_id(), kind="wish", text="Samen eten")
    await lead.up_to(seq)
    assert lead.changes()[-1][0] == seq
    assert await lead.done("door.open") == seq, "nothing had to change, so it is the head"


async def test_3_2_a_command_twice_is_a_command_once(house: House, tmp_path: Path) -> None:
    session = await house.session("Moeder")
    await writing(session)
    _, line = await session.phone()
    id, note = new_id(), new_id()
    first = await line.command("note.add", id, note=note, kind="wish", text="Samen eten")
    again = await line.command("note.add", id, note=note, kind="wish", text="Samen eten")
    assert (first["ok"], first["seq"]) == (again["ok"], again["seq"])
    lead = await session.lead()
    assert sum(kind == "note" for kind, _, _ in lead.welcome["snapshot"]) == 1


async def test_3_2_a_command_twice_is_a_command_once_after_a_restart(tmp_path: Path) -> None:
    id, note = new_id(), new_id()
    async with serving(tmp_path) as house:
        session = await house.session("Moeder")
        await writing(session)
        phone, line = await session.phone()
        first = await line.command("note.add", id, note=note, kind="wish", text="Samen eten")
        cookies = phone.browser.cookies
    async with serving(tmp_path) as house:
        browser = house.browser()
        browser.cookies = cookies
        line = await house.connect(browser, session.auth("seat"))
        again = await line.command("note.add", id, note=note, kind="wish", text="Samen eten")
        assert (again["ok"], again["seq"]) == (True, first["seq"])
        assert line.welcome["seq"] == first["seq"]


async def test_3_3_a_flood_is_told_to_come_back(session: Session) -> None:
    _, line = await session.phone()
    answers = await asyncio.gather(*(line.command("participant.edit", name=f"Naam {n}") for n in range(90)))
    refused = [answer for answer in answers if not answer["ok"]]
    assert 0 < len(refused) <= 30
    assert {(answer["code"], answer["retry"]) for answer in refused} == {("too-busy", True)}
    assert (await line.ask("ping"))["now"] > 0


async def test_3_3_what_is_refused_is_refused_for_good(session: Session) -> None:
    _, line = await session.phone()
    answer = await line.command("note.add", note=new_id(), kind="wish", text="Te vroeg")
    assert answer == {
        "ok": False,
        "code": "not-writing-yet",
        "message": "Het schrijven is nog niet begonnen.",
        "retry": False,
    }


async def test_3_4_commands_are_decided_in_the_order_in_which_they_came(session: Session) -> None:
    lead, screen = await session.lead(), await session.screen()
    titles = [f"Titel {n}" for n in range(40)]
    answers = await asyncio.gather(*(lead.command("session.edit", title=title) for title in titles))
    await screen.up_to(max(answer["seq"] for answer in answers))
    assert [value["title"] for _, kind, _, value in screen.changes() if kind == "session"] == titles


async def test_3_5_who_writes_follows_from_the_cookie(session: Session) -> None:
    await writing(session)
    phone, line = await session.phone("Moeder")
    other = await session.join("School")
    note = new_id()
    claims = {"author": other.participant, "partner": "somebody", "actor": "lead", "open": True, "nonsense": 1}
    seq = await line.done("note.add", note=note, kind="need", text="Rust", **claims)
    await line.up_to(seq)
    value = line.changes()[-1][3]
    assert value["author"] == phone.participant
    assert value["open"] is False


@pytest.mark.parametrize("name", ["stage.go", "notes.open", "participant.remove", "door.rotate", "subject.set"])
async def test_3_5_a_seat_a_screen_and_a_reader_do_not_lead(session: Session, name: str) -> None:
    _, seat = await session.phone()
    args: dict[str, Any] = {"stage": "person", "from": "welcome"} if name == "stage.go" else {}
    args = {"participant": new_id()} if name == "participant.remove" else args
    for line in (seat, await session.screen(), await session.reader()):
        answer = await line.command(name, **args)
        assert (answer["ok"], answer["code"], answer["retry"]) == (False, "forbidden", False)


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_3_6_a_message_over_64_kib_ends_the_connection(session: Session, transport: str) -> None:
    lead = await session.house.connect(session.host, session.auth("lead"), transport=transport)
    fits = await lead.command("subject.set", story="x" * 60_000)
    assert fits["code"] == "too-long"
    await lead.send("command", {"id": new_id(), "name": "subject.set", "args": {"story": "x" * 66_000}})
    await lead.ended()
    assert (await session.lead()).welcome["snapshot"], "the server is still there"


@pytest.mark.parametrize(
    "packet",
    [
        "2/room," + "[" * 60_000,
        "2/room,[]",
        "2/room,7",
        '2/room,{"id":1}',
        '2/room,["command",' + "1" * 60_000 + "]",
        '59999999999-/room,["command",{"_placeholder":true,"num":0}]',
        "9",
    ],
    ids=["deep", "empty", "number", "object", "digits", "attachments", "unknown"],
)
async def test_3_6_what_is_no_packet_ends_the_connection(session: Session, packet: str) -> None:
    lead = await session.lead()
    await lead.send_raw(packet)
    await lead.ended()
    assert (await session.lead()).welcome["snapshot"], "the server is still there"


@pytest.mark.parametrize("event", ['["disconnect"]', '["connect",{},{}]', '["connect",7]', '["elsewhere"]', "[[1]]"])
async def test_3_an_event_that_is_not_for_clients_does_nothing(
    session: Session, caplog: pytest.LogCaptureFixture, event: str
) -> None:
    phone, line = await session.phone()
    lead = await session.lead()
    await line.send_raw("2/room,1" + event)
    seq = await line.done("participant.edit", name="Anna")
    await line.up_to(seq)
    await lead.until(lambda: bool(lead.bodies("presence")))
    assert lead.bodies("presence")[-1]["who"][phone.participant]["present"]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_3_7_a_message_comes_in_the_language_of_the_handshake(session: Session) -> None:
    dutch, english = await session.lead(), await session.lead(language="en")
    stale = {"stage": "partners", "from": "partners"}
    assert (await dutch.command("stage.go", **stale))["message"].startswith("Iemand anders was je net voor")
    assert (await english.command("stage.go", **stale))["message"].startswith("Somebody else was just before you")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (None, "bad-request"),
        ("note.add", "bad-request"),
        ({}, "bad-request"),
        ({"id": "short", "name": "door.open", "args": {}}, "bad-request"),
        ({"id": "long-enough-id", "name": "door.blow-up", "args": {}}, "unknown-command"),
        ({"id": "long-enough-id", "name": ["door.open"], "args": {}}, "unknown-command"),
        ({"id": "long-enough-id", "name": "partner.add", "args": {}}, "bad-request"),
        ({"id": "long-enough-id", "name": "session.edit", "args": {"title": b"binary"}}, "bad-request"),
    ],
)
async def test_a_command_that_is_none_is_refused(session: Session, body: Any, code: str) -> None:
    lead = await session.lead()
    answer = await lead.ask("command", body)
    assert (answer["ok"], answer["code"], answer["retry"]) == (False, code, False)
    assert answer["message"]


async def test_half_an_emoji_loses_nothing_else(session: Session) -> None:
    lead = await session.lead()
    title = r"Rond Sam \ud83d en verder"
    await lead.send_raw(f'2/room,["command",{{"id":"{new_id()}","name":"session.edit","args":{{"title":"{title}"}}}}]')
    await lead.up_to(lead.welcome["seq"] + 1)
    session_change = next(change for change in lead.changes() if change[1] == "session")
    assert session_change[3]["title"] == "Rond Sam en verder"


async def test_3_8_a_stale_press_changes_nothing(session: Session) -> None:
    one, two = await session.lead(), await session.lead()
    press = {"stage": "person", "from": "welcome"}
    first, second = await asyncio.gather(one.command("stage.go", **press), two.command("stage.go", **press))
    assert sorted([first["ok"], second["ok"]]) == [False, True]
    assert {first.get("code"), second.get("code")} == {None, "stale"}


async def test_3_11_nobody_gets_ready_in_a_closed_session(session: Session) -> None:
    lead = await session.lead()
    _, line = await session.phone()
    await lead.done("session.close")
    assert (await line.command("ready.set", ready=True))["code"] == "session-closed"


async def test_3_13_rotating_the_door_ends_the_old_code_and_token(session: Session) -> None:
    lead, screen = await session.lead(), await session.screen()
    id = new_id()
    first = await lead.command("door.rotate", id)
    browser = session.house.browser()
    assert (await browser.post("/api/door", json={"code": session.code})).status_code == 404
    assert (await browser.get(f"/j/{session.token}")).status_code == 404
    links = (await session.host.get(f"/api/sessions/{session.id}/links")).json()
    assert links["code"] != session.code
    assert (await browser.post("/api/door", json={"code": links["code"]})).status_code == 200
    assert (await browser.get("/j/" + links["join_url"].rpartition("/")[2])).status_code == 303
    await screen.up_to(first["seq"])
    assert [change[3]["rotation"] for change in screen.changes()] == [1]
    again = await lead.command("door.rotate", id)
    assert again["seq"] == first["seq"]
    assert (await session.host.get(f"/api/sessions/{session.id}/links")).json() == links


async def test_resync_answers_as_welcome_does(session: Session) -> None:
    phone, line = await session.phone()
    since = line.welcome["seq"]
    seq = await line.done("participant.edit", name="Anna")
    assert (await line.ask("resync", {"since": None}))["snapshot"]
    answer = await line.ask("resync", {"since": since})
    assert [change[0] for change in answer["changes"]] == [seq]
    assert (answer["me"], answer["role"], answer["seq"]) == (phone.participant, "seat", seq)
    for wrong in ("1", -1, True):
        assert (await line.ask("resync", {"since": wrong}))["code"] == "bad-request"


async def test_ping_tells_the_time(session: Session) -> None:
    lead = await session.lead()
    assert (await lead.ask("ping"))["now"] >= lead.welcome["now"]


async def test_3_4_what_comes_behind_a_new_code_waits_for_it(session: Session) -> None:
    """Its keys are made before the queue; nothing of the same connection gets in between."""
    lead = await session.lead()
    for round in range(3):
        rotated = asyncio.create_task(lead.command("door.rotate"))
        titled = [asyncio.create_task(lead.command("session.edit", title=f"{round}.{number}")) for number in range(3)]
        answers = [await rotated, *(await asyncio.gather(*titled))]
        assert [answer["ok"] for answer in answers] == [True] * 4
        seqs = [answer["seq"] for answer in answers]
        assert seqs == sorted(seqs)


async def test_3_13_a_new_code_that_is_refused_after_all_leaves_the_old_one(session: Session) -> None:
    lead, other = await session.lead(), await session.lead()
    code = (await session.host.get(f"/api/sessions/{session.id}/links")).json()["code"]
    refused = 0
    for _ in range(8):
        answer, closed = await asyncio.gather(lead.command("door.rotate"), other.command("session.close"))
        assert closed["ok"]
        await other.done("session.reopen")
        now = (await session.host.get(f"/api/sessions/{session.id}/links")).json()["code"]
        assert (now == code) == (not answer["ok"])
        refused += not answer["ok"]
        code = now
    assert refused


@pytest.mark.parametrize("name", ["ping", "command"])
async def test_3_3_whoever_asks_far_too_much_holds_up_nobody_and_is_cut_off(session: Session, name: str) -> None:
    reader, lead = await session.reader(), await session.lead()
    for _ in range(40):
        for _ in range(50):
            if reader.connected:
                await reader.send(name, {})
        await lead.ask("ping")
        if not reader.connected:
            break
    await reader.ended()
    assert (await lead.command("session.edit", title="Verder"))["ok"]


async def test_2_3_one_board_at_a_time_is_sent_again(session: Session) -> None:
    lead = await session.lead()
    answers = await asyncio.gather(*(lead.ask("resync", {"since": None}) for _ in range(4)))
    whole = [answer for answer in answers if "snapshot" in answer]
    busy = [answer for answer in answers if answer.get("code") == "too-busy"]
    assert whole and busy and len(whole) + len(busy) == 4
    assert all(answer["retry"] for answer in busy)
