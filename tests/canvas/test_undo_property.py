"""Ten steps taken back leave what participants did, and nothing else (protocol 3.16; see `test_undo`).

Theirs are their seats, notes and laws, what they support, score, ask and answer; everything else is the
facilitator's, and is equal to what it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import RULES
from facilitation.canvas.kinds import FRAME_KINDS, NoteKind
from facilitation.canvas.records import Match
from facilitation.canvas.rules.undo import same
from tests.canvas import validity
from tests.canvas.room import Room

EXAMPLES = settings(max_examples=400, deadline=None)
STEPS = 10


def test_3_16_ten_steps_taken_back_leave_what_participants_did_and_nothing_else() -> None:
    taken_back = Counter[str]()

    @EXAMPLES
    @given(st.integers(0, 2**32))
    def check(seed: int) -> None:
        room = Room(seed)
        for _ in range(room.rng.randrange(80)):
            room.act()
        room.calm()
        before, known = room.canvas, {id for id, _ in room.canvas.steps}
        room.opened.clear()
        room.now += limits.TYPING_MS + 1  # what is typed now is a step of its own
        steps = 0
        while steps < STEPS:
            if room.rng.random() < 0.4:
                room.step()
            else:
                room.meanwhile()
            steps = sum(id not in known for id, _ in room.canvas.steps)
            if steps == STEPS or room.rng.random() < 0.1:
                room.calm()
        last = room.canvas
        taken_back.update(step.name for _, step in last.steps[:STEPS])
        for _ in range(STEPS):
            room.undo()
            validity.check(room.canvas)
        compare(before, last, room)

    check()
    assert taken_back.keys() == {getattr(cls, "NAME") for cls, rule in RULES.items() if rule.step}  # noqa: B009


def compare(before: Canvas, last: Canvas, room: Room) -> None:
    """`before` the ten steps, `last` before they were taken back; the room is after that."""
    now = room.canvas
    for kind in ("participant", "proposal", "support", "pulse", "radar", "knock", "nudge", "timer"):
        assert now.records.get(kind, {}) == last.records.get(kind, {}), kind
    for kind in ("guide", "frame", "board"):
        assert now.records.get(kind) == before.records.get(kind), kind
    there = now.partners.keys()
    assert now.floor.heard == tuple(partner for partner in before.floor.heard if partner in there)
    assert now.floor.partner == (before.floor.partner if before.floor.partner in there else None)
    for name in ("title", "stage", "status", "next_meeting"):
        assert getattr(now.session, name) == getattr(before.session, name)
    _compare_subject(before, now)
    _compare_laws(before, last, now)
    _compare_partners(before, room)
    _compare_notes(before, last, now, room.opened)
    _compare_placements(before, now)
    _compare_matches(before, last, now)
    _compare_agreements(before, now)


def _compare_subject(before: Canvas, now: Canvas) -> None:
    """A "klopt" that was there is there, or one that was said since; a new one is a participant's, to these words."""
    unsaid = replace(now.subject, confirmed=None, confirmed_at=None, confirmed_by="")
    assert unsaid == replace(before.subject, confirmed=None, confirmed_at=None, confirmed_by="")
    if before.subject.confirmed is not None and now.subject != before.subject:
        assert now.subject.confirmed_by, "only a participant can have said another since"


def _compare_laws(before: Canvas, last: Canvas, now: Canvas) -> None:
    for id in before.laws.keys() | last.laws.keys() | now.laws.keys():
        was, left, law = before.laws.get(id), last.laws.get(id), now.laws.get(id)
        if any(each is not None and each.author for each in (was, left, law)):
            assert law == left or (left is None and law is not None), "what the facilitator took out came back"
        else:
            assert law == was


def _compare_partners(before: Canvas, room: Room) -> None:
    now = room.canvas
    for id, partner in before.partners.items():
        taken = {other.name.casefold() for own, other in now.partners.items() if own != id}
        assert now.partners[id].position == partner.position
        assert now.partners[id].name == partner.name or partner.name.casefold() in taken
    used = {person.partner for person in now.participants.values()} | {note.partner for note in now.notes.values()}
    used |= {match.partner for match in now.matches.values()}
    used |= {partner for agreement in now.agreements.values() for partner in agreement.who}
    for id in now.partners.keys() - before.partners.keys():
        assert id in used or id in room.came, "only what somebody made who came in, or sits at"


def _compare_notes(before: Canvas, last: Canvas, now: Canvas, opened: set[str]) -> None:
    assert now.notes.keys() == last.notes.keys()
    for id, note in now.notes.items():
        assert replace(note, open=False) == replace(last.notes[id], open=False)
        if id in opened:
            continue
        if id in before.notes:
            assert note.open == before.notes[id].open
        else:
            assert not note.open or note.kind in now.board.open or note.kind in FRAME_KINDS


def _compare_placements(before: Canvas, now: Canvas) -> None:
    def aside(canvas: Canvas) -> set[str]:
        return {id for id, placement in canvas.placements.items() if placement.aside and id in now.notes}

    assert aside(now) == aside(before)
    stacks: dict[str, set[str]] = defaultdict(set)
    for id, placement in before.placements.items():
        if placement.on is not None:
            stacks[placement.on] |= {id, placement.on}
    expected = {frozenset(stack & now.notes.keys()) for stack in stacks.values()}
    found: dict[str, set[str]] = defaultdict(set)
    for id, placement in now.placements.items():
        if placement.on is not None:
            found[placement.on] |= {id, placement.on}
    assert {frozenset(stack) for stack in found.values()} == {stack for stack in expected if len(stack) > 1}
    assert all(top in stacks for top in found if top in stacks or top not in before.notes)
    lit = before.spotlight.note
    assert now.spotlight.note == (lit if lit is not None and now.in_sight(lit) else None)


def _can_be_asked(match: Match, canvas: Canvas) -> bool:
    kinds = {match.need: NoteKind.NEED, match.offer: NoteKind.OFFER}
    return all(id in canvas.notes and canvas.notes[id].kind is kind for id, kind in kinds.items() if id is not None)


def _asks(match: Match) -> Mapping[str, Any]:
    return {name: getattr(match, name) for name in ("need", "offer", "agreement", "by", "at")}


def _other_words(match: Match, last: Canvas, now: Canvas) -> bool:
    """Whether the agreement about which this asks has other words than before the steps were taken back."""
    agreement = match.agreement or ""
    return agreement in now.agreements and now.agreements[agreement].worded != last.agreements[agreement].worded


def _compare_matches(before: Canvas, last: Canvas, now: Canvas) -> None:
    for id, match in last.matches.items():
        if not match.is_theirs:
            continue
        if not _other_words(match, last, now):
            assert now.matches[id] == match
        elif match.reply is not None:
            assert now.matches[id] == replace(match, reply=None, again=True)
        else:  # the words of before come back, with the answer to them
            assert replace(now.matches[id], reply=None, again=match.again) == match
    for id, match in now.matches.items():
        assert id in before.matches or match.is_theirs or (match.agreement in now.agreements and match.reply)
        if id in before.matches and id not in last.matches:
            assert _asks(match) == _asks(before.matches[id])
    for id in before.matches.keys() - now.matches.keys():
        match = before.matches[id]
        # One with an offer stands at the partner of whoever offered, who may have moved meanwhile.
        asked = any(
            same(match, replace(one, partner=match.partner) if one.offer else one) for one in now.matches.values()
        )
        assert asked or not _can_be_asked(match, now) or (match.by and match.reply is None and id not in last.matches)


def _compare_agreements(before: Canvas, now: Canvas) -> None:
    for id, agreement in before.agreements.items():
        assert _written(now.agreements[id]) == _written(agreement)
        assert now.agreements[id].match in (agreement.match, None)
    for id in now.agreements.keys() - before.agreements.keys():
        assert any(match.agreement == id and match.is_theirs for match in now.matches.values())


def _written(agreement: Any) -> Mapping[str, Any]:
    return {name: getattr(agreement, name) for name in ("what", "means", "due", "at", "edited")}
