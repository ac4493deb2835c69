"""The common frame, which the group settles, and the laws that lie below it as a safety net."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import FRAME_KINDS, StageForm
from facilitation.canvas.records import FRAME_ID, Change, Law
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, aloud, put, too_long, unfit
from facilitation.canvas.text import clean, clean_line
from facilitation.canvas.views import Actor


def _set_frame(canvas: Canvas, command: c.SetFrame, actor: Actor, now: int) -> Decision:
    given = {str(part): getattr(command, part) for part in FRAME_KINDS if getattr(command, part) is not None}
    texts = {part: clean(text) for part, text in given.items()}
    for part, text in texts.items():
        if refusal := too_long(part, text, limits.FRAME):
            return refusal
    return put(canvas, FRAME_ID, replace(canvas.frame, **texts))


def _unfit_law(law: Law) -> Refusal | None:
    return (
        unfit("law", law.name, limits.LAW)
        or too_long("allows", law.allows, limits.LAW_TEXT)
        or too_long("asks", law.asks, limits.LAW_TEXT)
    )


def _add_law(canvas: Canvas, command: c.AddLaw, actor: Actor, now: int) -> Decision:
    law = Law(clean_line(command.name), now, clean(command.allows), clean(command.asks), actor.participant or "")
    before = canvas.laws.get(command.law)
    if before is not None:
        return [] if replace(before, at=now) == law else Refusal("exists")
    if refusal := _unfit_law(law) or aloud(canvas, actor):
        return refusal
    if len(canvas.laws) >= limits.LAWS:
        return Refusal("too-many-laws", {"most": limits.LAWS})
    return [Change(Law.KIND, command.law, law)]


def _edit_law(canvas: Canvas, command: c.EditLaw, actor: Actor, now: int) -> Decision:
    law = canvas.laws.get(command.law)
    if law is None:
        return Refusal("law-unknown")
    if law.author != (actor.participant or ""):
        return Refusal("not-yours")
    after = replace(
        law,
        name=law.name if command.name is None else clean_line(command.name),
        allows=law.allows if command.allows is None else clean(command.allows),
        asks=law.asks if command.asks is None else clean(command.asks),
    )
    changes = put(canvas, command.law, after)
    return _unfit_law(after) or (aloud(canvas, actor) if changes else None) or changes


def _remove_law(canvas: Canvas, command: c.RemoveLaw, actor: Actor, now: int) -> Decision:
    """The facilitator can take any law out of the net, a participant their own."""
    law = canvas.laws.get(command.law)
    if law is None:
        return []
    if actor.participant is not None and law.author != actor.participant:
        return Refusal("not-yours")
    return [Change(Law.KIND, command.law, None)]


RULES: Rules = {
    c.SetFrame: Rule(LEAD, _set_frame, after=StageForm.FRAME, step=True, about="note"),
    c.AddLaw: Rule(LEAD | SEAT, _add_law, after=StageForm.FRAME, step=True, about="law"),
    c.EditLaw: Rule(LEAD | SEAT, _edit_law, after=StageForm.FRAME, step=True, about="law"),
    c.RemoveLaw: Rule(LEAD | SEAT, _remove_law, after=StageForm.FRAME, step=True, about="law"),
}
