"""decide(canvas, command, actor, now): the rules of the room.

A command is an intention. It becomes a list of changes, possibly empty when all is already as wanted, or a refusal
with a code. Nothing here reads a clock, makes an id or touches the canvas it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.guides import StageForm
from facilitation.canvas.records import (
    BOARD_ID,
    FLOOR_ID,
    GUIDE_ID,
    SUBJECT_ID,
    Board,
    Canvas,
    Change,
    Floor,
    Note,
    NoteKind,
    Participant,
    Partner,
    Session,
    Status,
    Subject,
)
from facilitation.canvas.text import clean, clean_line
from facilitation.canvas.views import Actor, Role

DAY_MS = 86_400_000


@dataclass(frozen=True)
class Refusal:
    """Why a command is not carried out. `code` names a sentence in the catalogues, `args` fill it in."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


Decision = list[Change] | Refusal


def decide(canvas: Canvas, command: c.Command, actor: Actor, now: int) -> Decision:
    """Return what `command`, given by `actor` at `now` (ms since 1970), changes on `canvas`, or why it may not.

    Example: `decide(canvas, GoToStage("partners", from_="person"), Actor(Role.LEAD), now)` is a refusal with the
    code `stale` when somebody else has gone on already.
    """
    if isinstance(command, c.CreateSession):
        return _create_session(canvas, command, actor, now)
    if not canvas.exists:
        return Refusal("session-unknown")
    allowed = _ROLES[type(command)]
    if actor.role not in allowed:
        return Refusal("forbidden")
    if actor.role is Role.SEAT and actor.participant not in canvas.participants:
        return Refusal("removed")
    if canvas.session.status is Status.CLOSED and type(command) not in _ALLOWED_WHEN_CLOSED:
        return Refusal("session-closed")
    return _RULES[type(command)](canvas, command, actor, now)


# --- the session -----------------------------------------------------------------------------------------------


def _create_session(canvas: Canvas, command: c.CreateSession, actor: Actor, now: int) -> Decision:
    if actor.role is not Role.LEAD:
        return Refusal("forbidden")
    if canvas.exists:
        return Refusal("session-exists")
    if not command.guide.stages:
        return Refusal("guide-empty")
    title, alias, age = clean_line(command.title), clean_line(command.alias), clean_line(command.age)
    names = [clean_line(name) for _, name in command.partners]
    refusal = (
        _unfit("title", title, limits.TITLE)
        or _unfit("alias", alias, limits.ALIAS)
        or _too_long("age", age, limits.AGE)
        or next(filter(None, (_unfit("partner", name, limits.NAME) for name in names)), None)
    )
    if refusal:
        return refusal
    if len(names) > limits.PARTNERS:
        return Refusal("too-many-partners", {"most": limits.PARTNERS})
    if len({name.casefold() for name in names}) < len(names):
        return Refusal("name-taken")
    session = Session(
        title=title,
        language=command.language,
        created=now,
        retention_days=command.retention_days,
        stage=command.guide.stages[0].key,
    )
    return [
        Change(Session.KIND, command.session, session),
        Change("guide", GUIDE_ID, command.guide),
        Change(Subject.KIND, SUBJECT_ID, Subject(alias=alias, age=age)),
        Change(Board.KIND, BOARD_ID, Board()),
        Change(Floor.KIND, FLOOR_ID, Floor()),
        *(
            Change(Partner.KIND, partner_id, Partner(name, position))
            for position, ((partner_id, _), name) in enumerate(zip(command.partners, names, strict=True))
        ),
    ]


def _put_session(canvas: Canvas, **fields: Any) -> Decision:
    session = replace(canvas.session, **fields)
    return [] if session == canvas.session else [Change(Session.KIND, canvas.session_id, session)]


def _edit_session(canvas: Canvas, command: c.EditSession, actor: Actor, now: int) -> Decision:
    title = clean_line(command.title)
    return _unfit("title", title, limits.TITLE) or _put_session(canvas, title=title)


def _close_session(canvas: Canvas, command: c.CloseSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is Status.CLOSED:
        return []
    purge_at = now + canvas.session.retention_days * DAY_MS
    return _put_session(canvas, status=Status.CLOSED, closed=now, purge_at=purge_at, door=False)


def _reopen_session(canvas: Canvas, command: c.ReopenSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is not Status.CLOSED:
        return []
    return _put_session(canvas, status=Status.LIVE, closed=None, purge_at=None, door=True)


def _open_door(canvas: Canvas, command: c.OpenDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=True)


def _close_door(canvas: Canvas, command: c.CloseDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=False)


def _go_to_stage(canvas: Canvas, command: c.GoToStage, actor: Actor, now: int) -> Decision:
    if canvas.guide.index(command.stage) < 0:
        return Refusal("stage-unknown")
    if canvas.session.stage != command.from_:
        return Refusal("stale")
    status = Status.LIVE if canvas.guide.index(command.stage) > 0 else canvas.session.status
    changes = _put_session(canvas, stage=command.stage, status=status)
    assert isinstance(changes, list)
    begins = canvas.guide.stage(command.stage).form is StageForm.PARTNERS and not canvas.board.writing
    return [*changes, Change(Board.KIND, BOARD_ID, replace(canvas.board, writing=True))] if begins else changes


# --- the person concerned --------------------------------------------------------------------------------------

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
        if refusal := _too_long(name, text, _SUBJECT_LIMITS[name]):
            return refusal
    if not cleaned.get("alias", canvas.subject.alias):
        return Refusal("empty", {"field": "alias"})
    subject = replace(canvas.subject, **cleaned)
    if subject == canvas.subject:
        return []
    words = ("story", "question", "strengths")
    if any(getattr(subject, name) != getattr(canvas.subject, name) for name in words):
        subject = replace(subject, confirmed=None, confirmed_at=None)
    return [Change(Subject.KIND, SUBJECT_ID, subject)]


def _confirm_subject(canvas: Canvas, command: c.ConfirmSubject, actor: Actor, now: int) -> Decision:
    if not canvas.subject.story and not canvas.subject.question:
        return Refusal("nothing-to-confirm")
    if canvas.subject.confirmed is not None:
        return []
    subject = replace(canvas.subject, confirmed=command.as_, confirmed_at=now)
    return [Change(Subject.KIND, SUBJECT_ID, subject)]


# --- partners and the people on their seats --------------------------------------------------------------------


def _named(canvas: Canvas, name: str) -> str | None:
    """The id of the partner with this name, in any case."""
    wanted = name.casefold()
    return next((id for id, partner in canvas.partners.items() if partner.name.casefold() == wanted), None)


def _new_partner(canvas: Canvas, partner_id: str, name: str) -> Decision:
    name = clean_line(name)
    if refusal := _unfit("partner", name, limits.NAME):
        return refusal
    if partner_id in canvas.partners:
        return [] if canvas.partners[partner_id].name == name else Refusal("exists")
    if _named(canvas, name):
        return Refusal("name-taken")
    if len(canvas.partners) >= limits.PARTNERS:
        return Refusal("too-many-partners", {"most": limits.PARTNERS})
    position = 1 + max((partner.position for partner in canvas.partners.values()), default=-1)
    return [Change(Partner.KIND, partner_id, Partner(name, position))]


def _add_partner(canvas: Canvas, command: c.AddPartner, actor: Actor, now: int) -> Decision:
    return _new_partner(canvas, command.partner, command.name)


def _edit_partner(canvas: Canvas, command: c.EditPartner, actor: Actor, now: int) -> Decision:
    if command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    name = clean_line(command.name)
    if refusal := _unfit("partner", name, limits.NAME):
        return refusal
    if _named(canvas, name) not in (None, command.partner):
        return Refusal("name-taken")
    partner = replace(canvas.partners[command.partner], name=name)
    return [] if partner == canvas.partners[command.partner] else [Change(Partner.KIND, command.partner, partner)]


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
    changes = [Change(Partner.KIND, command.partner, None)]
    floor = canvas.floor
    without = Floor(
        partner=None if floor.partner == command.partner else floor.partner,
        heard=tuple(partner for partner in floor.heard if partner != command.partner),
    )
    return changes if without == floor else [*changes, Change(Floor.KIND, FLOOR_ID, without)]


def _join(canvas: Canvas, command: c.Join, actor: Actor, now: int) -> Decision:
    name = clean_line(command.name)
    if refusal := _too_long("name", name, limits.NAME):
        return refusal
    if not canvas.session.door:
        return Refusal("door-closed")
    if command.participant in canvas.participants:
        return []
    if len(canvas.participants) >= limits.PARTICIPANTS:
        return Refusal("too-many-people", {"most": limits.PARTICIPANTS})
    partner_id, changes = command.partner, list[Change]()
    if command.partner_name is not None:
        existing = _named(canvas, clean_line(command.partner_name))
        decision = [] if existing else _new_partner(canvas, command.partner, command.partner_name)
        if isinstance(decision, Refusal):
            return decision
        partner_id, changes = existing or command.partner, decision
    elif partner_id not in canvas.partners:
        return Refusal("partner-unknown")
    person = Participant(partner=partner_id, joined=now, name=name)
    return [*changes, Change(Participant.KIND, command.participant, person)]


def _edit_participant(canvas: Canvas, command: c.EditParticipant, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    before = canvas.participants[actor.participant]
    name = before.name if command.name is None else clean_line(command.name)
    partner = before.partner if command.partner is None else command.partner
    if refusal := _too_long("name", name, limits.NAME):
        return refusal
    if partner not in canvas.partners:
        return Refusal("partner-unknown")
    after = replace(before, name=name, partner=partner)
    if after == before:
        return []
    moved = [
        Change(Note.KIND, note_id, replace(note, partner=partner))
        for note_id, note in canvas.notes.items()
        if note.author == actor.participant and note.partner != partner
    ]
    return [Change(Participant.KIND, actor.participant, after), *moved]


def _remove_participant(canvas: Canvas, command: c.RemoveParticipant, actor: Actor, now: int) -> Decision:
    if command.participant not in canvas.participants:
        return []
    return [Change(Participant.KIND, command.participant, None)]


# --- notes -----------------------------------------------------------------------------------------------------


def _add_note(canvas: Canvas, command: c.AddNote, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    text = clean(command.text)
    if refusal := _unfit("note", text, limits.NOTE):
        return refusal
    if command.note in canvas.notes:
        same = canvas.notes[command.note].author == actor.participant and canvas.notes[command.note].text == text
        return [] if same else Refusal("exists")
    if not canvas.board.writing:
        return Refusal("not-writing-yet")
    written = sum(note.author == actor.participant for note in canvas.notes.values())
    if written >= limits.NOTES_BY_PARTICIPANT:
        return Refusal("too-many-notes", {"most": limits.NOTES_BY_PARTICIPANT})
    note = Note(
        partner=canvas.participants[actor.participant].partner,
        author=actor.participant,
        kind=command.kind,
        text=text,
        at=now,
        open=command.kind in canvas.board.open and not command.closed,
    )
    return [Change(Note.KIND, command.note, note)]


def _own(canvas: Canvas, note_id: str, actor: Actor) -> Note | Refusal:
    if note_id not in canvas.notes:
        return Refusal("note-unknown")
    note = canvas.notes[note_id]
    return note if note.author == actor.participant else Refusal("not-yours")


def _edit_note(canvas: Canvas, command: c.EditNote, actor: Actor, now: int) -> Decision:
    note = _own(canvas, command.note, actor)
    if isinstance(note, Refusal):
        return note
    text = clean(command.text)
    if refusal := _unfit("note", text, limits.NOTE):
        return refusal
    kind = command.kind or note.kind
    if (text, kind) == (note.text, note.kind):
        return []
    return [Change(Note.KIND, command.note, replace(note, text=text, kind=kind, edited=now))]


def _remove_note(canvas: Canvas, command: c.RemoveNote, actor: Actor, now: int) -> Decision:
    if command.note not in canvas.notes:
        return []
    note = _own(canvas, command.note, actor)
    return note if isinstance(note, Refusal) else [Change(Note.KIND, command.note, None)]


def _open_note(canvas: Canvas, command: c.OpenNote, actor: Actor, now: int) -> Decision:
    note = _own(canvas, command.note, actor)
    if isinstance(note, Refusal):
        return note
    if note.open:
        return []
    if note.kind not in canvas.board.open:
        return Refusal("board-closed")
    return [Change(Note.KIND, command.note, replace(note, open=True))]


def _open_notes(canvas: Canvas, command: c.OpenNotes, actor: Actor, now: int) -> Decision:
    if command.stage is not None and canvas.guide.index(command.stage) < 0:
        return Refusal("stage-unknown")
    if not canvas.board.writing:
        return Refusal("not-writing-yet")
    kinds = [command.kind] if command.kind is not None else list(NoteKind)
    opened = tuple(kind for kind in NoteKind if kind in kinds or kind in canvas.board.open)
    board = [] if opened == canvas.board.open else [Change("board", BOARD_ID, replace(canvas.board, open=opened))]
    notes = [
        Change(Note.KIND, note_id, replace(note, open=True))
        for note_id, note in canvas.notes.items()
        if note.kind in kinds and not note.open
    ]
    return [*board, *notes]


# --- the floor -------------------------------------------------------------------------------------------------


def _hand_over(canvas: Canvas, to: str | None, from_: str | None) -> Decision:
    floor = canvas.floor
    if from_ is not None and from_ != (floor.partner or ""):
        return Refusal("stale")
    heard = floor.heard if to is None or to in floor.heard else (*floor.heard, to)
    after = Floor(partner=to, heard=heard)
    return [] if after == floor else [Change(Floor.KIND, FLOOR_ID, after)]


def _give_floor(canvas: Canvas, command: c.GiveFloor, actor: Actor, now: int) -> Decision:
    if command.partner is not None and command.partner not in canvas.partners:
        return Refusal("partner-unknown")
    return _hand_over(canvas, command.partner, command.from_)


def _next_floor(canvas: Canvas, command: c.NextFloor, actor: Actor, now: int) -> Decision:
    return _hand_over(canvas, next_on_floor(canvas), command.from_)


def next_on_floor(canvas: Canvas) -> str | None:
    """The partner whose turn comes next: the first not yet heard, clockwise from the one who has the floor."""
    order = [partner_id for partner_id, _ in canvas.seats]
    start = order.index(canvas.floor.partner) + 1 if canvas.floor.partner in order else 0
    return next((id for id in order[start:] + order[:start] if id not in canvas.floor.heard), None)


# --- lengths ---------------------------------------------------------------------------------------------------


def _too_long(name: str, text: str, most: int) -> Refusal | None:
    return Refusal("too-long", {"field": name, "most": most, "length": len(text)}) if len(text) > most else None


def _unfit(name: str, text: str, most: int) -> Refusal | None:
    return _too_long(name, text, most) if text else Refusal("empty", {"field": name})


# --- who may give which command --------------------------------------------------------------------------------

_LEAD, _SEAT, _DOOR = frozenset({Role.LEAD}), frozenset({Role.SEAT}), frozenset({Role.DOOR})

_ROLES: Mapping[type, frozenset[Role]] = {
    c.Join: _DOOR,
    c.EditSession: _LEAD,
    c.CloseSession: _LEAD,
    c.ReopenSession: _LEAD,
    c.SetSubject: _LEAD,
    c.ConfirmSubject: _LEAD | _SEAT,
    c.AddPartner: _LEAD,
    c.EditPartner: _LEAD,
    c.MovePartner: _LEAD,
    c.RemovePartner: _LEAD,
    c.EditParticipant: _SEAT,
    c.RemoveParticipant: _LEAD,
    c.AddNote: _SEAT,
    c.EditNote: _SEAT,
    c.RemoveNote: _SEAT,
    c.OpenNote: _SEAT,
    c.OpenNotes: _LEAD,
    c.GoToStage: _LEAD,
    c.GiveFloor: _LEAD,
    c.NextFloor: _LEAD,
    c.OpenDoor: _LEAD,
    c.CloseDoor: _LEAD,
}

_ALLOWED_WHEN_CLOSED = frozenset({c.ReopenSession, c.CloseSession, c.EditSession})

_RULES: Mapping[type, Callable[[Canvas, Any, Actor, int], Decision]] = {
    c.Join: _join,
    c.EditSession: _edit_session,
    c.CloseSession: _close_session,
    c.ReopenSession: _reopen_session,
    c.SetSubject: _set_subject,
    c.ConfirmSubject: _confirm_subject,
    c.AddPartner: _add_partner,
    c.EditPartner: _edit_partner,
    c.MovePartner: _move_partner,
    c.RemovePartner: _remove_partner,
    c.EditParticipant: _edit_participant,
    c.RemoveParticipant: _remove_participant,
    c.AddNote: _add_note,
    c.EditNote: _edit_note,
    c.RemoveNote: _remove_note,
    c.OpenNote: _open_note,
    c.OpenNotes: _open_notes,
    c.GoToStage: _go_to_stage,
    c.GiveFloor: _give_floor,
    c.NextFloor: _next_floor,
    c.OpenDoor: _open_door,
    c.CloseDoor: _close_door,
}
