"""Reading back at the close: the facilitator turns the pages, and every screen shows the same one."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import PAGE_ID, Page
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, put
from facilitation.canvas.views import Actor


def _set_page(canvas: Canvas, command: c.SetPage, actor: Actor, now: int) -> Decision:
    if command.stage and canvas.guide.index(command.stage) < 0:
        return Refusal("stage-unknown")
    if command.partner is not None and command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    if not 0 <= command.part < limits.PAGES:
        return Refusal("page-unknown")
    return put(canvas, PAGE_ID, Page(command.stage, command.partner, command.part))


RULES: Rules = {c.SetPage: Rule(LEAD, _set_page, after=StageForm.CLOSE)}
