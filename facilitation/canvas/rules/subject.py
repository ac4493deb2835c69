"""The person concerned: their own words, and the "klopt"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import SUBJECT_ID, Change, Speaker, Subject
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, put, too_long
from facilitation.canvas.text import clean, clean_line
from facilitation.canvas.views import Actor

_SUBJECT_LIMITS = {
    "alias": limits.ALIAS,
    "age": limits.AGE,
    "story": limits.STORY,
    "question": limits.QUESTION,
    "strengths": limits.STRENGTHS,
}


def _set_subject(canvas: Canvas, command: c.SetSubject, actor: Actor, now: int) -> Decision:
    given = {name: getattr(command, name) for name in _SUBJECT_LIMITS if getattr(command, name) is not None}
    cleaned: dict[str, Any] = {
        name: (clean_line if name in ("alias", "age") else clean)(text) for name, text in given.items()
    }
    for name, text in cleaned.items():
        if refusal := too_long(name, text, _SUBJECT_LIMITS[name]):
            return refusal
    if not cleaned.get("alias", canvas.subject.alias):
        return Refusal("empty", {"field": "alias"})
    subject = replace(canvas.subject, **cleaned)
    if subject == canvas.subject:
        return []
    words = ("story", "question", "strengths")
    if any(getattr(subject, name) != getattr(canvas.subject, name) for name in words):
        subject = _without_klopt(subject)
    return [Change(Subject.KIND, SUBJECT_ID, subject), *_seat_along(canvas, subject.alias)]


def _seat_along(canvas: Canvas, alias: str) -> list[Change]:
    """The person's own seat bears their alias: when that becomes another, no screen goes on showing the one before."""
    before = canvas.subject.alias
    if alias == before:
        return []
    for id, partner in canvas.partners.items():
        begins, rest = partner.name[: len(before)], partner.name[len(before) :]
        if not partner.own or begins.casefold() != before.casefold() or not f"{rest} ".startswith(" "):
            continue
        name = alias + rest
        taken = any(own != id and other.name.casefold() == name.casefold() for own, other in canvas.partners.items())
        return [] if taken or len(name) > limits.NAME else put(canvas, id, replace(partner, name=name))
    return []


def _confirm_subject(canvas: Canvas, command: c.ConfirmSubject, actor: Actor, now: int) -> Decision:
    if not canvas.subject.story and not canvas.subject.question:
        return Refusal("nothing-to-confirm")
    own = canvas.own_people
    person = canvas.participants.get(actor.participant or "")
    by = person.partner if person else ""
    if canvas.subject.confirmed is not None:
        themself = actor.participant in own and command.as_ is Speaker.PERSON
        if not themself or _is_their_own(canvas.subject, by):
            return []
    elif own and person and actor.participant not in own:
        return Refusal("own-confirms")
    subject = replace(canvas.subject, confirmed=command.as_, confirmed_at=now, confirmed_by=by)
    return [Change(Subject.KIND, SUBJECT_ID, subject)]


def _is_their_own(subject: Subject, seat: str) -> bool:
    """Whether the person themself said it, on this seat or aloud: what was said for them on another makes room."""
    return subject.confirmed is Speaker.PERSON and subject.confirmed_by in ("", seat)


def _unconfirm_subject(canvas: Canvas, command: c.UnconfirmSubject, actor: Actor, now: int) -> Decision:
    return put(canvas, SUBJECT_ID, _without_klopt(canvas.subject))


def _without_klopt(subject: Subject) -> Subject:
    return replace(subject, confirmed=None, confirmed_at=None, confirmed_by="")


RULES: Rules = {
    c.SetSubject: Rule(LEAD, _set_subject, step=True),
    c.ConfirmSubject: Rule(LEAD | SEAT, _confirm_subject, step=True),
    c.UnconfirmSubject: Rule(LEAD, _unconfirm_subject, step=True),
}
