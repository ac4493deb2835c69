"""Taking back what the facilitator did (protocol 3.16): all of that, and nothing of what participants did meanwhile.

What participants do, is theirs: their seats, their notes and laws, what they support, score, ask and answer, and the
names in agreements that follow from their answers. Whatever the facilitator made stays as far as they have built on it:
a partner at which somebody sits, a match that was answered, an agreement for which somebody was asked. Everything
else is the facilitator's, and is equal to what it was.
"""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Speaker, Status
from facilitation.canvas.replies import Reply
from tests.canvas.beginnings import BEGUN
from tests.canvas.room import Room
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    CREATE,
    DOOR,
    LEAD,
    MOTHER,
    NOW,
    SCHOOL,
    WRITING,
    WRITTEN,
    after,
    changes_of,
    refusal,
    seat,
)


def undone(canvas: Canvas, times: int = 1) -> Canvas:
    """The canvas after the newest steps were taken back."""
    for _ in range(times):
        canvas = after(canvas, (c.Undo(canvas.steps[0][1].number), LEAD))
    return canvas


def lead(canvas: Canvas, *given: c.Command, now: int = NOW) -> Canvas:
    """The canvas after the facilitator gave these commands."""
    return after(canvas, *((command, LEAD) for command in given), now=now)


def test_3_16_words_typed_on_are_one_step() -> None:
    begun = after(Canvas(), (CREATE, LEAD))
    typed = begun
    for number, words in enumerate(("Ik", "Ik wil", "Ik wil naar huis")):
        typed = lead(typed, c.SetSubject(story=words), now=NOW + number * 1_000)
    assert [step.name for _, step in typed.steps] == ["subject.set"]
    assert undone(typed).subject == begun.subject
    later = lead(typed, c.SetSubject(story="Ik wil weg"), now=NOW + 3_000 + limits.TYPING_MS)
    other = lead(typed, c.SetSubject(question="Mag dat?"), now=NOW + 3_000)
    assert undone(later).subject == undone(other).subject == typed.subject


def test_3_16_a_proposal_that_is_taken_is_a_step_of_its_own() -> None:
    typed = lead(BEGUN, c.SetFrame(aim="Samen"), c.SetFrame(aim="Samen thuis"))
    assert undone(typed).frame == BEGUN.frame
    taken = lead(typed, c.SetFrame(aim="Rust", note="note-0001"))
    other = lead(taken, c.SetFrame(aim="Rust\nen ruimte", note="note-0002"))
    on = lead(other, c.SetFrame(aim="Rust en ruimte"))
    assert (undone(taken).frame, undone(other).frame, undone(on).frame) == (typed.frame, taken.frame, other.frame)


def test_3_16_a_klopt_in_between_stays_with_its_words() -> None:
    typed = lead(after(Canvas(), *WRITING), c.SetSubject(story="Ik wil"))
    said = after(typed, (c.ConfirmSubject(), seat(ANNA)))
    after_it = lead(said, c.SetSubject(story="Ik wil weg"), now=NOW + 1_000)
    assert undone(after_it).subject == said.subject
    assert undone(after_it, 2).subject.story == ""


def test_3_16_only_the_newest_step_is_taken_back_and_only_once() -> None:
    canvas = lead(BEGUN, c.EditSession("Anders"))
    number = canvas.steps[0][1].number
    assert refusal(canvas, c.Undo(number - 1), LEAD) == "stale"
    back = undone(canvas)
    assert back.session.title == BEGUN.session.title
    assert refusal(back, c.Undo(number), LEAD) == "stale"
    fresh = after(Canvas(), (CREATE, LEAD))
    assert refusal(fresh, c.Undo(1), LEAD) == "nothing-to-undo"


def test_3_16_twenty_steps_are_remembered_and_what_an_older_one_held_goes_out_of_the_log() -> None:
    canvas = lead(BEGUN, c.AddPartner("partner-opa1", "Opa"), c.RemovePartner("partner-opa1"))
    oldest = canvas.steps[0][0]
    many = lead(canvas, *(c.SetMeeting(f"2026-12-{number + 1:02}") for number in range(limits.STEPS - 1)))
    assert (len(many.steps), many.steps[-1][0]) == (limits.STEPS, oldest)
    gone = changes_of(many, c.EditSession("Nog een"), LEAD)
    assert (gone[-1].kind, gone[-1].id, gone[-1].value) == ("step", oldest, None)


def test_3_16_what_participants_give_is_no_step() -> None:
    by_seat = after(BEGUN, (c.AddLaw("law-00001", "Jeugdwet"), seat(ANNA)))
    assert by_seat.steps == BEGUN.steps
    assert lead(BEGUN, c.AddLaw("law-00001", "Jeugdwet")).steps[0][1].name == "law.add"


def test_3_16_a_board_that_was_opened_too_early_closes_with_all_that_came_in_meanwhile() -> None:
    closed = after(Canvas(), *WRITTEN)
    opened = lead(closed, c.OpenNotes(), now=NOW + 10)
    late = after(opened, (c.AddNote("note-late", NoteKind.WISH, "Samen eten"), seat(ANNA)), now=NOW + 20)
    assert late.notes["note-late"].open
    back = undone(late)
    assert {id for id, note in back.notes.items() if note.open} == {"note-0001"}, "the offers were open before"
    assert back.notes["note-late"].text == "Samen eten"
    assert back.board == closed.board


def test_3_16_a_note_that_was_changed_meanwhile_keeps_its_words() -> None:
    closed = after(Canvas(), *WRITTEN)
    edited = after(lead(closed, c.OpenNotes()), (c.EditNote("note-0000", "Anders"), seat(ANNA)))
    note = undone(edited).notes["note-0000"]
    assert (note.text, note.open) == ("Anders", False)


def test_3_16_what_lay_together_lies_together_again_without_the_note_that_is_gone() -> None:
    ids = ("note-0004", "note-0010", "note-0011")
    needed = after(BEGUN, *((c.AddNote(id, NoteKind.NEEDED, id), seat(ANNA)) for id in ids[1:]))
    stacked = lead(needed, c.StackNote("note-0010", "note-0011"), c.StackNote("note-0004", "note-0011"))
    apart = lead(stacked, c.UnstackNote("note-0004"))
    without = after(apart, (c.RemoveNote("note-0011"), seat(ANNA)))
    assert dict(without.placements) == {}
    together = undone(without)
    assert {frozenset((id, placement.on)) for id, placement in together.placements.items()} == {
        frozenset(("note-0004", "note-0010"))
    }
    assert dict(undone(together, 2).placements) == {}


def test_3_16_the_spotlight_does_not_go_back_to_a_note_that_is_gone() -> None:
    lit = lead(BEGUN, c.SetSpotlight("note-0000"), c.SetSpotlight("note-0001"))
    gone = after(lit, (c.RemoveNote("note-0000"), seat(ANNA)))
    assert undone(gone).spotlight.note is None


def test_3_16_a_klopt_belongs_to_its_words() -> None:
    told = lead(BEGUN, c.SetSubject(story="Ik wil naar huis"))
    said = after(told, (c.ConfirmSubject(), seat(ANNA)))
    changed = lead(said, c.SetSubject(story="Ik wil weg"))
    assert changed.subject.confirmed is None
    assert undone(changed).subject == said.subject
    again = after(changed, (c.ConfirmSubject(Speaker.SPOKESPERSON), seat(BILAL)), now=NOW + 5)
    assert undone(again).subject == said.subject, "the klopt to the later words goes with them"
    assert undone(after(told, (c.ConfirmSubject(), seat(ANNA)))).subject == BEGUN.subject
    older = after(lead(told, c.SetSubject(age="11")), (c.ConfirmSubject(), seat(ANNA)))
    assert undone(older).subject.confirmed is Speaker.PERSON, "the age is no word of the person"


def test_3_16_a_partner_at_which_somebody_sits_stays() -> None:
    added = lead(BEGUN, c.AddPartner("partner-opa1", "Opa"))
    assert "partner-opa1" not in undone(added).partners
    sits = after(added, (c.EditParticipant("partner-opa1"), seat(ANNA)))
    assert undone(sits).participants[ANNA].partner == "partner-opa1"


def test_3_16_a_name_comes_back_also_where_it_was_given_on() -> None:
    """Whoever came in took the name that was given up last; so that one has a number, and the others their own."""
    added = lead(BEGUN, c.AddPartner("partner-opa1", "Opa"))
    renamed = lead(added, c.EditPartner(SCHOOL, "Kerk"), c.EditPartner("partner-opa1", "School"))
    came = after(renamed, (c.Join("person-new1", "partner-opa2", "Opa"), DOOR))
    names = {id: partner.name for id, partner in undone(came, 2).partners.items()}
    assert (names["partner-opa1"], names["partner-opa2"], names[SCHOOL]) == ("Opa 2", "Opa", "School")


def test_3_16_a_partner_comes_back_beside_one_that_took_its_name_and_its_place() -> None:
    empty = lead(BEGUN, c.AddPartner("partner-opa1", "Opa"))
    removed = lead(empty, c.RemovePartner("partner-opa1"))
    again = after(removed, (c.Join("person-new1", "partner-opa2", "Opa"), DOOR))
    back = undone(again)
    assert {id: (one.name, one.position) for id, one in back.partners.items() if id.startswith("partner-opa")} == {
        "partner-opa1": ("Opa 2", 3),
        "partner-opa2": ("Opa", 4),
    }


def test_3_16_what_was_answered_stays_and_so_does_an_agreement_for_which_somebody_was_asked() -> None:
    asked = lead(BEGUN, c.AskMatch("match-001", need="note-0003", offer="note-0001"))
    assert "match-001" not in undone(asked).matches
    answered = after(asked, (c.AnswerMatch("match-001", Reply.TRY), seat(CHRIS)))
    assert undone(answered).matches["match-001"].reply is Reply.TRY
    agreed = lead(answered, c.AddAgreement("agreement-1", "Samen eten", match="match-001", asked="match-003"))
    assert dict(undone(agreed).agreements) == {}
    joined = after(agreed, (c.AskMatch("match-002", MOTHER, agreement="agreement-1"), seat(ANNA)))
    assert undone(joined).agreements.keys() == {"agreement-1"}


def test_3_16_an_agreement_that_comes_back_names_whom_the_answers_name() -> None:
    agreed = lead(
        BEGUN, c.AddAgreement("agreement-1", "Samen eten"), c.AskMatch("m-1", MOTHER, agreement="agreement-1")
    )
    answered = after(agreed, (c.AnswerMatch("m-1", Reply.YES), seat(ANNA)))
    removed = lead(answered, c.RemoveAgreement("agreement-1"))
    assert undone(removed).agreements["agreement-1"].who == (MOTHER,)


def test_3_16_a_match_does_not_come_back_for_a_note_that_became_something_else() -> None:
    asked = lead(BEGUN, c.AskMatch("match-001", MOTHER, need="note-0003"))
    removed = lead(asked, c.RemoveMatch("match-001"))
    changed = after(removed, (c.EditNote("note-0003", "Iets anders", NoteKind.WISH), seat(ANNA)))
    assert dict(undone(changed).matches) == {}


def test_3_16_of_a_stage_that_was_gone_to_too_early_the_notes_stay() -> None:
    early = after(Canvas(), *WRITING[:-1], (c.GoToStage("partners", from_="welcome", anyway=True), LEAD))
    written = after(early, (c.AddNote("note-0009", NoteKind.WISH, "Rust"), seat(ANNA)))
    back = undone(written)
    assert (back.session.stage, back.session.status, back.board.begun) == ("welcome", Status.OPEN, ("welcome",))
    assert back.notes["note-0009"] == written.notes["note-0009"]
    assert refusal(back, c.EditNote("note-0009", "Rust en tijd"), seat(ANNA)) is None


def test_3_16_a_step_tells_what_was_and_what_became_of_it() -> None:
    floor = lead(BEGUN, c.GiveFloor(MOTHER), c.GiveFloor(SCHOOL)).steps[0][1]
    ((kind, ids, was, became),) = floor.touched
    assert (kind, ids) == ("floor", ("floor",))
    assert was is not None and was["partner"] == MOTHER
    assert became is not None and became["partner"] == SCHOOL
    (made,) = lead(BEGUN, c.AddLaw("law-00001", "Jeugdwet")).steps[0][1].touched
    assert made == ("law", ("law-00001",), None, {})
    (renamed,) = lead(BEGUN, c.EditSession("Anders")).steps[0][1].touched
    assert renamed[2:] == ({"title": "Rond Sam"}, {"title": "Anders"})


def test_3_12_no_step_holds_words_of_a_note_or_a_name_of_a_participant() -> None:
    touched: set[str] = set()
    for seed in range(60):
        room = Room(seed)
        for _ in range(120):
            room.act()
            for _, step in room.canvas.steps[:1]:
                for kind, _, was, became in step.touched:
                    touched.add(kind)
                    assert kind != "note" or (was is not None and became is not None)
                    assert kind != "note" or {*(was or {}), *(became or {})} == {"open"}
    assert "note" in touched
    assert not touched & {"participant", "support", "pulse", "knock", "proposal"}
