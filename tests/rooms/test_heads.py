"""Several workers on one log: nobody answers with an older truth, and whoever is behind finds out by themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.decide import Refusal
from facilitation.canvas.kinds import NoteKind
from facilitation.rooms.answers import Accepted, Refused
from facilitation.rooms.heads import WATCH_MS, Heads, Watch
from facilitation.rooms.ports import GONE, LogError
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Rooms
from tests.given import ANNA, CREATE, DOOR, LEAD, SCHOOL, ManualClock, seat
from tests.rooms.rooming import Listener, WatchedLog, writing_room

SESSION = CREATE.session
EVA = "person-eva"


async def until(happened: asyncio.Event) -> None:
    await asyncio.wait_for(happened.wait(), 5)


async def turns(count: int = 20) -> None:
    """Let the loop go round, for what is only waiting for its turn."""
    for _ in range(count):
        await asyncio.sleep(0)


class CountedLog(WatchedLog):
    """A log whose queries for heads are counted, can be held up, and can fail."""

    def __init__(self, log: WatchedLog) -> None:
        super().__init__(log.log)
        self.asked: list[set[str]] = []
        self.came = asyncio.Event()
        self.away = False
        self.answering = asyncio.Event()
        self.answering.set()

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        self.asked.append(set(session_ids))
        found = await super().heads(session_ids)
        self.came.set()
        await self.answering.wait()
        if self.away:
            raise LogError("away")
        return found


@pytest.fixture
async def counted(log: WatchedLog) -> CountedLog:
    return CountedLog(log)


@pytest.fixture
async def watched(counted: CountedLog, clock: ManualClock) -> AsyncIterator[tuple[Room, Rooms, Watch]]:
    """A room on one worker; another worker, that watches; and its watch."""
    here = await writing_room(counted)
    there = Rooms(counted, clock)
    watch = Watch(there.look, clock)
    watch.start()
    yield here, there, watch
    watch.stop()


async def room_in(rooms: Rooms) -> Room:
    room = await rooms.get(SESSION)
    assert room is not None
    return room


async def test_a_room_that_is_asked_for_has_what_another_worker_acknowledged(log: WatchedLog) -> None:
    here = await writing_room(log)
    there = Rooms(log, ManualClock())
    held = await room_in(there)
    assert isinstance(await here.submit("join-0009", c.Join(EVA, SCHOOL), DOOR), Accepted)
    assert EVA not in held.canvas.participants
    assert EVA in (await room_in(there)).canvas.participants
    assert isinstance(await here.submit("remove-09", c.RemoveParticipant(EVA), LEAD), Accepted)
    assert EVA not in (await room_in(there)).canvas.participants


async def test_a_session_deleted_elsewhere_is_not_found(log: WatchedLog) -> None:
    await writing_room(log)
    there = Rooms(log, ManualClock())
    listener = Listener(await room_in(there))
    await Rooms(log, ManualClock()).delete(SESSION)
    assert await there.get(SESSION) is None
    assert listener.ended == 1


async def test_those_who_ask_together_share_a_query_that_began_after_they_asked(counted: CountedLog) -> None:
    room = await writing_room(counted)
    heads = Heads(counted)
    counted.answering.clear()
    head = room.head
    early = asyncio.create_task(heads.of(SESSION))
    await until(counted.came)
    assert isinstance(await room.submit("title-001", c.EditSession("Nieuw"), LEAD), Accepted)
    late = [asyncio.create_task(heads.of(SESSION)) for _ in range(50)]
    other = asyncio.create_task(heads.of("session-none"))
    late[0].cancel()
    await turns()
    counted.answering.set()
    assert await early == head
    assert await asyncio.gather(*late[1:]) == [room.head] * 49
    assert await other is None
    assert counted.asked == [{SESSION}, {SESSION, "session-none"}]


async def test_a_log_that_is_away_is_an_error_for_whoever_asks_and_no_longer(counted: CountedLog) -> None:
    await writing_room(counted)
    there = Rooms(counted, ManualClock())
    await room_in(there)
    counted.away = True
    with pytest.raises(LogError):
        await there.get(SESSION)
    counted.away = False
    await room_in(there)


async def test_a_room_whose_log_cannot_be_read_lets_nobody_wait_for_ever(log: WatchedLog) -> None:
    room = await writing_room(log)
    with pytest.raises(LogError):
        await room.reach(room.head + 1)
    assert isinstance(await room.submit("title-001", c.EditSession("Nieuw"), LEAD), Accepted)


async def test_without_any_hint_a_room_catches_up_within_two_seconds(
    watched: tuple[Room, Rooms, Watch], clock: ManualClock
) -> None:
    here, there, watch = watched
    room = await room_in(there)
    told = asyncio.Event()
    room.subscribe(lambda flush: told.set())
    await here.submit("wish-0001", c.AddNote("note-0001", NoteKind.WISH, "Samen"), seat(ANNA))
    clock.advance(WATCH_MS)
    await until(told)
    assert room.canvas == here.canvas
    assert (watch.lag, watch.looked_at) == (1, clock.now())


async def test_1_6_a_session_deleted_beside_a_running_server_ends_within_two_seconds(
    watched: tuple[Room, Rooms, Watch], counted: CountedLog, clock: ManualClock
) -> None:
    _, there, _ = watched
    room = await room_in(there)
    ended = asyncio.Event()
    room.subscribe(lambda flush: None, ended.set)
    await counted.purge(SESSION)
    clock.advance(WATCH_MS)
    await until(ended)
    assert room.ended
    assert await room.submit("title-001", c.EditSession("Te laat"), LEAD) == Refused(Refusal("session-unknown"))
    assert await there.get(SESSION) is None


async def test_the_watch_goes_on_when_the_log_is_away(counted: CountedLog, clock: ManualClock) -> None:
    here = await writing_room(counted)
    there = Rooms(counted, clock)
    room, looked = await room_in(there), asyncio.Event()

    async def look() -> int:
        try:
            return await there.look()
        finally:
            looked.set()

    watch = Watch(look, clock)
    watch.start()
    counted.away, begin = True, clock.now()
    for _ in range(3):
        looked.clear()
        clock.advance(WATCH_MS)
        await until(looked)
    assert watch.looked_at == begin
    counted.away = False
    told = asyncio.Event()
    room.subscribe(lambda flush: told.set())
    await here.submit("title-001", c.EditSession("Nieuw"), LEAD)
    clock.advance(WATCH_MS)
    await until(told)
    assert watch.looked_at == clock.now()
    watch.stop()


async def test_1_6_a_deletion_that_is_announced_is_checked_and_ends_the_room(log: WatchedLog) -> None:
    class Wire:
        """Carries what one worker announces to another."""

        rooms: Rooms

        def announce(self, session_id: str, head: int) -> None:
            self.rooms.hint(session_id, head)

    await writing_room(log)
    there, wire = Rooms(log, ManualClock()), Wire()
    wire.rooms = there
    room = await room_in(there)
    there.hint(SESSION, GONE)
    await turns()
    assert not room.ended
    ended = asyncio.Event()
    room.subscribe(lambda flush: None, ended.set)
    await Rooms(log, ManualClock(), wire).delete(SESSION)
    await until(ended)


async def test_a_hint_that_comes_during_a_commit_is_followed_right_after_it(log: WatchedLog) -> None:
    here = await writing_room(log)
    there = await room_in(Rooms(log, ManualClock()))
    log.gate.clear()
    log.arrived.clear()
    first = there.submit("title-001", c.EditSession("Een"), LEAD)
    await until(log.arrived)
    behind = there.head
    log.gate.set()
    await first
    # What the other worker commits now is announced while this one still tells of its own commit.
    told = asyncio.Event()
    there.subscribe(lambda flush: told.set() if flush.to > behind + 1 else None)
    await here.submit("title-002", c.EditSession("Twee"), LEAD)
    there.hint(here.head)
    await until(told)
    assert there.canvas == here.canvas
