"""Protocol 2.5–2.7: a closed note's text reaches its author, and nobody and nothing else, by whatever way."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from facilitation.canvas import limits
from facilitation.canvas.kinds import ASKED_UNLESS_SAID
from tests.live.test_commands import writing
from tests.serving import House, Line, Phone, Session, assert_in_no_file, new_id, serving

CANARY = "kanarie-4711"
PATHS = ("/api/me", "/api/door", "/api/sessions", "/api/sessions/{id}/links", "/api/health", "/api/openapi.json")
FORMATS = ("json", "svg", "xlsx", "csv")


def seen(line: Line) -> str:
    return json.dumps(line.events, ensure_ascii=False)


async def everybody_else(session: Session, author: Phone) -> list[Line]:
    """One line of every audience that is not the author's seat."""
    same_partner = await session.join("Moeder")
    return [
        await session.lead(),
        await session.screen(),
        await session.reader(),
        await same_partner.connect(),
        await same_partner.connect("reader"),
        await author.connect("reader"),
        await (await session.join("School")).connect(),
    ]


async def test_2_6_a_closed_note_goes_to_its_author_alone(
    house: House, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await writing(session)
    author, line = await session.phone("Moeder")
    second = await author.connect()
    others = await everybody_else(session, author)
    start = line.welcome["seq"]
    note = new_id()
    await line.done("note.add", note=note, kind="wish", text=CANARY)
    await line.done("note.edit", note=note, text=CANARY + " anders", kind="need")
    await line.done("note.add", note=new_id(), kind="wish", text=CANARY)
    partners = {value["name"]: id for kind, id, value in line.welcome["snapshot"] if kind == "partner"}
    seq = await line.done("participant.edit", partner=partners["School"])
    for one in (line, second, *others):
        await one.up_to(seq)
    assert CANARY in seen(line) and CANARY in seen(second)
    late = [await session.lead(), await session.screen(), await session.reader(), await author.connect("reader")]
    late += [await session.lead(since=start), await session.screen(since=start)]
    for one in (*others, *late):
        assert CANARY not in seen(one), one.welcome["role"]
        for since in (None, start):
            assert CANARY not in json.dumps(await one.ask("resync", {"since": since}))
        answer = await one.command("note.edit", note=note, text="van mij?")
        assert CANARY not in json.dumps(answer)
        assert not answer["ok"]
    assert CANARY in seen(await author.connect()) and CANARY in seen(await author.connect(since=start))
    assert CANARY not in caplog.text


async def test_2_5_what_is_hidden_leaves_no_gap(session: Session) -> None:
    await writing(session)
    _, line = await session.phone()
    screen = await session.screen()
    note = new_id()
    seq = await line.done("note.add", note=note, kind="wish", text=CANARY)
    for one in (line, screen):
        await one.up_to(seq)
    (mine,), (theirs,) = ([value for _, kind, id, value in one.changes() if id == note] for one in (line, screen))
    assert (mine["text"], theirs["text"]) == (CANARY, None)
    assert {**mine, "text": None} == theirs
    assert [change[:3] for change in line.changes()] == [change[:3] for change in screen.changes()]


@pytest.mark.parametrize("who", ["lead", "author", "reader"])
async def test_2_6_no_answer_over_http_holds_a_closed_note(session: Session, who: str) -> None:
    await writing(session)
    author, line = await session.phone()
    await line.done("note.add", note=new_id(), kind="wish", text=CANARY)
    reader = session.house.browser()
    await reader.get(f"/r/{session.reader_token}")
    await author.browser.get(f"/j/{session.token}")
    browser = {"lead": session.host, "author": author.browser, "reader": reader}[who]
    for path in PATHS:
        assert CANARY not in (await browser.get(path.format(id=session.id))).text
    for format in FORMATS:
        answer = await browser.get(f"/api/sessions/{session.id}/canvas.{format}")
        assert answer.status_code == 200, answer.text
        assert CANARY.encode() not in answer.content


@pytest.mark.parametrize("kind", list(ASKED_UNLESS_SAID))
async def test_2_6_once_opened_everybody_reads_it(session: Session, kind: str) -> None:
    await writing(session)
    author, line = await session.phone()
    others = await everybody_else(session, author)
    await line.done("note.add", note=new_id(), kind=kind, text=CANARY)
    seq = await others[0].done("notes.open", kind=kind)
    for one in others:
        await one.up_to(seq)
        assert CANARY in seen(one)
    answer = await session.host.get(f"/api/sessions/{session.id}/canvas.json")
    assert CANARY in answer.text


async def test_2_6_what_was_removed_is_in_no_file(tmp_path: Path) -> None:
    async with serving(tmp_path) as house:
        session = await house.session("Moeder")
        await writing(session)
        _, line = await session.phone()
        note = new_id()
        await line.done("note.add", note=note, kind="wish", text=CANARY)
        await line.done("note.remove", note=note)
    assert_in_no_file(tmp_path, CANARY)


async def test_3_12_what_the_facilitator_removed_is_in_no_file_once_it_cannot_be_taken_back(tmp_path: Path) -> None:
    async with serving(tmp_path) as house:
        session = await house.session("Moeder")
        lead = await session.lead()
        partner = new_id()
        await lead.done("partner.add", partner=partner, name=CANARY)
        await lead.done("partner.remove", partner=partner)
        assert CANARY in seen(await session.lead()), "the step with which it can be taken back"
        assert CANARY not in seen(await session.screen())
        for number in range(limits.STEPS):
            await lead.done("partner.add", partner=new_id(), name=f"Partner {number}")
        assert CANARY not in seen(await session.lead())
    assert_in_no_file(tmp_path, CANARY)
