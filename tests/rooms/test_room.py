"""One room: the order of things, and what happens when they go wrong."""

from __future__ import annotations

import asyncio

import orjson
import pytest
from hypothesis import given, settings

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal
from facilitation.canvas.fold import fold
from facilitation.canvas.records import Change, Note
from facilitation.canvas.views import Actor
from facilitation.rooms.answers import Accepted, Answer, NotKept, Refused, Since, Snapshot
from facilitation.rooms.memory import MAX_SINCE
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Alone
from tests.canvas.hostile import Step, runs
from tests.contract.kept import in_memory
from tests.given import ANNA, BILAL, CHRIS, LEAD, NOW, READER, SCREEN, ManualClock, seat
from tests.rooms.rooming import SESSION, Listener, WatchedLog, reloaded, wish, writing_room


def submit_many(room: Room, first: int, count: int) -> list[asyncio.Future[Answer]]:
    people = (ANNA, BILAL, CHRIS)
    return [room.submit(f"wish-{n:04}", wish(n), seat(people[n % 3])) for n in range(first, first + count)]


async def test_3_1_an_accepted_command_is_in_the_log(log: WatchedLog) -> None:
    room = await writing_room(log)
    answer = await room.submit("wish-0001", wish(1), seat(ANNA))
    assert answer == Accepted(room.head)
    entry = (await log.read(SESSION))[-1]
    assert (entry.seq, entry.at, entry.command_id, entry.actor) == (room.head, NOW, "wish-0001", f"seat:{ANNA}")
    assert entry.change == Change("note", "note-0001", room.canvas.notes["note-0001"])


async def test_3_1_a_command_that_changes_nothing_is_accepted_at_the_head(log: WatchedLog) -> None:
    room = await writing_room(log)
    head, commits = room.head, len(log.groups)
    assert await room.submit("door-0001", c.OpenDoor(), LEAD) == Accepted(head)
    assert (room.head, len(log.groups)) == (head, commits)


async def test_all_that_waits_is_one_commit_and_one_flush(log: WatchedLog) -> None:
    room = await writing_room(log)
    listener = Listener(room)
    log.gate.clear()
    log.arrived.clear()
    first = submit_many(room, 0, 1)
    await log.arrived.wait()
    rest = submit_many(room, 1, 20)
    log.groups.clear()
    log.gate.set()
    answers = await asyncio.gather(*first, *rest)
    await room.submit("door-0001", c.OpenDoor(), LEAD)
    assert log.groups == [1, 20]
    assert [len(flush.entries) for flush in listener.flushes] == [1, 20]
    assert [answer.seq for answer in answers if isinstance(answer, Accepted)] == list(
        range(room.head - 20, room.head + 1)
    )


async def test_2_7_nothing_is_answered_or_told_before_the_commit(log: WatchedLog) -> None:
    room = await writing_room(log)
    listener = Listener(room, log.events)
    log.events.clear()
    log.gate.clear()
    log.arrived.clear()
    answer = room.submit("wish-0001", wish(1), seat(ANNA))
    answer.add_done_callback(lambda _: log.events.append("answer"))
    await log.arrived.wait()
    assert (log.events, listener.flushes, answer.done()) == ([], [], False)
    assert "note-0001" not in room.canvas.notes
    assert isinstance(news := room.changes_since(None, seat(ANNA)), Snapshot)
    assert b"note-0001" not in news.records
    log.gate.set()
    await room.submit("wish-0002", wish(2), seat(ANNA))
    assert log.events[:3] == ["commit", "answer", "tell"]


async def test_3_3_a_failed_commit_changes_nothing_and_may_be_tried_again(log: WatchedLog) -> None:
    room = await writing_room(log)
    listener, canvas, head = Listener(room), room.canvas, room.head
    log.failures = 1
    answers = await asyncio.gather(*submit_many(room, 0, 3), room.submit("bad-0001", c.EditSession(""), LEAD))
    assert answers == [NotKept("not-kept")] * 4
    assert (room.canvas, room.head, listener.flushes) == (canvas, head, [])
    assert await asyncio.gather(*submit_many(room, 0, 3)) == [Accepted(head + n) for n in (1, 2, 3)]
    assert len(room.canvas.notes) == 3


async def test_3_2_a_commit_that_came_through_unseen_is_not_done_twice(log: WatchedLog) -> None:
    """The disk answers with an error after it has written: only the log knows."""
    room = await writing_room(log)
    listener, head = Listener(room), room.head
    log.failures, log.fails_after_commit = 1, True
    assert await room.submit("next-0001", c.NextFloor(), LEAD) == NotKept("not-kept")
    # A step of the facilitator is two changes: the floor, and how to take it back.
    assert await room.submit("next-0001", c.NextFloor(), LEAD) == Accepted(head + 2)
    assert (room.head, len(room.canvas.floor.heard)) == (head + 2, 1)
    assert [entry.seq for entry in listener.entries] == [head + 1, head + 2]


async def test_after_a_failed_commit_the_log_is_read_before_anything_is_decided(log: WatchedLog) -> None:
    """Otherwise "back to the old title" would seem to change nothing."""
    room = await writing_room(log)
    old = room.canvas.session.title
    log.failures, log.fails_after_commit = 1, True
    assert await room.submit("title-001", c.EditSession("Nieuw"), LEAD) == NotKept("not-kept")
    assert isinstance(await room.submit("title-002", c.EditSession(old), LEAD), Accepted)
    assert room.canvas.session.title == (await reloaded(log)).canvas.session.title == old


async def test_3_2_a_command_twice_gets_its_first_answer(log: WatchedLog) -> None:
    room = await writing_room(log)
    both = [room.submit("next-0001", c.NextFloor(), LEAD) for _ in range(2)]
    first, second = await asyncio.gather(*both)
    await room.submit("wish-0001", wish(1), seat(ANNA))
    third = await room.submit("next-0001", c.NextFloor(), LEAD)
    assert first == second == third
    assert len(room.canvas.floor.heard) == 1
    refused = await room.submit("stale-001", c.NextFloor(from_=""), LEAD)
    assert isinstance(refused, Refused)
    await room.submit("give-0001", c.GiveFloor(None), LEAD)
    assert await room.submit("stale-001", c.NextFloor(from_=""), LEAD) == refused


async def test_3_2_a_command_gets_its_first_answer_after_a_restart(log: WatchedLog) -> None:
    room = await writing_room(log)
    several = await room.submit("open-0001", c.MovePartner("partner-team", 0), LEAD)
    first = await room.submit("next-0001", c.NextFloor(), LEAD)
    again = await reloaded(log)
    assert again is not room
    assert await again.submit("next-0001", c.NextFloor(), LEAD) == first
    assert await again.submit("open-0001", c.MovePartner("partner-team", 0), LEAD) == several
    assert (again.head, again.canvas) == (room.head, room.canvas)


async def test_an_id_that_somebody_else_has_used_is_refused(log: WatchedLog) -> None:
    room = await writing_room(log)
    both = [room.submit("same-0001", wish(n), seat(who)) for n, who in ((1, ANNA), (2, BILAL))]
    first, second = await asyncio.gather(*both)
    assert isinstance(first, Accepted)
    assert second == Refused(Refusal("bad-request"))
    assert await room.submit("same-0001", wish(3), seat(CHRIS)) == second


async def test_3_4_commands_are_decided_in_the_order_in_which_they_came(log: WatchedLog) -> None:
    room = await writing_room(log)
    listener = Listener(room)
    answers: list[asyncio.Future[Answer]] = []
    for turn in range(10):
        answers += submit_many(room, turn * 10, 10)
        await asyncio.sleep(0)
    assert all(isinstance(answer, Accepted) for answer in await asyncio.gather(*answers))
    await room.submit("door-0001", c.OpenDoor(), LEAD)
    assert [entry.command_id for entry in listener.entries] == [f"wish-{n:04}" for n in range(100)]
    assert [entry.seq for entry in listener.entries] == list(range(room.head - 99, room.head + 1))
    assert all(flush.from_ + len(flush.entries) == flush.to for flush in listener.flushes)


async def test_later_commands_of_a_group_see_the_earlier_ones(log: WatchedLog) -> None:
    room = await writing_room(log)
    commands = (wish(1), c.EditNote("note-0001", "Andere woorden"), c.RemoveNote("note-0001"), wish(1))
    answers = [room.submit(f"step-{n:04}", command, seat(ANNA)) for n, command in enumerate(commands)]
    assert all(isinstance(answer, Accepted) for answer in await asyncio.gather(*answers))
    assert list(room.canvas.notes) == ["note-0001"]
    assert (await reloaded(log)).canvas == room.canvas


async def test_3_3_a_full_queue_says_that_it_is_too_busy() -> None:
    kept = in_memory()
    log = WatchedLog(kept.log)
    await writing_room(log)
    room = Room(SESSION, log, ManualClock(), Alone(), await log.read(SESSION), max_waiting=3)
    answers = submit_many(room, 0, 5)
    assert [answer.done() for answer in answers] == [False, False, False, True, True]
    settled = await asyncio.gather(*answers)
    assert settled[3:] == [NotKept("too-busy")] * 2
    assert all(isinstance(answer, Accepted) for answer in settled[:3])
    assert all(isinstance(answer, Accepted) for answer in await asyncio.gather(*submit_many(room, 3, 2)))


async def test_a_listener_that_fails_keeps_nothing_from_the_others(log: WatchedLog) -> None:
    room = await writing_room(log)

    def fail(flush: object) -> None:
        raise RuntimeError

    room.subscribe(fail)
    listener = Listener(room)
    assert isinstance(await room.submit("wish-0001", wish(1), seat(ANNA)), Accepted)
    assert isinstance(await room.submit("wish-0002", wish(2), seat(ANNA)), Accepted)
    await room.submit("door-0001", c.OpenDoor(), LEAD)
    assert len(listener.entries) == 2
    listener.stop()
    await room.submit("wish-0003", wish(3), seat(ANNA))
    assert len(listener.entries) == 2


async def test_2_3_who_is_a_little_behind_gets_the_changes(log: WatchedLog) -> None:
    room = await writing_room(log)
    since = room.head
    await asyncio.gather(*submit_many(room, 0, 3))
    assert room.changes_since(room.head, SCREEN) == Since(room.head, ())
    news = room.changes_since(since, seat(ANNA))
    assert isinstance(news, Since)
    assert [entry.seq for entry in news.entries] == [since + 1, since + 2, since + 3]
    texts = [entry.change.value.text for entry in news.entries if isinstance(entry.change.value, Note)]
    assert texts == ["Dat zij blijft lachen 0", None, None]
    for beyond in (room.head + 1, -1):
        assert isinstance(room.changes_since(beyond, SCREEN), Snapshot)
    assert isinstance((await reloaded(log)).changes_since(since, SCREEN), Since)


async def test_2_3_words_that_were_taken_back_are_not_in_the_changes(log: WatchedLog) -> None:
    room = await writing_room(log)
    since = room.head
    await room.submit("open-0001", c.OpenNotes(), LEAD)
    await room.submit("wish-0001", wish(1), seat(ANNA))
    note = room.head
    await room.submit("edit-0001", c.EditNote("note-0001", "Liever zo"), seat(ANNA))
    news = room.changes_since(since, SCREEN)
    assert isinstance(news, Since)
    values = {entry.seq: entry.change.value for entry in news.entries}
    assert list(values) == list(range(since + 1, room.head + 1)) and values[note] is None
    assert isinstance(values[room.head], Note) and values[room.head].text == "Liever zo"


async def test_2_3_who_is_far_behind_gets_a_snapshot() -> None:
    room = await writing_room(in_memory().log)
    since = room.head
    for number in range(MAX_SINCE):
        await room.submit(f"door-{number:04}", c.RotateDoor(), LEAD)
    assert isinstance(news := room.changes_since(since, SCREEN), Since)
    assert len(news.entries) == MAX_SINCE
    assert isinstance(room.changes_since(since - 1, SCREEN), Snapshot)


async def test_2_6_a_snapshot_holds_ones_own_closed_notes_alone(log: WatchedLog) -> None:
    room = await writing_room(log)
    await asyncio.gather(*submit_many(room, 0, 3))

    def texts(audience: Actor) -> list[str | None]:
        news = room.changes_since(None, audience)
        assert isinstance(news, Snapshot)
        return [value["text"] for kind, _, value in orjson.loads(news.records) if kind == "note"]

    assert texts(LEAD) == texts(SCREEN) == [None, None, None]
    assert texts(seat(BILAL)) == [None, "Dat zij blijft lachen 1", None]
    await room.submit("open-0001", c.OpenNotes(), LEAD)
    assert None not in texts(SCREEN)


async def test_a_snapshot_is_made_once_for_all_who_see_the_same(log: WatchedLog) -> None:
    room = await writing_room(log)
    await room.submit("wish-0000", wish(0), seat(ANNA))
    reader, screen, mine = (room.changes_since(None, who) for who in (READER, SCREEN, seat(ANNA)))
    assert isinstance(reader, Snapshot) and isinstance(screen, Snapshot) and isinstance(mine, Snapshot)
    assert reader.records is screen.records
    assert mine.records != reader.records
    await room.submit("wish-0001", wish(1), seat(ANNA))
    later = room.changes_since(None, READER)
    assert isinstance(later, Snapshot)
    before, after = orjson.loads(reader.records), orjson.loads(later.records)
    assert (later.seq, after[:-1]) == (reader.seq + 1, before)


async def test_3_12_a_removed_note_is_in_no_changes_any_more(log: WatchedLog) -> None:
    room = await writing_room(log)
    since = room.head
    await room.submit("open-0001", c.OpenNotes(), LEAD)
    await room.submit("wish-0001", wish(1, "kanarie"), seat(ANNA))
    assert "kanarie" in str(room.changes_since(since, SCREEN))
    await room.submit("gone-0001", c.RemoveNote("note-0001"), seat(ANNA))
    for audience in (SCREEN, seat(ANNA)):
        assert "kanarie" not in str(room.changes_since(since, audience))
    assert "kanarie" not in str(await log.read(SESSION))


async def test_a_deleted_session_answers_that_it_is_unknown(log: WatchedLog) -> None:
    room = await writing_room(log)
    listener = Listener(room)
    await log.purge(SESSION)
    assert await room.submit("wish-0001", wish(1), seat(ANNA)) == Refused(Refusal("session-unknown"))
    assert listener.ended == 1
    assert await room.submit("wish-0002", wish(2), seat(ANNA)) == Refused(Refusal("session-unknown"))


async def test_what_people_write_is_never_logged(log: WatchedLog, caplog: pytest.LogCaptureFixture) -> None:
    room = await writing_room(log)
    caplog.set_level(0)
    log.failures = 1
    await room.submit("wish-0001", wish(1, "kanarie"), seat(ANNA))
    assert "a commit failed (LogError)" in caplog.text
    assert "kanarie" not in caplog.text


async def test_a_caller_who_gives_up_takes_nothing_back(log: WatchedLog) -> None:
    room = await writing_room(log)
    answers = submit_many(room, 0, 2)
    answers[0].cancel()
    assert isinstance(await answers[1], Accepted)
    assert len(room.canvas.notes) == 2


async def test_time_in_a_log_never_goes_back(log: WatchedLog) -> None:
    clock = ManualClock()
    room = await writing_room(log, clock)
    clock.advance(5_000)
    await room.submit("wish-0001", wish(1), seat(ANNA))
    clock.advance(-3_000)
    await room.submit("wish-0002", wish(2), seat(ANNA))
    assert room.canvas.notes["note-0001"].at == room.canvas.notes["note-0002"].at == NOW + 5_000


@settings(max_examples=60, deadline=None)
@given(runs)
def test_3_2_any_commands_twice_are_the_same_commands_once(run: list[Step]) -> None:
    async def play(times: int) -> tuple[list[object], Canvas, Canvas]:
        log = in_memory().log
        room = await writing_room(log)
        head = room.head
        for number, (command, actor) in enumerate(run):
            asked = [room.submit(f"step-{number:04}", command, actor) for _ in range(times)]
            answers = await asyncio.gather(*asked)
            assert answers == answers[:1] * times
        entries = await log.read(SESSION)
        return list(entries[head:]), room.canvas, fold(Canvas(), (entry.change for entry in entries))

    once, twice = asyncio.run(play(1)), asyncio.run(play(2))
    assert once == twice
    assert once[1] == once[2]
