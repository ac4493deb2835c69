"""What the facilitator does with notes: lay aside, stack, show large, propose other words. Never rewrite them."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import SPOTLIGHT_ID, Change, Note, Placement, Proposal, Spotlight
from facilitation.canvas.rules.rule import LEAD, SEAT, Decision, Refusal, Rule, Rules, gone, put, unfit
from facilitation.canvas.text import clean
from facilitation.canvas.views import Actor


def _place(canvas: Canvas, note_id: str, placement: Placement) -> list[Change]:
    if placement == Placement():
        return gone(canvas, Placement.KIND, note_id)
    return put(canvas, note_id, placement)


def _lay_aside(canvas: Canvas, command: c.LayAside, actor: Actor, now: int) -> Decision:
    if command.note not in canvas.notes:
        return Refusal("note-unknown")
    changes = _place(canvas, command.note, Placement(aside=True))
    lit = canvas.spotlight.note == command.note
    dark = [Change(Spotlight.KIND, SPOTLIGHT_ID, Spotlight())] if lit else []
    return [*changes, *_unburied(canvas, command.note), *dark]


def _bring_back(canvas: Canvas, command: c.BringBack, actor: Actor, now: int) -> Decision:
    if command.note not in canvas.notes:
        return Refusal("note-unknown")
    return _place(canvas, command.note, replace(canvas.placement(command.note), aside=False))


def _unburied(canvas: Canvas, top: str) -> list[Change]:
    """What lay below a note that leaves its stack: the first of them is on top now."""
    lying = [note_id for note_id, placement in canvas.placements.items() if placement.on == top]
    return [
        change
        for place, note_id in enumerate(lying)
        for change in _place(canvas, note_id, replace(canvas.placement(note_id), on=lying[0] if place else None))
    ]


def _stack_note(canvas: Canvas, command: c.StackNote, actor: Actor, now: int) -> Decision:
    if not canvas.in_sight(command.note) or not canvas.in_sight(command.on):
        return Refusal("note-unknown")
    if canvas.notes[command.note].stage != canvas.notes[command.on].stage:
        return Refusal("other-stage")
    top = canvas.placement(command.on).on or command.on
    if top == command.note:
        return Refusal("same-note")
    along = [note_id for note_id, placement in canvas.placements.items() if placement.on == command.note]
    return [change for note_id in (command.note, *along) for change in _place(canvas, note_id, Placement(on=top))]


def _unstack_note(canvas: Canvas, command: c.UnstackNote, actor: Actor, now: int) -> Decision:
    if command.note not in canvas.notes:
        return Refusal("note-unknown")
    changes = _place(canvas, command.note, replace(canvas.placement(command.note), on=None))
    return [*changes, *_unburied(canvas, command.note)]


def _set_spotlight(canvas: Canvas, command: c.SetSpotlight, actor: Actor, now: int) -> Decision:
    if command.note is not None and not canvas.in_sight(command.note):
        return Refusal("note-unknown")
    return put(canvas, SPOTLIGHT_ID, Spotlight(command.note))


def _propose_note(canvas: Canvas, command: c.ProposeNote, actor: Actor, now: int) -> Decision:
    text = clean(command.text)
    if refusal := unfit("note", text, limits.NOTE):
        return refusal
    if not canvas.in_sight(command.note):
        return Refusal("note-unknown")
    note, before = canvas.notes[command.note], canvas.proposals.get(command.note)
    if note.text == text or (before is not None and before.text == text):
        return []
    return [Change(Proposal.KIND, command.note, Proposal(note.author, text, now))]


def _withdraw_proposal(canvas: Canvas, command: c.WithdrawProposal, actor: Actor, now: int) -> Decision:
    return gone(canvas, Proposal.KIND, command.note)


def _answered(canvas: Canvas, note_id: str, actor: Actor) -> Proposal | Refusal:
    note = canvas.notes.get(note_id)
    if note is None:
        return Refusal("note-unknown")
    if note.author != actor.participant:
        return Refusal("not-yours")
    return canvas.proposals.get(note_id) or Refusal("proposal-unknown")


def _accept_proposal(canvas: Canvas, command: c.AcceptProposal, actor: Actor, now: int) -> Decision:
    proposal = _answered(canvas, command.note, actor)
    if isinstance(proposal, Refusal):
        return proposal
    if command.at not in (None, proposal.at):
        return Refusal("stale")
    note = replace(canvas.notes[command.note], text=proposal.text, edited=now)
    return [Change(Note.KIND, command.note, note), Change(Proposal.KIND, command.note, None)]


def _decline_proposal(canvas: Canvas, command: c.DeclineProposal, actor: Actor, now: int) -> Decision:
    proposal = _answered(canvas, command.note, actor)
    return proposal if isinstance(proposal, Refusal) else [Change(Proposal.KIND, command.note, None)]


RULES: Rules = {
    c.LayAside: Rule(LEAD, _lay_aside, step=True, about="note"),
    c.BringBack: Rule(LEAD, _bring_back, step=True, about="note"),
    c.StackNote: Rule(LEAD, _stack_note, step=True, about="note"),
    c.UnstackNote: Rule(LEAD, _unstack_note, step=True, about="note"),
    c.SetSpotlight: Rule(LEAD, _set_spotlight, step=True, about="note"),
    c.ProposeNote: Rule(LEAD, _propose_note),
    c.WithdrawProposal: Rule(LEAD, _withdraw_proposal),
    c.AcceptProposal: Rule(SEAT, _accept_proposal),
    c.DeclineProposal: Rule(SEAT, _decline_proposal),
}
