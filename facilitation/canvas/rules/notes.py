"""Notes: written closed and in silence, changed by their author alone, opened by the facilitator."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.guides import StageForm
from facilitation.canvas.records import BOARD_ID, Canvas, Change, Note, NoteKind
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, unfit
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
    if not canvas.board.writing:
        return Refusal("not-writing-yet")
    if canvas.written.get(actor.participant, 0) >= limits.NOTES_BY_PARTICIPANT:
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
    if refusal := unfit("note", text, limits.NOTE):
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
    if command.stage is not None and canvas.guide.stage(command.stage).form is not StageForm.PARTNERS:
        kinds = []  # nothing is written in such a stage, so there is nothing of it to open
    opened = tuple(kind for kind in NoteKind if kind in kinds or kind in canvas.board.open)
    board = [] if opened == canvas.board.open else [Change("board", BOARD_ID, replace(canvas.board, open=opened))]
    notes = [
        Change(Note.KIND, note_id, replace(note, open=True))
        for note_id, note in canvas.notes.items()
        if note.kind in kinds and not note.open
    ]
    return [*board, *notes]


RULES: Rules = {
    c.AddNote: Rule(SEAT, _add_note),
    c.EditNote: Rule(SEAT, _edit_note),
    c.RemoveNote: Rule(SEAT, _remove_note),
    c.OpenNote: Rule(SEAT, _open_note),
    c.OpenNotes: Rule(LEAD, _open_notes),
}
