"""Agreements: who does what, with what means, by when.

An agreement names the partners who said to its very words that they do it, or will try. Each is asked once for their
part, in a match of its own; when the words change they are asked anew, and it names nobody until they have answered.
"""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import Agreement, Change, Match
from facilitation.canvas.replies import WILLING
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, too_long, unfit
from facilitation.canvas.text import clean, clean_line, is_day
from facilitation.canvas.views import Actor


def _unfit_agreement(agreement: Agreement) -> Refusal | None:
    if refusal := unfit("agreement", agreement.what, limits.AGREEMENT):
        return refusal
    if refusal := too_long("means", agreement.means, limits.MEANS):
        return refusal
    return None if is_day(agreement.due) else Refusal("bad-date")


def _add_agreement(canvas: Canvas, command: c.AddAgreement, actor: Actor, now: int) -> Decision:
    agreement = Agreement(
        clean(command.what), now, (), clean_line(command.means), clean_line(command.due), command.match
    )
    before = canvas.agreements.get(command.agreement)
    if before is not None:
        return [] if before.what == agreement.what and before.match == agreement.match else Refusal("exists")
    if refusal := _unfit_agreement(agreement):
        return refusal
    if len(canvas.agreements) >= limits.AGREEMENTS:
        return Refusal("too-many-agreements", {"most": limits.AGREEMENTS})
    if command.match is None:
        return [Change(Agreement.KIND, command.agreement, agreement)]
    return _from_match(canvas, command, agreement)


def _from_match(canvas: Canvas, command: c.AddAgreement, agreement: Agreement) -> Decision:
    """The agreement with the question to whoever is willing; in their own words they have answered it already."""
    match = canvas.matches.get(command.match or "")
    if match is None or match.need is None:  # a question about another agreement is nothing to make one from
        return Refusal("match-unknown")
    if match.reply not in WILLING:
        return Refusal("not-willing")
    if command.asked is None:
        return Refusal("bad-request")
    if command.asked in canvas.matches:
        return Refusal("exists")
    if len(canvas.matches) >= limits.MATCHES:
        return Refusal("too-many-matches", {"most": limits.MATCHES})
    question = Match(match.partner, agreement.at, agreement=command.agreement)
    if _is_said(canvas, match, agreement):
        question = replace(question, reply=match.reply, line=match.line)
        agreement = replace(agreement, who=(match.partner,))
    return [
        Change(Agreement.KIND, command.agreement, agreement),
        Change(Match.KIND, command.asked, question),
    ]


def _is_said(canvas: Canvas, match: Match, agreement: Agreement) -> bool:
    """Whether somebody said yes to just these words: those of their offer, or of the need, and what they added."""
    note = canvas.notes.get(match.offer or match.need or "")
    if note is None or (note.edited or 0) > (match.replied or 0):
        return False
    words = clean((note.text or "")[: limits.AGREEMENT])
    return (agreement.what, agreement.due) == (words, "") and agreement.means in ("", clean_line(match.line))


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
    if refusal := _unfit_agreement(after):
        return refusal
    if after == agreement:
        return []
    after = replace(after, who=(), edited=max(now, agreement.worded + 1))
    return [
        Change(Agreement.KIND, command.agreement, after),
        *(Change(Match.KIND, id, asked_anew(match)) for id, match in _answered(canvas, command.agreement)),
    ]


def _answered(canvas: Canvas, agreement_id: str) -> list[tuple[str, Match]]:
    """The questions about this agreement to which somebody has answered."""
    matches = canvas.matches.items()
    return [(id, match) for id, match in matches if match.agreement == agreement_id and match.reply is not None]


def asked_anew(match: Match) -> Match:
    """The same question without an answer; what its answerer added is theirs and stays."""
    return replace(match, reply=None, again=True)


def asked_for_other_words(before: Canvas, after: Canvas) -> list[Change]:
    """What changes where an agreement has other words now: an answer to the words of before is none to these."""
    changes = list[Change]()
    for agreement_id, agreement in after.agreements.items():
        was = before.agreements.get(agreement_id)
        if was is not None and was.worded != agreement.worded:
            answered = dict(_answered(before, agreement_id)).keys() & dict(_answered(after, agreement_id)).keys()
            changes += [Change(Match.KIND, id, asked_anew(after.matches[id])) for id in sorted(answered)]
    return changes


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
