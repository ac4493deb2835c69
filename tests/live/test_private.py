"""Protocol 3.18: what is written in private time reaches those who are at it, and nobody and nothing else."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio

from tests.live.test_leaks import FORMATS, PATHS, seen
from tests.serving import House, Line, Phone, Session, new_id

CANARY = "kanarie-0815"


@dataclass
class Pair:
    """Two people of one family who are at it, and everybody else. `start` is where the log ended before."""

    session: Session
    lead: Line
    author: Phone
    writing: Line
    other: Phone
    reading: Line
    school: Phone
    outside: list[Line]
    partners: dict[str, str]
    start: int

    async def up_to(self, seq: int) -> None:
        """Wait until everybody has the change `seq`."""
        for line in (self.writing, self.reading, *self.outside):
            if line.connected:
                await line.up_to(seq)

    async def write(self, kind: str = "wish", **more: object) -> str:
        """The author writes a note."""
        note = new_id()
        await self.up_to(await self.writing.done("note.add", note=note, kind=kind, text=CANARY, **more))
        return note

    async def new_lines(self) -> list[Line]:
        """Everybody else comes in once more, from the beginning and from where they were."""
        lines = [await self.session.reader(), await self.author.connect("reader")]
        for since in (None, self.start):
            lines += [
                await self.session.lead(since=since),
                await self.session.screen(since=since),
                await self.school.connect(since=since),
            ]
        return lines


@pytest_asyncio.fixture
async def pair(session: Session) -> AsyncIterator[Pair]:
    """A session in which Mother's two people are at it and School's is not; one more comes to Mother's seat later."""
    lead = await session.begin_writing()
    author, writing = await session.phone("Moeder")
    other, reading = await session.phone("Moeder")
    school, outside = await session.phone("School")
    partners = {value["name"]: id for kind, id, value in writing.welcome["snapshot"] if kind == "partner"}
    partners |= {value["name"]: id for _, kind, id, value in writing.changes() if kind == "partner" and value}
    start = await lead.done("private.start", partners=[partners["Moeder"]])
    _, late = await session.phone("Moeder")
    others = [lead, outside, late, await session.screen(), await session.reader(), await author.connect("reader")]
    yield Pair(session, lead, author, writing, other, reading, school, others, partners, start)


async def assert_nowhere_else(pair: Pair) -> None:
    """No line, answer, page or download but those of the pair holds a word of it."""
    for line in (*pair.outside, *await pair.new_lines()):
        assert CANARY not in seen(line), line.welcome["role"]
        for since in (None, pair.start):
            if line.connected:
                assert CANARY not in json.dumps(await line.ask("resync", {"since": since}))
    reader = pair.session.house.browser()
    await reader.get(f"/r/{pair.session.reader_token}")
    for browser in (pair.session.host, pair.author.browser, pair.school.browser, reader):
        for path in (*PATHS, "/metrics"):
            assert CANARY not in (await browser.get(path.format(id=pair.session.id))).text
        for format in FORMATS:
            assert CANARY not in await downloaded(browser, pair.session, format)


async def downloaded(browser: httpx.AsyncClient, session: Session, format: str) -> str:
    """All text of a download, that of a workbook taken out of it."""
    answer = await browser.get(f"/api/sessions/{session.id}/canvas.{format}")
    assert answer.status_code == 200, answer.text
    if format != "xlsx":
        return answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


async def test_3_18_what_the_pair_writes_is_read_by_the_pair(pair: Pair, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    note = await pair.write()
    await pair.up_to(await pair.writing.done("note.edit", note=note, text=CANARY + " anders", kind="need"))
    await pair.write("offer")
    assert (await pair.writing.command("participant.edit", name=CANARY))["code"] == "private"
    for line in (pair.writing, pair.reading, await pair.author.connect(), await pair.other.connect(since=pair.start)):
        assert CANARY in seen(line), "or the test could not fail"
    await assert_nowhere_else(pair)
    refused = [await line.command("note.edit", note=note, text="van mij?") for line in pair.outside]
    assert all(not answer["ok"] and CANARY not in json.dumps(answer) for answer in refused)
    assert CANARY not in caplog.text


async def test_3_18_opening_the_board_and_taking_that_back_leaves_it_private(pair: Pair) -> None:
    await pair.write()
    await pair.lead.done("notes.open")
    note = await pair.write("offer")
    await assert_nowhere_else(pair)
    steps = [id for _, kind, id, value in pair.lead.changes() if kind == "step" and value]
    await pair.up_to(await pair.lead.done("undo", number=int(steps[-1].removeprefix("step-"))))
    await pair.up_to(await pair.writing.done("note.edit", note=note, text=CANARY + " weer"))
    await assert_nowhere_else(pair)


async def test_3_18_it_stays_private_whoever_moves_comes_or_goes(pair: Pair) -> None:
    await pair.write()
    moved = await (await pair.school.connect()).done("participant.edit", partner=pair.partners["Moeder"])
    await pair.up_to(moved)
    await pair.up_to(await pair.writing.done("participant.edit", partner=pair.partners["School"]))
    await pair.write("need")
    await assert_nowhere_else(pair)
    assert CANARY in seen(await pair.other.connect()), "also from another seat it is for those who were at it"
    await pair.lead.done("participant.remove", participant=pair.other.participant)
    await pair.reading.ended()
    gone = await pair.other.connect()
    assert gone.refusal is not None and CANARY not in json.dumps(gone.refusal)
    await pair.lead.done("participant.remove", participant=pair.author.participant)
    await pair.writing.ended()
    await pair.lead.done("notes.open")
    pair.author = pair.school
    await assert_nowhere_else(pair)


async def test_3_18_it_stays_theirs_after_private_time_until_its_author_opens_it(pair: Pair) -> None:
    note = await pair.write()
    await pair.up_to(await pair.lead.done("private.end"))
    await pair.up_to(await pair.lead.done("private.start", partners=[pair.partners["School"]]))
    await pair.up_to(await pair.lead.done("private.end"))
    await pair.up_to(await pair.lead.done("notes.open"))
    await assert_nowhere_else(pair)
    for line in (pair.reading, *pair.outside):
        assert not (await line.command("note.open", note=note))["ok"]
    await pair.up_to(await pair.writing.done("note.open", note=note))
    for line in (*pair.outside, *await pair.new_lines()):
        assert CANARY in seen(line), line.welcome["role"]
    for format in FORMATS:
        assert CANARY in await downloaded(pair.session.host, pair.session, format)


async def test_3_18_opened_while_the_board_is_closed_it_is_a_closed_note(pair: Pair) -> None:
    note = await pair.write()
    seq = await pair.writing.done("note.open", note=note)
    await pair.up_to(seq)
    again = await pair.other.connect()
    assert CANARY not in seen(again), "nobody but its author reads it any more"
    assert CANARY in seen(await pair.author.connect())
    await assert_nowhere_else(pair)


async def test_3_18_everybody_sees_who_is_at_it_and_the_facilitator_alone_that_something_is_written(pair: Pair) -> None:
    before = {format: await downloaded(pair.school.browser, pair.session, format) for format in ("svg", "xlsx", "csv")}
    note = await pair.write()
    people = sorted((pair.author.participant, pair.other.participant))
    for line in (*pair.outside, *await pair.new_lines()):
        records = {(kind, id): value for kind, id, value in line.welcome.get("snapshot", [])}
        records |= {(kind, id): value for _, kind, id, value in line.changes()}
        if ("private", "private") not in records:
            continue  # what it missed is still on its way; the other tests look there
        assert sorted(records["private", "private"]["people"]) == people
        written = records.get(("note", note))
        if line.welcome["role"] == "lead":
            assert written is not None
            assert sorted(written["within"]) == people
        else:
            assert written is None, line.welcome["role"]
    for format, told in before.items():
        assert await downloaded(pair.session.host, pair.session, format) == told, "it leaves no trace on paper"
    assert note not in await downloaded(pair.session.host, pair.session, "json")


async def test_2_9_who_wrote_without_a_name_is_told_nobody(house: House) -> None:
    session = await house.session("Moeder", "School")
    lead = await session.begin_writing()
    await lead.done("stage.go", stage="lookback", **{"from": "partners"})
    author, line = await session.phone("Moeder")
    others = [lead, await session.screen(), (await session.phone("School"))[1]]
    note = new_id()
    await line.done("note.add", note=note, kind="hard", text=CANARY)
    await lead.done("notes.open")
    await lead.done("note.propose", note=note, text=f"{CANARY} anders")
    partners = {value["name"]: id for kind, id, value in lead.welcome["snapshot"] if kind == "partner"}
    seq = await line.done("participant.edit", partner=partners["School"])
    for one in others:
        await one.up_to(seq)
        about = [change for change in one.changes() if change[2] == note or CANARY in json.dumps(change)]
        assert CANARY in json.dumps(about), "the words are open"
        assert author.participant not in json.dumps(about)
        assert partners["Moeder"] not in json.dumps(about)
        with_author = [change for change in one.changes() if author.participant in json.dumps(change)]
        assert {kind for _, kind, _, _ in with_author} <= {"participant"}, "moving tells nothing of notes"
    assert author.participant in json.dumps(next(c for c in line.changes() if c[2] == note)), "but to themselves"
