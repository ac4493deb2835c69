"""Agreements: who does what, with what means, by when. A partner is named once they are willing (see `matches`)."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import WILLING, Agreement, Change, Match
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, put, too_long, unfit
from facilitation.canvas.text import clean, clean_line, is_day
from facilitation.canvas.views import Actor


def _unfit_agreement(agreement: Agreement) -> Refusal | None:
    if refusal := unfit("agreement", agreement.what, limits.AGREEMENT):
        return refusal
    if refusal := too_long("means", agreement.means, limits.MEANS):
        return refusal
    return None if is_day(agreement.due) else Refusal("bad-date")


def _add_agreement(canvas: Canvas, command: c.AddAgreement, actor: Actor, now: int) -> Decision:
    who: tuple[str, ...] = ()
    if command.match is not None:
        match = canvas.matches.get(command.match)
        if match is None:
            return Refusal("match-unknown")
        if match.reply not in WILLING:
            return Refusal("not-willing")
        who = (match.partner,)
    agreement = Agreement(
        clean(command.what), now, who, clean_line(command.means), clean_line(command.due), command.match
    )
    before = canvas.agreements.get(command.agreement)
    if before is not None:
        return [] if before.what == agreement.what and before.match == agreement.match else Refusal("exists")
    if refusal := _unfit_agreement(agreement):
        return refusal
    if len(canvas.agreements) >= limits.AGREEMENTS:
        return Refusal("too-many-agreements", {"most": limits.AGREEMENTS})
    return [Change(Agreement.KIND, command.agreement, agreement)]


def _edit_agreement(canvas: Canvas, command: c.EditAgreement, actor: Actor, now: int) -> Decision:
    agreement = canvas.agreements.get(command.agreement)
    if agreement is None:
        return Refusal("agreement-unknown")
    after = replace(
        agreement,
        what=agreement.what if command.what is None else clean(command.what),
        means=agreement.means if command.means is None else clean_line(command.means),
        due=agreement.due if command.due is None else clean_line(command.due),
    )
    return _unfit_agreement(after) or put(canvas, command.agreement, after)


def _remove_agreement(canvas: Canvas, command: c.RemoveAgreement, actor: Actor, now: int) -> Decision:
    if command.agreement not in canvas.agreements:
        return []
    asked = [id for id, match in canvas.matches.items() if match.agreement == command.agreement]
    return [Change(Agreement.KIND, command.agreement, None), *(Change(Match.KIND, id, None) for id in asked)]


RULES: Rules = {
    c.AddAgreement: Rule(LEAD, _add_agreement, after=StageForm.AGREEMENTS, step=True, about="agreement"),
    c.EditAgreement: Rule(LEAD, _edit_agreement, after=StageForm.AGREEMENTS, step=True, about="agreement"),
    c.RemoveAgreement: Rule(LEAD, _remove_agreement, after=StageForm.AGREEMENTS, step=True, about="agreement"),
}
