"""Notes: written closed and in silence, changed by their author alone, opened by the facilitator."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import FORM_OF, FRAME_KINDS, LOOKBACK_KINDS, NoteKind
from facilitation.canvas.records import BOARD_ID, Change, Note, Proposal, Support
from facilitation.canvas.rules.loose import loose
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, aloud, gone, put, unfit
from facilitation.canvas.text import clean
from facilitation.canvas.views import Actor


def _add_note(canvas: Canvas, command: c.AddNote, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    text = clean(command.text)
    if refusal := unfit("note", text, limits.NOTE):
        return refusal
    if command.note in canvas.notes:
        same = canvas.notes[command.note].author == actor.participant and canvas.notes[command.note].text == text
        return [] if same else Refusal("exists")
    stage = canvas.stage_of(command.kind)
    if stage is None:
        return Refusal("not-writing-yet")
    if canvas.written.get(actor.participant, 0) >= limits.NOTES_BY_PARTICIPANT:
        return Refusal("too-many-notes", {"most": limits.NOTES_BY_PARTICIPANT})
    within = _within(canvas, command, actor.participant)
    named = command.named or command.kind not in LOOKBACK_KINDS
    note = Note(
        partner=_at(canvas, actor.participant, named),
        author=actor.participant,
        kind=command.kind,
        text=text,
        at=now,
        open=command.kind in canvas.board.open and not command.closed and not within,
        within=within,
        named=named,
        stage=stage,
    )
    return [Change(Note.KIND, command.note, note)]


def _within(canvas: Canvas, command: c.AddNote, author: str) -> tuple[str, ...]:
    """Who may read a new note while it is private. What its author was promised while writing goes before what the
    room is by now: a phone may have been away while private time began or ended."""
    people = canvas.private.people
    if author in people:
        return (author,) if command.private is False and command.closed else people
    return (author,) if command.private else ()


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
    if refusal := unfit("note", text, limits.NOTE):
        return refusal
    kind = command.kind or note.kind
    if kind is not note.kind and (refusal := _not_of_kind(canvas, command.note, note, kind)):
        return refusal
    named = note.named if command.named is None or kind not in LOOKBACK_KINDS else command.named
    after = replace(note, text=text, kind=kind, named=named, partner=_at(canvas, note.author, named))
    if after == note:
        return []
    if note.open and text != note.text and (refusal := aloud(canvas, actor)):
        return refusal
    changes = [] if text == note.text else gone(canvas, Proposal.KIND, command.note)
    return [Change(Note.KIND, command.note, replace(after, edited=now)), *changes]


def _at(canvas: Canvas, author: str, named: bool) -> str:
    """At which partner a note stands: at none without a name, or the partner would tell it."""
    return canvas.participants[author].partner if named else ""


def _not_of_kind(canvas: Canvas, note_id: str, note: Note, kind: NoteKind) -> Refusal | None:
    """Why this note cannot become one of another kind: its stage asks for something else, or others build on it."""
    if FORM_OF[kind] is not FORM_OF[note.kind] or kind not in _kinds_beside(canvas, note):
        return Refusal("other-stage")
    matched = any(note_id in (match.need, match.offer) for match in canvas.matches.values())
    return Refusal("matched") if matched else None


def _kinds_beside(canvas: Canvas, note: Note) -> tuple[NoteKind, ...]:
    """The kinds that a note can become: those of its own stage, since another of the same form may ask for others."""
    stage = canvas.guide.index(note.stage)
    return canvas.guide.stages[stage].kinds if stage >= 0 else canvas.guide.circle


def _remove_note(canvas: Canvas, command: c.RemoveNote, actor: Actor, now: int) -> Decision:
    if command.note not in canvas.notes:
        return []
    note = _own(canvas, command.note, actor)
    if isinstance(note, Refusal):
        return note
    removal = Change(Note.KIND, command.note, None)
    return [removal, *loose(fold(canvas, [removal]))]


def _open_note(canvas: Canvas, command: c.OpenNote, actor: Actor, now: int) -> Decision:
    note = _own(canvas, command.note, actor)
    if isinstance(note, Refusal):
        return note
    if note.open:
        return []
    opened = note.kind in canvas.board.open
    if not opened and not note.within:
        return Refusal("board-closed")
    return [Change(Note.KIND, command.note, replace(note, open=opened, within=()))]


def _open_notes(canvas: Canvas, command: c.OpenNotes, actor: Actor, now: int) -> Decision:
    """Private notes stay closed: they are their authors' to open.

    Of two stages that ask the same, opening the first opens what was written in it, and leaves the second closed.
    """
    stage = command.stage
    if stage is not None and canvas.guide.index(stage) < 0:
        return Refusal("stage-unknown")
    begun = [kind for kind in NoteKind if canvas.stage_of(kind) is not None]
    if command.kind is not None:
        kinds = [command.kind]
    elif stage is not None:
        kinds = list(canvas.guide.stage(stage).kinds)
    else:
        kinds = begun
    too_early = bool(kinds) and stage is not None and stage not in canvas.board.begun
    if not begun or too_early or not set(kinds) <= set(begun):
        return Refusal("not-writing-yet")
    newest = {kind: one.key for one in canvas.begun for kind in one.kinds}
    opened = {*canvas.board.open, *(kind for kind in kinds if stage in (None, newest[kind]))}
    board = replace(canvas.board, open=tuple(kind for kind in NoteKind if kind in opened))
    notes = [
        Change(Note.KIND, note_id, replace(note, open=True))
        for note_id, note in canvas.notes.items()
        if note.kind in kinds and not note.open and not note.within and (stage is None or note.stage in ("", stage))
    ]
    return [*put(canvas, BOARD_ID, board), *notes]


def _support_note(canvas: Canvas, command: c.SupportNote, actor: Actor, now: int) -> Decision:
    assert actor.participant is not None
    if not canvas.in_sight(command.note):
        return Refusal("note-unknown")
    if canvas.notes[command.note].kind not in (*FRAME_KINDS, NoteKind.NEEDED):
        return Refusal("other-stage")
    mine = Support(command.note, actor.participant)
    there = next((id for id, support in canvas.supports.items() if support == mine), None)
    if not command.support:
        return [] if there is None else [Change(Support.KIND, there, None)]
    return [] if there is not None else [Change(Support.KIND, _free_id(canvas, command.note), mine)]


def _free_id(canvas: Canvas, note_id: str) -> str:
    """An id for one more support, which tells nobody whose it is: anybody could try the ids of all participants."""
    number = canvas.support.get(note_id, 0)
    while (id := _digest(f"{note_id} {number}")) in canvas.supports:
        number += 1
    return id


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).decode().rstrip("=")


RULES: Rules = {
    c.AddNote: Rule(SEAT, _add_note),
    c.EditNote: Rule(SEAT, _edit_note),
    c.RemoveNote: Rule(SEAT, _remove_note),
    c.OpenNote: Rule(SEAT, _open_note),
    c.OpenNotes: Rule(LEAD, _open_notes, step=True, about="kind"),
    c.SupportNote: Rule(SEAT, _support_note),
}
