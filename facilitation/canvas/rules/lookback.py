"""Looking back: the four values, scored by each for themselves and shown of all together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import RADAR_ID, VALUES, Change, Pulse
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, put
from facilitation.canvas.views import Actor


def _set_pulse(canvas: Canvas, command: c.SetPulse, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    scores = {value: getattr(command, value) for value in VALUES}
    if not all(1 <= score <= 5 for score in scores.values()):
        return Refusal("bad-score")
    before = canvas.pulses.get(actor.participant)
    after = Pulse(**scores, at=now)
    if before is not None and replace(before, at=now) == after:
        return []
    answered = len(canvas.pulses.keys() | {actor.participant})
    radar = replace(canvas.radar, answered=answered)
    return [Change(Pulse.KIND, actor.participant, after), *put(canvas, RADAR_ID, radar)]


def _show_radar(canvas: Canvas, command: c.ShowRadar, actor: Actor, now: int) -> Decision:
    """Between two showings at least four scores are new: the difference of two means would tell that of one."""
    pulses = canvas.pulses.values()
    if sum(pulse.at > canvas.radar.at for pulse in pulses) < limits.RADAR:
        return Refusal("too-few-scores", {"least": limits.RADAR})
    means: dict[str, Any] = {value: _mean([getattr(pulse, value) for pulse in pulses]) for value in VALUES}
    return put(canvas, RADAR_ID, replace(canvas.radar, shown=len(pulses), at=now, **means))


def _mean(scores: list[int]) -> float:
    """To one decimal, and half of one up: in whole numbers, since `round` takes 3.25 to 3.2 and 3.35 to 3.4."""
    return (20 * sum(scores) + len(scores)) // (2 * len(scores)) / 10


RULES: Rules = {
    c.SetPulse: Rule(SEAT, _set_pulse, after=StageForm.LOOKBACK),
    c.ShowRadar: Rule(LEAD, _show_radar, after=StageForm.LOOKBACK),
}
