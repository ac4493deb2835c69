"""The registry: one room per session, loaded once, kept while used, gone when deleted."""

from __future__ import annotations

import asyncio
import gc
import weakref
from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.decide import Refusal
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.rules.session import DAY_MS
from facilitation.rooms.answers import Accepted, Refused
from facilitation.rooms.ports import KeyTakenError, LogError, SessionExistsError
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import IDLE_MS, Rooms
from tests.contract.kept import in_memory
from tests.given import ANNA, CREATE, LEAD, NOW, ManualClock, keys, seat
from tests.rooms.rooming import Listener, WatchedLog, writing_room

SESSION = CREATE.session


async def test_a_created_session_is_found_by_everybody(log: WatchedLog, clock: ManualClock) -> None:
    rooms = Rooms(log, clock)
    room = await rooms.create(CREATE, keys())
    assert isinstance(room, Room)
    assert await rooms.get(SESSION) is room
    elsewhere = await Rooms(log, clock).get(SESSION)
    assert elsewhere is not None
    assert elsewhere.canvas == room.canvas
    assert room.canvas.session.created == NOW
    assert await rooms.get("session-none") is None


async def test_a_session_that_cannot_begin_is_refused(log: WatchedLog, clock: ManualClock) -> None:
    rooms = Rooms(log, clock)
    assert await rooms.create(replace(CREATE, title=" "), keys()) == Refusal("empty", {"field": "title"})
    assert await rooms.get(SESSION) is None
    await rooms.create(CREATE, keys())
    with pytest.raises(SessionExistsError):
        await rooms.create(CREATE, keys(2))
    with pytest.raises(KeyTakenError):
        await rooms.create(replace(CREATE, session="session-0002"), keys())
    assert await rooms.get("session-0002") is None


async def test_a_room_asked_for_by_many_at_once_is_loaded_once(log: WatchedLog, clock: ManualClock) -> None:
    await writing_room(log)
    gc.collect()
    log.loads = 0
    rooms = Rooms(log, clock)
    found = await asyncio.gather(*(rooms.get(SESSION) for _ in range(20)))
    assert found[0] is not None
    assert all(room is found[0] for room in found)
    assert log.loads == 1


async def test_a_visitor_who_gives_up_does_not_take_the_room_from_the_others(log: WatchedLog) -> None:
    await writing_room(log)
    rooms = Rooms(log, ManualClock())
    hasty, patient = (asyncio.create_task(rooms.get(SESSION)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    assert await patient is not None


async def test_a_room_is_kept_while_it_is_used_and_then_let_go(clock: ManualClock) -> None:
    log = WatchedLog(in_memory().log)
    await writing_room(log)
    rooms = Rooms(log, clock)
    room = await rooms.get(SESSION)
    assert room is not None
    listener, gone = Listener(room), weakref.ref(room)
    del room
    await asyncio.sleep(0)  # the loop itself holds what it has just handed over until its next turn
    clock.advance(3 * IDLE_MS)
    gc.collect()
    assert gone() is not None
    listener.stop()
    del listener
    clock.advance(IDLE_MS - 1)
    gc.collect()
    assert gone() is not None
    clock.advance(1)
    gc.collect()
    assert gone() is None
    assert await rooms.get(SESSION) is not None


async def test_there_are_never_two_rooms_of_one_session(clock: ManualClock) -> None:
    """Somebody may hold a room for longer than the registry keeps it."""
    log = WatchedLog(in_memory().log)
    await writing_room(log)
    rooms = Rooms(log, clock)
    held = await rooms.get(SESSION)
    clock.advance(5 * IDLE_MS)
    assert await rooms.get(SESSION) is held


async def test_1_6_a_deleted_session_is_gone_for_everybody(log: WatchedLog, clock: ManualClock) -> None:
    rooms = Rooms(log, clock)
    room = await rooms.create(CREATE, keys())
    assert isinstance(room, Room)
    listener = Listener(room)
    await rooms.delete(SESSION)
    assert listener.ended == 1
    assert await rooms.get(SESSION) is None
    assert await log.read(SESSION) == []
    assert await room.submit("title-001", c.EditSession("Te laat"), LEAD) == Refused(Refusal("session-unknown"))
    await rooms.delete(SESSION)
    await rooms.create(CREATE, keys())


async def test_a_session_deleted_while_it_is_loaded_does_not_come_back(log: WatchedLog, clock: ManualClock) -> None:
    await writing_room(log)
    rooms = Rooms(log, clock)
    loading = asyncio.create_task(rooms.get(SESSION))
    await asyncio.sleep(0)
    await rooms.delete(SESSION)
    found = await loading
    assert found is None or await found.submit("title-001", c.EditSession("Nee"), LEAD) == Refused(
        Refusal("session-unknown")
    )
    assert await rooms.get(SESSION) is None


async def test_sessions_go_on_the_day_that_was_promised(clock: ManualClock) -> None:
    kept = in_memory()
    rooms = Rooms(kept.log, clock)
    room = await rooms.create(CREATE, keys())
    assert isinstance(room, Room)
    await rooms.create(replace(CREATE, session="session-0002"), keys(2))
    assert isinstance(await room.submit("close-001", c.CloseSession(), LEAD), Accepted)
    clock.advance(30 * DAY_MS - 1)
    assert await rooms.purge_due(kept.archive) == []
    clock.advance(1)
    assert await rooms.purge_due(kept.archive) == [SESSION]
    assert [summary.id for summary in await kept.archive.sessions()] == ["session-0002"]


async def test_a_session_that_cannot_be_deleted_keeps_no_other(clock: ManualClock) -> None:
    kept = in_memory()
    log = WatchedLog(kept.log)
    rooms = Rooms(log, clock)
    for number in range(1, 4):
        room = await rooms.create(replace(CREATE, session=f"session-000{number}"), keys(number))
        assert isinstance(room, Room)
        assert isinstance(await room.submit("close-001", c.CloseSession(), LEAD), Accepted)
        clock.advance(1)
    clock.advance(30 * DAY_MS)
    log.events.clear()
    log.purge_failures = 1
    with pytest.raises(LogError):
        await rooms.purge_due(kept.archive)
    assert [summary.id for summary in await kept.archive.sessions()] == [SESSION]
    assert log.events == ["purge", "purge", "vacuum"]
    assert await rooms.get(SESSION) is not None
    assert await rooms.purge_due(kept.archive) == [SESSION]
    assert await rooms.purge_due(kept.archive) == []
    assert log.events == ["purge", "purge", "vacuum", "purge", "vacuum", "vacuum"]


async def test_a_hint_reaches_the_room_that_is_open(log: WatchedLog, clock: ManualClock) -> None:
    here = await writing_room(log)
    rooms = Rooms(log, clock)
    there = await rooms.get(SESSION)
    assert there is not None
    await here.submit("wish-0001", c.AddNote("note-0001", NoteKind.WISH, "Samen"), seat(ANNA))
    told = asyncio.Event()
    there.subscribe(lambda flush: told.set())
    rooms.hint("session-none", 9)
    rooms.hint(SESSION, here.head)
    await asyncio.wait_for(told.wait(), 5)
    assert there.canvas == here.canvas


async def test_other_workers_are_told_after_the_commit(log: WatchedLog, clock: ManualClock) -> None:
    class Told:
        def __init__(self) -> None:
            self.heads: list[tuple[str, int]] = []

        def announce(self, session_id: str, head: int) -> None:
            self.heads.append((session_id, head))

    told = Told()
    room = await Rooms(log, clock, told).create(CREATE, keys())
    assert isinstance(room, Room)
    log.failures = 1
    await room.submit("title-001", c.EditSession("Een"), LEAD)
    await room.submit("title-002", c.EditSession("Twee"), LEAD)
    await room.submit("title-003", c.EditSession("Twee"), LEAD)
    assert told.heads == [(SESSION, room.head)]
