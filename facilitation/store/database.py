"""The database: a few threads that write, a few that read, and an end to every wait."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

import orjson
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from facilitation.rooms.ports import LogError
from facilitation.store.backend import Backend, cause
from facilitation.store.migrate import migrate, revision
from facilitation.store.postgres import Postgres
from facilitation.store.sqlite import Sqlite

T = TypeVar("T")

_FAILURES = (SQLAlchemyError, OSError, UnicodeError, orjson.JSONEncodeError)
"""That the database fails, that this machine has no file or line left for it, and that it is given a text which it
cannot hold (half of a surrogate pair)."""

CLOSE_PATIENCE_S = 2.0
"""How long what is being done when the database is closed may go on."""

logger = logging.getLogger(__name__)


class Database:
    """One database, brought up to date when it is opened.

    Raises:
        NewerSchemaError: a newer version of the program has used this database.
        LogError: it cannot be opened.
    """

    def __init__(self, url: str) -> None:
        """Open `sqlite:///sessions/sessions.db`, of which a file that is not there is made, or `postgresql://…`."""
        self.backend = _backend(url)
        try:
            migrate(self.backend)
        except SQLAlchemyError as error:
            self.backend.engine.dispose()
            raise LogError(cause(error)) from None
        self._writers = ThreadPoolExecutor(self.backend.writers, "store-write")
        self._readers = ThreadPoolExecutor(self.backend.readers, "store-read")
        # Where one thread writes, it does this too; a server can do it beside the writing.
        self._vacuuming = self._writers if self.backend.writers == 1 else ThreadPoolExecutor(1, "store-vacuum")
        self._owes_vacuum = False
        self._sweeping = False
        self._turns: set[_Turn] = set()
        self._is_closing = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Do `work`, one query, in a transaction. Raises LogError when the database fails or takes too long."""
        return await self._in_turn(self._readers, self.backend.reading, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction and commit it; what `work` raises takes it back. Raises LogError as `read`."""
        return await self._in_turn(self._writers, self.backend.engine, work)

    async def append(self, work: Callable[[Connection], T]) -> T:
        """As `write`, for one call of `Backend.append`, which some databases do without telling where it begins."""
        return await self._in_turn(self._writers, self.backend.appending, work)

    def owe_vacuum(self) -> None:
        """Remember that something was deleted which the files still hold."""
        self._owes_vacuum = True

    async def vacuum(self) -> None:
        """Write the tables anew if that is owed, so that the files hold nothing that was deleted.

        Waits for that no longer than for other work. While others use the tables, it stays owed.
        """
        vacuuming = asyncio.get_running_loop().run_in_executor(
            self._vacuuming, self._vacuum_quietly, _Turn(self.backend)
        )
        await asyncio.wait([vacuuming], timeout=self.backend.patience)

    def sweep_soon(self) -> None:
        """Let what was erased be swept, behind the writing that waits already; whoever asks does not wait."""
        if not self._sweeping:
            self._sweeping = True
            self._writers.submit(self._sweep_quietly)

    async def close(self) -> None:
        """Finish what is being done, unless that takes too long, and let go of the files and connections."""
        loop = asyncio.get_running_loop()
        timer = loop.call_later(CLOSE_PATIENCE_S, self._give_up_all)
        try:
            for executor in (self._writers, self._readers, self._vacuuming):
                await loop.run_in_executor(None, executor.shutdown)
        finally:
            timer.cancel()
        self.backend.engine.dispose()

    async def _in_turn(self, executor: ThreadPoolExecutor, engine: Engine, work: Callable[[Connection], T]) -> T:
        loop, turn = asyncio.get_running_loop(), _Turn(self.backend)
        timer = loop.call_later(self.backend.patience, turn.give_up)
        done = loop.run_in_executor(executor, self._do, engine, work, turn)
        # When nobody waits for it any more, its thread still does, and must be given up all the same.
        done.add_done_callback(lambda done: None if done.cancelled() else timer.cancel())
        return await done

    def _give_up_all(self) -> None:
        self._is_closing = True
        for turn in tuple(self._turns):
            turn.give_up()

    def _do(self, engine: Engine, work: Callable[[Connection], T], turn: _Turn) -> T:
        with self._taken(turn), engine.connect() as connection:
            turn.begin(connection)
            with connection.begin():
                return work(connection)

    @contextmanager
    def _taken(self, turn: _Turn) -> Iterator[None]:
        """It is this turn's turn. Raises LogError for whatever a database raises."""
        self._turns.add(turn)
        if self._is_closing:
            turn.give_up()
        try:
            turn.check()
            yield
        except _FAILURES as error:
            raise LogError(cause(error)) from None
        finally:
            self._turns.discard(turn)
            turn.end()

    def _vacuum_quietly(self, turn: _Turn) -> None:
        if not self._owes_vacuum:
            return
        self._owes_vacuum = False
        try:
            with self._taken(turn):
                self.backend.vacuum(turn.begin)
        except LogError as error:
            self._owes_vacuum = True
            logger.warning("what was deleted stands in the database's files a while longer (%s)", error)

    def _sweep_quietly(self) -> None:
        self._sweeping = False
        try:
            self.backend.sweep()
        except LogError as error:
            # SQLite does it by itself later on; what was erased from the tables stays erased.
            logger.warning("the write-ahead log was not emptied (%s)", error)


def check(url: str) -> None:
    """Ask the database for its schema, and change nothing; one that is not there yet is good.

    Raises:
        NewerSchemaError: a newer version of the program has used this database.
        LogError: it does not answer.
    """
    backend = _backend(url)
    if not backend.exists():
        return
    try:
        with backend.reading.connect() as connection:
            revision(connection)
    except SQLAlchemyError as error:
        raise LogError(cause(error)) from None
    finally:
        backend.engine.dispose()


class _Turn:
    """One piece of work, which can be given up from another thread: before it begins, or while it waits.

    A server that has frozen answers nothing and breaks off nothing. Its line is cut here, with a descriptor of
    its own, since that of the connection may belong to another one by then.
    """

    def __init__(self, backend: Backend) -> None:
        self._is_given_up = False
        self._backend = backend
        self._lock = Lock()
        self._line: int | None = None

    def check(self) -> None:
        """Raise LogError when it was given up."""
        if self._is_given_up:
            raise LogError("the database is too busy")

    def begin(self, connection: Connection) -> None:
        """The work waits on this connection from now on. Raises as `check`."""
        line = self._backend.socket_of(connection.connection.driver_connection)
        with self._lock:
            self.check()
            self._line = None if line is None else os.dup(line)

    def end(self) -> None:
        """The work is done."""
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            os.close(line)

    def give_up(self) -> None:
        """Let it fail now if it waits for a server, and otherwise when its turn comes."""
        with self._lock:
            self._is_given_up = True
            if self._line is not None:
                with suppress(OSError), socket.socket(fileno=os.dup(self._line)) as line:
                    line.shutdown(socket.SHUT_RDWR)


def _backend(url: str) -> Backend:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Sqlite(parsed)
    return Postgres(parsed)
