"""Protocol 2.8 over several workers: who is here and who is ready, as each of them comes to know it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.rooms.company import EXPIRY_MS, REPEAT_MS, TELL_MS, Report
from facilitation.rooms.presence import Attendance, Presence
from tests.given import ANNA, BILAL, CHRIS, LEAD, WRITING, ManualClock, after

CANVAS = after(Canvas(), *WRITING)
CLOSING = after(CANVAS, (c.GoToStage("close", from_="partners"), LEAD))
BACK = after(CLOSING, (c.GoToStage("partners", from_="close"), LEAD))


class Air:
    """Carries reports between the presences of several workers, except where it is cut."""

    def __init__(self, clock: ManualClock, workers: int = 2) -> None:
        self.clock = clock
        self.cut: set[str] = set()
        self.reports: list[tuple[str, int, Report]] = []
        self.workers = {f"worker-{number}": self.joined(f"worker-{number}") for number in range(workers)}

    def joined(self, name: str) -> Presence:
        presence = Presence(self.clock)
        presence.follow(CANVAS)
        presence.share(lambda report: self.carry(name, report))
        return presence

    def carry(self, sender: str, report: Report) -> None:
        self.reports.append((sender, self.clock.now(), report))
        for name, presence in self.workers.items():
            if name != sender and not {name, sender} & self.cut:
                presence.hear(sender, report)

    def die(self, name: str) -> None:
        """A worker is gone, and says nothing more."""
        self.cut.add(name)
        del self.workers[name]

    def __getitem__(self, number: int) -> Presence:
        return self.workers[f"worker-{number}"]


@pytest.fixture
def air(clock: ManualClock) -> Air:
    return Air(clock)


def counts(presence: Presence) -> tuple[int, int, int]:
    attendance = presence.attendance()
    return attendance.people, attendance.present, attendance.ready


def test_2_8_people_at_all_workers_are_counted_once(air: Air, clock: ManualClock) -> None:
    told: list[Attendance] = []
    air[0].subscribe(told.append)
    air[0].came("line-1", ANNA)
    air[1].came("line-2", ANNA)
    air[1].came("line-3", BILAL)
    air[1].set_ready(BILAL, True)
    clock.advance(TELL_MS)
    assert air[0].attendance() == air[1].attendance() == told[-1]
    assert counts(air[0]) == (3, 2, 1)
    air[0].left("line-1")
    air[1].left("line-3")
    clock.advance(TELL_MS)
    assert counts(air[0]) == counts(air[1]) == (3, 1, 1)


def test_2_8_reports_are_gathered_and_repeated(air: Air, clock: ManualClock) -> None:
    begin = clock.now()
    for step in range(100):
        air[0].came(f"line-{step}", (ANNA, BILAL, CHRIS)[step % 3])
        clock.advance(10)
    clock.advance(10 * REPEAT_MS)
    times = [at - begin for sender, at, _ in air.reports if sender == "worker-0"]
    assert times[:2] == [0, TELL_MS]
    assert 10 <= len(times) <= 13
    assert max(later - earlier for earlier, later in pairwise(times)) <= REPEAT_MS
    assert [sender for sender, _, _ in air.reports if sender == "worker-1"] == []


def test_nobody_is_reported_for_ever_by_a_worker_that_has_nobody(air: Air, clock: ManualClock) -> None:
    air[0].came("line-1", ANNA)
    clock.advance(REPEAT_MS)
    air[0].left("line-1")
    clock.advance(TELL_MS)
    before = len(air.reports)
    clock.advance(10 * REPEAT_MS)
    assert len(air.reports) == before


def test_those_of_a_worker_that_died_vanish_and_their_readiness_stays(air: Air, clock: ManualClock) -> None:
    told: list[Attendance] = []
    air[0].subscribe(told.append)
    air[1].came("line-1", ANNA)
    air[1].set_ready(ANNA, True)
    clock.advance(REPEAT_MS)
    assert counts(air[0]) == (3, 1, 1)
    air.die("worker-1")
    clock.advance(EXPIRY_MS)
    assert counts(air[0]) == (3, 0, 1)
    assert told[-1].present == 0
    air[0].came("line-2", ANNA)
    assert counts(air[0]) == (3, 1, 1)


def test_while_nothing_is_carried_each_knows_its_own_and_afterwards_all(air: Air, clock: ManualClock) -> None:
    air[0].came("line-1", ANNA)
    air[1].came("line-2", BILAL)
    clock.advance(REPEAT_MS)
    air.cut.add("worker-1")
    clock.advance(EXPIRY_MS + REPEAT_MS)
    air[1].set_ready(BILAL, True)
    assert (counts(air[0]), counts(air[1])) == ((3, 1, 0), (3, 1, 1))
    air.cut.clear()
    clock.advance(REPEAT_MS)
    assert counts(air[0]) == counts(air[1]) == (3, 2, 1)


def test_whoever_loads_the_room_asks_and_knows_at_once(air: Air, clock: ManualClock) -> None:
    air[0].came("line-1", ANNA)
    air[0].set_ready(ANNA, True)
    clock.advance(TELL_MS)
    air.workers["worker-2"] = air.joined("worker-2")
    assert counts(air[2]) == (3, 0, 0)
    air[0].report_now()
    assert counts(air[2]) == (3, 1, 1)


def test_the_last_word_on_being_ready_counts_wherever_it_was_said(air: Air, clock: ManualClock) -> None:
    air[0].set_ready(ANNA, True)
    clock.advance(TELL_MS)
    assert counts(air[1]) == (3, 0, 1)
    air[1].set_ready(ANNA, False)
    air[0].report_now()
    assert counts(air[1]) == (3, 0, 0), "an older word that is repeated changes nothing"
    clock.advance(TELL_MS)
    assert counts(air[0]) == (3, 0, 0)


def test_a_word_that_comes_late_does_not_change_one_that_was_said_later(air: Air, clock: ManualClock) -> None:
    air.cut.add("worker-0")
    air[0].set_ready(ANNA, True)
    clock.advance(TELL_MS)
    air[1].set_ready(ANNA, False)
    late = air[0].report()
    air[1].set_ready(ANNA, True)
    clock.advance(10)
    air[1].set_ready(ANNA, False)
    air[1].hear("worker-0", late)
    assert counts(air[1]) == (3, 0, 0)


def test_2_8_a_new_stage_begins_unready_on_all_workers_in_whatever_order_they_hear(
    air: Air, clock: ManualClock
) -> None:
    air[0].set_ready(ANNA, True)
    air[0].came("line-1", ANNA)
    clock.advance(TELL_MS)
    air[0].follow(CLOSING, clock.now())
    air[0].set_ready(BILAL, True)
    air[0].report_now()
    assert counts(air[1]) == (3, 1, 1), "the other worker is still in the stage before: Anna was ready there"
    assert air[1].attendance().who[ANNA].ready
    air[1].follow(CLOSING, clock.now())
    assert air[1].attendance().who[BILAL].ready
    assert counts(air[1]) == (3, 1, 1)


def test_2_8_whoever_comes_back_to_a_stage_is_asked_anew_on_all_workers(air: Air, clock: ManualClock) -> None:
    air[0].came("line-1", ANNA)
    air[0].set_ready(ANNA, True)
    clock.advance(TELL_MS)
    before = air[0].report()
    clock.advance(10)
    air[1].follow(CLOSING, clock.now())
    air[1].follow(BACK, clock.now())
    air[1].hear("worker-0", before)
    assert counts(air[1]) == (3, 1, 0)


def test_2_8_whoever_comes_back_is_asked_anew_also_by_one_whose_clock_was_ahead(air: Air, clock: ManualClock) -> None:
    """What was said at an earlier visit to the same stage bears a later time then than the visit at hand."""
    for number in range(2):
        air[number].follow(BACK, clock.now(), clock.now(), visit=7)
    ahead = replace(air[0].report(), present=frozenset({ANNA}), ready={ANNA: (True, clock.now() + 300_000)})
    air[1].hear("worker-0", ahead)
    assert counts(air[1]) == (3, 1, 1)
    air[1].follow(BACK, clock.now(), clock.now(), visit=9)
    assert counts(air[1]) == (3, 1, 0)
    air[1].hear("worker-0", ahead)
    assert counts(air[1]) == (3, 1, 0)
