"""The floor: one partner at a time, each once before anyone twice."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import FLOOR_ID, Change, Floor
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules
from facilitation.canvas.views import Actor


def _hand_over(canvas: Canvas, to: str | None, from_: str | None) -> Decision:
    floor = canvas.floor
    if from_ is not None and from_ != (floor.partner or ""):
        return Refusal("stale")
    heard = floor.heard if to is None or to in floor.heard else (*floor.heard, to)
    after = Floor(partner=to, heard=heard)
    return [] if after == floor else [Change(Floor.KIND, FLOOR_ID, after)]


def _give_floor(canvas: Canvas, command: c.GiveFloor, actor: Actor, now: int) -> Decision:
    if command.partner is not None and command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    return _hand_over(canvas, command.partner, command.from_)


def _next_floor(canvas: Canvas, command: c.NextFloor, actor: Actor, now: int) -> Decision:
    return _hand_over(canvas, next_on_floor(canvas), command.from_)


def next_on_floor(canvas: Canvas) -> str | None:
    """The partner whose turn comes next: the first not yet heard, clockwise from the one who has the floor."""
    order = [partner_id for partner_id, _ in canvas.seats]
    start = order.index(canvas.floor.partner) + 1 if canvas.floor.partner in order else 0
    return next((id for id in order[start:] + order[:start] if id not in canvas.floor.heard), None)


RULES: Rules = {
    c.GiveFloor: Rule(LEAD, _give_floor, step=True, about="partner"),
    c.NextFloor: Rule(LEAD, _next_floor, step=True),
}
