"""One room among several workers: what it decides, and what others write meanwhile or late."""

from __future__ import annotations

import asyncio

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note
from facilitation.rooms import memory
from facilitation.rooms.answers import Accepted, NotKept, Refused
from facilitation.rooms.ports import HeadMovedError
from tests.given import ANNA, LEAD, MOTHER, NOW, entries_of, seat
from tests.rooms.rooming import SESSION, Listener, WatchedLog, reloaded, wish, writing_room


async def test_3_3_no_worker_refuses_what_another_has_made_possible(log: WatchedLog) -> None:
    """What is refused, and what changes nothing, is not appended: the head is asked for before it is final."""
    here = await writing_room(log)
    there = await reloaded(log)
    await here.submit("wish-0001", wish(1), seat(ANNA))
    assert isinstance(await there.submit("edit-0001", c.EditNote("note-0001", "Anders"), seat(ANNA)), Accepted)
    await there.submit("wish-0002", wish(2), seat(ANNA))
    gone = await here.submit("gone-0002", c.RemoveNote("note-0002"), seat(ANNA))
    assert gone == Accepted(there.head + 1)
    assert "note-0002" not in here.canvas.notes


async def test_3_3_a_worker_that_is_second_many_times_still_gets_its_turn(log: WatchedLog) -> None:
    here = await writing_room(log.log)
    there = await reloaded(log)
    titles = iter(range(20))

    async def be_first() -> None:
        if (number := next(titles, None)) is not None:
            await here.submit(f"title-{number:04}", c.EditSession(f"Titel {number}"), LEAD)

    log.before_append = be_first
    assert isinstance(await there.submit("wish-0001", wish(1), seat(ANNA)), Accepted)
    assert there.canvas.session.title == "Titel 19"


async def test_3_2_a_command_older_than_memory_is_known_by_the_log(
    log: WatchedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ANSWERS_KEPT", 3)
    room = await writing_room(log)
    first = await room.submit("title-0000", c.EditSession("Titel 0"), LEAD)
    for number in range(1, 6):
        await room.submit(f"title-{number:04}", c.EditSession(f"Titel {number}"), LEAD)
    assert not room.has_answered("title-0000", LEAD)
    assert await room.submit("title-0000", c.EditSession("Titel 0"), LEAD) == first
    assert room.canvas.session.title == "Titel 5"


async def test_3_3_what_is_refused_stays_refused_when_a_lost_commit_comes_through_late(log: WatchedLog) -> None:
    """A database that stood still may carry out what it had been given, after everybody has given it up."""
    room = await writing_room(log)
    head, log.failures = room.head, 1
    late = [Change("note", "note-0001", Note(MOTHER, ANNA, NoteKind.WISH, "Laat", NOW))]
    assert isinstance(await room.submit("wish-0001", wish(1), seat(ANNA)), NotKept)
    edited = await room.submit("edit-0001", c.EditNote("note-0001", "Anders"), seat(ANNA))
    assert isinstance(edited, Refused)
    with pytest.raises(HeadMovedError):
        await log.log.append(SESSION, head, entries_of(late, head, "wish-0001"))
    assert isinstance(await room.submit("wish-0001", wish(1), seat(ANNA)), Accepted)
    assert len(await log.read(SESSION, head)) == 2, "the session once more, and the note"


async def test_two_workers_on_one_log_agree(log: WatchedLog) -> None:
    here = await writing_room(log)
    there = await reloaded(log)
    listeners = [Listener(here), Listener(there)]
    for number in range(6):
        room = (here, there)[number % 2]
        assert isinstance(await room.submit(f"wish-{number:04}", wish(number), seat(ANNA)), Accepted)
    assert isinstance(await here.submit("wish-0005", wish(5), seat(ANNA)), Accepted)
    there.hint(here.head)
    await there.submit("door-0001", c.OpenDoor(), LEAD)
    assert (here.canvas, here.head) == (there.canvas, there.head)
    assert [listener.entries for listener in listeners] == [listeners[0].entries] * 2
    assert fold(Canvas(), (entry.change for entry in await log.read(SESSION))) == here.canvas


async def test_a_hint_brings_what_another_worker_wrote(log: WatchedLog) -> None:
    here = await writing_room(log)
    there = await reloaded(log)
    await here.submit("wish-0001", wish(1), seat(ANNA))
    told = asyncio.Event()
    there.subscribe(lambda flush: told.set())
    there.hint(here.head)
    await asyncio.wait_for(told.wait(), 5)
    assert (there.canvas, there.head) == (here.canvas, here.head)
