"""The archive on a database: the sessions and what opens them."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, delete, distinct, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped
from sqlmodel import col

from facilitation.canvas.records import Note, Partner
from facilitation.rooms.keys import Keys, normalise_code
from facilitation.rooms.ports import KeyTakenError, LogError, SessionSummary, SessionUnknownError
from facilitation.store.database import Database
from facilitation.store.entries import storable
from facilitation.store.tables import ChangeRow, SeatSecretRow, SessionRow

_TRIAL_LOCK_TIMEOUT_MS = 2_000
"""How long a trial stands in line for a table that somebody has locked. So does whoever asked, who gets no more."""


def hash_secret(secret: str) -> str:
    """How a participant's secret is kept. It has 128 random bits, so it needs neither salt nor a slow hash."""
    return sha256(secret.encode()).hexdigest()


class SqlArchive:
    """`Archive` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sessions(self) -> list[SessionSummary]:
        """See `Archive.sessions`."""
        return await self._database.read(_sessions)

    async def by_code(self, code: str) -> str | None:
        """See `Archive.by_code`."""
        return await self._find(col(SessionRow.code), normalise_code(code))

    async def by_token(self, token: str) -> str | None:
        """See `Archive.by_token`."""
        return await self._find(col(SessionRow.token), token)

    async def by_reader_token(self, token: str) -> str | None:
        """See `Archive.by_reader_token`."""
        return await self._find(col(SessionRow.reader_token), token)

    async def by_lead_token(self, token: str) -> str | None:
        """See `Archive.by_lead_token`."""
        return await self._find(col(SessionRow.lead_token), token)

    async def keys(self, session_id: str) -> Keys | None:
        """See `Archive.keys`."""
        columns = select(
            col(SessionRow.code), col(SessionRow.token), col(SessionRow.reader_token), col(SessionRow.lead_token)
        )
        if not storable(session_id):
            return None
        query = columns.where(col(SessionRow.id) == session_id)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else Keys(*row)

    async def rotate_door(self, session_id: str, code: str, token: str) -> None:
        """See `Archive.rotate_door`."""
        await self._database.write(lambda connection: _put(connection, session_id, code=code, token=token))

    async def rotate_reader(self, session_id: str, token: str) -> None:
        """See `Archive.rotate_reader`."""
        await self._database.write(lambda connection: _put(connection, session_id, reader_token=token))

    async def rotate_lead(self, session_id: str, token: str) -> None:
        """See `Archive.rotate_lead`."""
        await self._database.write(lambda connection: _put(connection, session_id, lead_token=token))

    async def add_seat(self, session_id: str, participant: str, secret: str) -> None:
        """See `Archive.add_seat`."""
        row = {"session_id": session_id, "participant": participant, "hash": hash_secret(secret)}
        await self._database.write(lambda connection: _add_seat(connection, row))

    async def seat(self, session_id: str, secret: str) -> str | None:
        """See `Archive.seat`."""
        if not storable(session_id) or not storable(secret):
            return None
        query = select(col(SeatSecretRow.participant)).where(
            col(SeatSecretRow.session_id) == session_id, col(SeatSecretRow.hash) == hash_secret(secret)
        )
        return await self._database.read(lambda connection: connection.scalar(query))

    async def due(self, now: int) -> list[str]:
        """See `Archive.due`."""
        query = select(col(SessionRow.id)).where(col(SessionRow.purge_at) <= now).order_by(col(SessionRow.purge_at))
        return await self._database.read(lambda connection: list(connection.scalars(query)))

    async def is_writable(self) -> bool:
        """See `Archive.is_writable`."""
        try:
            await self._database.write(self._try_to_keep)
        except LogError:
            return False
        return True

    def _try_to_keep(self, connection: Connection) -> None:
        """Keep a session with a change, and take both away again before anybody has seen them."""
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {_TRIAL_LOCK_TIMEOUT_MS}"))
        trial = token_urlsafe(9)  # nobody else's: another worker may be trying as well
        keys = dict.fromkeys(("id", "code", "token", "reader_token"), trial)
        empty = dict.fromkeys(("title", "guide", "language", "status"), "")
        connection.execute(insert(SessionRow).values(**keys, **empty, head=1, created=0))
        self._database.backend.insert_changes(connection, [(trial, 1, 0, trial, True, "", "", "", None)])
        connection.execute(delete(ChangeRow).where(col(ChangeRow.session_id) == trial))
        connection.execute(delete(SessionRow).where(col(SessionRow.id) == trial))

    async def _find(self, column: Mapped[str] | Mapped[str | None], wanted: str) -> str | None:
        if not storable(wanted):
            return None
        query = select(col(SessionRow.id)).where(column == wanted)
        return await self._database.read(lambda connection: connection.scalar(query))


def _sessions(connection: Connection) -> list[SessionSummary]:
    query = select(
        col(SessionRow.id),
        col(SessionRow.title),
        col(SessionRow.status),
        col(SessionRow.created),
        col(SessionRow.purge_at),
        _living(Partner.KIND),
        _living(Note.KIND),
        col(SessionRow.rehearsal),
    ).order_by(col(SessionRow.created).desc(), col(SessionRow.id))
    return [SessionSummary(*row) for row in connection.execute(query)]


def _living(kind: str) -> Any:
    """How many records of this kind a session has: those that are removed have no value left in any of their rows."""
    return (
        select(func.count(distinct(col(ChangeRow.record_id))))
        .where(
            col(ChangeRow.session_id) == col(SessionRow.id),
            col(ChangeRow.kind) == kind,
            col(ChangeRow.value).is_not(None),
        )
        .scalar_subquery()
    )


def _put(connection: Connection, session_id: str, **keys: str) -> None:
    try:
        put = connection.execute(update(SessionRow).where(col(SessionRow.id) == session_id).values(**keys))
    except IntegrityError:
        raise KeyTakenError(session_id) from None
    if put.rowcount != 1:
        raise SessionUnknownError(session_id)


def _add_seat(connection: Connection, row: dict[str, str]) -> None:
    try:
        connection.execute(insert(SeatSecretRow).values(row))
    except IntegrityError:  # of the session it refers to; a secret comes but once
        raise SessionUnknownError(row["session_id"]) from None
