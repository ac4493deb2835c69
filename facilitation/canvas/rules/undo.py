"""Taking back what the facilitator did, without touching what participants wrote in between.

Every step remembers the fields that it changed. Taking it back sets them as they were, where they still are as the
step left them; a record that the step made goes again, unless somebody has built on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.as_json import from_json, plain
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Agreement, Change, Match, Partner, Subject
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules
from facilitation.canvas.steps import Step, Touched
from facilitation.canvas.views import Actor

_Fields = Mapping[str, Any] | None


def step(canvas: Canvas, command: c.Command, about: str, changes: list[Change], now: int) -> Change:
    """The record of a step: what `changes`, made by `command`, do to `canvas`. It takes the place of the oldest."""
    number = 1 + (canvas.steps[0][1].number if canvas.steps else 0)
    made = Step(number, command.NAME, now, about, _touched(canvas, changes))
    return Change(Step.KIND, f"step-{number % limits.STEPS}", made)


def _touched(canvas: Canvas, changes: list[Change]) -> tuple[Touched, ...]:
    """Records that changed alike stand together, so that opening 600 notes remembers 600 ids and one difference."""
    alike: dict[tuple[str, str], list[str]] = {}
    fields: dict[tuple[str, str], tuple[_Fields, _Fields]] = {}
    for change in changes:
        before = canvas.record(change.kind, change.id)
        was, became = (None if record is None else plain(record) for record in (before, change.value))
        if was is not None and became is not None:
            differing = [name for name in was if was[name] != became[name]]
            was, became = {name: was[name] for name in differing}, {name: became[name] for name in differing}
        elif became is not None:
            became = {}
        key = (change.kind, repr((was, became)))
        alike.setdefault(key, []).append(change.id)
        fields[key] = (was, became)
    return tuple((kind, tuple(ids), *fields[kind, text]) for (kind, text), ids in alike.items())


def _undo(canvas: Canvas, command: c.Undo, actor: Actor, now: int) -> Decision:
    if not canvas.steps:
        return Refusal("nothing-to-undo")
    step_id, newest = canvas.steps[0]
    if newest.number != command.number:
        return Refusal("stale")
    back = [
        change
        for kind, ids, was, became in reversed(newest.touched)
        for id in ids
        for change in _back(canvas, kind, id, was, became)
    ]
    return [*back, Change(Step.KIND, step_id, None)]


def _back(canvas: Canvas, kind: str, id: str, was: _Fields, became: _Fields) -> list[Change]:
    now = canvas.record(kind, id)
    if was is None:
        return [] if now is None or _is_built_on(canvas, kind, id) else [Change(kind, id, None)]
    if became is None:
        return [] if now is not None else [Change(kind, id, from_json(kind, was))]
    if now is None:
        return []
    fields = plain(now)
    same = {name: value for name, value in was.items() if fields[name] == became[name]}
    after = from_json(kind, {**fields, **same})
    if isinstance(now, Subject) and isinstance(after, Subject):
        after = _unconfirmed(now, after)
    return [] if after == now else [Change(kind, id, after)]


def _unconfirmed(now: Subject, after: Subject) -> Subject:
    """Who said "klopt" in between, said so to other words."""
    words = ("story", "question", "strengths")
    differ = any(getattr(now, name) != getattr(after, name) for name in words)
    if differ and now.confirmed is not None and after.confirmed_at == now.confirmed_at:
        return replace(after, confirmed=None, confirmed_at=None)
    return after


def _is_built_on(canvas: Canvas, kind: str, id: str) -> bool:
    """Whether participants would lose something with this record."""
    if kind == Partner.KIND:
        people = any(person.partner == id for person in canvas.participants.values())
        return people or is_named(canvas, id) or any(note.partner == id for note in canvas.notes.values())
    if kind == Match.KIND:
        return canvas.matches[id].reply is not None
    if kind == Agreement.KIND:
        return any(match.agreement == id and match.reply is not None for match in canvas.matches.values())
    return False


def is_named(canvas: Canvas, partner_id: str) -> bool:
    """Whether a partner was asked for something, or stands in an agreement."""
    asked = any(match.partner == partner_id for match in canvas.matches.values())
    return asked or any(partner_id in agreement.who for agreement in canvas.agreements.values())


RULES: Rules = {c.Undo: Rule(LEAD, _undo)}
