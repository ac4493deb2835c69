"""Protocol 5.7: a rehearsal is a session to throw away, in which the others are played."""

from __future__ import annotations

from typing import Any

from facilitation.canvas.rules.session import DAY_MS
from tests.serving import House, Line, Session

Table = dict[str, dict[str, Any]]


async def _rehearsal(session: Session) -> Session:
    answer = await session.host.post(f"/api/sessions/{session.id}/rehearse")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["rehearse_url"] == f"/s/{made['id']}/rehearse?of={session.id}"
    links = (await session.host.get(f"/api/sessions/{made['id']}/links")).json()
    return Session(session.house, session.host, {**links, "id": made["id"]})


async def _records(session: Session) -> dict[str, Table]:
    """Everything that the public sees, by kind and id."""
    line = await session.screen()
    found: dict[str, Table] = {}
    for kind, id, value in line.welcome["snapshot"]:
        found.setdefault(kind, {})[id] = value
    return found


async def _others(session: Session) -> int:
    answer = await session.host.post(f"/api/sessions/{session.id}/rehearse/others")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["done"])


async def _go(lead: Line, stage: str, here: str) -> None:
    await lead.done("stage.go", stage=stage, anyway=True, **{"from": here})


async def test_5_7_a_rehearsal_has_the_same_guide_and_person_and_nothing_that_anybody_wrote(house: House) -> None:
    session = await house.session("Oma", "School")
    lead = await session.begin_writing()
    await lead.done("subject.set", question="Wie brengt mij naar voetbal?")
    _, line = await session.phone("Oma")
    await line.done("note.add", note="note-of-the-real-one", kind="wish", text="Echt waar")
    records = await _records(await _rehearsal(session))
    (value,) = records["session"].values()
    assert (value["rehearsal"], value["stage"], value["title"]) == (True, "welcome", "Rond Sam")
    assert value["purge_at"] == value["created"] + DAY_MS
    assert records["guide"] == (await _records(session))["guide"]
    assert records["subject"]["subject"]["question"] == "Wie brengt mij naar voetbal?"
    names = [partner["name"] for partner in records["partner"].values()]
    assert names[:2] == ["Oma", "School"] and len(names) == 4
    assert not any(partner["own"] for partner in records["partner"].values())
    assert "note" not in records
    assert len(records["participant"]) == 1


async def test_5_7_in_a_rehearsal_the_person_has_a_seat_where_they_have_one(house: House) -> None:
    session = await house.session("Oma", joins=True)
    partners = (await _records(await _rehearsal(session)))["partner"].values()
    assert [partner["name"] for partner in partners if partner["own"]] == ["Sam zelf"]


async def test_5_7_this_browser_leads_it_and_has_a_seat_in_it(session: Session) -> None:
    made = await _rehearsal(session)
    for role in ("lead", "screen", "seat"):
        line = await made.house.connect(made.host, made.auth(role))
        assert line.welcome["role"] == role


async def test_5_7_a_rehearsal_is_not_among_the_sessions_and_is_thrown_away(session: Session) -> None:
    made = await _rehearsal(session)
    listed = (await session.host.get("/api/sessions")).json()["sessions"]
    assert [one["id"] for one in listed] == [session.id]
    assert (await session.host.delete(f"/api/sessions/{made.id}")).status_code == 204
    assert (await session.host.get(f"/api/sessions/{made.id}/links")).status_code == 404


async def test_5_7_only_a_rehearsal_has_others_that_are_played_and_only_for_who_leads(session: Session) -> None:
    answer = await session.host.post(f"/api/sessions/{session.id}/rehearse/others")
    assert (answer.status_code, answer.json()["code"]) == (409, "no-rehearsal")
    made = await _rehearsal(session)
    for browser in (session.house.browser(), (await made.join("Buurman")).browser):
        assert (await browser.post(f"/api/sessions/{made.id}/rehearse/others")).status_code == 401
        assert (await browser.post(f"/api/sessions/{made.id}/rehearse")).status_code == 401
    assert (await session.host.post("/api/sessions/no-such-session/rehearse")).status_code == 404


async def test_5_7_the_others_do_what_fits_each_stage(house: House) -> None:
    made = await _rehearsal(await house.session())
    lead = await made.lead()
    assert await _others(made) > 0
    assert len((await _records(made))["participant"]) == 4
    assert await _others(made) == 0, "in welcoming there is nothing to do but to come in"

    await _go(lead, "frame", "welcome")
    await _others(made)
    await _others(made)
    records = await _records(made)
    assert {note["kind"] for note in records["note"].values()} == {"mission", "vision", "aim"}
    assert len(records["support"]) == 3

    await _go(lead, "partners", "frame")
    await _others(made)
    written = [note for note in (await _records(made))["note"].values() if note["stage"] == "partners"]
    assert sorted(note["kind"] for note in written) == ["need"] * 3 + ["offer"] * 3 + ["wish"] * 3
    assert all(note["text"] is None for note in written)
    assert await _others(made) == 0, "everybody has written"
    await lead.until(lambda: lead.bodies("presence")[-1]["ready"] == 3)

    await lead.done("notes.open")
    await _go(lead, "connect", "partners")
    records = await _records(made)
    need = next(id for id, note in records["note"].items() if note["kind"] == "need")
    played = next(person["partner"] for id, person in records["participant"].items() if id.startswith("sim-"))
    await lead.done("match.ask", match="match-of-the-lead", partner=played, need=need)
    await _others(made)
    matches = (await _records(made))["match"]
    assert matches["match-of-the-lead"]["reply"] == "yes"
    assert len(matches) > 1 and all(match["reply"] for match in matches.values())

    await _go(lead, "agreements", "connect")
    await lead.done("agreement.add", agreement="agreement-of-one", what="Elke week bellen")
    await lead.done("match.ask", match="match-for-a-part", partner=played, agreement="agreement-of-one")
    await lead.done("agreement.edit", agreement="agreement-of-one", what="Elke dag bellen")
    await _others(made)
    assert (await _records(made))["match"]["match-for-a-part"]["reply"], "to the words as they stand now"

    await _go(lead, "lookback", "agreements")
    await _others(made)
    records = await _records(made)
    said = [note for note in records["note"].values() if note["stage"] == "lookback"]
    assert {note["kind"] for note in said} == {"well", "hard", "keep"}
    assert records["radar"]["radar"]["answered"] == 3


async def test_5_7_whoever_is_played_takes_over_words_that_are_proposed(house: House) -> None:
    made = await _rehearsal(await house.session())
    lead = await made.lead()
    await _go(lead, "needed", "welcome")
    await _others(made)
    await lead.done("notes.open")
    id, note = next(iter((await _records(made))["note"].items()))
    await lead.done("note.propose", note=id, text=f"{note['text']} Samen.")
    await _others(made)
    assert (await _records(made))["note"][id]["text"] == f"{note['text']} Samen."
