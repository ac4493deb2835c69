"""What makes a canvas valid, whatever was done to it."""

from __future__ import annotations

from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import CIRCLE_KINDS, LOOKBACK_KINDS, NoteKind
from facilitation.canvas.records import Placement, Status
from facilitation.canvas.replies import WILLING
from facilitation.canvas.rules.session import DAY_MS
from facilitation.canvas.text import clean, clean_line


def check(canvas: Canvas) -> None:
    """Assert that the canvas is valid."""
    for kind in ("session", "guide", "subject", "board", "floor"):
        assert len(canvas.records[kind]) == 1, kind
    _check_session(canvas)
    _check_subject(canvas)
    _check_circle(canvas)
    _check_notes(canvas)
    _check_floor(canvas)
    _check_numbers(canvas)
    _check_placements(canvas)
    _check_references(canvas)
    _check_agreements(canvas)
    _check_steps(canvas)


def _check_line(text: str, most: int, least: int = 1) -> None:
    assert clean_line(text) == text
    assert least <= len(text) <= most


def _check_session(canvas: Canvas) -> None:
    session = canvas.session
    _check_line(session.title, limits.TITLE)
    assert canvas.guide.index(session.stage) >= 0
    assert (session.status is Status.CLOSED) == (session.closed is not None) == (session.purge_at is not None)
    if session.closed is not None:
        assert session.purge_at == session.closed + session.retention_days * DAY_MS
        assert not session.door


def _check_subject(canvas: Canvas) -> None:
    subject = canvas.subject
    _check_line(subject.alias, limits.ALIAS)
    _check_line(subject.age, limits.AGE, least=0)
    for text, most in (
        (subject.story, limits.STORY),
        (subject.question, limits.QUESTION),
        (subject.strengths, limits.STRENGTHS),
    ):
        assert clean(text) == text
        assert len(text) <= most
    assert (subject.confirmed is None) == (subject.confirmed_at is None)
    assert subject.confirmed is None or subject.story or subject.question
    assert subject.confirmed is not None or subject.confirmed_by == ""


def _check_circle(canvas: Canvas) -> None:
    partners = canvas.partners.values()
    assert len(partners) <= limits.PARTNERS
    assert len({partner.position for partner in partners}) == len(partners)
    assert len({partner.name.casefold() for partner in partners}) == len(partners)
    assert sum(partner.own for partner in partners) <= 1
    for partner in partners:
        _check_line(partner.name, limits.NAME)
        assert partner.position >= 0
    assert [partner.position for _, partner in canvas.seats] == sorted(partner.position for partner in partners)
    for person in canvas.participants.values():
        assert person.partner in canvas.partners
        _check_line(person.name, limits.NAME, least=0)


def _check_notes(canvas: Canvas) -> None:
    board = canvas.board
    assert list(board.open) == [kind for kind in NoteKind if kind in board.open]
    for note in canvas.notes.values():
        assert (note.partner in canvas.partners) if note.named else note.partner == ""
        assert note.named or note.kind in LOOKBACK_KINDS
        assert not note.within or (not note.open and note.author in note.within)
        assert note.text is not None
        assert clean(note.text) == note.text
        assert 1 <= len(note.text) <= limits.NOTE
        assert note.edited is None or note.edited >= note.at
        if note.named and note.author in canvas.participants:
            assert canvas.participants[note.author].partner == note.partner


def _check_floor(canvas: Canvas) -> None:
    floor = canvas.floor
    assert len(set(floor.heard)) == len(floor.heard)
    assert set(floor.heard) <= canvas.partners.keys()
    assert floor.partner is None or floor.partner in floor.heard


def _check_numbers(canvas: Canvas) -> None:
    opened = {
        note_id
        for note_id, note in canvas.notes.items()
        if note.open and note.kind in CIRCLE_KINDS and canvas.placement(note_id) == Placement()
    }
    assert canvas.numbers.keys() == opened
    assert sorted(canvas.numbers.values()) == list(range(1, len(opened) + 1))
    places = [canvas.partners[canvas.notes[note_id].partner].position for note_id in canvas.numbers]
    assert places == sorted(places)


def _check_placements(canvas: Canvas) -> None:
    for note_id, placement in canvas.placements.items():
        assert note_id in canvas.notes
        assert placement != Placement()
        assert placement.on is None or (not placement.aside and placement.on in canvas.notes)
        assert placement.on is None or canvas.placement(placement.on) == Placement()


def _check_references(canvas: Canvas) -> None:
    """Nothing refers to what is not there."""
    lit, private, page = canvas.spotlight.note, canvas.private, canvas.page
    assert lit is None or canvas.in_sight(lit)
    assert set(private.partners) <= canvas.partners.keys()
    assert page.partner is None or page.partner in canvas.partners
    for note_id, proposal in canvas.proposals.items():
        assert canvas.notes[note_id].author == proposal.author
    supports = list(canvas.supports.values())
    assert all(support.note in canvas.notes for support in supports)
    assert len({(support.note, support.by) for support in supports}) == len(supports)
    assert canvas.nudges.keys() <= canvas.participants.keys()
    assert not canvas.knocks.keys() & canvas.participants.keys()
    assert len({canvas.notes[id].stage for id in canvas.notes} - {stage.key for stage in canvas.guide.stages}) == 0


def _check_agreements(canvas: Canvas) -> None:
    for match in canvas.matches.values():
        assert match.partner in canvas.partners
        assert match.need is None or canvas.notes[match.need].kind is NoteKind.NEED
        assert match.offer is None or canvas.notes[match.offer].kind is NoteKind.OFFER
        assert match.agreement is None or match.agreement in canvas.agreements
        assert match.offer is None or canvas.notes[match.offer].partner == match.partner
        assert not match.again or (match.agreement is not None and match.reply is None)
    for agreement_id, agreement in canvas.agreements.items():
        assert agreement.match is None or agreement.match in canvas.matches
        assert set(agreement.who) <= canvas.partners.keys()
        asked = [match for match in canvas.matches.values() if match.agreement == agreement_id]
        assert len({match.partner for match in asked}) == len(asked), "everybody is asked once"
        assert set(agreement.who) == {match.partner for match in asked if match.reply in WILLING}


def _check_steps(canvas: Canvas) -> None:
    numbers = [step.number for _, step in canvas.steps]
    assert len(numbers) <= limits.STEPS
    assert numbers == sorted(set(numbers), reverse=True)
