"""What every archive promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.rules.session import DAY_MS
from facilitation.canvas.views import snapshot
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import KeyTakenError, SessionSummary, SessionUnknownError
from tests.contract.kept import Kept
from tests.given import ANNA, CREATE, LEAD, MOTHER, NOW, WRITTEN, after, changes_of, entries_of, keys, seat

SESSION = CREATE.session


async def begun(kept: Kept, number: int = 1, created: int = NOW) -> None:
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD, created))
    await kept.log.begin(f"session-000{number}", keys(number), entries)


async def test_a_session_is_found_by_its_code_and_its_tokens(kept: Kept) -> None:
    await begun(kept)
    await begun(kept, 2)
    for number in (1, 2):
        mine = keys(number)
        assert await kept.archive.by_token(mine.token) == f"session-000{number}"
        assert await kept.archive.by_reader_token(mine.reader_token) == f"session-000{number}"
        assert await kept.archive.keys(f"session-000{number}") == mine
    assert await kept.archive.by_token(keys(1).reader_token) is None
    assert await kept.archive.by_reader_token(keys(1).token) is None
    assert await kept.archive.keys("session-none") is None


@pytest.mark.parametrize("typed", ["CDFHJKM1", "cdfh jkm1", "Cdfh-Jkm1", " c d f h . j k m 1 "])
async def test_5_1_a_code_is_taken_in_any_case_and_with_any_separators(kept: Kept, typed: str) -> None:
    await begun(kept)
    assert await kept.archive.by_code(typed) == SESSION
    assert await kept.archive.by_code(typed + "C") is None


async def test_3_13_a_rotated_door_has_one_code_and_one_token(kept: Kept) -> None:
    await begun(kept)
    old = keys()
    await kept.archive.rotate_door(SESSION, "WXYWXY99", "token-new")
    assert await kept.archive.by_code(old.code) is None
    assert await kept.archive.by_token(old.token) is None
    assert await kept.archive.by_code("wxyw-xy99") == await kept.archive.by_token("token-new") == SESSION
    assert await kept.archive.by_reader_token(old.reader_token) == SESSION
    await kept.archive.rotate_reader(SESSION, "reader-new")
    assert await kept.archive.by_reader_token(old.reader_token) is None
    assert await kept.archive.keys(SESSION) == Keys("WXYWXY99", "token-new", "reader-new")


async def test_a_link_to_lead_along_is_there_once_it_was_made_and_then_only_the_newest(kept: Kept) -> None:
    await begun(kept)
    await begun(kept, 2)
    assert (await kept.archive.keys(SESSION)) == keys()
    for token in ("lead-first", "lead-second"):
        await kept.archive.rotate_lead(SESSION, token)
        assert await kept.archive.by_lead_token(token) == SESSION
    assert await kept.archive.by_lead_token("lead-first") is None
    assert await kept.archive.by_reader_token("lead-second") is None
    found = await kept.archive.keys(SESSION)
    assert found == replace(keys(), lead_token="lead-second")
    assert found.links == {keys().reader_token, "lead-second"}
    with pytest.raises(KeyTakenError):
        await kept.archive.rotate_lead("session-0002", "lead-second")
    with pytest.raises(SessionUnknownError):
        await kept.archive.rotate_lead("session-none", "lead-third")


async def test_a_rehearsal_is_told_from_a_session_and_is_due_a_day_after_it_began(kept: Kept) -> None:
    entries = entries_of(changes_of(Canvas(), replace(CREATE, rehearsal=True), LEAD))
    await kept.log.begin(SESSION, keys(), entries)
    await begun(kept, 2)
    assert {one.id: one.rehearsal for one in await kept.archive.sessions()} == {SESSION: True, "session-0002": False}
    assert await kept.archive.due(NOW + DAY_MS) == [SESSION]


async def test_a_rotation_takes_no_key_of_another_session(kept: Kept) -> None:
    await begun(kept)
    await begun(kept, 2)
    for code, token in ((keys(2).code, "token-new"), ("WXYWXY99", keys(2).token)):
        with pytest.raises(KeyTakenError):
            await kept.archive.rotate_door(SESSION, code, token)
    with pytest.raises(KeyTakenError):
        await kept.archive.rotate_reader(SESSION, keys(2).reader_token)
    assert await kept.archive.keys(SESSION) == keys()
    with pytest.raises(SessionUnknownError):
        await kept.archive.rotate_door("session-none", "WXYWXY99", "token-new")


async def test_a_seat_is_found_by_its_secret_in_its_own_session(kept: Kept) -> None:
    await begun(kept)
    await begun(kept, 2)
    await kept.archive.add_seat(SESSION, ANNA, "secret-anna")
    assert await kept.archive.seat(SESSION, "secret-anna") == ANNA
    assert await kept.archive.seat(SESSION, "secret-other") is None
    assert await kept.archive.seat("session-0002", "secret-anna") is None
    with pytest.raises(SessionUnknownError):
        await kept.archive.add_seat("session-none", ANNA, "secret-anna")


async def test_the_archive_lists_the_newest_first(kept: Kept) -> None:
    for number, created in ((1, NOW), (2, NOW + 2), (3, NOW + 1)):
        await begun(kept, number, created)
    assert [summary.id for summary in await kept.archive.sessions()] == ["session-0002", "session-0003", SESSION]


async def test_the_archive_follows_the_log(kept: Kept) -> None:
    canvas = after(Canvas(), *WRITTEN)
    entries = entries_of(snapshot(canvas))
    await kept.log.begin(SESSION, keys(), entries)
    assert await kept.archive.sessions() == [SessionSummary(SESSION, "Rond Sam", "live", NOW, None, 3, 3)]
    head = len(entries)
    steps = (
        (c.EditSession("Nieuwe titel"), LEAD),
        (c.EditNote("note-0000", "Andere woorden"), seat(ANNA)),
        (c.RemoveNote("note-0000"), seat(ANNA)),
        (c.RemoveParticipant(ANNA), LEAD),
        (c.RemovePartner(MOTHER), LEAD),
        (c.CloseSession(), LEAD),
    )
    for number, step in enumerate(steps):
        changes = changes_of(canvas, *step)
        await kept.log.append(SESSION, head, entries_of(changes, head, f"command-x-{number}"))
        canvas, head = after(canvas, step), head + len(changes)
    purge_at = NOW + 30 * DAY_MS
    assert await kept.archive.sessions() == [SessionSummary(SESSION, "Nieuwe titel", "closed", NOW, purge_at, 2, 2)]
    assert await kept.archive.due(purge_at - 1) == []
    assert await kept.archive.due(purge_at) == [SESSION]
    reopen = changes_of(canvas, c.ReopenSession(), LEAD)
    await kept.log.append(SESSION, head, entries_of(reopen, head, "command-reopen"))
    assert await kept.archive.due(purge_at) == []


async def test_the_archive_says_that_it_would_keep_something(kept: Kept) -> None:
    await begun(kept)
    before = await kept.log.read(SESSION)
    assert all(await asyncio.gather(*(kept.archive.is_writable() for _ in range(5))))
    assert [summary.id for summary in await kept.archive.sessions()] == [SESSION]
    assert await kept.log.read(SESSION) == before
