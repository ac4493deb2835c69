"""The log on a database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from facilitation.canvas.records import Change, Session, from_json
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import (
    CommandKnownError,
    Entry,
    HeadMovedError,
    KeyTakenError,
    SessionExistsError,
    SessionUnknownError,
)
from facilitation.store.database import Database
from facilitation.store.entries import erased, firsts, guide_in, removals, session_in
from facilitation.store.tables import ChangeRow, SeatSecretRow, SessionRow


class SqliteChangeLog:
    """`ChangeLog` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.begin`."""
        await self._database.write(lambda connection: _begin(connection, session_id, keys, entries))

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.append`."""
        kept, removed = erased(entries), removals(entries)
        await self._database.write(lambda connection: _append(connection, session_id, head, kept, removed))
        if removed:
            self._database.sweep_soon()

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        """See `ChangeLog.read`."""
        return await self._database.read(lambda connection: _read(connection, session_id, since))

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        """See `ChangeLog.heads`."""
        if not session_ids:
            return {}
        query = select(col(SessionRow.id), col(SessionRow.head)).where(col(SessionRow.id).in_(session_ids))
        return await self._database.read(lambda connection: dict(connection.execute(query).tuples().all()))

    async def purge(self, session_id: str) -> None:
        """See `ChangeLog.purge`."""
        await self._database.write(lambda connection: _purge(connection, session_id))
        await self._database.vacuum()


def _begin(connection: Connection, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
    session = session_in(entries)
    if session is None:
        raise ValueError("a log begins with its session record")
    if connection.scalar(select(exists().where(col(SessionRow.id) == session_id))):
        raise SessionExistsError(session_id)
    row = {
        "id": session_id,
        "code": keys.code,
        "token": keys.token,
        "reader_token": keys.reader_token,
        "guide": guide_in(entries),
        "language": session.language,
        "head": len(entries),
        "created": session.created,
        **_columns(session),
    }
    try:
        connection.execute(insert(SessionRow).values(row))
    except IntegrityError:
        raise KeyTakenError(session_id) from None
    connection.execute(insert(ChangeRow), _rows(session_id, erased(entries)))


def _append(
    connection: Connection, session_id: str, head: int, entries: Sequence[Entry], removed: set[tuple[str, str]]
) -> None:
    session = session_in(entries)
    moved = connection.execute(
        update(SessionRow)
        .where(col(SessionRow.id) == session_id, col(SessionRow.head) == head)
        .values(head=head + len(entries), **(_columns(session) if session else {}))
    )
    if moved.rowcount != 1:
        known = connection.scalar(select(exists().where(col(SessionRow.id) == session_id)))
        raise HeadMovedError(session_id) if known else SessionUnknownError(session_id)
    for kind, record_id in removed:
        connection.execute(
            update(ChangeRow)
            .where(
                col(ChangeRow.session_id) == session_id,
                col(ChangeRow.kind) == kind,
                col(ChangeRow.record_id) == record_id,
            )
            .values(value=None)
        )
    try:
        connection.execute(insert(ChangeRow), _rows(session_id, entries))
    except IntegrityError:
        raise CommandKnownError(session_id) from None


def _columns(session: Session) -> dict[str, Any]:
    return {
        "title": session.title,
        "status": str(session.status),
        "closed": session.closed,
        "purge_at": session.purge_at,
    }


def _rows(session_id: str, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "session_id": session_id,
            "seq": entry.seq,
            "at": entry.at,
            "command_id": entry.command_id,
            "first": first,
            "actor": entry.actor,
            "kind": entry.change.kind,
            "record_id": entry.change.id,
            "value": None if entry.change.value is None else orjson.dumps(entry.change.value).decode(),
        }
        for entry, first in zip(entries, firsts(entries), strict=True)
    ]


def _read(connection: Connection, session_id: str, since: int) -> list[Entry]:
    rows = connection.execute(
        select(
            col(ChangeRow.seq),
            col(ChangeRow.at),
            col(ChangeRow.command_id),
            col(ChangeRow.actor),
            col(ChangeRow.kind),
            col(ChangeRow.record_id),
            col(ChangeRow.value),
        )
        .where(col(ChangeRow.session_id) == session_id, col(ChangeRow.seq) > since)
        .order_by(col(ChangeRow.seq))
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[int, int, str, str, str, str, str | None]) -> Entry:
    seq, at, command_id, actor, kind, record_id, value = row
    record = None if value is None else from_json(kind, orjson.loads(value))
    return Entry(seq, at, command_id, actor, Change(kind, record_id, record))


def _purge(connection: Connection, session_id: str) -> None:
    for table in (SeatSecretRow, ChangeRow):
        connection.execute(delete(table).where(col(table.session_id) == session_id))
    connection.execute(delete(SessionRow).where(col(SessionRow.id) == session_id))
