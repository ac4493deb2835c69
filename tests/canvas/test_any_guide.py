"""The rules of the room keep to the guide, whatever its stages: two of one form, and kinds and names of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation import guides
from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import Floor
from facilitation.canvas.replies import Reply
from tests.given import ANNA, BILAL, CREATE, DOOR, LEAD, MOTHER, SCHOOL, after, refusal, seat

ORGANISATION, NETWORK = guides.load("organisation"), guides.load("network")


def begun(guide: Guide) -> Canvas:
    """A session with this guide, and a person at two partners."""
    return after(
        Canvas(), (replace(CREATE, guide=guide), LEAD), (c.Join(ANNA, MOTHER), DOOR), (c.Join(BILAL, SCHOOL), DOOR)
    )


def at(canvas: Canvas, *stages: str) -> Canvas:
    """The canvas after the facilitator went to each of these stages."""
    for stage in stages:
        canvas = after(canvas, (c.GoToStage(stage, from_=canvas.session.stage, anyway=True), LEAD))
    return canvas


@pytest.fixture
def organised() -> Canvas:
    """What is needed was written and opened; how the organisation must be organised was written in its own stage."""
    canvas = at(begun(ORGANISATION), "needed")
    canvas = after(canvas, (c.AddNote("note-need", NoteKind.NEEDED, "Iemand die belt"), seat(ANNA)))
    canvas = at(after(canvas, (c.OpenNotes(stage="needed"), LEAD)), "organised")
    return after(canvas, (c.AddNote("note-org1", NoteKind.NEEDED, "Eén team per wijk"), seat(BILAL)))


def test_a_note_belongs_to_the_stage_in_which_it_was_written(organised: Canvas) -> None:
    assert {id: note.stage for id, note in organised.notes.items()} == {
        "note-need": "needed",
        "note-org1": "organised",
    }
    back = after(at(organised, "needed"), (c.AddNote("note-late", NoteKind.NEEDED, "Rust"), seat(ANNA)))
    assert back.notes["note-late"].stage == "needed"
    later = after(at(organised, "lookback"), (c.AddNote("note-late", NoteKind.NEEDED, "Rust"), seat(ANNA)))
    assert later.notes["note-late"].stage == "organised"


def test_3_9_what_a_second_stage_asks_is_closed_until_it_is_opened_itself(organised: Canvas) -> None:
    assert organised.notes["note-need"].open
    assert not organised.notes["note-org1"].open
    first_again = after(at(organised, "needed"), (c.OpenNotes(stage="needed"), LEAD))
    assert not first_again.notes["note-org1"].open
    assert NoteKind.NEEDED not in first_again.board.open
    second = after(organised, (c.OpenNotes(stage="organised"), LEAD))
    assert second.notes["note-org1"].open
    assert NoteKind.NEEDED in second.board.open


def test_opening_a_second_stage_leaves_closed_what_was_never_opened_in_the_first() -> None:
    canvas = at(begun(ORGANISATION), "needed")
    canvas = after(canvas, (c.AddNote("note-need", NoteKind.NEEDED, "Iemand die belt"), seat(ANNA)))
    canvas = after(at(canvas, "organised"), (c.OpenNotes(stage="organised"), LEAD))
    assert not canvas.notes["note-need"].open
    assert after(canvas, (c.OpenNotes(stage="needed"), LEAD)).notes["note-need"].open


def test_a_stage_that_has_not_begun_cannot_be_opened_by_one_that_asks_the_same() -> None:
    canvas = at(begun(ORGANISATION), "needed")
    assert refusal(canvas, c.OpenNotes(stage="organised"), LEAD) == "not-writing-yet"


def test_notes_of_two_stages_are_not_stacked_together(organised: Canvas) -> None:
    canvas = after(organised, (c.OpenNotes(stage="organised"), LEAD))
    assert refusal(canvas, c.StackNote("note-org1", on="note-need"), LEAD) == "other-stage"


def test_a_note_becomes_only_what_its_own_stage_asks() -> None:
    partners = NETWORK.stage("partners")
    first = replace(partners, questions={kind: partners.questions[kind] for kind in ("see", "works")})
    second = replace(partners, key="sharing", questions={kind: partners.questions[kind] for kind in ("offer", "need")})
    place = NETWORK.index("partners")
    guide = replace(NETWORK, stages=(*NETWORK.stages[:place], first, second, *NETWORK.stages[place + 1 :]))
    assert guide.circle == NETWORK.circle
    canvas = after(at(begun(guide), "partners"), (c.AddNote("note-seen", NoteKind.SEE, "Drukte"), seat(ANNA)))
    canvas = at(canvas, "sharing")
    assert refusal(canvas, c.EditNote("note-seen", "Drukte", NoteKind.NEED), seat(ANNA)) == "other-stage"
    canvas = after(canvas, (c.EditNote("note-seen", "Drukte", NoteKind.WORKS), seat(ANNA)))
    assert canvas.notes["note-seen"].kind is NoteKind.WORKS


def test_everybody_has_the_floor_again_in_a_second_stage_of_the_circle() -> None:
    partners = ORGANISATION.stage("partners")
    guide = replace(ORGANISATION, stages=(*ORGANISATION.stages, replace(partners, key="again")))
    canvas = after(at(begun(guide), "partners"), (c.GiveFloor(MOTHER), LEAD))
    assert at(canvas, "connect", "partners").floor.heard == (MOTHER,)
    assert at(canvas, "connect", "again").floor == Floor()


def test_a_group_of_the_network_is_asked_for_what_another_looks_for() -> None:
    canvas = after(
        at(begun(NETWORK), "partners"),
        (c.AddNote("note-look", NoteKind.NEED, "Een spreekkamer"), seat(ANNA)),
        (c.AddNote("note-give", NoteKind.OFFER, "Een kamer op vrijdag"), seat(BILAL)),
        (c.OpenNotes(stage="partners"), LEAD),
    )
    canvas = after(
        at(canvas, "connect"),
        (c.AskMatch("match-0001", need="note-look", offer="note-give"), LEAD),
        (c.AnswerMatch("match-0001", Reply.TRY), seat(BILAL)),
    )
    agree = c.AddAgreement("agree-01", "Samen kijken", match="match-0001", asked="match-0002")
    canvas = after(at(canvas, "agreements"), (agree, LEAD), (c.AnswerMatch("match-0002", Reply.TRY), seat(BILAL)))
    assert canvas.agreements["agree-01"].who == (SCHOOL,)


@pytest.mark.parametrize("kind", [NoteKind.SEE, NoteKind.WORKS])
def test_what_a_guide_does_not_ask_is_not_written(kind: NoteKind) -> None:
    canvas = at(begun(ORGANISATION), "partners")
    assert refusal(canvas, c.AddNote("note-0009", kind, "Iets"), seat(ANNA)) == "not-writing-yet"
    assert refusal(at(begun(NETWORK), "partners"), c.AddNote("note-0009", NoteKind.WISH, "Iets"), seat(ANNA))


@pytest.mark.parametrize("guide", [ORGANISATION, NETWORK], ids=lambda guide: guide.name)
def test_the_words_of_the_client_are_confirmed_before_the_group_goes_on(guide: Guide) -> None:
    canvas = begun(guide)
    person: Stage = next(stage for stage in guide.stages if stage.form is StageForm.PERSON)
    canvas = at(canvas, person.key)
    following = guide.stages[guide.index(person.key) + 1].key
    assert refusal(canvas, c.GoToStage(following, from_=person.key), LEAD) == "not-confirmed"
    canvas = after(canvas, (c.SetSubject(question="Wie belt mij terug?"), LEAD), (c.ConfirmSubject(), seat(ANNA)))
    assert refusal(canvas, c.GoToStage(following, from_=person.key), LEAD) is None


def test_of_two_stages_that_ask_the_same_each_has_its_own_name_for_it() -> None:
    label = ORGANISATION.stage("organised").labels["needed"]
    assert ORGANISATION.label(NoteKind.NEEDED, "organised") == label
    assert ORGANISATION.label(NoteKind.NEEDED, "needed") is None
    assert ORGANISATION.label(NoteKind.NEEDED) is None
    assert NETWORK.label(NoteKind.SEE, "elsewhere") == NETWORK.stage("partners").labels["see"]
    assert NETWORK.label(NoteKind.WISH) is None
