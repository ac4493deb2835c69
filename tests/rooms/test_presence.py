"""Who is here, and who is ready."""

from __future__ import annotations

from itertools import pairwise

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.rooms.presence import QUIET_MS, Attendance, Here, Presence
from tests.given import ANNA, BILAL, CHRIS, LEAD, WRITING, ManualClock, after

CANVAS = after(Canvas(), *WRITING)


@pytest.fixture
def presence(clock: ManualClock) -> Presence:
    presence = Presence(clock)
    presence.follow(CANVAS)
    return presence


def counts(presence: Presence) -> tuple[int, int, int]:
    attendance = presence.attendance()
    return attendance.people, attendance.present, attendance.ready


def test_2_8_people_are_counted_whether_they_are_here_or_not(presence: Presence) -> None:
    assert counts(presence) == (3, 0, 0)
    presence.came("line-1", ANNA)
    assert counts(presence) == (3, 1, 0)
    assert presence.attendance().who == {
        ANNA: Here(True, False),
        BILAL: Here(False, False),
        CHRIS: Here(False, False),
    }


def test_1_5_a_participant_is_here_until_the_last_connection_has_gone(presence: Presence) -> None:
    presence.came("line-1", ANNA)
    presence.came("line-2", ANNA)
    presence.came("line-2", ANNA)
    assert counts(presence) == (3, 1, 0)
    presence.left("line-1")
    assert counts(presence) == (3, 1, 0)
    presence.left("line-2")
    presence.left("line-2")
    presence.left("never-told")
    assert counts(presence) == (3, 0, 0)
    assert not presence.used


def test_ready_stays_when_a_phone_is_locked(presence: Presence) -> None:
    presence.came("line-1", ANNA)
    presence.set_ready(ANNA, True)
    presence.left("line-1")
    assert counts(presence) == (3, 0, 1)
    presence.set_ready(ANNA, False)
    assert counts(presence) == (3, 0, 0)


def test_2_8_nobody_is_ready_in_a_new_stage(presence: Presence) -> None:
    presence.set_ready(ANNA, True)
    presence.follow(after(CANVAS, (c.EditSession("Andere titel"), LEAD)))
    assert counts(presence) == (3, 0, 1)
    presence.follow(after(CANVAS, (c.GoToStage("close", from_="partners"), LEAD)))
    assert counts(presence) == (3, 0, 0)


def test_who_is_removed_is_not_counted(presence: Presence) -> None:
    presence.came("line-1", ANNA)
    presence.set_ready(ANNA, True)
    presence.follow(after(CANVAS, (c.RemoveParticipant(ANNA), LEAD)))
    assert counts(presence) == (2, 0, 0)
    assert ANNA not in presence.attendance().who


def test_2_8_attendance_is_told_at_most_once_a_second(presence: Presence, clock: ManualClock) -> None:
    told: list[tuple[int, Attendance]] = []
    presence.subscribe(lambda attendance: told.append((clock.now(), attendance)))
    begin = clock.now()
    for step in range(300):
        presence.came(f"line-{step}", (ANNA, BILAL, CHRIS)[step % 3])
        presence.set_ready(ANNA, step % 2 == 0)
        clock.advance(10)
    clock.advance(2 * QUIET_MS)
    assert told[0][0] == begin
    assert all(later - earlier >= QUIET_MS for (earlier, _), (later, _) in pairwise(told))
    assert 3 <= len(told) <= 4
    assert told[-1][1] == presence.attendance()


def test_what_has_not_changed_is_not_told(presence: Presence, clock: ManualClock) -> None:
    told: list[Attendance] = []
    end = presence.subscribe(told.append)
    presence.came("line-1", ANNA)
    clock.advance(QUIET_MS)
    presence.came("line-2", ANNA)
    presence.set_ready(BILAL, False)
    clock.advance(5 * QUIET_MS)
    assert len(told) == 1
    end()
    presence.came("line-3", BILAL)
    clock.advance(5 * QUIET_MS)
    assert len(told) == 1


def test_2_8_a_newcomer_hears_of_it_also_when_nothing_has_changed_after_all(
    presence: Presence, clock: ManualClock
) -> None:
    """Somebody goes and comes back within the second in which the newcomer was asked to wait for the news."""
    told: list[Attendance] = []
    presence.subscribe(told.append)
    presence.came("line-1", ANNA)
    clock.advance(QUIET_MS)
    presence.left("line-1")
    assert presence.is_about_to_tell
    presence.insist()
    presence.came("line-2", ANNA)
    clock.advance(QUIET_MS)
    assert [attendance.present for attendance in told] == [1, 1]
