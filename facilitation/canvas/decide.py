"""decide(canvas, command, actor, now): the rules of the room.

A command is an intention. It becomes a list of changes, possibly empty when all is already as wanted, or a refusal
with a code. Nothing here reads a clock, makes an id or touches the canvas it was given. The rules themselves stand
in `canvas/rules/`, by what they are about.
"""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.records import Canvas, Status
from facilitation.canvas.rules import floor, notes, partners, session, subject
from facilitation.canvas.rules.floor import next_on_floor
from facilitation.canvas.rules.rule import Decision, Refusal, Rules
from facilitation.canvas.views import Actor, Role

__all__ = ["RULES", "Decision", "Refusal", "decide", "next_on_floor"]

RULES: Rules = {**session.RULES, **subject.RULES, **partners.RULES, **notes.RULES, **floor.RULES}
"""Every rule by the class of its command."""

_ALLOWED_WHEN_CLOSED = frozenset({c.ReopenSession, c.CloseSession, c.EditSession})


def decide(canvas: Canvas, command: c.Command, actor: Actor, now: int) -> Decision:
    """Return what `command`, given by `actor` at `now` (ms since 1970), changes on `canvas`, or why it may not.

    Example: `decide(canvas, GoToStage("partners", from_="person"), Actor(Role.LEAD), now)` is a refusal with the
    code `stale` when somebody else has gone on already.
    """
    rule = RULES[type(command)]
    if not canvas.exists and not isinstance(command, c.CreateSession):
        return Refusal("session-unknown")
    if actor.role not in rule.roles:
        return Refusal("forbidden")
    if canvas.exists:
        if actor.role is Role.SEAT and actor.participant not in canvas.participants:
            return Refusal("removed")
        if canvas.session.status is Status.CLOSED and type(command) not in _ALLOWED_WHEN_CLOSED:
            return Refusal("session-closed")
    return rule.apply(canvas, command, actor, now)
