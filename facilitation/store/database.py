"""The database: one thread that writes, a few that read, and what SQLite must be told to lose nothing and keep nothing.

- WAL and `synchronous=FULL`: a commit that returned survives the loss of power.
- `BEGIN IMMEDIATE`: whoever writes says so at once, and never fails halfway because somebody else came in between.
- `secure_delete`, `temp_store=MEMORY`, `sweep`: what is deleted is overwritten, and stands in no other file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from facilitation.rooms.ports import LogError
from facilitation.store.migrate import migrate

T = TypeVar("T")

READERS = 2
BUSY_TIMEOUT_MS = 5_000
_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",  # first, since the others may have to wait
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
)

logger = logging.getLogger(__name__)


class Database:
    """One database, brought up to date when it is opened.

    Raises:
        NewerSchemaError: a newer version of the program has used this database.
        LogError: it cannot be opened.
    """

    def __init__(self, url: str) -> None:
        """Open `url`, for example `sqlite:///sessions/sessions.db`; a file that is not there is made."""
        self._engine = _engine(url)
        try:
            migrate(self._engine)
        except SQLAlchemyError as error:
            raise LogError(f"the database cannot be opened ({_cause(error)})") from None
        self._writer = ThreadPoolExecutor(1, "store-write")
        self._readers = ThreadPoolExecutor(READERS, "store-read")
        self._sweeping = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction that reads. Raises LogError when the database fails."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._do, work, False)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction and commit it; what `work` raises takes it back. Raises LogError as `read`."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._do, work, True)

    async def vacuum(self) -> None:
        """Write the file anew, so that it holds nothing that was deleted. Raises LogError when it is in use."""
        await asyncio.get_running_loop().run_in_executor(self._writer, self._sweep, True)

    def sweep_soon(self) -> None:
        """Move what was committed out of the write-ahead log, behind the writing that waits already.

        What was erased stands in that log until then. It does not hold up whoever asks for it.
        """
        if not self._sweeping:
            self._sweeping = True
            self._writer.submit(self._sweep_quietly)

    async def close(self) -> None:
        """Finish what is being done and let go of the files."""
        loop = asyncio.get_running_loop()
        for executor in (self._writer, self._readers):
            await loop.run_in_executor(None, executor.shutdown)
        self._engine.dispose()

    def _do(self, work: Callable[[Connection], T], writes: bool) -> T:
        try:
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                return work(connection)
        except SQLAlchemyError as error:
            # Only the cause's name: the message holds the statement, and that what somebody wrote.
            raise LogError(_cause(error)) from None

    def _sweep(self, vacuum: bool) -> None:
        if self._engine.dialect.name != "sqlite":
            return
        try:
            with closing(self._engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                if vacuum:
                    cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy, *_ = cursor.fetchone() or (False,)
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error) as error:
            raise LogError(_cause(error)) from None
        if busy:
            raise LogError("the write-ahead log is in use elsewhere")

    def _sweep_quietly(self) -> None:
        self._sweeping = False
        try:
            self._sweep(False)
        except LogError as error:
            # SQLite does it by itself later on; what was erased from the tables stays erased.
            logger.warning("the write-ahead log was not emptied (%s)", error)


def _engine(url: str) -> Engine:
    engine = create_engine(make_url(url), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver guesses
    with closing(connection.cursor()) as cursor:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _cause(error: Exception) -> str:
    return type(getattr(error, "orig", None) or error).__name__
