"""Logs with their archive and their guides, made fresh for a test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from facilitation.rooms.ports import Archive, ChangeLog, OwnGuides
from facilitation.store.archive import SqlArchive
from facilitation.store.database import Database
from facilitation.store.guides import SqlGuides
from facilitation.store.log import SqlChangeLog
from facilitation.store.memory import MemoryArchive, MemoryChangeLog, MemoryGuides

KINDS = ("memory", "sqlite", "postgres")
"""Every pair of log and archive, for a fixture's `params`."""


@dataclass(frozen=True)
class Kept:
    """A log, the archive over the same sessions, and the guides beside them."""

    log: ChangeLog
    archive: Archive
    guides: OwnGuides
    close: Callable[[], Awaitable[None]]


def in_memory() -> Kept:
    """In memory: gone afterwards."""

    async def close() -> None:
        pass

    log = MemoryChangeLog()
    return Kept(log, MemoryArchive(log), MemoryGuides(), close)


def in_sqlite(directory: Path) -> Kept:
    """In `sessions.db` in this directory."""
    return in_database(f"sqlite:///{directory / 'sessions.db'}")


def in_database(url: str) -> Kept:
    """In this database."""
    database = Database(url)
    return Kept(SqlChangeLog(database), SqlArchive(database), SqlGuides(database), database.close)


def in_kind(request: pytest.FixtureRequest, directory: Path) -> Kept:
    """As the fixture's parameter, one of `KINDS`, says; a server is started only for those who ask for it."""
    if request.param == "postgres":
        return in_database(request.getfixturevalue("fresh_postgres"))
    return in_memory() if request.param == "memory" else in_sqlite(directory)
