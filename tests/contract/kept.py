"""Pairs of log and archive, made fresh for a test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from facilitation.rooms.ports import Archive, ChangeLog
from facilitation.store.archive import SqliteArchive
from facilitation.store.database import Database
from facilitation.store.log import SqliteChangeLog
from facilitation.store.memory import MemoryArchive, MemoryChangeLog


@dataclass(frozen=True)
class Kept:
    """A log and the archive over the same sessions."""

    log: ChangeLog
    archive: Archive
    close: Callable[[], Awaitable[None]]


def in_memory() -> Kept:
    """In memory: gone afterwards."""

    async def close() -> None:
        pass

    log = MemoryChangeLog()
    return Kept(log, MemoryArchive(log), close)


def in_sqlite(directory: Path) -> Kept:
    """In `sessions.db` in this directory."""
    database = Database(f"sqlite:///{directory / 'sessions.db'}")
    return Kept(SqliteChangeLog(database), SqliteArchive(database), database.close)
