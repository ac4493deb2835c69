"""The partners around the circle, and the people on their seats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.rules.partners import is_second_phone
from facilitation.canvas.views import Actor
from tests.canvas.beginnings import BEGUN, CANVAS, CREATED, WITH_NOTES
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    CREATE,
    DOOR,
    LEAD,
    MOTHER,
    SCHOOL,
    TEAM,
    after,
    changes_of,
    refusal,
    seat,
)


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


LOOKED_BACK = after(
    BEGUN,
    (c.AddNote("note-noone", NoteKind.HARD, "Het duurde lang"), seat(ANNA)),
    (c.AddNote("note-named", NoteKind.HARD, "Het duurde lang", named=True), seat(ANNA)),
    (c.RemoveNote("note-0000"), seat(ANNA)),
    (c.RemoveNote("note-0003"), seat(ANNA)),
)
KNOCKING = after(CREATED, (c.AskDoor(), LEAD), (c.Join(ANNA, MOTHER, name="Anna"), DOOR))


def test_3_23_where_the_door_asks_joining_is_knocking() -> None:
    assert (KNOCKING.knocks[ANNA].partner, dict(KNOCKING.participants)) == (MOTHER, {})
    assert changes_of(KNOCKING, c.Join(ANNA, SCHOOL), DOOR) == [], "one knock for each"
    admitted = after(KNOCKING, (c.Admit(ANNA), LEAD))
    assert (admitted.participants[ANNA].partner, admitted.participants[ANNA].name) == (MOTHER, "Anna")
    assert dict(admitted.knocks) == {}
    assert changes_of(admitted, c.Admit(ANNA), LEAD) == []
    refused = after(KNOCKING, (c.TurnAway(ANNA), LEAD))
    assert not refused.knocks and not refused.participants
    assert refusal(refused, c.Admit(ANNA), LEAD) == "person-unknown"
    assert after(refused, (c.Join(ANNA, MOTHER), DOOR)).knocks.keys() == {ANNA}, "who was turned away can knock again"


def test_3_23_a_new_partner_comes_with_whoever_is_admitted() -> None:
    asked = after(CREATED, (c.AskDoor(), LEAD), (c.Join(ANNA, "partner-opa1", partner_name=" Opa "), DOOR))
    assert "partner-opa1" not in asked.partners
    assert after(asked, (c.Admit(ANNA), LEAD)).partners["partner-opa1"].name == "Opa"
    meanwhile = after(asked, (c.AddPartner("partner-opa2", "opa"), LEAD), (c.Admit(ANNA), LEAD))
    assert meanwhile.participants[ANNA].partner == "partner-opa2"
    assert refusal(after(CREATED, (c.AskDoor(), LEAD)), c.Join(ANNA, "partner-none"), DOOR) == "partner-unknown"


def test_2_9_notes_without_a_name_do_not_move_along() -> None:
    moved = changes_of(LOOKED_BACK, c.EditParticipant(partner=SCHOOL), seat(ANNA))
    assert {change.id for change in moved if change.kind == "note"} == {"note-named"}
    assert LOOKED_BACK.notes["note-noone"].partner == ""


def test_2_9_that_a_partner_has_notes_does_not_tell_of_one_without_a_name() -> None:
    alone = after(
        BEGUN,
        (c.Join("person-opa1", "partner-opa1", partner_name="Opa"), DOOR),
        (c.AddNote("note-noone", NoteKind.HARD, "Het duurde lang"), seat("person-opa1")),
        (c.RemoveParticipant("person-opa1"), LEAD),
    )
    assert refusal(alone, c.RemovePartner("partner-opa1"), LEAD) is None


def test_3_19_a_match_with_an_offer_moves_along_with_whoever_offered() -> None:
    matched = after(
        BEGUN,
        (c.AskMatch("match-001", need="note-0003", offer="note-0001"), seat(BILAL)),
        (c.AddAgreement("agreement-1", "Elke dinsdag samen eten", match="match-001", asked="match-002"), LEAD),
    )
    assert matched.agreements["agreement-1"].who == (SCHOOL,)
    alone = after(matched, (c.RemoveParticipant(CHRIS), LEAD))
    moved = after(alone, (c.EditParticipant(partner=TEAM), seat(BILAL)))
    assert moved.matches["match-001"].partner == TEAM
    assert moved.agreements["agreement-1"].who == (TEAM,)


def test_a_partner_that_was_asked_stays() -> None:
    asked = after(BEGUN, (c.AskMatch("match-001", TEAM, need="note-0003"), LEAD))
    assert refusal(asked, c.RemovePartner(TEAM), LEAD) == "partner-is-asked"


def test_who_is_removed_takes_a_nudge_along() -> None:
    nudged = after(CANVAS, (c.GiveNudge(ANNA), LEAD))
    assert dict(after(nudged, (c.RemoveParticipant(ANNA), LEAD)).nudges) == {}


SAM = "partner-sam1"


def test_3_25_one_seat_is_that_of_the_person_themself() -> None:
    own = after(CREATED, (c.AddPartner(SAM, "Sam zelf", own=True), LEAD))
    assert [id for id, partner in own.partners.items() if partner.own] == [SAM]
    assert changes_of(own, c.AddPartner(SAM, "Sam zelf", own=True), LEAD) == []
    assert refusal(own, c.AddPartner(SAM, "Sam zelf"), LEAD) == "exists"
    assert refusal(own, c.AddPartner("partner-sam2", "Sam", own=True), LEAD) == "own-exists"
    assert refusal(own, c.EditPartner(MOTHER, "Moeder", own=True), LEAD) == "own-exists"
    named = after(own, (c.EditPartner(SAM, "Sam"), LEAD))
    assert (named.partners[SAM].name, named.partners[SAM].own) == ("Sam", True)
    other = after(named, (c.EditPartner(SAM, "Sam", own=False), LEAD), (c.EditPartner(MOTHER, "Ik", own=True), LEAD))
    assert [id for id, partner in other.partners.items() if partner.own] == [MOTHER]


def test_3_25_the_seat_of_the_person_themself_takes_one_phone() -> None:
    own = after(CREATED, (c.AddPartner(SAM, "Sam zelf", own=True), LEAD), (c.Join(ANNA, SAM), DOOR))
    assert own.participants[ANNA].partner == SAM
    for second in (c.Join(BILAL, SAM), c.Join(BILAL, "partner-new1", partner_name=" sam ZELF ")):
        knocking = after(own, (second, DOOR))
        assert (set(knocking.participants), set(knocking.knocks)) == ({ANNA}, {BILAL})
        assert is_second_phone(knocking, knocking.knocks[BILAL])
        assert after(knocking, (c.Admit(BILAL), LEAD)).participants[BILAL].partner == SAM, "as the facilitator decides"
        left = after(knocking, (c.RemoveParticipant(ANNA), LEAD))
        assert not is_second_phone(left, left.knocks[BILAL])
    assert after(own, (c.Join(BILAL, MOTHER), DOOR)).participants[BILAL].partner == MOTHER
    alone = after(own, (c.RemoveParticipant(ANNA), LEAD), (c.Join(BILAL, SAM), DOOR))
    assert alone.participants[BILAL].partner == SAM, "nobody sits there any more"


def test_3_25_nobody_moves_to_the_seat_of_the_person_themself_while_somebody_sits_there() -> None:
    own = after(CREATED, (c.AddPartner(SAM, "Sam zelf", own=True), LEAD), (c.Join(BILAL, MOTHER), DOOR))
    moved = after(own, (c.EditParticipant(SAM), seat(BILAL)))
    assert moved.participants[BILAL].partner == SAM
    assert refusal(moved, c.EditParticipant(SAM, name="Sam"), seat(BILAL)) is None
    taken = after(own, (c.Join(ANNA, SAM), DOOR))
    assert refusal(taken, c.EditParticipant(SAM), seat(BILAL)) == "own-taken"
    assert refusal(taken, c.EditParticipant(SCHOOL), seat(BILAL)) is None


def test_a_session_begins_with_the_seat_of_the_person_themself() -> None:
    begun = after(Canvas(), (replace(CREATE, own=SCHOOL), LEAD))
    assert [id for id, partner in begun.partners.items() if partner.own] == [SCHOOL]
    assert not any(partner.own for partner in CREATED.partners.values())


def test_3_25_the_seat_of_the_person_themself_is_one_also_when_two_would_come_back() -> None:
    def undone(canvas: Canvas) -> Canvas:
        return after(canvas, (c.Undo(canvas.steps[0][1].number), LEAD))

    def own(partner: str) -> tuple[c.AddPartner, Actor]:
        return c.AddPartner(partner, partner, own=True), LEAD

    given = after(BEGUN, own("partner-sam1"), (c.RemovePartner("partner-sam1"), LEAD), own("partner-sam2"))
    assert undone(undone(given)).partners["partner-sam1"].own
    sits = after(given, (c.EditParticipant("partner-sam2"), seat(ANNA)))
    back = undone(undone(sits)).partners
    assert (back["partner-sam2"].own, back["partner-sam1"].own) == (True, False)
