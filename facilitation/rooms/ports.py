"""What a room needs from outside: a log, an archive, somebody to tell, and a clock.

Every implementation of `ChangeLog`, `Archive` and `OwnGuides` passes the same suite, `tests/contract/`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitation.canvas.guides import Guide
from facilitation.canvas.records import Change
from facilitation.rooms.keys import Keys

GONE = 0
"""The head of a session that has been deleted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: the change with number `seq`, made at `at` (ms since 1970) by `command_id` of `actor`."""

    seq: int
    at: int
    command_id: str
    actor: str
    change: Change


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session in the archive. Times are ms since 1970; `purge_at` is None until the session is closed."""

    id: str
    title: str
    status: str
    created: int
    purge_at: int | None
    partners: int
    notes: int
    rehearsal: bool = False


class LogError(Exception):
    """The log could not do what was asked; nothing has changed.

    Unless it was the answer that got lost: then all of it may stand in the log, as whoever tries again will find.
    """


class HeadMovedError(LogError):
    """Another worker wrote first: read the missing changes and decide again."""


class CommandKnownError(LogError):
    """One of the commands stands in the log already."""


class SessionUnknownError(LogError):
    """There is no such session, or no longer."""


class SessionExistsError(LogError):
    """There is a session with this id."""


class KeyTakenError(LogError):
    """Another session has this code or one of these tokens: make new ones and try again."""


class GuideMovedError(LogError):
    """Somebody else has changed or removed this guide since it was read."""


class TooManyGuidesError(LogError):
    """There is no room for another guide."""


@dataclass(frozen=True, slots=True)
class OwnGuide:
    """A guide that a facilitator made; `version` counts its changes, from 1."""

    guide: Guide
    version: int


class ChangeLog(Protocol):
    """The ordered changes of every session. What a method returned from, is on disk."""

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """Start the log of a session with its first entries, which hold its `session` and `guide` records.

        Raises:
            SessionExistsError: a session with this id exists.
            KeyTakenError: another session has one of the keys.
        """
        ...

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """Write `entries`, numbered from `head + 1`, in one transaction, provided that the log still ends at `head`.

        The earlier entries of a record that is removed lose their value and keep their number, so that what
        somebody took back is nowhere any more.

        Raises:
            HeadMovedError: the log does not end at `head`.
            CommandKnownError: one of the commands is in the log already.
            SessionUnknownError: there is no such session.
            LogError: it could not be committed.
        """
        ...

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        """The entries after `since`, in order; none for a session that does not exist."""
        ...

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        """The `seq` of the last entry of each of these sessions that exists, in one query. Raises LogError."""
        ...

    async def purge(self, session_id: str) -> None:
        """Delete the session and everything in it. Twice is once. Raises LogError when it was not deleted."""
        ...

    async def vacuum(self) -> None:
        """Take what was purged out of every file. What cannot be done now, is done when this is next asked for."""
        ...


class Archive(Protocol):
    """The sessions and what opens them."""

    async def sessions(self) -> list[SessionSummary]:
        """All sessions, newest first."""
        ...

    async def by_code(self, code: str) -> str | None:
        """The id of the session with this code, typed in any case and with or without separators."""
        ...

    async def by_token(self, token: str) -> str | None:
        """The id of the session with this join token."""
        ...

    async def by_reader_token(self, token: str) -> str | None:
        """The id of the session with this reader's token."""
        ...

    async def by_lead_token(self, token: str) -> str | None:
        """The id of the session that this token lets somebody lead."""
        ...

    async def keys(self, session_id: str) -> Keys | None:
        """What opens the session now."""
        ...

    async def rotate_door(self, session_id: str, code: str, token: str) -> None:
        """Replace the code and the join token together.

        Raises:
            SessionUnknownError: there is no such session.
            KeyTakenError: another session has one of them.
        """
        ...

    async def rotate_reader(self, session_id: str, token: str) -> None:
        """Replace the reader's token. Raises as `rotate_door`."""
        ...

    async def rotate_lead(self, session_id: str, token: str) -> None:
        """Give the link to lead along another token, or its first. Raises as `rotate_door`."""
        ...

    async def add_seat(self, session_id: str, participant: str, secret: str) -> None:
        """Remember that whoever has `secret` is `participant`. Only its SHA-256 is kept.

        Raises:
            SessionUnknownError: there is no such session.
        """
        ...

    async def seat(self, session_id: str, secret: str) -> str | None:
        """The participant whose secret this is, removed ones included, or None."""
        ...

    async def due(self, now: int) -> list[str]:
        """The ids of the sessions that were to be deleted at or before `now`."""
        ...

    async def is_writable(self) -> bool:
        """Whether a note would be kept now, found out by keeping something that changes nothing."""
        ...


class OwnGuides(Protocol):
    """The guides that facilitators made, by name. A session has a copy of its own, so none is needed once it has begun.

    They say how people meet and hold nothing of anybody who did, so no day of deletion is theirs.
    """

    async def all(self) -> list[OwnGuide]:
        """All of them, newest first."""
        ...

    async def get(self, name: str) -> OwnGuide | None:
        """The guide with this name."""
        ...

    async def add(self, guide: Guide, now: int, most: int) -> None:
        """Keep a guide that is not there yet, made at `now`. Raises TooManyGuidesError: there are `most`."""
        ...

    async def put(self, guide: Guide, version: int) -> None:
        """Replace the guide of this name, provided that it still has this `version`; it then has the next.

        Raises:
            GuideMovedError: it has another one, or is there no longer.
        """
        ...

    async def remove(self, name: str) -> None:
        """Remove this guide. Twice is once."""
        ...


class Fanout(Protocol):
    """Tells the other workers that a session has moved on. A lost message is a late message, never a lost change."""

    def announce(self, session_id: str, head: int) -> None:
        """Say that the log of this session now ends at `head`, or is `GONE`. Does not wait and does not fail."""
        ...


class Clock(Protocol):
    """The time, and something to happen later. Tests bring their own."""

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...

    def later(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        """Call `call` on the running loop after `delay_ms`; what is returned cancels it."""
        ...
