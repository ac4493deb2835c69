"""Notes: written closed, changed by their author alone, opened by the facilitator."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.replies import Reply
from tests.canvas.beginnings import BEGUN, CANVAS, EMPTY, NEED, OFFER, WISH, WITH_NOTES
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    LEAD,
    MOTHER,
    NOW,
    SCHOOL,
    WRITING,
    after,
    changes_of,
    refusal,
    seat,
)


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


def test_2_9_looking_back_is_without_a_name_unless_its_author_says_so() -> None:
    written = after(
        BEGUN,
        (c.AddNote("note-noone", NoteKind.WELL, "Het eten"), seat(ANNA)),
        (c.AddNote("note-named", NoteKind.WELL, "De ruimte", named=True), seat(ANNA)),
        (c.AddNote("note-wish1", WISH, "Rust"), seat(ANNA)),
    )
    names = {
        id: (written.notes[id].named, written.notes[id].partner) for id in ("note-noone", "note-named", "note-wish1")
    }
    assert names == {"note-noone": (False, ""), "note-named": (True, MOTHER), "note-wish1": (True, MOTHER)}
    named = after(written, (c.EditNote("note-noone", "Het eten", named=True), seat(ANNA)))
    assert (named.notes["note-noone"].named, named.notes["note-noone"].partner) == (True, MOTHER)
    again = after(named, (c.EditNote("note-noone", "Het eten", named=False), seat(ANNA)))
    assert (again.notes["note-noone"].named, again.notes["note-noone"].partner) == (False, "")
    assert after(written, (c.EditNote("note-wish1", "Rust", named=False), seat(ANNA))).notes["note-wish1"].named


def test_3_18_what_is_written_in_private_time_is_for_those_who_are_at_it() -> None:
    private = after(BEGUN, (c.StartPrivate((MOTHER,)), LEAD), (c.AddNote("note-priv", WISH, "Rust"), seat(ANNA)))
    note = private.notes["note-priv"]
    assert (note.open, note.within) == (False, (ANNA,)), "although the board is open"
    outside = after(private, (c.AddNote("note-open", WISH, "Tijd"), seat(BILAL)))
    assert (outside.notes["note-open"].open, outside.notes["note-open"].within) == (True, ())
    ended = after(private, (c.EndPrivate(), LEAD), (c.OpenNotes(), LEAD))
    assert ended.notes["note-priv"] == note
    for command in (
        c.ProposeNote("note-priv", "x"),
        c.SetSpotlight("note-priv"),
        c.StackNote("note-priv", "note-0000"),
    ):
        assert refusal(ended, command, LEAD) == "note-unknown"
    opened = after(ended, (c.OpenNote("note-priv"), seat(ANNA)))
    assert (opened.notes["note-priv"].open, opened.notes["note-priv"].within) == (True, ())


def test_a_note_in_a_match_stays_what_it_is() -> None:
    asked = after(BEGUN, (c.AskMatch("match-001", SCHOOL, need="note-0003"), LEAD))
    assert refusal(asked, c.EditNote("note-0003", "x", WISH), seat(ANNA)) == "matched"
    assert after(asked, (c.EditNote("note-0003", "Anders"), seat(ANNA))).notes["note-0003"].text == "Anders"
    assert refusal(asked, c.EditNote("note-0000", "x", NEED), seat(ANNA)) is None


def test_2_10_the_id_of_a_support_tells_nobody_whose_it_is() -> None:
    one = after(BEGUN, (c.SupportNote("note-0004"), seat(ANNA)))
    other = after(BEGUN, (c.SupportNote("note-0004"), seat(CHRIS)))
    assert one.supports.keys() == other.supports.keys()
    assert changes_of(one, c.SupportNote("note-0004"), seat(ANNA)) == []
    both = after(one, (c.SupportNote("note-0004"), seat(CHRIS)))
    assert both.support["note-0004"] == 2
    less = after(both, (c.SupportNote("note-0004", False), seat(ANNA)))
    assert [support.by for support in less.supports.values()] == [CHRIS]
    again = after(less, (c.SupportNote("note-0004"), seat(ANNA)))
    assert again.support["note-0004"] == 2
    assert refusal(BEGUN, c.SupportNote("note-0000"), seat(ANNA)) == "other-stage"


def test_with_a_note_goes_all_that_hung_on_it() -> None:
    hung = after(
        BEGUN,
        (c.SupportNote("note-0004"), seat(ANNA)),
        (c.ProposeNote("note-0004", "Een vaste plek thuis"), LEAD),
        (c.SetSpotlight("note-0004"), LEAD),
        (c.AddNote("note-0010", NoteKind.NEEDED, "Rust"), seat(ANNA)),
        (c.StackNote("note-0010", on="note-0004"), LEAD),
    )
    gone = after(hung, (c.RemoveNote("note-0004"), seat(BILAL)))
    assert not gone.supports and not gone.proposals and not gone.placements
    assert gone.spotlight.note is None
    matched = after(
        BEGUN,
        (c.AskMatch("match-001", need="note-0003", offer="note-0001"), seat(BILAL)),
        (c.AddAgreement("agreement-1", "Elke dinsdag samen eten", match="match-001", asked="match-002"), LEAD),
        (c.RemoveNote("note-0003"), seat(ANNA)),
    )
    assert matched.matches.keys() == {"match-002"}
    agreement = matched.agreements["agreement-1"]
    assert (agreement.match, agreement.who) == (None, (SCHOOL,)), "what was agreed stays agreed"


def test_3_18_words_that_everybody_would_read_wait_until_private_time_is_over() -> None:
    began = after(
        BEGUN,
        (c.AddLaw("law-00001", "Jeugdwet"), seat(BILAL)),
        (c.AskMatch("match-001", need="note-0003", offer="note-0001"), LEAD),
        (c.StartPrivate((SCHOOL,)), LEAD),
    )
    aloud: tuple[c.Command, ...] = (
        c.AddLaw("law-00002", "Wmo"),
        c.EditLaw("law-00001", asks="Een plan"),
        c.AnswerMatch("match-001", Reply.YES, "vanaf mei"),
        c.EditNote("note-0001", "Elke dag eten"),
        c.EditParticipant(name="Bil"),
    )
    for command in aloud:
        assert refusal(began, command, seat(BILAL)) == "private", command
        assert refusal(after(began, (c.EndPrivate(), LEAD)), command, seat(BILAL)) is None
    silent = (c.AnswerMatch("match-001", Reply.YES), c.EditNote("note-0001", "Elke dinsdag samen eten", OFFER))
    for command in (*silent, c.RemoveLaw("law-00001"), c.EditParticipant(name=""), c.RemoveNote("note-0001")):
        assert refusal(began, command, seat(BILAL)) is None, command
    assert refusal(began, c.AddLaw("law-00002", "Wmo"), seat(ANNA)) is None
