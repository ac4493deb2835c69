"""Two workers that write to one session at the same time: one order, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.decide import Refusal
from facilitation.canvas.kinds import NoteKind
from facilitation.rooms.answers import Accepted, Answer
from facilitation.rooms.clock import SystemClock
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Rooms
from facilitation.store.database import Database
from facilitation.store.log import SqlChangeLog
from tests.given import ANNA, BILAL, CHRIS, CREATE, LEAD, WRITING, keys, seat
from tests.rooms.rooming import Listener

PEOPLE = (ANNA, BILAL, CHRIS)
NOTES = 90


class Wire:
    """Carries what one registry announces to the other."""

    def __init__(self) -> None:
        self.to: list[Rooms] = []

    def announce(self, session_id: str, head: int) -> None:
        for rooms in self.to:
            rooms.hint(session_id, head)


@pytest.fixture
async def rooms(fresh_postgres: str) -> AsyncIterator[tuple[Room, Room]]:
    """The room of one session at two workers, each with its own connections to PostgreSQL."""
    databases = [await asyncio.to_thread(Database, fresh_postgres) for _ in range(2)]
    wires = Wire(), Wire()
    registries = [
        Rooms(SqlChangeLog(database), SystemClock(), wire) for database, wire in zip(databases, wires, strict=True)
    ]
    for registry, wire in zip(registries, reversed(wires), strict=True):
        wire.to.append(registry)
    first = await registries[0].create(CREATE, keys())
    assert not isinstance(first, Refusal)
    for number, (command, actor) in enumerate(WRITING[1:]):
        assert isinstance(await first.submit(f"given-{number:04}", command, actor), Accepted)
    second = await registries[1].get(CREATE.session)
    assert second is not None
    yield first, second
    for registry in registries:
        registry.close()
    for database in databases:
        await database.close()


async def write(room: Room, name: str, number: int) -> Answer:
    note = c.AddNote(f"note-{name}-{number:04}", NoteKind.WISH, f"Samen {number}")
    return await room.submit(f"write-{name}-{number:04}", note, seat(PEOPLE[number % 3]))


async def equal(first: Room, second: Room) -> None:
    """Wait until both have the whole log."""
    head = max(first.head, second.head)
    await asyncio.gather(first.reach(head), second.reach(head))
    assert first.canvas == second.canvas
    assert first.head == second.head


async def test_two_workers_that_write_at_once_have_one_order_and_keep_everything(rooms: tuple[Room, Room]) -> None:
    listeners = [Listener(room) for room in rooms]
    answers = await asyncio.gather(
        *(write(room, name, number) for room, name in zip(rooms, "ab", strict=True) for number in range(NOTES))
    )
    assert all(isinstance(answer, Accepted) for answer in answers)
    await equal(*rooms)
    orders = [[entry.change.id for entry in listener.entries] for listener in listeners]
    assert orders[0] == orders[1]
    assert len(orders[0]) == 2 * NOTES
    assert len({answer.seq for answer in answers if isinstance(answer, Accepted)}) == 2 * NOTES


async def test_a_busy_worker_does_not_starve_a_quiet_one(rooms: tuple[Room, Room]) -> None:
    busy, quiet = rooms

    async def flood(lane: int) -> None:
        for number in count():
            edit = c.EditSession(f"Titel {lane} {number}")
            await busy.submit(f"flood-{lane}-{number:06}", edit, LEAD)

    floods = [asyncio.create_task(flood(lane)) for lane in range(8)]
    answers = [await write(quiet, "quiet", number) for number in range(40)]
    for task in floods:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert all(isinstance(answer, Accepted) for answer in answers)
    await equal(busy, quiet)
