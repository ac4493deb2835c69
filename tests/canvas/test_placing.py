"""What the facilitator does with notes: laid aside, together, in the light, and other words proposed (3.22)."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Placement
from tests.canvas.beginnings import BEGUN
from tests.given import ANNA, BILAL, LEAD, NOW, after, changes_of, refusal, seat

IDS = ("note-0004", "note-0010", "note-0011")
NEEDED = after(BEGUN, *((c.AddNote(id, NoteKind.NEEDED, id), seat(ANNA)) for id in IDS[1:]))


def lies(canvas: Canvas) -> dict[str, str | None]:
    """Below which note each one lies; None for what is laid aside."""
    return {id: None if placement.aside else placement.on for id, placement in canvas.placements.items()}


def test_what_is_laid_aside_is_out_of_sight_and_comes_back_as_it_was() -> None:
    aside = after(NEEDED, (c.SetSpotlight("note-0004"), LEAD), (c.LayAside("note-0004"), LEAD))
    assert not aside.in_sight("note-0004")
    assert aside.spotlight.note is None
    assert aside.notes["note-0004"] == NEEDED.notes["note-0004"]
    for command in (
        c.SetSpotlight("note-0004"),
        c.ProposeNote("note-0004", "x"),
        c.StackNote("note-0010", "note-0004"),
    ):
        assert refusal(aside, command, LEAD) == "note-unknown"
    back = after(aside, (c.BringBack("note-0004"), LEAD))
    assert dict(back.placements) == {}


def test_a_stack_is_one_deep_whatever_is_laid_on_what() -> None:
    first = after(NEEDED, (c.StackNote("note-0010", on="note-0004"), LEAD))
    assert lies(after(first, (c.StackNote("note-0011", on="note-0010"), LEAD))) == {
        "note-0010": "note-0004",
        "note-0011": "note-0004",
    }
    assert lies(after(first, (c.StackNote("note-0004", on="note-0011"), LEAD))) == {
        "note-0004": "note-0011",
        "note-0010": "note-0011",
    }
    assert refusal(first, c.StackNote("note-0004", on="note-0010"), LEAD) == "same-note"
    assert refusal(first, c.StackNote("note-0004", on="note-0004"), LEAD) == "same-note"
    assert refusal(first, c.StackNote("note-0004", on="note-0000"), LEAD) == "other-stage"


@pytest.mark.parametrize("command", [c.LayAside("note-0004"), c.UnstackNote("note-0004"), c.RemoveNote("note-0004")])
def test_when_the_top_leaves_the_next_one_is_on_top(command: c.Command) -> None:
    stacked = after(NEEDED, *((c.StackNote(id, on="note-0004"), LEAD) for id in IDS[1:]))
    left = after(stacked, (command, seat(BILAL) if isinstance(command, c.RemoveNote) else LEAD))
    assert {id: on for id, on in lies(left).items() if on} == {"note-0011": "note-0010"}
    assert all(placement != Placement() for placement in left.placements.values())


def test_3_22_other_words_are_proposed_and_the_author_takes_them_or_not() -> None:
    proposed = after(BEGUN, (c.ProposeNote("note-0001", "Elke dinsdag eten"), LEAD), now=NOW + 5)
    assert proposed.notes == BEGUN.notes
    for command in (c.AcceptProposal("note-0001"), c.DeclineProposal("note-0001")):
        assert refusal(proposed, command, seat(ANNA)) == "not-yours"
        assert refusal(proposed, command, LEAD) == "forbidden"
    taken = after(proposed, (c.AcceptProposal("note-0001"), seat(BILAL)), now=NOW + 9)
    assert (taken.notes["note-0001"].text, taken.notes["note-0001"].edited) == ("Elke dinsdag eten", NOW + 9)
    left = after(proposed, (c.DeclineProposal("note-0001"), seat(BILAL)))
    withdrawn = after(proposed, (c.WithdrawProposal("note-0001"), LEAD))
    for canvas in (taken, left, withdrawn):
        assert dict(canvas.proposals) == {}
        assert refusal(canvas, c.AcceptProposal("note-0001"), seat(BILAL)) == "proposal-unknown"
    assert left.notes == withdrawn.notes == BEGUN.notes


def test_a_proposal_goes_when_its_author_finds_words_of_their_own() -> None:
    proposed = after(BEGUN, (c.ProposeNote("note-0001", "Elke dinsdag eten"), LEAD))
    assert dict(after(proposed, (c.EditNote("note-0001", "Dinsdags"), seat(BILAL))).proposals) == {}
    kind = c.EditNote("note-0001", "Elke dinsdag samen eten", NoteKind.WISH)
    assert after(proposed, (kind, seat(BILAL))).proposals.keys() == {"note-0001"}
    assert changes_of(proposed, c.ProposeNote("note-0001", " Elke dinsdag eten"), LEAD) == []
