"""The rules of the room, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import RULES, decide, next_on_floor
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Speaker, Status
from facilitation.canvas.rules.session import DAY_MS
from facilitation.canvas.views import Actor, Role
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    CREATE,
    DOOR,
    GUIDE,
    LEAD,
    MOTHER,
    NOW,
    READER,
    SCHOOL,
    SCREEN,
    TEAM,
    WRITING,
    WRITTEN,
    after,
    changes_of,
    refusal,
    seat,
)

EMPTY = Canvas()
CREATED = after(EMPTY, (CREATE, LEAD))
CANVAS = after(EMPTY, *WRITING)
WITH_NOTES = after(EMPTY, *WRITTEN)
WISH, OFFER, NEED = NoteKind.WISH, NoteKind.OFFER, NoteKind.NEED


# --- the session ---


def test_a_session_begins_at_its_first_stage_with_its_partners_in_order() -> None:
    assert (CREATED.session.stage, CREATED.session.status, CREATED.session.door) == ("welcome", Status.OPEN, True)
    assert [(id, partner.name) for id, partner in CREATED.seats] == [
        (MOTHER, "Moeder"),
        (SCHOOL, "School"),
        (TEAM, "Wijkteam"),
    ]
    assert (CREATED.subject.alias, CREATED.board.begun, CREATED.floor.partner) == ("Sam", ("welcome",), None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " \n"}, "empty"),
        ({"title": "x" * (limits.TITLE + 1)}, "too-long"),
        ({"alias": ""}, "empty"),
        ({"age": "x" * (limits.AGE + 1)}, "too-long"),
        ({"guide": replace(GUIDE, stages=())}, "guide-empty"),
        ({"partners": ((MOTHER, "Moeder"), (SCHOOL, " moeder "))}, "name-taken"),
        ({"partners": ((MOTHER, "Moeder"), (MOTHER, "School"))}, "exists"),
        ({"partners": ((MOTHER, ""),)}, "empty"),
        ({"partners": tuple((f"partner-{n:03}", f"P{n}") for n in range(limits.PARTNERS + 1))}, "too-many-partners"),
    ],
)
def test_a_session_that_cannot_begin(changed: dict[str, object], code: str) -> None:
    assert refusal(EMPTY, replace(CREATE, **changed), LEAD) == code


def test_a_session_begins_once() -> None:
    assert refusal(CREATED, CREATE, LEAD) == "session-exists"
    for command in RULES:
        if command in (c.OpenDoor, c.NextFloor, c.CloseSession):
            assert refusal(EMPTY, command(), LEAD) == "session-unknown"


def test_3_11_a_closed_session_takes_three_commands() -> None:
    closed = after(WITH_NOTES, (c.CloseSession(), LEAD))
    assert (closed.session.closed, closed.session.purge_at) == (NOW, NOW + 30 * DAY_MS)
    assert not closed.session.door
    assert refusal(closed, c.AddNote("note-0009", WISH, "Te laat"), seat(ANNA)) == "session-closed"
    assert refusal(closed, c.OpenDoor(), LEAD) == "session-closed"
    assert changes_of(closed, c.CloseSession(), LEAD) == []
    assert after(closed, (c.EditSession("Anders"), LEAD)).session.title == "Anders"
    again = after(closed, (c.ReopenSession(), LEAD))
    assert (again.session.status, again.session.closed, again.session.purge_at) == (Status.LIVE, None, None)
    assert again.notes == WITH_NOTES.notes


def test_3_8_a_stage_is_left_only_from_where_one_is() -> None:
    there = after(CREATED, (c.GoToStage("person", from_="welcome"), LEAD))
    assert there.session.status is Status.LIVE
    assert refusal(there, c.GoToStage("partners", from_="welcome"), LEAD) == "stale"
    assert refusal(there, c.GoToStage("elsewhere", from_="person"), LEAD) == "stage-unknown"
    back = after(there, (c.GoToStage("welcome", from_="person"), LEAD))
    assert back.session.stage == "welcome"


def test_going_back_takes_nothing_away() -> None:
    back = after(WITH_NOTES, (c.GoToStage("person", from_="partners"), LEAD))
    assert (back.notes, back.board.open) == (WITH_NOTES.notes, WITH_NOTES.board.open)


# --- who may ---


@pytest.mark.parametrize("actor", [SCREEN, READER])
def test_who_only_looks_changes_nothing(actor: Actor) -> None:
    for command in (c.OpenDoor(), c.NextFloor(), c.ConfirmSubject(), c.AddNote("note-0009", WISH, "x"), CREATE):
        assert refusal(CANVAS, command, actor) == "forbidden"


def test_every_command_has_somebody_who_may_and_somebody_who_may_not() -> None:
    for cls, rule in RULES.items():
        assert rule.roles, cls
        assert not rule.roles & {Role.SCREEN, Role.READER}, cls


def test_who_was_removed_may_nothing_any_more() -> None:
    removed = after(WITH_NOTES, (c.RemoveParticipant(ANNA), LEAD))
    assert refusal(removed, c.AddNote("note-0009", WISH, "x"), seat(ANNA)) == "removed"
    assert refusal(removed, c.RemoveNote("note-0000"), seat(ANNA)) == "removed"
    assert refusal(removed, c.Join(ANNA, SCHOOL), DOOR) == "removed"
    assert "note-0000" in removed.notes
    assert refusal(removed, c.Join("person-new1", MOTHER), DOOR) is None
    assert decide(removed, c.RemoveParticipant(ANNA), LEAD, NOW) == []


# --- the person concerned ---


def test_3_10_new_words_take_back_the_klopt() -> None:
    told = after(CREATED, (c.SetSubject(story="Ik wil naar huis", question="Hoe?"), LEAD))
    confirmed = after(told, (c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD))
    assert (confirmed.subject.confirmed, confirmed.subject.confirmed_at) == (Speaker.SPOKESPERSON, NOW)
    for words in (c.SetSubject(story="Anders"), c.SetSubject(question="Wanneer?"), c.SetSubject(strengths="Zingen")):
        after_words = after(confirmed, (words, LEAD))
        assert (after_words.subject.confirmed, after_words.subject.confirmed_at) == (None, None)
    for same in (c.SetSubject(alias="Robin"), c.SetSubject(age="11"), c.SetSubject(story=" Ik wil naar huis\n")):
        assert after(confirmed, (same, LEAD)).subject.confirmed is Speaker.SPOKESPERSON


def test_words_are_confirmed_by_a_seat_or_the_lead_and_once() -> None:
    assert refusal(CANVAS, c.ConfirmSubject(), LEAD) == "nothing-to-confirm"
    told = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD))
    by_seat = after(told, (c.ConfirmSubject(), seat(ANNA)))
    assert by_seat.subject.confirmed is Speaker.PERSON
    assert changes_of(by_seat, c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD) == []


def test_the_words_of_the_person_stand_literally() -> None:
    story = "Ik wil <b>thuis</b> slapen.\n\n“Niet” weer verhuizen… 🙂"
    assert after(CREATED, (c.SetSubject(story=story), LEAD)).subject.story == story
    assert refusal(CREATED, c.SetSubject(alias=" "), LEAD) == "empty"
    assert refusal(CREATED, c.SetSubject(story="x" * (limits.STORY + 1)), LEAD) == "too-long"
    assert refusal(CREATED, c.SetSubject(story="x" * limits.STORY), LEAD) is None


# --- partners and people ---


def order(canvas: Canvas) -> list[str]:
    return [partner_id for partner_id, _ in canvas.seats]


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (0, [TEAM, MOTHER, SCHOOL]),
        (1, [MOTHER, TEAM, SCHOOL]),
        (99, [MOTHER, SCHOOL, TEAM]),
        (-5, [TEAM, MOTHER, SCHOOL]),
    ],
)
def test_a_moved_partner_stands_where_it_was_put(position: int, expected: list[str]) -> None:
    assert order(after(CREATED, (c.MovePartner(TEAM, position), LEAD))) == expected


def test_a_partner_is_added_behind_the_last_and_has_a_name_of_its_own() -> None:
    more = after(CREATED, (c.AddPartner("partner-opa1", " Opa  Jan "), LEAD))
    assert order(more) == [MOTHER, SCHOOL, TEAM, "partner-opa1"]
    assert more.partners["partner-opa1"].name == "Opa Jan"
    assert changes_of(more, c.AddPartner("partner-opa1", "Opa Jan"), LEAD) == []
    assert refusal(more, c.AddPartner("partner-opa1", "Oma"), LEAD) == "exists"
    assert refusal(more, c.AddPartner("partner-opa2", "opa jan"), LEAD) == "name-taken"
    assert refusal(more, c.EditPartner(MOTHER, "SCHOOL"), LEAD) == "name-taken"
    assert refusal(more, c.EditPartner("partner-none", "Oma"), LEAD) == "partner-unknown"
    assert after(more, (c.EditPartner(MOTHER, "moeder"), LEAD)).partners[MOTHER].name == "moeder"


def test_a_partner_with_people_or_notes_stays() -> None:
    assert refusal(WITH_NOTES, c.RemovePartner(SCHOOL), LEAD) == "partner-has-notes"
    assert refusal(CANVAS, c.RemovePartner(SCHOOL), LEAD) == "partner-has-people"
    heard = after(CANVAS, (c.GiveFloor(TEAM), LEAD))
    gone = after(heard, (c.RemovePartner(TEAM), LEAD))
    assert TEAM not in gone.partners
    assert (gone.floor.partner, gone.floor.heard) == (None, ())


def test_joining_takes_a_seat_at_a_partner_or_at_a_new_one() -> None:
    joined = after(CREATED, (c.Join(ANNA, MOTHER, name=" Anna "), DOOR))
    assert (joined.participants[ANNA].partner, joined.participants[ANNA].name) == (MOTHER, "Anna")
    assert changes_of(joined, c.Join(ANNA, SCHOOL), DOOR) == []
    named = after(joined, (c.Join(BILAL, "partner-opa1", partner_name="Opa"), DOOR))
    assert named.participants[BILAL].partner == "partner-opa1"
    same = after(named, (c.Join(CHRIS, "partner-opa2", partner_name=" OPA "), DOOR))
    assert same.participants[CHRIS].partner == "partner-opa1"
    assert "partner-opa2" not in same.partners
    assert refusal(CREATED, c.Join(ANNA, "partner-none"), DOOR) == "partner-unknown"
    shut = after(CREATED, (c.CloseDoor(), LEAD))
    assert refusal(shut, c.Join(ANNA, MOTHER), DOOR) == "door-closed"


def test_who_moves_takes_their_notes_along() -> None:
    moved = after(WITH_NOTES, (c.EditParticipant(partner=TEAM), seat(BILAL)))
    assert moved.participants[BILAL].partner == TEAM
    assert {id: note.partner for id, note in moved.notes.items()} == {
        "note-0000": MOTHER,
        "note-0001": TEAM,
        "note-0002": SCHOOL,
    }
    assert moved.notes["note-0001"].open
    assert refusal(WITH_NOTES, c.EditParticipant(partner="partner-none"), seat(BILAL)) == "partner-unknown"
    assert after(moved, (c.EditParticipant(name=""), seat(BILAL))).participants[BILAL].name == ""


# --- notes ---


def test_notes_are_written_once_the_partners_stage_has_begun() -> None:
    early = after(EMPTY, *WRITING[:-1])
    assert refusal(early, c.AddNote("note-0009", WISH, "x"), seat(ANNA)) == "not-writing-yet"
    assert refusal(early, c.OpenNotes(), LEAD) == "not-writing-yet"
    back = after(CANVAS, (c.GoToStage("person", from_="partners"), LEAD))
    assert refusal(back, c.AddNote("note-0009", WISH, "x"), seat(ANNA)) is None


def test_3_5_a_note_is_its_writers_and_at_their_partner() -> None:
    note = after(CANVAS, (c.AddNote("note-0009", NEED, "  Rust \r\n en tijd "), seat(CHRIS))).notes["note-0009"]
    assert (note.partner, note.author, note.kind, note.text) == (SCHOOL, CHRIS, NEED, "Rust \n en tijd")
    assert (note.at, note.open, note.edited) == (NOW, False, None)


def test_a_note_that_does_not_fit_is_refused() -> None:
    assert refusal(CANVAS, c.AddNote("note-0009", WISH, " \n\t"), seat(ANNA)) == "empty"
    assert refusal(CANVAS, c.AddNote("note-0009", WISH, "x" * 501), seat(ANNA)) == "too-long"
    assert refusal(CANVAS, c.AddNote("note-0009", WISH, " " + "x" * 500), seat(ANNA)) is None
    assert changes_of(WITH_NOTES, c.AddNote("note-0000", WISH, "Dat zij blijft lachen"), seat(ANNA)) == []
    assert refusal(WITH_NOTES, c.AddNote("note-0000", WISH, "Iets anders"), seat(ANNA)) == "exists"
    assert refusal(WITH_NOTES, c.AddNote("note-0000", WISH, "Dat zij blijft lachen"), seat(BILAL)) == "exists"


def test_nobody_writes_without_end() -> None:
    many = [(c.AddNote(f"note-x{n:04}", WISH, "x"), seat(ANNA)) for n in range(limits.NOTES_BY_PARTICIPANT)]
    full = after(CANVAS, *many)
    assert refusal(full, c.AddNote("note-0009", WISH, "x"), seat(ANNA)) == "too-many-notes"
    assert refusal(full, c.AddNote("note-0009", WISH, "x"), seat(BILAL)) is None


def test_a_note_is_changed_and_removed_by_its_author_alone() -> None:
    for command in (c.EditNote("note-0000", "x"), c.RemoveNote("note-0000"), c.OpenNote("note-0000")):
        assert refusal(WITH_NOTES, command, seat(BILAL)) == "not-yours"
        assert refusal(WITH_NOTES, command, LEAD) == "forbidden"
    assert refusal(WITH_NOTES, c.EditNote("note-none", "x"), seat(ANNA)) == "note-unknown"
    edited = after(WITH_NOTES, (c.EditNote("note-0000", "Anders", NEED), seat(ANNA)), now=NOW + 5)
    note = edited.notes["note-0000"]
    assert (note.text, note.kind, note.at, note.edited, note.open) == ("Anders", NEED, NOW, NOW + 5, False)
    assert changes_of(edited, c.EditNote("note-0000", " Anders"), seat(ANNA)) == []
    assert refusal(edited, c.EditNote("note-0000", " "), seat(ANNA)) == "empty"
    removed = after(edited, (c.RemoveNote("note-0000"), seat(ANNA)))
    assert "note-0000" not in removed.notes
    assert changes_of(removed, c.RemoveNote("note-0000"), seat(ANNA)) == []


def test_the_board_opens_by_kind() -> None:
    assert [id for id, note in WITH_NOTES.notes.items() if note.open] == ["note-0001"]
    assert WITH_NOTES.board.open == (OFFER,)
    everything = after(WITH_NOTES, (c.OpenNotes(stage="partners"), LEAD))
    assert all(note.open for note in everything.notes.values())
    assert everything.board.open == (WISH, OFFER, NEED)
    assert changes_of(everything, c.OpenNotes(WISH), LEAD) == []
    assert refusal(WITH_NOTES, c.OpenNotes(stage="elsewhere"), LEAD) == "stage-unknown"
    for stage in ("welcome", "person", "close"):
        assert changes_of(WITH_NOTES, c.OpenNotes(stage=stage), LEAD) == [], "nothing was written there"


def test_3_9_a_note_is_closed_until_its_kind_is_opened() -> None:
    later = after(
        WITH_NOTES,
        (c.AddNote("note-0010", OFFER, "Meteen open"), seat(ANNA)),
        (c.AddNote("note-0011", WISH, "Nog dicht"), seat(ANNA)),
    )
    assert (later.notes["note-0010"].open, later.notes["note-0011"].open) == (True, False)
    assert refusal(later, c.OpenNote("note-0011"), seat(ANNA)) == "board-closed"


def test_3_9_a_note_that_was_promised_closed_stays_closed() -> None:
    promised = after(WITH_NOTES, (c.AddNote("note-0010", OFFER, "Beloofd dicht", closed=True), seat(ANNA)))
    assert not promised.notes["note-0010"].open
    edited = after(promised, (c.EditNote("note-0010", "Nog steeds dicht"), seat(ANNA)))
    assert not edited.notes["note-0010"].open
    by_author = after(promised, (c.OpenNote("note-0010"), seat(ANNA)))
    assert by_author.notes["note-0010"].open
    assert changes_of(by_author, c.OpenNote("note-0010"), seat(ANNA)) == []
    by_lead = after(promised, (c.OpenNotes(OFFER), LEAD))
    assert by_lead.notes["note-0010"].open


# --- the floor ---


def test_the_floor_goes_clockwise_and_to_each_once() -> None:
    canvas, had = CANVAS, list[str | None]()
    for _ in range(5):
        canvas = after(canvas, (c.NextFloor(), LEAD))
        had.append(canvas.floor.partner)
    assert had == [MOTHER, SCHOOL, TEAM, None, None]
    assert canvas.floor.heard == (MOTHER, SCHOOL, TEAM)


def test_the_floor_goes_on_from_who_has_it() -> None:
    canvas = after(CANVAS, (c.GiveFloor(SCHOOL), LEAD))
    assert next_on_floor(canvas) == TEAM
    canvas = after(canvas, (c.NextFloor(), LEAD))
    assert next_on_floor(canvas) == MOTHER
    again = after(canvas, (c.GiveFloor(SCHOOL), LEAD))
    assert again.floor.heard == (SCHOOL, TEAM)


def test_3_8_a_stale_press_does_not_move_the_floor() -> None:
    canvas = after(CANVAS, (c.NextFloor(from_=""), LEAD))
    assert canvas.floor.partner == MOTHER
    assert refusal(canvas, c.NextFloor(from_=""), LEAD) == "stale"
    assert refusal(canvas, c.GiveFloor(TEAM, from_=SCHOOL), LEAD) == "stale"
    assert after(canvas, (c.GiveFloor(TEAM, from_=MOTHER), LEAD)).floor.partner == TEAM
    assert after(canvas, (c.GiveFloor(None, from_=MOTHER), LEAD)).floor.partner is None
    assert refusal(canvas, c.GiveFloor("partner-none"), LEAD) == "partner-unknown"


# --- numbers ---


def test_open_notes_are_numbered_around_the_circle() -> None:
    canvas = after(
        WITH_NOTES,
        (c.OpenNotes(), LEAD),
        (c.AddNote("note-0010", NEED, "x"), seat(ANNA)),
        (c.MovePartner(SCHOOL, 0), LEAD),
    )
    assert dict(canvas.numbers) == {"note-0001": 1, "note-0002": 2, "note-0000": 3, "note-0010": 4}
    assert dict(WITH_NOTES.numbers) == {"note-0001": 1}
