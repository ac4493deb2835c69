"""The facilitator's hold on the room: the timer, and a rehearsal that goes by itself."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Status, Timer
from facilitation.canvas.rules.session import DAY_MS
from tests.given import CREATE, LEAD, NOW, after, refusal


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
