"""A database of either kind: how it is opened, brought up to date and shared."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note
from facilitation.rooms.ports import LogError, SessionExistsError
from facilitation.store import sqlite
from facilitation.store.database import Database, check
from facilitation.store.log import SqlChangeLog
from facilitation.store.migrate import NewerSchemaError
from tests.contract.kept import in_database, in_sqlite
from tests.given import CREATE, LEAD, changes_of, entries_of, keys

SESSION = CREATE.session


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is empty, or not there yet."""
    if request.param == "postgres":
        return str(request.getfixturevalue("fresh_postgres"))
    return f"sqlite:///{tmp_path / 'sessions.db'}"


async def execute(url: str, statement: str) -> None:
    """Do something to the database that the program does not do."""
    database = Database(url)
    await database.write(lambda connection: connection.execute(text(statement)))
    await database.close()


async def test_what_was_kept_is_there_after_a_restart(url: str) -> None:
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    first = in_database(url)
    await first.log.begin(SESSION, keys(), entries)
    await first.close()
    second = in_database(url)
    assert await second.log.read(SESSION) == entries
    await second.close()


async def test_the_revisions_make_the_tables_that_the_code_means(url: str) -> None:
    database = Database(url)
    found = await database.read(
        lambda connection: compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True}),
            SQLModel.metadata,
        )
    )
    assert found == []
    await database.close()


async def test_a_newer_schema_is_refused_in_one_sentence(url: str) -> None:
    await execute(url, "UPDATE alembic_version SET version_num = '9999'")
    for open_it in (Database, check):
        with pytest.raises(NewerSchemaError, match=r"^This database was used by a newer version of Speelveld \(.*\.$"):
            open_it(url)


async def test_workers_that_start_together_make_one_schema(url: str) -> None:
    with ThreadPoolExecutor(4) as starting:
        workers = list(starting.map(Database, [url] * 4))
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    begins = [SqlChangeLog(worker).begin(SESSION, keys(), entries) for worker in workers]
    found = await asyncio.gather(*begins, return_exceptions=True)
    assert [type(each) for each in found if each] == [SessionExistsError] * 3
    for worker in workers:
        await worker.close()


def test_a_look_at_the_database_changes_nothing(url: str, tmp_path: Path) -> None:
    check(url)
    assert list(tmp_path.iterdir()) == []
    asyncio.run(Database(url).close())
    check(url)


async def test_a_failed_commit_tells_nothing_that_was_written(url: str) -> None:
    kept = in_database(url)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(), entries)
    await execute(url, "DROP TABLE change")
    note = Change("note", "note-0001", Note("partner-school", "person-anna", NoteKind.WISH, "kanarie", 1))
    with pytest.raises(LogError) as caught:
        await kept.log.append(SESSION, len(entries), entries_of([note], len(entries), "command-2"))
    assert "kanarie" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert await kept.archive.keys(SESSION) == keys()
    await kept.close()


@pytest.mark.parametrize("words", ["\ud800", "\0"])
async def test_words_that_no_database_can_hold_are_an_error_of_the_log(url: str, words: str) -> None:
    kept = in_database(url)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(), entries)
    note = Change("note", f"note-{words}", Note("partner-school", "person-anna", NoteKind.WISH, words, 1))
    head = len(entries)
    try:
        await kept.log.append(SESSION, head, entries_of([note], head, "command-2"))
    except LogError:
        assert await kept.log.read(SESSION) == entries
    else:
        assert [entry.change for entry in await kept.log.read(SESSION, head)] == [note]
    await kept.close()


async def test_every_connection_to_a_file_loses_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'sessions.db'}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}
    for ask in (database.read, database.write):
        found = await ask(lambda connection: {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted})
        assert found == wanted
    await database.close()


async def test_a_file_that_is_no_database_is_an_error_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"this is no database, however long it goes on" * 50)
    for open_it in (Database, check):
        with pytest.raises(LogError):
            open_it(f"sqlite:///{tmp_path / 'sessions.db'}")


async def test_a_file_that_another_has_locked_fails_everyone_in_time_and_is_read_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 500)
    monkeypatch.setattr(sqlite.Sqlite, "patience", 0.5)
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    for number in range(1, 10):
        await kept.log.begin(f"session-{number}", keys(number), entries)
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = time.monotonic()
        note = entries_of([Change("note", "note-0001", None)], len(entries), "command-2")
        writing = [kept.log.append(f"session-{number}", len(entries), note) for number in range(1, 10)]
        waiting = asyncio.gather(*writing, return_exceptions=True)
        assert await kept.log.read("session-1") == entries
        assert not waiting.done()
        found = await waiting
        assert all(isinstance(error, LogError) for error in found)
        assert time.monotonic() - before < 2  # one that waited for the lock, and not one after another
        other.execute("ROLLBACK")
    for number in range(1, 10):
        await kept.log.append(f"session-{number}", len(entries), note)
    await kept.close()
