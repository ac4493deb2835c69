"""What an author was promised while writing holds, whatever the room is by the time the words arrive."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from tests.given import ANNA, BILAL, CHRIS, LEAD, NOW, SCHOOL, WRITTEN, after, refusal, seat

CANVAS = after(Canvas(), *WRITTEN)
PRIVATE = after(CANVAS, (c.StartPrivate((SCHOOL,)), LEAD))
TOGETHER = tuple(sorted((BILAL, CHRIS)))


def written(canvas: Canvas, kind: NoteKind, **promised: bool) -> tuple[tuple[str, ...], bool]:
    """Who may read, while it is private, what Bilal writes with these promises, and whether all do at once."""
    note = after(canvas, (c.AddNote("note-0009", kind, "Voor ons", **promised), seat(BILAL))).notes["note-0009"]
    return note.within, note.open


def test_what_was_promised_to_be_read_by_nobody_is_not_read_by_who_came_together_since() -> None:
    assert written(PRIVATE, NoteKind.WISH, closed=True, private=False) == ((BILAL,), False)


def test_what_was_written_in_private_time_stays_private_when_that_is_over() -> None:
    assert written(CANVAS, NoteKind.OFFER, closed=True, private=True) == ((BILAL,), False)
    assert written(PRIVATE, NoteKind.OFFER, closed=True, private=True) == (TOGETHER, False)


def test_a_phone_that_does_not_know_of_private_time_yet_tells_nobody_else() -> None:
    assert written(PRIVATE, NoteKind.OFFER, private=False) == (TOGETHER, False)
    assert written(PRIVATE, NoteKind.OFFER) == (TOGETHER, False)


def test_words_that_were_proposed_since_are_not_taken_over_unread() -> None:
    first = after(CANVAS, (c.ProposeNote("note-0001", "Elke dinsdag eten"), LEAD))
    then = after(first, (c.ProposeNote("note-0001", "Elke dag eten"), LEAD), now=NOW + 1)
    accept = c.AcceptProposal("note-0001", at=first.proposals["note-0001"].at)
    assert refusal(then, accept, seat(BILAL)) == "stale"
    assert refusal(then, c.AcceptProposal("note-0001"), seat(ANNA)) == "not-yours"
    assert after(first, (accept, seat(BILAL))).notes["note-0001"].text == "Elke dinsdag eten"
