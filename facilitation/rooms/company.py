"""Who is with the other workers, as they tell it: in memory only, and forgotten when they fall silent.

Each worker tells the others about a session when something changes there, at most once a second, and every five
seconds while somebody is there. What a worker has not repeated for fifteen seconds is no longer true: it may have died.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from facilitation.rooms.ports import Clock

TELL_MS = 1_000
"""The least time between two reports of one session."""

REPEAT_MS = 5_000
EXPIRY_MS = 15_000

Readiness = Mapping[str, tuple[bool, int]]
"""What participants said last about being ready, and when (ms since 1970): the latest word counts, also a "no"."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one worker knows of a session: the participants with a connection to it, and who is ready in `stage`.

    `visit` is the `seq` with which that stage began: a group that goes on and back is at the same stage anew.
    """

    present: frozenset[str]
    stage: str | None
    ready: Readiness
    visit: int | None = None


class Company(Protocol):
    """Carries reports between the workers. Nothing waits and nothing fails; what is lost is repeated."""

    def tell(self, session_id: str, report: Report) -> None:
        """Tell the other workers."""
        ...

    def ask(self, session_id: str) -> None:
        """Ask the other workers to report on this session now."""
        ...


class Elsewhere:
    """The last report of each other worker on one session."""

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._reports: dict[str, tuple[Report, int]] = {}
        self._cancel: Callable[[], None] | None = None

    def hear(self, worker: str, report: Report) -> None:
        """A worker reports."""
        if report.present or report.ready:
            self._reports[worker] = (report, self._clock.now())
        else:
            self._reports.pop(worker, None)
        self._expire_later()

    @property
    def present(self) -> frozenset[str]:
        """Everybody who has a connection to another worker."""
        return frozenset[str]().union(*(report.present for report in self.reports()))

    def reports(self) -> Iterator[Report]:
        """What counts now."""
        now = self._clock.now()
        return (report for report, at in self._reports.values() if abs(now - at) < EXPIRY_MS)

    def _expire_later(self) -> None:
        if self._cancel is None and self._reports:
            first = min(at for _, at in self._reports.values())
            wait = max(0, min(first + EXPIRY_MS - self._clock.now(), EXPIRY_MS))
            self._cancel = self._clock.later(wait, self._expire)

    def _expire(self) -> None:
        self._cancel = None
        now = self._clock.now()
        silent = [worker for worker, (_, at) in self._reports.items() if abs(now - at) >= EXPIRY_MS]
        for worker in silent:
            del self._reports[worker]
        self._expire_later()
        if silent:
            self._changed()


class Reporter:
    """Reports on one session: soon after a change, and again and again while somebody is there."""

    def __init__(self, clock: Clock, report: Callable[[], Report], tell: Callable[[Report], None]) -> None:
        self._clock, self._report, self._tell = clock, report, tell
        self._told_at: int | None = None
        self._cancel: Callable[[], None] | None = None
        self._due: int | None = None

    def changed(self) -> None:
        """Something is different now."""
        wait = 0 if self._told_at is None else self._told_at + TELL_MS - self._clock.now()
        self._at(max(0, min(wait, TELL_MS)))

    def now(self) -> None:
        """Somebody asks."""
        report = self._report()
        self._told_at = self._clock.now()
        self._tell(report)
        if report.present:
            self._at(REPEAT_MS)

    def _at(self, wait: int) -> None:
        due = self._clock.now() + wait
        if self._cancel is not None:
            if self._due is not None and self._due <= due:
                return
            self._cancel()
        self._due, self._cancel = due, self._clock.later(wait, self._fire)

    def _fire(self) -> None:
        self._cancel = self._due = None
        self.now()
