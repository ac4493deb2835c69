"""The partners around the circle, and the people on their seats."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.records import Agreement, Change, Knock, Match, Note, Nudge, Participant, Partner
from facilitation.canvas.rules.loose import loose
from facilitation.canvas.rules.rule import (
    DOOR,
    LEAD,
    SEAT,
    Decision,
    Refusal,
    Rule,
    Rules,
    aloud,
    gone,
    put,
    too_long,
    unfit,
)
from facilitation.canvas.rules.undo import is_named, is_own_taken
from facilitation.canvas.text import clean_line
from facilitation.canvas.views import Actor


def _named(canvas: Canvas, name: str) -> str | None:
    """The id of the partner with this name, in any case."""
    wanted = name.casefold()
    return next((id for id, partner in canvas.partners.items() if partner.name.casefold() == wanted), None)


def _new_partner(canvas: Canvas, partner_id: str, name: str, own: bool = False) -> Decision:
    name = clean_line(name)
    if refusal := unfit("partner", name, limits.NAME):
        return refusal
    if there := canvas.partners.get(partner_id):
        return [] if (there.name, there.own) == (name, own) else Refusal("exists")
    if _named(canvas, name):
        return Refusal("name-taken")
    if own and is_own_taken(canvas):
        return Refusal("own-exists")
    if len(canvas.partners) >= limits.PARTNERS:
        return Refusal("too-many-partners", {"most": limits.PARTNERS})
    position = 1 + max((partner.position for partner in canvas.partners.values()), default=-1)
    return [Change(Partner.KIND, partner_id, Partner(name, position, own))]


def _add_partner(canvas: Canvas, command: c.AddPartner, actor: Actor, now: int) -> Decision:
    return _new_partner(canvas, command.partner, command.name, command.own)


def _edit_partner(canvas: Canvas, command: c.EditPartner, actor: Actor, now: int) -> Decision:
    if command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    name = clean_line(command.name)
    if refusal := unfit("partner", name, limits.NAME):
        return refusal
    if _named(canvas, name) not in (None, command.partner):
        return Refusal("name-taken")
    before = canvas.partners[command.partner]
    own = before.own if command.own is None else command.own
    if own and is_own_taken(canvas, but=command.partner):
        return Refusal("own-exists")
    partner = replace(before, name=name, own=own)
    return [] if partner == before else [Change(Partner.KIND, command.partner, partner)]


def _move_partner(canvas: Canvas, command: c.MovePartner, actor: Actor, now: int) -> Decision:
    if command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    order = [partner_id for partner_id, _ in canvas.seats if partner_id != command.partner]
    order.insert(max(0, min(command.position, len(order))), command.partner)
    return [
        Change(Partner.KIND, partner_id, replace(canvas.partners[partner_id], position=position))
        for position, partner_id in enumerate(order)
        if canvas.partners[partner_id].position != position
    ]


def _remove_partner(canvas: Canvas, command: c.RemovePartner, actor: Actor, now: int) -> Decision:
    if command.partner not in canvas.partners:
        return []
    if any(note.partner == command.partner for note in canvas.notes.values()):
        return Refusal("partner-has-notes")
    if any(person.partner == command.partner for person in canvas.participants.values()):
        return Refusal("partner-has-people")
    if is_named(canvas, command.partner):
        return Refusal("partner-is-asked")
    removal = Change(Partner.KIND, command.partner, None)
    return [removal, *loose(fold(canvas, [removal]))]


def _join(canvas: Canvas, command: c.Join, actor: Actor, now: int) -> Decision:
    name = clean_line(command.name)
    if refusal := too_long("name", name, limits.NAME):
        return refusal
    if not canvas.session.door:
        return Refusal("door-closed")
    if command.participant in canvas.participants or command.participant in canvas.knocks:
        return []
    if any(note.author == command.participant for note in canvas.notes.values()):
        return Refusal("removed")  # who was removed may join again, but as somebody new
    seat = _seat(canvas, command.partner, command.partner_name)
    if isinstance(seat, Refusal):
        return seat
    partner_name = None if command.partner_name is None else clean_line(command.partner_name)
    knock = Knock(command.partner, now, partner_name, name)
    if not canvas.session.ask and not is_second_phone(canvas, knock):
        partner_id, changes = seat
        return [*changes, Change(Participant.KIND, command.participant, Participant(partner_id, now, name))]
    if len(canvas.knocks) >= limits.KNOCKS:
        return Refusal("too-many-people", {"most": limits.KNOCKS})
    return [Change(Knock.KIND, command.participant, knock)]


def is_second_phone(canvas: Canvas, knock: Knock) -> bool:
    """Whether this is for the own seat of the person concerned while somebody sits there: the facilitator decides."""
    partner_id = knock.partner if knock.partner_name is None else _named(canvas, knock.partner_name)
    return _is_own(canvas, partner_id) and bool(canvas.own_people)


def _is_own(canvas: Canvas, partner_id: str | None) -> bool:
    partner = canvas.partners.get(partner_id or "")
    return partner is not None and partner.own


def _seat(canvas: Canvas, partner: str, partner_name: str | None) -> tuple[str, list[Change]] | Refusal:
    """The partner at which somebody sits down, and the changes that make it when it is new."""
    if len(canvas.participants) >= limits.PARTICIPANTS:
        return Refusal("too-many-people", {"most": limits.PARTICIPANTS})
    if partner_name is None:
        return (partner, []) if partner in canvas.partners else Refusal("partner-unknown")
    existing = _named(canvas, clean_line(partner_name))
    decision = [] if existing else _new_partner(canvas, partner, partner_name)
    return decision if isinstance(decision, Refusal) else (existing or partner, decision)


def _admit(canvas: Canvas, command: c.Admit, actor: Actor, now: int) -> Decision:
    knock = canvas.knocks.get(command.participant)
    if knock is None:
        return [] if command.participant in canvas.participants else Refusal("person-unknown")
    seat = _seat(canvas, knock.partner, knock.partner_name)
    if isinstance(seat, Refusal):
        return seat
    partner_id, changes = seat
    person = Participant(partner_id, now, knock.name)
    return [
        Change(Knock.KIND, command.participant, None),
        *changes,
        Change(Participant.KIND, command.participant, person),
    ]


def _turn_away(canvas: Canvas, command: c.TurnAway, actor: Actor, now: int) -> Decision:
    return gone(canvas, Knock.KIND, command.participant)


def _edit_participant(canvas: Canvas, command: c.EditParticipant, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    before = canvas.participants[actor.participant]
    name = before.name if command.name is None else clean_line(command.name)
    partner = before.partner if command.partner is None else command.partner
    if refusal := too_long("name", name, limits.NAME):
        return refusal
    if partner not in canvas.partners:
        return Refusal("partner-unknown")
    if partner != before.partner and _is_own(canvas, partner) and canvas.own_people:
        return Refusal("own-taken")
    after = replace(before, name=name, partner=partner)
    if after == before:
        return []
    if name not in ("", before.name) and (refusal := aloud(canvas, actor)):
        return refusal
    moved = [
        Change(Note.KIND, note_id, replace(note, partner=partner))
        for note_id, note in canvas.notes.items()
        # One without a name stays where it is, at no partner: moving along would tell whose it is.
        if note.author == actor.participant and note.named and note.partner != partner
    ]
    along = _offers_along(canvas, {change.id for change in moved}, partner, actor.participant)
    return [Change(Participant.KIND, actor.participant, after), *moved, *along]


def _offers_along(canvas: Canvas, notes: set[str], partner: str, mover: str) -> list[Change]:
    """Matches with an offer stand at the partner whose offer it is, and so does their part in what came of them."""
    changes: list[Change] = []
    for id, match in canvas.matches.items():
        if match.offer not in notes or match.partner == partner:
            continue
        changes.append(Change(Match.KIND, id, replace(match, partner=partner)))
        for agreement_id, agreement in canvas.agreements.items():
            if agreement.match == id:
                changes += _part_along(canvas, agreement_id, agreement, match.partner, partner, mover)
    return changes


def _part_along(canvas: Canvas, id: str, agreement: Agreement, from_: str, partner: str, mover: str) -> list[Change]:
    """The question about a part in an agreement goes along to another partner, unless that one was asked as well.

    While others are left at the first partner, a yes may be theirs: what was answered here stays with them, and one
    that was taken over from the match does not go along.
    """
    questions = {match.partner: own for own, match in canvas.matches.items() if match.agreement == id}
    if from_ not in questions or partner in questions:
        return []
    own = questions[from_]
    question = canvas.matches[own]
    left = any(each.partner == from_ and one != mover for one, each in canvas.participants.items())
    if left and (question.replied is not None or question.again):
        return []
    asked = replace(question, partner=partner)
    moved = Change(Match.KIND, own, replace(asked, reply=None, line="") if left else asked)
    who = tuple(partner if one == from_ else one for one in agreement.who if one != from_ or not left)
    return [moved, *put(canvas, id, replace(agreement, who=who))]


def _remove_participant(canvas: Canvas, command: c.RemoveParticipant, actor: Actor, now: int) -> Decision:
    if command.participant not in canvas.participants:
        return []
    return [Change(Participant.KIND, command.participant, None), *gone(canvas, Nudge.KIND, command.participant)]


RULES: Rules = {
    c.Join: Rule(DOOR, _join),
    c.AddPartner: Rule(LEAD, _add_partner, step=True, about="partner"),
    c.EditPartner: Rule(LEAD, _edit_partner, step=True, about="partner"),
    c.MovePartner: Rule(LEAD, _move_partner, step=True, about="partner"),
    c.RemovePartner: Rule(LEAD, _remove_partner, step=True, about="partner"),
    c.Admit: Rule(LEAD, _admit, stopped=True),
    c.TurnAway: Rule(LEAD, _turn_away, stopped=True),
    c.EditParticipant: Rule(SEAT, _edit_participant),
    c.RemoveParticipant: Rule(LEAD, _remove_participant, stopped=True),
}
