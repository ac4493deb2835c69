"""The file itself: how it is opened, brought up to date and shared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from facilitation.canvas.records import Canvas, Change, Note, NoteKind
from facilitation.rooms.ports import LogError
from facilitation.store.database import Database
from facilitation.store.migrate import NewerSchemaError
from tests.contract.kept import in_sqlite
from tests.given import CREATE, LEAD, changes_of, entries_of, keys

SESSION = CREATE.session


def url(directory: Path) -> str:
    return f"sqlite:///{directory / 'sessions.db'}"


async def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    first = in_sqlite(tmp_path)
    await first.log.begin(SESSION, keys(), entries)
    await first.close()
    second = in_sqlite(tmp_path)
    assert await second.log.read(SESSION) == entries
    await second.close()


async def test_every_connection_loses_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    database = Database(url(tmp_path))
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}
    for ask in (database.read, database.write):
        found = await ask(lambda connection: {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted})
        assert found == wanted
    await database.close()


async def test_the_revisions_make_the_tables_that_the_code_means(tmp_path: Path) -> None:
    await Database(url(tmp_path)).close()
    engine = create_engine(url(tmp_path))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()


async def test_a_newer_schema_is_refused_in_one_sentence(tmp_path: Path) -> None:
    await Database(url(tmp_path)).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchemaError, match=r"^This database was used by a newer version of Speelveld \(.*\.$"):
        Database(url(tmp_path))


async def test_a_database_that_cannot_be_opened_is_an_error_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"this is no database, however long it goes on" * 50)
    with pytest.raises(LogError):
        Database(url(tmp_path))


async def test_a_failed_commit_tells_nothing_that_was_written(tmp_path: Path) -> None:
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(), entries)
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as connection, connection:
        connection.execute("DROP TABLE change")
    note = Change("note", "note-0001", Note("partner-school", "person-anna", NoteKind.WISH, "kanarie", 1))
    with pytest.raises(LogError) as caught:
        await kept.log.append(SESSION, len(entries), entries_of([note], len(entries), "command-2"))
    assert "kanarie" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert await kept.archive.keys(SESSION) == keys()
    await kept.close()
