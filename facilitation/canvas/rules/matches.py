"""Matches: needs meet offers. Whoever is asked answers, and nobody else."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import Change, Match
from facilitation.canvas.replies import WILLING, Reply
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, aloud, put, too_long
from facilitation.canvas.rules.undo import same
from facilitation.canvas.text import clean
from facilitation.canvas.views import Actor


def _ask_match(canvas: Canvas, command: c.AskMatch, actor: Actor, now: int) -> Decision:
    partner = _asked(canvas, command)
    if isinstance(partner, Refusal):
        return partner
    by = actor.participant or ""
    match = Match(partner, now, command.need, command.offer, command.agreement, by)
    before = canvas.matches.get(command.match)
    if before is not None:
        return [] if same(before, match) and before.by == by else Refusal("exists")
    if any(same(other, match) for other in canvas.matches.values()):
        return Refusal("asked-already")
    if len(canvas.matches) >= limits.MATCHES:
        return Refusal("too-many-matches", {"most": limits.MATCHES})
    if command.offer is not None and actor.participant == canvas.notes[command.offer].author:
        match = replace(match, reply=Reply.YES, replied=now)
    return [Change(Match.KIND, command.match, match)]


def _asked(canvas: Canvas, command: c.AskMatch) -> str | Refusal:
    """The partner who is asked; a match is about a need (with or without an offer) or about an agreement."""
    if (command.need is None) == (command.agreement is None) or (command.offer is not None and command.need is None):
        return Refusal("bad-request")
    partner = command.partner
    if command.agreement is not None and command.agreement not in canvas.agreements:
        return Refusal("agreement-unknown")
    if command.need is not None and not _is(canvas, command.need, NoteKind.NEED):
        return Refusal("note-unknown")
    if command.offer is not None:
        if not _is(canvas, command.offer, NoteKind.OFFER):
            return Refusal("note-unknown")
        offering = canvas.notes[command.offer].partner
        if partner not in (None, offering):
            return Refusal("bad-request")
        partner = offering
    if partner is None or partner not in canvas.partners:
        return Refusal("partner-unknown")
    return partner


def _is(canvas: Canvas, note_id: str, kind: NoteKind) -> bool:
    return canvas.in_sight(note_id) and canvas.notes[note_id].kind is kind


def _answer_match(canvas: Canvas, command: c.AnswerMatch, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    match = canvas.matches.get(command.match)
    if match is None:
        return Refusal("match-unknown")
    if canvas.participants[actor.participant].partner != match.partner:
        return Refusal("not-asked")
    words, first = _asked_at(canvas, match)
    if (first if command.at is None else command.at) != words:
        return Refusal("reworded")
    line = clean(command.line)
    if refusal := too_long("line", line, limits.LINE):
        return refusal
    if (match.reply, match.line) == (command.reply, line):
        return []
    if line not in ("", match.line) and (refusal := aloud(canvas, actor)):
        return refusal
    after = replace(match, reply=command.reply, line=line, replied=now, again=False)
    return [Change(Match.KIND, command.match, after), *_named(canvas, after)]


def _asked_at(canvas: Canvas, match: Match) -> tuple[int, int]:
    """Since when the words stand that are asked about, and since when the first of them did."""
    if match.agreement is None:
        return match.at, match.at
    agreement = canvas.agreements[match.agreement]
    return agreement.worded, agreement.at


def _named(canvas: Canvas, match: Match) -> list[Change]:
    """An agreement names a partner from the moment that they are willing, and no longer when they are not."""
    if match.agreement is None:
        return []
    agreement = canvas.agreements[match.agreement]
    who = tuple(partner for partner in agreement.who if partner != match.partner)
    if match.reply in WILLING:
        who = agreement.who if match.partner in agreement.who else (*who, match.partner)
    return put(canvas, match.agreement, replace(agreement, who=who))


def _remove_match(canvas: Canvas, command: c.RemoveMatch, actor: Actor, now: int) -> Decision:
    match = canvas.matches.get(command.match)
    if match is None:
        return []
    if actor.participant is not None and match.by != actor.participant:
        return Refusal("not-yours")
    if match.reply is not None or match.replied is not None:
        return Refusal("answered")
    return [Change(Match.KIND, command.match, None)]


RULES: Rules = {
    c.AskMatch: Rule(LEAD | SEAT, _ask_match, after=StageForm.CONNECT, step=True, about="match"),
    c.AnswerMatch: Rule(SEAT, _answer_match, after=StageForm.CONNECT),
    c.RemoveMatch: Rule(LEAD | SEAT, _remove_match, after=StageForm.CONNECT, step=True, about="match"),
}
