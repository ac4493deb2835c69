"""What PostgreSQL must be told: to answer in time or not at all, to lose nothing, and what it may keep.

- `synchronous_commit=on`: a commit that returned survives the loss of power, whatever the server's default is.
- `READ COMMITTED`: the row of a session is the lock by which its writers stand in line; who waited sees what the
  one before wrote.
- Every wait has an end: of connecting, of a lock, of a statement, and of the line itself (see `Database`).
- A connection on which something has come in unasked is not used again: the server may have restarted.

What stays behind: a removed note's text is gone for every query at its commit, and from the table's file when
PostgreSQL reuses the place (autovacuum); a purge writes the tables anew, as soon as nobody reads them for long. The
server's write-ahead log holds both until it is recycled, and an archive or a backup of the host for as long as the
host keeps it. No program without the rights of the server can change that: choose their ages with the promised day
in mind.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Engine, TextClause, create_engine, event, text
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError

from facilitation.rooms.ports import LogError
from facilitation.store.backend import CHANGE_COLUMNS, ChangeValues, Records, cause

CONNECT_TIMEOUT_S = 5
LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 8_000
PATIENCE_S = 10.0
SCHEMA_LOCK = 0x5370656C
"""The advisory lock of those who bring the schema up to date; any number that is always the same."""

VACUUM_LOCK = SCHEMA_LOCK + 1
"""The advisory lock of those who write the tables anew."""
VACUUM_LOCK_TIMEOUT_MS = 200

_OPTIONS = {
    "synchronous_commit": "on",
    "default_transaction_isolation": r"read\ committed",
    "lock_timeout": LOCK_TIMEOUT_MS,
    "statement_timeout": STATEMENT_TIMEOUT_MS,
    "idle_in_transaction_session_timeout": STATEMENT_TIMEOUT_MS,
}
_CONNECT = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "application_name": "speelveld",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": int(PATIENCE_S * 1_000),
}
# One parameter for all rows: with 100 of them measured at half the time of a statement for each.
_ROWS = (
    "json_to_recordset(CAST(:rows AS json)) AS row(session_id text, seq int, at bigint, command_id text, first bool,"
    " actor text, kind text, record_id text, value text)"
)
_INSERT = f"INSERT INTO change ({', '.join(CHANGE_COLUMNS)}) SELECT row.* FROM {_ROWS}"
_INSERT_ONLY = text(_INSERT)
_MOVED = "moved AS (UPDATE session SET {put} WHERE id = :in_session AND head = :from_head RETURNING id)"
_ERASED = (
    "erased AS (UPDATE change SET value = NULL"
    " FROM moved, json_to_recordset(CAST(:removed AS json)) AS gone(kind text, id text)"
    " WHERE session_id = moved.id AND change.kind = gone.kind AND record_id = gone.id)"
)
_TABLES = ("change", "seat_secret", "session")


class Postgres:
    """`Backend` on a PostgreSQL server. Many may write at once: each session has its own line."""

    writers = 4
    readers = 4
    patience = PATIENCE_S

    def __init__(self, url: URL) -> None:
        """Nothing is opened yet. What `url` says about connecting goes before what stands here."""
        options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
        given = " ".join((options, str(url.query.get("options", "")))).strip()
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg").update_query_dict({"options": given}),
            connect_args={name: value for name, value in _CONNECT.items() if name not in url.query},
            pool_size=self.writers + self.readers + 1,  # one to write the tables anew
            max_overflow=0,
            pool_use_lifo=True,
            hide_parameters=True,
        )
        event.listen(self.engine, "checkout", _try)
        # What reads or appends is one statement, which is a transaction by itself: one round trip instead of four.
        self.reading: Engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.appending: Engine = self.reading

    def exists(self) -> bool:
        """See `Backend.exists`. A server's database is made by the host."""
        return True

    def lock_schema(self, connection: Connection) -> None:
        """See `Backend.lock_schema`."""
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})

    def insert_changes(self, connection: Connection, rows: Sequence[ChangeValues]) -> None:
        """See `Backend.insert_changes`."""
        connection.execute(_INSERT_ONLY, {"rows": _json(CHANGE_COLUMNS, rows)})

    def append(
        self,
        connection: Connection,
        session_id: str,
        head: int,
        columns: Mapping[str, Any],
        removed: Records,
        rows: Sequence[ChangeValues],
    ) -> bool:
        """See `Backend.append`. The row of the session is the lock: who waited for it finds another head."""
        values = {"in_session": session_id, "from_head": head, "head": head + len(rows), **columns}
        values |= {"rows": _json(CHANGE_COLUMNS, rows)}
        if removed:
            values |= {"removed": _json(("kind", "id"), removed)}
        appended = connection.execute(_append(("head", *columns), bool(removed)), values)
        return appended.rowcount == len(rows)

    def socket_of(self, connection: Any) -> int | None:
        """See `Backend.socket_of`."""
        return None if connection.closed else int(connection.fileno())

    def sweep(self) -> None:
        """Nothing: old versions of rows are the server's own work, and its write-ahead log is out of reach."""

    def vacuum(self, began: Callable[[Connection], None]) -> None:
        """See `Backend.vacuum`. One table after another; who writes to that one waits meanwhile.

        While this stands in line for a table, everybody else does so behind it: therefore not for long.
        """
        try:
            with self.reading.connect() as connection:
                began(connection)
                connection.detach()  # the settings and the lock go with the connection
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": VACUUM_LOCK})
                connection.execute(text(f"SET lock_timeout = {VACUUM_LOCK_TIMEOUT_MS}"))
                connection.execute(text("SET statement_timeout = '10min'"))
                for table in _TABLES:
                    connection.execute(text(f"VACUUM (FULL) {table}"))
        except SQLAlchemyError as error:
            raise LogError(cause(error)) from None


def _try(connection: Any, record: Any, proxy: Any) -> None:
    """Ask for a new connection when this one may have gone. No round trip: a server that froze would not answer."""
    try:
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        told = poll.poll(0)
    except Exception:
        raise DisconnectionError from None
    if told:
        raise DisconnectionError


@cache
def _append(puts: tuple[str, ...], erases: bool) -> TextClause:
    """The statement that moves a session, erases if need be, and inserts; there are four."""
    moved = _MOVED.format(put=", ".join(f"{name} = :{name}" for name in puts))
    return text(f"WITH {moved}{', ' + _ERASED if erases else ''} {_INSERT}, moved")


def _json(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode()
