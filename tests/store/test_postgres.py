"""What a server does that a file does not: it restarts, freezes, goes away, and has other clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import QueuePool, text

from facilitation.api.health import PATIENCE_S
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note
from facilitation.rooms.ports import Entry, HeadMovedError, LogError, SessionExistsError, SessionUnknownError
from facilitation.store.database import Database
from facilitation.store.log import SqlChangeLog
from facilitation.store.postgres import VACUUM_LOCK
from tests.contract.kept import in_database
from tests.given import ANNA, CREATE, LEAD, NOW, changes_of, entries_of, keys
from tests.services import Postgres, postgres

SESSION, OTHER = CREATE.session, "session-0002"
CANARY = "kanarie in de kooi"
IMPATIENT = "?options=-c%20lock_timeout%3D300"


def first_entries(session_id: str = SESSION) -> list[Entry]:
    return entries_of(changes_of(Canvas(), replace(CREATE, session=session_id), LEAD))


HEAD = len(first_entries())


def note(head: int, words: str = CANARY) -> list[Entry]:
    """One note, as the next entry behind `head`."""
    record = Note("partner-school", ANNA, NoteKind.WISH, words, NOW)
    return entries_of([Change("note", f"note-{head:04}", record)], head, f"command-{head:04}")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A cluster that these tests may hurt."""
    with postgres() as server:
        yield server


async def begun(database: Database) -> SqlChangeLog:
    """A log with two sessions."""
    log = SqlChangeLog(database)
    for number, session_id in enumerate((SESSION, OTHER), 1):
        await log.begin(session_id, keys(number), first_entries(session_id))
    return log


async def until_used(database: Database, connections: int) -> None:
    """Wait until this many connections are in use."""
    pool = database.backend.engine.pool
    assert isinstance(pool, QueuePool)
    while pool.checkedout() != connections:  # noqa: ASYNC110  # the pool tells nobody
        await asyncio.sleep(0.01)


async def test_every_connection_loses_nothing_and_waits_for_nothing_forever(fresh_postgres: str) -> None:
    database = Database(fresh_postgres)
    wanted = {
        "synchronous_commit": "on",
        "transaction_isolation": "read committed",
        "lock_timeout": "5s",
        "statement_timeout": "8s",
        "idle_in_transaction_session_timeout": "8s",
    }
    for ask in (database.read, database.write):
        found = await ask(lambda connection: {name: connection.scalar(text(f"SHOW {name}")) for name in wanted})
        assert found == wanted
    await database.close()


async def test_an_address_may_say_more_and_begin_as_elsewhere(fresh_postgres: str) -> None:
    address = fresh_postgres.replace("postgresql://", "postgres://") + IMPATIENT + "&sslmode=disable"
    database = Database(address)
    assert await database.read(lambda connection: connection.scalar(text("SHOW lock_timeout"))) == "300ms"
    await database.close()


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_server_that_restarted_is_used_again_at_once(server: Postgres, end: str) -> None:
    database = Database(server.new_database())
    log = await begun(database)
    await asyncio.gather(*(log.read(SESSION) for _ in range(8)))
    getattr(server, end)()
    server.start()
    await log.append(SESSION, HEAD, note(HEAD))
    for heads in await asyncio.gather(*(log.heads([SESSION, OTHER]) for _ in range(8))):
        assert heads == {SESSION: HEAD + 1, OTHER: HEAD}
    await database.close()


async def test_a_server_that_is_away_is_an_error_until_it_is_back(server: Postgres) -> None:
    url = server.new_database()
    database, kept = Database(url), in_database(url)
    log = await begun(database)
    server.stop()
    for _ in range(3):
        with pytest.raises(LogError):
            await log.append(SESSION, HEAD, note(HEAD))
        assert not await kept.archive.is_writable()
    server.start()
    await log.append(SESSION, HEAD, note(HEAD))
    assert await kept.archive.is_writable()
    await kept.close()
    await database.close()


async def test_a_server_that_freezes_holds_nobody_up_for_ever(server: Postgres) -> None:
    database = Database(server.new_database() + "?connect_timeout=2")
    log = await begun(database)
    database.backend.patience = 0.5
    server.pause()
    try:
        before = time.monotonic()
        waiting = [log.append(SESSION, HEAD, note(HEAD)), *(log.read(OTHER) for _ in range(20))]
        found = await asyncio.gather(*waiting, return_exceptions=True)
        # Who has a connection is cut off; who must first make one waits for as long as that may take.
        assert time.monotonic() - before < 6
    finally:
        server.resume()
    assert all(isinstance(error, LogError) for error in found)
    # What it had received before it froze, it may still do: whole, and once.
    head = (await log.heads([SESSION]))[SESSION]
    assert await log.read(SESSION, HEAD) == note(HEAD)[: head - HEAD]
    await log.append(SESSION, head, note(head))
    await database.close()


@pytest.mark.parametrize("is_cancelled", [True, False])
async def test_a_server_that_freezes_holds_up_no_end(server: Postgres, is_cancelled: bool) -> None:
    database = Database(server.new_database() + "?connect_timeout=2")
    log = await begun(database)
    await asyncio.gather(*(log.heads([SESSION]) for _ in range(2)))
    server.pause()
    try:
        waiting = [asyncio.create_task(log.heads([SESSION])) for _ in range(2)]
        await until_used(database, 2)
        for task in waiting[:is_cancelled]:
            task.cancel()
        await asyncio.wait_for(database.close(), 6)
        found = await asyncio.gather(*waiting, return_exceptions=True)
    finally:
        server.resume()
    assert [type(each) for each in found] == [asyncio.CancelledError if is_cancelled else LogError, LogError]


async def test_a_table_that_another_holds_takes_no_note_and_says_so_in_time(fresh_postgres: str) -> None:
    kept = in_database(fresh_postgres)
    await kept.log.begin(SESSION, keys(), first_entries())
    with psycopg.connect(fresh_postgres) as holder:
        holder.execute("LOCK TABLE change IN SHARE MODE")
        before = time.monotonic()
        assert not await kept.archive.is_writable()
        assert time.monotonic() - before < PATIENCE_S
        holder.rollback()
        holder.execute("SELECT head FROM session FOR UPDATE")  # a session that is held is not in the way
        assert await kept.archive.is_writable()
    await kept.close()


async def test_what_nobody_waits_for_any_more_ends_in_time(server: Postgres) -> None:
    database = Database(server.new_database())
    database.backend.patience = 0.5
    log = await begun(database)
    server.pause()
    try:
        waiting = asyncio.create_task(log.heads([SESSION]))
        await until_used(database, 1)
        waiting.cancel()
        await asyncio.wait_for(until_used(database, 0), 3)
    finally:
        server.resume()
    await database.close()


async def test_a_session_that_another_holds_fails_in_time_and_the_others_go_on(fresh_postgres: str) -> None:
    database = Database(fresh_postgres + IMPATIENT)
    log = await begun(database)
    with psycopg.connect(fresh_postgres) as holder:
        holder.execute("SELECT head FROM session WHERE id = %s FOR UPDATE", (SESSION,))
        held = asyncio.create_task(log.append(SESSION, HEAD, note(HEAD)))
        await log.append(OTHER, HEAD, note(HEAD))
        assert await log.read(SESSION) == first_entries()
        assert not held.done()
        with pytest.raises(LogError, match=r"^LockNotAvailable$"):
            await held
    await log.append(SESSION, HEAD, note(HEAD))
    await database.close()


async def test_of_two_workers_at_one_head_one_writes_and_the_other_decides_again(fresh_postgres: str) -> None:
    workers = [Database(fresh_postgres) for _ in range(2)]
    logs = [await begun(workers[0]), SqlChangeLog(workers[1])]
    for head in range(HEAD, HEAD + 40):
        tried = [log.append(SESSION, head, note(head, f"van {number}")) for number, log in enumerate(logs)]
        found = await asyncio.gather(*tried, return_exceptions=True)
        assert sorted(type(each) for each in found if each) == [HeadMovedError], found
    assert [entry.seq for entry in await logs[1].read(SESSION)] == list(range(1, HEAD + 41))
    for worker in workers:
        await worker.close()


async def test_a_session_begun_twice_at_once_is_begun_once(fresh_postgres: str) -> None:
    workers = [Database(fresh_postgres) for _ in range(2)]
    for number in range(1, 10):
        entries = first_entries(f"session-{number}")
        begins = [SqlChangeLog(worker).begin(f"session-{number}", keys(number), entries) for worker in workers]
        found = await asyncio.gather(*begins, return_exceptions=True)
        assert [type(each) for each in found if each] == [SessionExistsError]
    for worker in workers:
        await worker.close()


async def test_a_session_is_purged_while_another_worker_writes_to_it(fresh_postgres: str) -> None:
    workers = [Database(fresh_postgres) for _ in range(2)]
    log, other = await begun(workers[0]), SqlChangeLog(workers[1])
    writing = asyncio.create_task(write_on(other))
    await asyncio.sleep(0)
    await log.purge(SESSION)
    with pytest.raises(SessionUnknownError):
        await writing
    assert await log.read(SESSION) == []
    assert await log.read(OTHER) == first_entries(OTHER)
    for worker in workers:
        await worker.close()


async def write_on(log: SqlChangeLog) -> None:
    """Write notes until that fails."""
    head = HEAD
    while True:
        await log.append(SESSION, head, note(head))
        head += 1


def table_files_with(server: Postgres, words: str) -> list[Path]:
    """The files of tables and indexes in which these words stand, of all databases."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")  # from memory to the files
    files = [path for path in (server.directory / "data" / "base").rglob("*") if path.is_file()]
    return [path for path in files if words.encode() in path.read_bytes()]


async def test_a_purged_session_is_in_no_table(server: Postgres) -> None:
    kept = in_database(server.new_database())
    words = "een zin die nergens anders staat"
    for number, session_id in enumerate((SESSION, OTHER), 1):
        await kept.log.begin(session_id, keys(number), first_entries(session_id))
    await kept.log.append(SESSION, HEAD, [entry for head in range(HEAD, HEAD + 200) for entry in note(head, words)])
    await kept.archive.add_seat(SESSION, ANNA, "secret-of-anna")
    assert table_files_with(server, words)
    await kept.log.purge(SESSION)
    await kept.log.vacuum()
    assert table_files_with(server, words) == []
    assert await kept.log.read(OTHER) == first_entries(OTHER)
    await kept.close()


async def test_a_vacuum_holds_up_nobody_for_long_and_is_done_when_nobody_reads(
    server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    url, words = server.new_database(), "nog een zin die nergens anders staat"
    database = Database(url)
    log = await begun(database)
    await log.append(SESSION, HEAD, note(HEAD, words))
    with psycopg.connect(url) as reader:
        reader.execute("LOCK TABLE session, change, seat_secret IN ACCESS SHARE MODE")  # as a backup does
        await log.purge(SESSION)
        vacuuming = asyncio.create_task(log.vacuum())
        head, waits = HEAD, []
        while not vacuuming.done():
            before = time.monotonic()
            await log.append(OTHER, head, note(head))
            waits.append(time.monotonic() - before)
            head += 1
        assert 0.1 < max(waits) < 2  # behind the vacuum, but not for as long as others wait for a lock
        assert table_files_with(server, words)
        assert [message.rpartition("(")[2] for message in caplog.messages] == ["LockNotAvailable)"]
    await log.vacuum()
    assert table_files_with(server, words) == []
    await database.close()


async def test_workers_vacuum_one_after_another(fresh_postgres: str) -> None:
    workers = [Database(fresh_postgres) for _ in range(2)]
    logs = [await begun(workers[0]), SqlChangeLog(workers[1])]
    for log, session_id in zip(logs, (SESSION, OTHER), strict=True):
        await log.purge(session_id)
    with psycopg.connect(fresh_postgres) as third:
        third.execute("SELECT pg_advisory_lock(%s)", (VACUUM_LOCK,))
        third.commit()
        before = place_of_changes(fresh_postgres)
        vacuuming = asyncio.gather(*(log.vacuum() for log in logs))
        await until_standing_in_line(fresh_postgres, 2)
        assert place_of_changes(fresh_postgres) == before
    await vacuuming
    after = place_of_changes(fresh_postgres)
    assert after != before
    await asyncio.gather(*(log.vacuum() for log in logs))
    assert place_of_changes(fresh_postgres) == after
    for worker in workers:
        await worker.close()


async def test_of_workers_that_purge_the_same_session_one_vacuums(fresh_postgres: str) -> None:
    workers = [Database(fresh_postgres) for _ in range(3)]
    logs = [await begun(workers[0]), *(SqlChangeLog(worker) for worker in workers[1:])]
    await asyncio.gather(*(log.purge(SESSION) for log in logs))
    places = {place_of_changes(fresh_postgres)}
    for log in logs:
        await log.vacuum()
        places.add(place_of_changes(fresh_postgres))
    assert len(places) == 2
    for worker in workers:
        await worker.close()


def place_of_changes(url: str) -> object:
    """In which file the changes are; another one when they were written anew."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT pg_relation_filenode('change')").fetchone()


async def until_standing_in_line(url: str, connections: int) -> None:
    """Wait until this many connections wait for the advisory lock of a vacuum."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while await (await connection.execute(query)).fetchone() != (connections,):  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)


async def test_a_password_is_in_no_error(server: Postgres) -> None:
    address = server.url.replace("speelveld@", "niemand:geheim@")
    with pytest.raises(LogError) as caught:
        Database(address)
    assert "geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
