"""What is gone from the tables is gone from the files."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note
from facilitation.store import sqlite
from tests.contract.kept import in_sqlite
from tests.given import ANNA, CREATE, LEAD, NOW, changes_of, entries_of, keys

SESSION = CREATE.session
CANARY = "kanarie in de kooi"


def files_with(directory: Path, text: str) -> list[str]:
    """The names of the files in which these words stand."""
    return sorted(path.name for path in directory.iterdir() if text.encode() in path.read_bytes())


def notes(count: int) -> list[Change]:
    return [
        Change("note", f"note-{number:04}", Note("partner-school", ANNA, NoteKind.WISH, f"{CANARY} {number}", NOW))
        for number in range(count)
    ]


async def test_a_purged_session_is_in_no_file(tmp_path: Path) -> None:
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    others = entries_of(changes_of(Canvas(), replace(CREATE, session="session-0002"), LEAD))
    await kept.log.begin(SESSION, keys(1), entries)
    await kept.log.begin("session-0002", keys(2), others)
    head = len(entries)
    await kept.log.append(SESSION, head, entries_of(notes(200), head, "command-2"))
    await kept.archive.add_seat(SESSION, ANNA, "secret-of-anna")
    assert files_with(tmp_path, CANARY)
    assert files_with(tmp_path, SESSION)
    await kept.log.purge(SESSION)
    await kept.log.vacuum()
    for text in (CANARY, SESSION, ANNA, keys(1).code, keys(1).token):
        assert files_with(tmp_path, text) == []
    assert files_with(tmp_path, "session-0002") == ["sessions.db"]
    await kept.close()


async def test_a_session_is_purged_while_others_read(tmp_path: Path) -> None:
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(1), entries)
    await kept.log.append(SESSION, len(entries), entries_of(notes(200), len(entries), "command-2"))
    reading = [asyncio.create_task(kept.log.read(SESSION)) for _ in range(50)]
    await kept.log.purge(SESSION)
    await kept.log.vacuum()
    assert files_with(tmp_path, CANARY) == []
    await asyncio.gather(*reading)
    await kept.close()


async def test_what_a_reader_kept_in_the_file_goes_at_the_next_vacuum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 100)
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(1), entries)
    await kept.log.append(SESSION, len(entries), entries_of(notes(20), len(entries), "command-2"))
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM session").fetchone() == (1,)
        await kept.log.purge(SESSION)
        await kept.log.vacuum()
        assert files_with(tmp_path, CANARY)
        assert len(caplog.messages) == 1
    await kept.log.vacuum()
    assert files_with(tmp_path, CANARY) == []
    await kept.close()


async def test_3_12_a_removed_note_is_in_no_file(tmp_path: Path) -> None:
    kept = in_sqlite(tmp_path)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(SESSION, keys(), entries)
    head = len(entries)
    await kept.log.append(SESSION, head, entries_of(notes(3), head, "command-2"))
    assert files_with(tmp_path, f"{CANARY} 1")
    await kept.log.append(SESSION, head + 3, entries_of([Change("note", "note-0001", None)], head + 3, "command-3"))
    await kept.archive.rotate_reader(SESSION, "reader-new")  # waits behind the sweep, since one thread writes
    assert files_with(tmp_path, f"{CANARY} 1") == []
    assert files_with(tmp_path, f"{CANARY} 2")
    await kept.close()


async def test_a_secret_is_kept_as_its_hash_alone(tmp_path: Path) -> None:
    kept = in_sqlite(tmp_path)
    await kept.log.begin(SESSION, keys(), entries_of(changes_of(Canvas(), CREATE, LEAD)))
    await kept.archive.add_seat(SESSION, ANNA, "secret-of-anna")
    assert files_with(tmp_path, ANNA)
    assert files_with(tmp_path, "secret-of-anna") == []
    await kept.close()
    assert files_with(tmp_path, "secret-of-anna") == []
