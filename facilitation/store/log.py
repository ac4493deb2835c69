"""The log on a database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, exists, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from facilitation.canvas.as_json import from_json
from facilitation.canvas.records import Change, Session
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import (
    CommandKnownError,
    Entry,
    HeadMovedError,
    KeyTakenError,
    SessionExistsError,
    SessionUnknownError,
)
from facilitation.store.backend import ChangeValues
from facilitation.store.database import Database
from facilitation.store.entries import erased, firsts, guide_in, removals, session_in, storable
from facilitation.store.tables import ChangeRow, SeatSecretRow, SessionRow


class SqlChangeLog:
    """`ChangeLog` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._backend = database.backend

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.begin`."""
        row, kept = _session_row(session_id, keys, entries), erased(entries)

        def begin(connection: Connection) -> None:
            if connection.execute(_BEGIN, row).rowcount != 1:
                raise SessionExistsError(session_id) if _exists(connection, session_id) else KeyTakenError(session_id)
            self._backend.insert_changes(connection, _rows(session_id, kept))

        await self._database.write(begin)

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.append`."""
        kept, removed, session = erased(entries), removals(entries), session_in(entries)
        columns = _columns(session) if session else {}

        def append(connection: Connection) -> None:
            try:
                moved = self._backend.append(connection, session_id, head, columns, removed, _rows(session_id, kept))
            except IntegrityError:
                raise CommandKnownError(session_id) from None
            if not moved:
                known = _exists(connection, session_id)
                raise HeadMovedError(session_id) if known else SessionUnknownError(session_id)

        await self._database.append(append)
        if removed:
            self._database.sweep_soon()

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        """See `ChangeLog.read`."""
        if not storable(session_id):
            return []
        return await self._database.read(lambda connection: _read(connection, session_id, since))

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        """See `ChangeLog.heads`."""
        asked = [session_id for session_id in session_ids if storable(session_id)]
        if not asked:
            return {}
        query = select(col(SessionRow.id), col(SessionRow.head)).where(col(SessionRow.id).in_(asked))
        return await self._database.read(lambda connection: dict(connection.execute(query).all()))

    async def purge(self, session_id: str) -> None:
        """See `ChangeLog.purge`."""
        if not storable(session_id):
            return
        if await self._database.write(lambda connection: _purge(connection, session_id)):
            self._database.owe_vacuum()

    async def vacuum(self) -> None:
        """See `ChangeLog.vacuum`."""
        await self._database.vacuum()


_SESSION_COLUMNS = tuple(column.name for column in inspect(SessionRow).columns)
_BEGIN = text(
    f"INSERT INTO session ({', '.join(_SESSION_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _SESSION_COLUMNS)})"
    " ON CONFLICT DO NOTHING"
)
_READ = (
    select(
        col(ChangeRow.seq),
        col(ChangeRow.at),
        col(ChangeRow.command_id),
        col(ChangeRow.actor),
        col(ChangeRow.kind),
        col(ChangeRow.record_id),
        col(ChangeRow.value),
    )
    .where(col(ChangeRow.session_id) == bindparam("in_session"), col(ChangeRow.seq) > bindparam("since"))
    .order_by(col(ChangeRow.seq))
)


def _session_row(session_id: str, keys: Keys, entries: Sequence[Entry]) -> dict[str, Any]:
    session = session_in(entries)
    if session is None:
        raise ValueError("a log begins with its session record")
    return {
        "id": session_id,
        "code": keys.code,
        "token": keys.token,
        "reader_token": keys.reader_token,
        "lead_token": keys.lead_token,
        "guide": guide_in(entries),
        "language": session.language,
        "head": len(entries),
        "created": session.created,
        "rehearsal": session.rehearsal,
        **_columns(session),
    }


def _exists(connection: Connection, session_id: str) -> bool:
    return bool(connection.scalar(select(exists().where(col(SessionRow.id) == session_id))))


def _columns(session: Session) -> dict[str, Any]:
    return {
        "title": session.title,
        "status": str(session.status),
        "closed": session.closed,
        "purge_at": session.purge_at,
    }


def _rows(session_id: str, entries: Sequence[Entry]) -> list[ChangeValues]:
    return [
        (
            session_id,
            entry.seq,
            entry.at,
            entry.command_id,
            first,
            entry.actor,
            entry.change.kind,
            entry.change.id,
            None if entry.change.value is None else orjson.dumps(entry.change.value).decode(),
        )
        for entry, first in zip(entries, firsts(entries), strict=True)
    ]


def _read(connection: Connection, session_id: str, since: int) -> list[Entry]:
    return [_entry(row) for row in connection.execute(_READ, {"in_session": session_id, "since": since})]


def _entry(row: Row[int, int, str, str, str, str, str | None]) -> Entry:
    seq, at, command_id, actor, kind, record_id, value = row
    record = None if value is None else from_json(kind, orjson.loads(value))
    return Entry(seq, at, command_id, actor, Change(kind, record_id, record))


def _purge(connection: Connection, session_id: str) -> bool:
    """Whether it was there: of several workers that purge it, one has the rest to do."""
    # Locked first, so that nobody writes another change or seat between the deletions.
    connection.execute(select(col(SessionRow.id)).where(col(SessionRow.id) == session_id).with_for_update())
    for table in (SeatSecretRow, ChangeRow):
        connection.execute(delete(table).where(col(table.session_id) == session_id))
    return connection.execute(delete(SessionRow).where(col(SessionRow.id) == session_id)).rowcount == 1
