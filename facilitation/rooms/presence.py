"""Who is here and who is ready. Never stored: it is true now, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from facilitation.canvas.records import Canvas
from facilitation.rooms.ports import Clock

QUIET_MS = 1_000
"""The least time between two notifications (protocol 2.8)."""


@dataclass(frozen=True, slots=True)
class Here:
    """One participant: whether a connection of theirs is open, and whether they said they are ready."""

    present: bool
    ready: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is here at one moment. `people` counts the participants of the session, here or not."""

    people: int
    present: int
    ready: int
    who: dict[str, Here]


class Presence:
    """The connections of one session. Connections of others than participants need not be told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._connections: dict[str, str] = {}
        self._ready: set[str] = set()
        self._people: tuple[str, ...] = ()
        self._stage: str | None = None
        self._listeners: list[Callable[[Attendance], None]] = []
        self._told: Attendance | None = None
        self._told_at: int | None = None
        self._cancel: Callable[[], None] | None = None

    def subscribe(self, listener: Callable[[Attendance], None]) -> Callable[[], None]:
        """Call `listener` with every new attendance, at most once a second. What is returned ends it."""
        raise NotImplementedError

    def came(self, connection: str, participant: str) -> None:
        """A connection of `participant` has opened; a participant may have several."""
        raise NotImplementedError

    def left(self, connection: str) -> None:
        """A connection has closed; one that was never told is left aside."""
        raise NotImplementedError

    def set_ready(self, participant: str, ready: bool) -> None:
        """The participant says that they are ready in the current stage, or not yet."""
        raise NotImplementedError

    def follow(self, canvas: Canvas) -> None:
        """The room has a new canvas: other people, or another stage, in which nobody is ready yet."""
        raise NotImplementedError

    def attendance(self) -> Attendance:
        """Who is here now."""
        raise NotImplementedError
