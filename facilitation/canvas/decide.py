"""decide(canvas, command, actor, now): the rules of the room.

A command is an intention. It becomes a list of changes, possibly empty when all is already as wanted, or a refusal
with a code. Nothing here reads a clock, makes an id or touches the canvas it was given. The rules themselves stand
in `canvas/rules/`, by what they are about.
"""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Status
from facilitation.canvas.rules import (
    agreements,
    control,
    floor,
    frame,
    lookback,
    matches,
    notes,
    partners,
    placing,
    reading,
    session,
    subject,
    undo,
)
from facilitation.canvas.rules.floor import next_on_floor
from facilitation.canvas.rules.rule import Decision, Refusal, Rule, Rules
from facilitation.canvas.views import Actor, Role

__all__ = ["RULES", "Decision", "Refusal", "decide", "next_on_floor"]

RULES: Rules = {
    **session.RULES,
    **subject.RULES,
    **partners.RULES,
    **notes.RULES,
    **placing.RULES,
    **frame.RULES,
    **matches.RULES,
    **agreements.RULES,
    **lookback.RULES,
    **reading.RULES,
    **floor.RULES,
    **control.RULES,
    **undo.RULES,
}
"""Every rule by the class of its command."""


def decide(canvas: Canvas, command: c.Command, actor: Actor, now: int) -> Decision:
    """Return what `command`, given by `actor` at `now` (ms since 1970), changes on `canvas`, or why it may not.

    Example: `decide(canvas, GoToStage("partners", from_="person"), Actor(Role.LEAD), now)` is a refusal with the
    code `stale` when somebody else has gone on already.
    """
    rule = RULES[type(command)]
    if refusal := _out_of_place(canvas, command, actor, rule):
        return refusal
    decision = rule.apply(canvas, command, actor, now)
    if isinstance(decision, list) and decision and rule.step and actor.role is Role.LEAD:
        about = getattr(command, rule.about) or "" if rule.about else ""
        return [*decision, *undo.step(canvas, command, about, decision, now)]
    return decision


def _out_of_place(canvas: Canvas, command: c.Command, actor: Actor, rule: Rule) -> Refusal | None:
    """Why this command may not be given by this actor, or not now, whatever it asks for."""
    if not canvas.exists and not isinstance(command, c.CreateSession):
        return Refusal("session-unknown")
    if actor.role not in rule.roles:
        return Refusal("forbidden")
    if not canvas.exists:
        return None
    if actor.role is Role.SEAT and actor.participant not in canvas.participants:
        return Refusal("removed")
    if canvas.session.status is Status.CLOSED and not rule.closed:
        return Refusal("session-closed")
    if canvas.session.stopped and actor.role is Role.LEAD and not rule.stopped:
        return Refusal("stopped")
    if rule.after is not None and not canvas.has_begun(rule.after):
        return Refusal("not-yet")
    return None
