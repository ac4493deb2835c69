"""What differs between the databases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

ChangeValues = tuple[str, int, int, str, bool, str, str, str, str | None]
"""The columns of `ChangeRow`, in the order of `CHANGE_COLUMNS`."""

Records = Collection[tuple[str, str]]
"""Records by their (kind, id)."""

CHANGE_COLUMNS = ("session_id", "seq", "at", "command_id", "first", "actor", "kind", "record_id", "value")


class Backend(Protocol):
    """One kind of database. What is asked of it blocks, and raises SQLAlchemyError when it fails.

    `engine` begins transactions that write, `reading` those that read, `appending` those of one `append`.
    `writers` and `readers` say how many threads may use it at once; `patience` is how many seconds a piece of work
    may take, from being asked for, before it is given up.
    """

    engine: Engine
    reading: Engine
    appending: Engine
    writers: int
    readers: int
    patience: float

    def exists(self) -> bool:
        """Whether there is something to open; what is not there is made when it is opened."""
        ...

    def lock_schema(self, connection: Connection) -> None:
        """Let nobody else change the schema until the transaction of `connection` ends."""
        ...

    def insert_changes(self, connection: Connection, rows: Sequence[ChangeValues]) -> None:
        """Insert these rows in as few round trips as can be."""
        ...

    def append(
        self,
        connection: Connection,
        session_id: str,
        head: int,
        columns: Mapping[str, Any],
        removed: Records,
        rows: Sequence[ChangeValues],
    ) -> bool:
        """Move the head of a session behind these rows, provided that it is `head`; False when it is not.

        Puts `columns` of the session, and takes the value of the `removed` records out of the rows before.
        """
        ...

    def socket_of(self, connection: Any) -> int | None:
        """The descriptor of the socket on which the driver's `connection` waits for answers, if it has one."""
        ...

    def sweep(self) -> None:
        """Take what was erased out of where it can be taken out quickly. Raises LogError when that is in use."""
        ...

    def vacuum(self, began: Callable[[Connection], None]) -> None:
        """Write the tables anew, so that they hold nothing that was deleted. Raises LogError when they are in use.

        `began` is told on which connection this waits, if it does so on a socket.
        """
        ...


def cause(error: BaseException) -> str:
    """The name of what went wrong. No more: the message holds the statement, and that what somebody wrote."""
    return type(getattr(error, "orig", None) or error).__name__
