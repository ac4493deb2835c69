"""The numbers that link a note's dot to its text."""

from __future__ import annotations

from facilitation.canvas import commands as c
from tests.canvas.beginnings import NEED, WITH_NOTES
from tests.given import (
    ANNA,
    LEAD,
    SCHOOL,
    after,
    seat,
)


def test_open_notes_are_numbered_around_the_circle() -> None:
    canvas = after(
        WITH_NOTES,
        (c.OpenNotes(), LEAD),
        (c.AddNote("note-0010", NEED, "x"), seat(ANNA)),
        (c.MovePartner(SCHOOL, 0), LEAD),
    )
    assert dict(canvas.numbers) == {"note-0001": 1, "note-0002": 2, "note-0000": 3, "note-0010": 4}
    assert dict(WITH_NOTES.numbers) == {"note-0001": 1}
