"""What SQLite must be told to lose nothing and keep nothing.

- WAL and `synchronous=FULL`: a commit that returned survives the loss of power.
- `BEGIN IMMEDIATE`: whoever writes says so at once, and never fails halfway because somebody else came in between.
- `secure_delete`, `temp_store=MEMORY`, `sweep`: what is deleted is overwritten, and stands in no other file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from facilitation.rooms.ports import LogError
from facilitation.store.backend import CHANGE_COLUMNS, ChangeValues, Records, cause

BUSY_TIMEOUT_MS = 5_000
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
)
_INSERT = f"INSERT INTO change ({', '.join(CHANGE_COLUMNS)}) VALUES ({', '.join('?' * len(CHANGE_COLUMNS))})"

_ERASE = "UPDATE change SET value = NULL WHERE session_id = ? AND kind = ? AND record_id = ?"


class Sqlite:
    """`Backend` on a file. One thread writes, since SQLite lets one write at a time."""

    writers = 1
    readers = 2
    patience = BUSY_TIMEOUT_MS / 1_000

    def __init__(self, url: URL) -> None:
        """Nothing is opened yet."""
        self.engine = create_engine(url, hide_parameters=True)
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)
        self.appending: Engine = self.engine
        self.reading: Engine = self.engine.execution_options(reads=True)

    def exists(self) -> bool:
        """See `Backend.exists`."""
        return Path(self.engine.url.database or "").is_file()

    def lock_schema(self, connection: Connection) -> None:
        """See `Backend.lock_schema`. `BEGIN IMMEDIATE` has done it."""

    def insert_changes(self, connection: Connection, rows: Sequence[ChangeValues]) -> None:
        """See `Backend.insert_changes`."""
        connection.exec_driver_sql(_INSERT, list(rows))

    def append(
        self,
        connection: Connection,
        session_id: str,
        head: int,
        columns: Mapping[str, Any],
        removed: Records,
        rows: Sequence[ChangeValues],
    ) -> bool:
        """See `Backend.append`. Nothing here goes over a line, so each step is a statement of its own."""
        put = "".join(f", {name} = ?" for name in columns)
        move = f"UPDATE session SET head = ?{put} WHERE id = ? AND head = ?"
        moved = connection.exec_driver_sql(move, (head + len(rows), *columns.values(), session_id, head))
        if moved.rowcount != 1:
            return False
        if removed:
            connection.exec_driver_sql(_ERASE, [(session_id, *record) for record in removed])
        self.insert_changes(connection, rows)
        return True

    def socket_of(self, connection: Any) -> int | None:
        """See `Backend.socket_of`. A file has none; SQLite waits for `BUSY_TIMEOUT_MS` and not longer."""
        return None

    def sweep(self) -> None:
        """Move what was committed out of the write-ahead log, which holds what was erased until then."""
        self._sweep()

    def vacuum(self, began: Callable[[Connection], None]) -> None:
        """See `Backend.vacuum`. Writes the file anew."""
        self._sweep("VACUUM")

    def _sweep(self, *first: str) -> None:
        try:
            with closing(self.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                for statement in (*first, "PRAGMA wal_checkpoint(TRUNCATE)"):
                    cursor.execute(statement)
                busy, *_ = cursor.fetchone() or (False,)
        except (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error) as error:
            raise LogError(cause(error)) from None
        if busy:
            raise LogError("the write-ahead log is in use elsewhere")


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver guesses
    with closing(connection.cursor()) as cursor:
        # First how long to wait, since the others may have to.
        for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", *_PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
