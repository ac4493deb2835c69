"""What hangs on nothing any more: what else changes when something was taken away, or came back to find others gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import (
    FLOOR_ID,
    PAGE_ID,
    PRIVATE_ID,
    SPOTLIGHT_ID,
    Agreement,
    Change,
    Floor,
    Match,
    Page,
    Placement,
    Proposal,
    Spotlight,
    Support,
)
from facilitation.canvas.replies import WILLING
from facilitation.canvas.rules.rule import put


def loose(canvas: Canvas) -> list[Change]:
    """The changes after which nothing on this canvas refers to what is not there."""
    return [*_of_notes(canvas), *stacks(canvas), *_spotlight(canvas), *_matches(canvas), *_circle(canvas)]


def _of_notes(canvas: Canvas) -> list[Change]:
    """Proposals for notes that are gone, and support of them."""
    proposals = [Change(Proposal.KIND, id, None) for id in canvas.proposals if id not in canvas.notes]
    supports = [Change(Support.KIND, id, None) for id, one in canvas.supports.items() if one.note not in canvas.notes]
    return proposals + supports


def stacks(canvas: Canvas) -> list[Change]:
    """Of a stack whose top is gone or lies elsewhere, the first that is left comes on top."""
    after: dict[str, Placement | None] = {}
    below: dict[str, list[str]] = defaultdict(list)
    for id, placement in canvas.placements.items():
        if id not in canvas.notes or placement == Placement():
            after[id] = None
        elif placement.on is not None and not _is_top(canvas, placement.on):
            below[placement.on].append(id)
    for first, *others in below.values():
        after[first] = None
        after.update(dict.fromkeys(others, Placement(on=first)))
    return [Change(Placement.KIND, id, placement) for id, placement in after.items()]


def _is_top(canvas: Canvas, note_id: str) -> bool:
    return note_id in canvas.notes and canvas.placement(note_id) == Placement()


def _spotlight(canvas: Canvas) -> list[Change]:
    lit = canvas.spotlight.note
    return [] if lit is None or canvas.in_sight(lit) else [Change(Spotlight.KIND, SPOTLIGHT_ID, Spotlight())]


def _matches(canvas: Canvas) -> list[Change]:
    """Matches of which a part is gone, and what agreements know of matches and answers."""
    gone = [id for id, match in canvas.matches.items() if not _is_whole(canvas, match)]
    changes = [Change(Match.KIND, id, None) for id in gone]
    left = {id: _at_its_offer(canvas, match) for id, match in canvas.matches.items() if id not in gone}
    changes += [change for id, match in left.items() for change in put(canvas, id, match)]
    for id, agreement in canvas.agreements.items():
        from_ = agreement.match if agreement.match in left else None
        changes += put(canvas, id, replace(agreement, match=from_, who=_who(id, agreement, left)))
    return changes


def _at_its_offer(canvas: Canvas, match: Match) -> Match:
    """A match with an offer stands at the partner whose offer it is, also when its author has moved meanwhile."""
    return match if match.offer is None else replace(match, partner=canvas.notes[match.offer].partner)


def _is_whole(canvas: Canvas, match: Match) -> bool:
    notes = ((match.need, NoteKind.NEED), (match.offer, NoteKind.OFFER))
    agreed = match.agreement is None or match.agreement in canvas.agreements
    there = match.partner in canvas.partners and agreed
    return there and all(id is None or (id in canvas.notes and canvas.notes[id].kind is kind) for id, kind in notes)


def _who(id: str, agreement: Agreement, matches: Mapping[str, Match]) -> tuple[str, ...]:
    """Whom the agreement names: those who are willing now, of those who were asked for their part."""
    asked = {match.partner: match.reply for match in matches.values() if match.agreement == id}
    if not asked:
        return agreement.who  # as it stands in a log from before questions
    willing = [partner for partner, reply in asked.items() if reply in WILLING]
    kept = [partner for partner in agreement.who if partner in willing]
    return (*kept, *(partner for partner in willing if partner not in kept))


def _circle(canvas: Canvas) -> list[Change]:
    """The floor, private time and the page, which name partners."""
    there, floor, private, page = canvas.partners, canvas.floor, canvas.private, canvas.page
    speaking = floor.partner if floor.partner in there else None
    after = Floor(speaking, tuple(partner for partner in floor.heard if partner in there))
    at_it = replace(private, partners=tuple(partner for partner in private.partners if partner in there))
    changes = [] if after == floor else put(canvas, FLOOR_ID, after)
    changes += [] if at_it == private else put(canvas, PRIVATE_ID, at_it)
    return changes if page.partner is None or page.partner in there else [*changes, *put(canvas, PAGE_ID, Page())]
