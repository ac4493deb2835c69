"""What the facilitator holds the room with: the timer, the safety stop, private time, a nudge."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import PRIVATE_ID, TIMER_ID, Change, Nudge, Private, Session, Timer
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, put, timer_off
from facilitation.canvas.views import Actor


def _start_timer(canvas: Canvas, command: c.StartTimer, actor: Actor, now: int) -> Decision:
    timer = canvas.timer
    sound = timer.sound if command.sound is None else command.sound
    if command.seconds is None:
        if timer.ends is not None:
            return put(canvas, TIMER_ID, replace(timer, sound=sound))
        if timer.left is None:
            return Refusal("no-timer")
        return put(canvas, TIMER_ID, replace(timer, ends=now + timer.left, left=None, sound=sound))
    if not 1 <= command.seconds <= limits.TIMER_SECONDS:
        return Refusal("bad-time")
    total = command.seconds * 1000
    return put(canvas, TIMER_ID, Timer(total, ends=now + total, sound=sound))


def _pause_timer(canvas: Canvas, command: c.PauseTimer, actor: Actor, now: int) -> Decision:
    timer = canvas.timer
    if timer.ends is None:
        return [] if timer.left is not None else Refusal("no-timer")
    return put(canvas, TIMER_ID, replace(timer, ends=None, left=max(0, timer.ends - now)))


def _add_time(canvas: Canvas, command: c.AddTime, actor: Actor, now: int) -> Decision:
    timer = canvas.timer
    if not 1 <= command.seconds <= limits.TIMER_SECONDS:
        return Refusal("bad-time")
    more = command.seconds * 1000
    if timer.ends is not None:
        after = replace(timer, ends=max(timer.ends, now) + more, total=timer.total + more)
    elif timer.left is not None:
        after = replace(timer, left=timer.left + more, total=timer.total + more)
    else:
        return Refusal("no-timer")
    return put(canvas, TIMER_ID, after)


def _stop_timer(canvas: Canvas, command: c.StopTimer, actor: Actor, now: int) -> Decision:
    return timer_off(canvas)


def _stop(canvas: Canvas, command: c.StopForSafety, actor: Actor, now: int) -> Decision:
    """Time stands still as well: nobody's minutes run away behind a blank screen."""
    timer = canvas.timer
    still = timer if timer.ends is None else replace(timer, ends=None, left=max(0, timer.ends - now))
    return [*_stopped(canvas, True), *put(canvas, TIMER_ID, still)]


def _resume(canvas: Canvas, command: c.Resume, actor: Actor, now: int) -> Decision:
    return _stopped(canvas, False)


def _stopped(canvas: Canvas, stopped: bool) -> list[Change]:
    session: Session = replace(canvas.session, stopped=stopped)
    return put(canvas, canvas.session_id, session)


def _start_private(canvas: Canvas, command: c.StartPrivate, actor: Actor, now: int) -> Decision:
    """The people are those who sit there now: somebody who takes such a seat later was not chosen by anybody."""
    if not command.partners:
        return Refusal("empty", {"field": "partners"})
    if not set(command.partners) <= canvas.partners.keys():
        return Refusal("partner-unknown")
    partners = tuple(id for id, _ in canvas.seats if id in command.partners)
    people = tuple(sorted(id for id, person in canvas.participants.items() if person.partner in partners))
    if not people:
        return Refusal("nobody-there")
    return put(canvas, PRIVATE_ID, Private(partners, people))


def _end_private(canvas: Canvas, command: c.EndPrivate, actor: Actor, now: int) -> Decision:
    return put(canvas, PRIVATE_ID, Private())


def _give_nudge(canvas: Canvas, command: c.GiveNudge, actor: Actor, now: int) -> Decision:
    if command.participant not in canvas.participants:
        return Refusal("person-unknown")
    before = canvas.nudges.get(command.participant)
    if before is not None and now - before.at < limits.NUDGE_MS:
        return []
    return [Change(Nudge.KIND, command.participant, Nudge(now))]


RULES: Rules = {
    c.StartTimer: Rule(LEAD, _start_timer),
    c.PauseTimer: Rule(LEAD, _pause_timer, stopped=True),
    c.AddTime: Rule(LEAD, _add_time),
    c.StopTimer: Rule(LEAD, _stop_timer, stopped=True),
    c.StopForSafety: Rule(LEAD, _stop, stopped=True),
    c.Resume: Rule(LEAD, _resume, stopped=True),
    c.StartPrivate: Rule(LEAD, _start_private),
    c.EndPrivate: Rule(LEAD, _end_private, stopped=True),
    c.GiveNudge: Rule(LEAD, _give_nudge),
}
