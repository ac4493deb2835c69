"""Taking back what the facilitator did, without touching what participants wrote in between.

Every step remembers the fields that it changed, and taking it back sets them as they were; only the newest can be
taken back, so nobody but participants has changed anything since. A record that the step made goes again, unless
somebody has built on it. What only the facilitator changes comes back whole. Whatever then refers to what a participant
took away meanwhile goes with it (`loose`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.as_json import from_json, plain
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import Folding
from facilitation.canvas.records import (
    Agreement,
    Change,
    Floor,
    Match,
    Note,
    Nudge,
    Partner,
    Placement,
    Record,
    Speaker,
    Spotlight,
    Subject,
    Timer,
)
from facilitation.canvas.rules.agreements import asked_for_other_words
from facilitation.canvas.rules.loose import loose
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules
from facilitation.canvas.steps import Step, Touched
from facilitation.canvas.views import Actor

_Fields = Mapping[str, Any] | None

_TYPED = frozenset(
    cls.NAME for cls in (c.EditSession, c.SetSubject, c.SetFrame, c.EditLaw, c.EditPartner, c.EditAgreement)
)
_CONFIRMED = frozenset({"confirmed", "confirmed_at", "confirmed_by"})

_PASSED = frozenset({Timer.KIND, Nudge.KIND})
"""Records that are not put back: time has gone on."""

_ARRANGED = frozenset({Placement.KIND, Spotlight.KIND, Floor.KIND})
"""Records that participants change only by taking away what they refer to."""


def step(canvas: Canvas, command: c.Command, about: str, changes: list[Change], now: int) -> list[Change]:
    """What remembers a step: what `changes`, made by `command`, do to `canvas`. The oldest goes when there are many."""
    number = 1 + (canvas.steps[0][1].number if canvas.steps else 0)
    made = Step(number, command.NAME, now, about, _touched(canvas, changes))
    gone = canvas.steps[limits.STEPS - 1 :]
    if canvas.steps and _is_typed_on(canvas.steps[0][1], made):
        gone = canvas.steps[:1]
        made = replace(made, touched=(_joined(gone[0][1].touched[0], made.touched[0]),))
    return [Change(Step.KIND, f"step-{number}", made), *(Change(Step.KIND, id, None) for id, _ in gone)]


def _is_typed_on(newest: Step, made: Step) -> bool:
    """Whether this goes on with the words of the newest step: a page sends them at every pause of whoever is typing."""
    same = (newest.name, newest.about) == (made.name, made.about) and made.name in _TYPED
    if not same or made.at - newest.at > limits.TYPING_MS or len(newest.touched) != 1 or len(made.touched) != 1:
        return False
    (kind, ids, was, _), (kind_now, ids_now, was_now, _) = newest.touched[0], made.touched[0]
    if (kind, ids) != (kind_now, ids_now) or was is None or was_now is None:
        return False
    return was.keys() - _CONFIRMED == was_now.keys()  # a "klopt" in between belongs to the words of then


def _joined(first: Touched, second: Touched) -> Touched:
    """What two steps did to one record, as one."""
    (kind, ids, was, became), (_, _, _, became_now) = first, second
    return (kind, ids, was, {**(became or {}), **(became_now or {})})


def _touched(canvas: Canvas, changes: list[Change]) -> tuple[Touched, ...]:
    """Records that changed alike stand together, so that opening 600 notes remembers 600 ids and one difference."""
    alike: dict[tuple[str, str], list[str]] = {}
    fields: dict[tuple[str, str], tuple[_Fields, _Fields]] = {}
    for change in (*changes, *_beside(canvas, changes)):
        if change.kind in _PASSED:
            continue
        before = canvas.record(change.kind, change.id)
        was, became = (None if record is None else plain(record) for record in (before, change.value))
        if was is not None and became is not None and change.kind not in _ARRANGED:
            differing = [name for name in was if was[name] != became[name]]
            was, became = {name: was[name] for name in differing}, {name: became[name] for name in differing}
        elif was is None:
            became = {}
        key = (change.kind, repr((was, became)))
        alike.setdefault(key, []).append(change.id)
        fields[key] = (was, became)
    return tuple((kind, tuple(ids), *fields[kind, text]) for (kind, text), ids in alike.items())


def _beside(canvas: Canvas, changes: list[Change]) -> list[Change]:
    """What lies in the same stacks as it was: should the top go, it is known what lay together."""
    moved = {change.id: change.value for change in changes if change.kind == Placement.KIND}
    tops = {canvas.placement(id).on or id for id in moved}
    tops |= {placement.on for placement in moved.values() if isinstance(placement, Placement) and placement.on}
    still = [id for id, placement in canvas.placements.items() if placement.on in tops and id not in moved]
    return [Change(Placement.KIND, id, canvas.placements[id]) for id in still]


def _undo(canvas: Canvas, command: c.Undo, actor: Actor, now: int) -> Decision:
    if not canvas.steps:
        return Refusal("nothing-to-undo")
    step_id, newest = canvas.steps[0]
    if newest.number != command.number:
        return Refusal("stale")
    after, changes = Folding(canvas), list[Change]()

    def take(more: list[Change]) -> None:
        changes.extend(more)
        after.take(more)

    for kind, ids, was, became in reversed(newest.touched):
        for id in ids:
            take(_back(after.canvas, kind, id, was, became))
    restored = {change.id for change in changes if change.kind == Partner.KIND}
    take(_places(after.canvas, restored))
    take(_closed_again(canvas, after.canvas, newest))
    take(asked_for_other_words(canvas, after.canvas))
    take(loose(after.canvas))
    last = {(change.kind, change.id): change for change in changes}
    differing = [change for change in last.values() if canvas.record(change.kind, change.id) != change.value]
    return [*differing, Change(Step.KIND, step_id, None)]


def _back(canvas: Canvas, kind: str, id: str, was: _Fields, became: _Fields) -> list[Change]:
    now = canvas.record(kind, id)
    if was is None:
        return [] if now is None or _is_built_on(canvas, kind, id) else [Change(kind, id, None)]
    if became is None or kind in _ARRANGED:
        record = from_json(kind, was)
        if isinstance(record, Partner):
            record = replace(record, name=_free_name(canvas, record.name), own=record.own and not is_own_taken(canvas))
        is_there = now is not None and kind not in _ARRANGED
        return [] if is_there or record is None or _is_taken(canvas, record) else [Change(kind, id, record)]
    if now is None:
        return []
    after = from_json(kind, {**plain(now), **was})
    if isinstance(now, Subject) and isinstance(after, Subject):
        after = _confirmed_as_before(now, after, was, became)
    if isinstance(after, Partner):
        # A name that would be kept here might be the one that an earlier step brings back elsewhere.
        own = after.own and not is_own_taken(canvas, but=id)
        after = replace(after, name=_free_name(canvas, after.name, but=id), own=own)
    return [] if after in (now, None) else [Change(kind, id, after)]


def _confirmed_as_before(now: Subject, after: Subject, was: Mapping[str, Any], became: Mapping[str, Any]) -> Subject:
    """A "klopt" belongs to its words: the earlier words come back with theirs, the later words go with theirs.

    To the same words, one that somebody has said since stays.
    """
    words = ("story", "question", "strengths")
    if all(getattr(now, name) == getattr(after, name) for name in words):
        if "confirmed" not in was:
            return after
        is_of_the_step = all(getattr(now, name) == became[name] for name in _CONFIRMED & became.keys())
        if not is_of_the_step:
            return replace(after, confirmed=now.confirmed, confirmed_at=now.confirmed_at, confirmed_by=now.confirmed_by)
    speaker, at, by = was.get("confirmed"), was.get("confirmed_at"), was.get("confirmed_by", "")
    return replace(after, confirmed=speaker and Speaker(speaker), confirmed_at=at, confirmed_by=by)


def _is_taken(canvas: Canvas, record: Record) -> bool:
    """Whether there is no room any more for a record that comes back: somebody has put another in its place."""
    if isinstance(record, Partner):
        return len(canvas.partners) >= limits.PARTNERS
    return isinstance(record, Match) and any(same(record, other) for other in canvas.matches.values())


def _free_name(canvas: Canvas, name: str, but: str = "") -> str:
    """This name, or with a number behind it when somebody at the circle has it by now."""
    names = (name, *(f"{name[: limits.NAME - 3]} {number}" for number in range(2, limits.PARTNERS + 2)))
    return next(free for free in names if not _is_named_so(canvas, free, but))


def _is_named_so(canvas: Canvas, name: str, but: str = "") -> bool:
    return any(id != but and partner.name.casefold() == name.casefold() for id, partner in canvas.partners.items())


def _places(canvas: Canvas, restored: set[str]) -> list[Change]:
    """Where partners stand when some came back to their places: who came in the meantime makes room, at the end."""
    taken = {canvas.partners[id].position for id in restored if id in canvas.partners}
    end, changes = 1 + max((partner.position for partner in canvas.partners.values()), default=0), list[Change]()
    for id, partner in canvas.seats:
        if id not in restored and partner.position in taken:
            changes.append(Change(Partner.KIND, id, replace(partner, position=end)))
            end += 1
    return changes


def _closed_again(before: Canvas, after: Canvas, newest: Step) -> list[Change]:
    """What came in while its kind was open is closed again with it."""
    shut = set(before.board.open) - set(after.board.open) if newest.name == c.OpenNotes.NAME else set()
    return [
        Change(Note.KIND, id, replace(note, open=False))
        for id, note in after.notes.items()
        if note.open and note.kind in shut and note.at >= newest.at
    ]


def _is_built_on(canvas: Canvas, kind: str, id: str) -> bool:
    """Whether participants would lose something with this record."""
    if kind == Partner.KIND:
        people = any(person.partner == id for person in canvas.participants.values())
        return people or is_named(canvas, id) or any(note.partner == id for note in canvas.notes.values())
    if kind == Match.KIND:
        match = canvas.matches[id]
        named = match.agreement is not None and match.reply is not None
        return match.is_theirs or (named and _is_built_on(canvas, Agreement.KIND, match.agreement or ""))
    if kind == Agreement.KIND:
        return any(match.agreement == id and match.is_theirs for match in canvas.matches.values())
    return False


def same(one: Match, other: Match) -> bool:
    """Whether both ask the same of the same partner."""
    return (one.partner, one.need, one.offer, one.agreement) == (
        other.partner,
        other.need,
        other.offer,
        other.agreement,
    )


def is_named(canvas: Canvas, partner_id: str) -> bool:
    """Whether a partner was asked for something, or stands in an agreement."""
    asked = any(match.partner == partner_id for match in canvas.matches.values())
    return asked or any(partner_id in agreement.who for agreement in canvas.agreements.values())


def is_own_taken(canvas: Canvas, but: str = "") -> bool:
    """Whether the person concerned has a seat of their own, other than this one."""
    return any(partner.own and id != but for id, partner in canvas.partners.items())


RULES: Rules = {c.Undo: Rule(LEAD, _undo)}
