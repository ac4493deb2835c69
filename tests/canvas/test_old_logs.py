"""Protocol 4.2: a log of the version before there were stages beside `partners` is read as it is."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.as_json import from_json, plain
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import Change, Radar, Timer
from facilitation.canvas.views import PUBLIC, seen_by, snapshot
from tests.given import ANNA, BILAL, LEAD, WRITTEN, after, refusal, seat

NEW_KINDS = ("frame", "spotlight", "timer", "private", "radar", "step")
NEW_FIELDS = {
    "session": ("ask", "stopped", "next_meeting", "rehearsal"),
    "note": ("within", "named", "stage"),
    "guide": ("purpose",),
    "subject": ("confirmed_by",),
    "partner": ("own",),
}


def old(change: Change) -> Change | None:
    """The change as that version wrote it."""
    assert change.value is not None
    if change.kind in NEW_KINDS:
        return None
    value = {name: field for name, field in plain(change.value).items() if name not in NEW_FIELDS.get(change.kind, ())}
    if change.kind == "guide":
        value["stages"] = [{name: field for name, field in stage.items() if name != "own"} for stage in value["stages"]]
    if change.kind == "board":
        value = {"writing": "partners" in value["begun"], "open": value["open"]}
    return Change(change.kind, change.id, from_json(change.kind, value))


def test_4_2_a_session_of_the_first_version_goes_on() -> None:
    changes = [old(change) for change in snapshot(after(Canvas(), *WRITTEN))]
    canvas = fold(Canvas(), [change for change in changes if change is not None])
    assert canvas.has_begun(StageForm.PARTNERS)
    assert (canvas.timer, canvas.radar, canvas.steps) == (Timer(), Radar(), ())
    assert canvas.subject.confirmed_by == ""
    assert not any(partner.own for partner in canvas.partners.values())
    assert all(stage.own == {} for stage in canvas.guide.stages)
    assert seen_by(canvas, PUBLIC).notes["note-0000"].text is None
    canvas = after(
        canvas,
        (c.AddNote("note-0009", NoteKind.WISH, "Rust"), seat(ANNA)),
        (c.EditNote("note-0001", "Samen eten", NoteKind.NEED), seat(BILAL)),
        (c.OpenNotes(stage="partners"), LEAD),
        (c.NextFloor(), LEAD),
    )
    assert all(note.open for note in canvas.notes.values())
    assert refusal(canvas, c.StackNote("note-0000", "note-0001"), LEAD) is None
    assert len(canvas.steps) == 2
