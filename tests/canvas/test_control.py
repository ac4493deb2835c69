"""The facilitator's hold on the room: the timer, and a rehearsal that goes by itself."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import decide
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Private, Status, Timer
from facilitation.canvas.rules.session import DAY_MS
from tests.canvas.beginnings import CANVAS
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    CREATE,
    DOOR,
    LEAD,
    MOTHER,
    NOW,
    SCHOOL,
    TEAM,
    after,
    changes_of,
    refusal,
    seat,
)


def test_the_sound_is_set_while_the_timer_runs_and_the_time_goes_on() -> None:
    running = after(Canvas(), (CREATE, LEAD), (c.StartTimer(600), LEAD))
    louder = after(running, (c.StartTimer(sound=True), LEAD), now=NOW + 5_000)
    assert louder.timer == Timer(600_000, ends=NOW + 600_000, sound=True)
    assert after(louder, (c.StartTimer(), LEAD), now=NOW + 9_000).timer == louder.timer
    assert refusal(after(louder, (c.StopTimer(), LEAD)), c.StartTimer(sound=False), LEAD) == "no-timer"


def test_a_rehearsal_goes_a_day_after_it_began_also_when_it_is_closed_and_reopened() -> None:
    begun = after(Canvas(), (replace(CREATE, rehearsal=True), LEAD))
    closed = after(begun, (c.CloseSession(), LEAD), now=NOW + 1_000)
    reopened = after(closed, (c.ReopenSession(), LEAD), now=NOW + 2_000)
    for canvas, status in ((begun, Status.OPEN), (closed, Status.CLOSED), (reopened, Status.LIVE)):
        assert (canvas.session.purge_at, canvas.session.status) == (NOW + DAY_MS, status)
    assert after(Canvas(), (CREATE, LEAD)).session.purge_at is None


def test_the_timer_is_paused_given_more_time_and_stopped() -> None:
    running = after(CANVAS, (c.StartTimer(600, True), LEAD))
    paused = after(running, (c.PauseTimer(), LEAD), now=NOW + 100_000)
    assert paused.timer == Timer(600_000, left=500_000, sound=True)
    assert changes_of(paused, c.PauseTimer(), LEAD) == []
    more = after(paused, (c.AddTime(), LEAD))
    assert more.timer == Timer(660_000, left=560_000, sound=True)
    on = after(more, (c.StartTimer(), LEAD), now=NOW + 200_000)
    assert on.timer == Timer(660_000, ends=NOW + 760_000, sound=True)
    over = after(on, (c.AddTime(30), LEAD), now=NOW + 900_000)
    assert over.timer.ends == NOW + 930_000, "what ran out gets the time from now on"
    assert after(over, (c.StopTimer(), LEAD)).timer == Timer(sound=True)
    for command in (c.StartTimer(0), c.StartTimer(4 * 3600 + 1), c.AddTime(-5)):
        assert refusal(running, command, LEAD) == "bad-time"


def test_3_17_in_a_safety_stop_participants_are_heard_and_the_facilitator_only_goes_on() -> None:
    stopped = after(CANVAS, (c.StopForSafety(), LEAD))
    assert changes_of(stopped, c.StopForSafety(), LEAD) == []
    assert refusal(stopped, c.NextFloor(), LEAD) == "stopped"
    assert refusal(stopped, c.AddNote("note-0009", NoteKind.WISH, "Rust"), seat(ANNA)) is None
    assert refusal(stopped, c.Join("person-new1", MOTHER), DOOR) is None
    assert after(stopped, (c.Resume(), LEAD)) == CANVAS


def test_3_18_private_time_is_of_the_people_who_sit_there_when_it_begins() -> None:
    private = after(CANVAS, (c.StartPrivate((TEAM, SCHOOL)), LEAD))
    assert private.private == Private((SCHOOL, TEAM), tuple(sorted((BILAL, CHRIS))))
    late = after(private, (c.Join("person-new1", SCHOOL), DOOR), (c.EditParticipant(MOTHER), seat(BILAL)))
    assert late.private == private.private
    again = after(late, (c.StartPrivate((TEAM, SCHOOL)), LEAD))
    assert again.private.people == tuple(sorted((CHRIS, "person-new1")))
    assert after(again, (c.EndPrivate(), LEAD)).private == Private()
    for command, code in (
        (c.StartPrivate(()), "empty"),
        (c.StartPrivate((TEAM,)), "nobody-there"),
        (c.StartPrivate((MOTHER, "partner-none")), "partner-unknown"),
    ):
        assert refusal(CANVAS, command, LEAD) == code


def test_a_nudge_comes_once_in_half_a_minute() -> None:
    nudged = after(CANVAS, (c.GiveNudge(ANNA), LEAD))
    assert decide(nudged, c.GiveNudge(ANNA), LEAD, NOW + limits.NUDGE_MS - 1) == []
    assert after(nudged, (c.GiveNudge(ANNA), LEAD), now=NOW + limits.NUDGE_MS).nudges[ANNA].at == NOW + limits.NUDGE_MS
    assert refusal(CANVAS, c.GiveNudge("nobody-here"), LEAD) == "person-unknown"


def test_3_17_time_stands_still_with_a_safety_stop() -> None:
    running = after(CANVAS, (c.StartTimer(600), LEAD))
    stopped = after(running, (c.StopForSafety(), LEAD), now=NOW + 100_000)
    assert stopped.timer == Timer(600_000, left=500_000)
    assert after(stopped, (c.Resume(), LEAD), now=NOW + 300_000).timer == stopped.timer


def test_3_24_a_nudge_ends_with_its_stage_and_undo_does_not_bring_it_back() -> None:
    nudged = after(CANVAS, (c.GiveNudge(ANNA), LEAD))
    here = nudged.session.stage
    there = nudged.guide.stages[nudged.guide.index(here) + 1].key
    gone = after(nudged, (c.GoToStage(there, from_=here), LEAD))
    assert dict(gone.nudges) == {}
    back = after(gone, (c.Undo(gone.steps[0][1].number), LEAD))
    assert (back.session.stage, dict(back.nudges)) == (here, {})
