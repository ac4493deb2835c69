"""Who is here and who is ready. Never stored: it is true now, or not at all.

Several workers share it: each adds what the others report (`company.py`) to what it knows itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Participant
from facilitation.rooms.company import Elsewhere, Report, Reporter
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
    """The connections of one session. Those of a lead, a screen or a reader are nobody's presence: tell none.

    A participant who leaves stays ready, since a locked phone has not changed its owner's mind.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._connections: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        self._ready: dict[str, tuple[bool, int]] = {}
        self._elsewhere = Elsewhere(clock, self._changed)
        self._reporter: Reporter | None = None
        self._people: frozenset[str] = frozenset()
        self._participants: Mapping[str, Participant] | None = None
        self._stage: str | None = None
        self._stage_since = 0
        self._visit: int | None = None
        self._logged_at = 0
        self._listeners: list[Callable[[Attendance], None]] = []
        self._now: Attendance | None = None
        self._told: Attendance | None = None
        self._told_at: int | None = None
        self._is_insisted = False
        self._cancel: Callable[[], None] | None = None

    @property
    def used(self) -> bool:
        """Whether somebody is here, or listens."""
        return bool(self._connections or self._listeners)

    def subscribe(self, listener: Callable[[Attendance], None]) -> Callable[[], None]:
        """Call `listener` with every new attendance, at most once a second. What is returned ends it."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)
            if not self._listeners and self._cancel:
                self._cancel()
                self._cancel = None

        return end

    def came(self, connection: str, participant: str) -> None:
        """A connection of `participant` has opened; a participant may have several."""
        self.left(connection)
        self._connections[connection] = participant
        self._count[participant] += 1
        self._changed_here()

    def left(self, connection: str) -> None:
        """A connection has closed; one that was never told is left aside."""
        participant = self._connections.pop(connection, None)
        if participant is None:
            return
        self._count[participant] -= 1
        if not self._count[participant]:
            del self._count[participant]
        self._changed_here()

    def set_ready(self, participant: str, ready: bool) -> None:
        """The participant says that they are ready in the current stage, or not yet."""
        if ready == self._is_ready(participant):
            return
        _, before = self._ready.get(participant, (False, 0))
        # Not before the stage it is about, whose time another machine's clock gave.
        self._ready[participant] = (ready, max(self._clock.now(), before + 1, self._logged_at))
        self._changed_here()

    def share(self, tell: Callable[[Report], None]) -> None:
        """Report to other workers from now on."""
        self._reporter = Reporter(self._clock, self.report, tell)

    def report(self) -> Report:
        """What this worker knows: its own connections, and everybody's last word on being ready."""
        return Report(frozenset(self._count), self._stage, dict(self._ready), self._visit)

    def report_now(self) -> None:
        """Another worker asks."""
        if self._reporter is not None:
            self._reporter.now()

    def hear(self, worker: str, report: Report) -> None:
        """Another worker reports."""
        self._elsewhere.hear(worker, report)
        self._take_in(report)
        self._changed()

    def follow(self, canvas: Canvas, at: int | None = None, begun: int | None = None, visit: int | None = None) -> None:
        """The room has a new canvas, made at `at` (ms; now, if not given): other people, or another stage.

        `begun` is when the stage began and `visit` the `seq` of that, as the log has them, so that all workers count
        from the same moment. In another stage, or when it begins anew, nobody is ready yet. Another worker may have
        heard of it, and of who is ready, earlier.
        """
        if not canvas.exists:
            return
        self._logged_at = max(self._logged_at, at or 0)
        stage = canvas.session.stage
        begins = stage != self._stage or begun not in (None, self._stage_since) or visit != self._visit
        if not begins and canvas.participants is self._participants:
            return
        self._participants = canvas.participants
        people = frozenset(canvas.participants)
        if begins:
            if self._reporter is not None:
                self._reporter.changed()
            self._ready = {}
            earliest = 0 if self._stage is None else self._clock.now() if at is None else at
            self._stage_since = earliest if begun is None else begun
        self._people, self._stage, self._visit = people, stage, visit
        for report in self._elsewhere.reports():
            self._take_in(report)
        self._changed()

    @property
    def is_about_to_tell(self) -> bool:
        """Whether the listeners hear of something new within a second."""
        return self._cancel is not None

    def insist(self) -> None:
        """Tell the listeners next time also when it is what they were told before: one of them has somebody new."""
        self._is_insisted = True

    def attendance(self) -> Attendance:
        """Who is here now; the same object for as long as nothing changes."""
        if self._now is None:
            self._now = self._count_everybody()
        return self._now

    def _count_everybody(self) -> Attendance:
        present = self._elsewhere.present.union(self._count)
        who = {person: Here(person in present, self._is_ready(person)) for person in sorted(self._people)}
        return Attendance(
            people=len(who),
            present=sum(here.present for here in who.values()),
            ready=sum(here.ready for here in who.values()),
            who=who,
        )

    def _is_ready(self, participant: str) -> bool:
        return self._ready.get(participant, (False, 0))[0]

    def _take_in(self, report: Report) -> None:
        """The latest word on being ready counts. What was said before this stage, or in another, does not."""
        if (report.stage, report.visit) != (self._stage, self._visit):
            return
        for participant, (ready, at) in report.ready.items():
            known, known_at = self._ready.get(participant, (False, -1))
            if at >= self._stage_since and (at, ready) > (known_at, known):
                self._ready[participant] = (ready, at)

    def _changed_here(self) -> None:
        if self._reporter is not None:
            self._reporter.changed()
        self._changed()

    def _changed(self) -> None:
        self._now = None
        if self._cancel or not self._listeners:
            return
        wait = 0 if self._told_at is None else self._told_at + QUIET_MS - self._clock.now()
        # Even what may be told at once waits for the end of this turn, so that a hundred arrivals are one message.
        self._cancel = self._clock.later(min(max(0, wait), QUIET_MS), self._tell)

    def _tell(self) -> None:
        self._cancel = None
        attendance = self.attendance()
        if attendance == self._told and not self._is_insisted:
            return
        self._is_insisted = False
        self._told, self._told_at = attendance, self._clock.now()
        for listener in tuple(self._listeners):
            listener(attendance)
