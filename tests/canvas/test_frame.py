"""The common frame, and the laws that lie below it as a safety net."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.records import Frame
from tests.canvas.beginnings import BEGUN, CANVAS
from tests.given import ANNA, BILAL, LEAD, after, changes_of, refusal, seat

YOUTH = c.AddLaw("law-00001", "Jeugdwet", "Hulp thuis", "Een plan")


def test_the_frame_is_settled_a_text_at_a_time() -> None:
    assert refusal(CANVAS, c.SetFrame(aim="Thuis"), LEAD) == "not-yet"
    settled = after(BEGUN, (c.SetFrame(mission=" Samen\n"), LEAD), (c.SetFrame(aim="Thuis wonen"), LEAD))
    assert settled.frame == Frame("Samen", "", "Thuis wonen")
    assert changes_of(settled, c.SetFrame(aim="Thuis wonen"), LEAD) == []
    assert after(settled, (c.SetFrame(aim=""), LEAD)).frame.aim == ""
    assert refusal(settled, c.SetFrame(vision="x" * (limits.FRAME + 1)), LEAD) == "too-long"


def test_proposals_for_the_frame_are_open_from_the_start() -> None:
    assert {"mission", "vision", "aim"} <= {str(kind) for kind in BEGUN.board.open}


def test_3_22_a_law_is_changed_by_whoever_added_it() -> None:
    theirs = after(BEGUN, (YOUTH, seat(ANNA)))
    assert theirs.laws["law-00001"].author == ANNA
    for who in (seat(BILAL), LEAD):
        assert refusal(theirs, c.EditLaw("law-00001", asks="Niets"), who) == "not-yours"
    assert after(theirs, (c.EditLaw("law-00001", asks="Niets"), seat(ANNA))).laws["law-00001"].asks == "Niets"
    assert refusal(theirs, c.RemoveLaw("law-00001"), seat(BILAL)) == "not-yours"
    assert dict(after(theirs, (c.RemoveLaw("law-00001"), LEAD)).laws) == {}
    ours = after(BEGUN, (YOUTH, LEAD))
    assert refusal(ours, c.EditLaw("law-00001", asks="Niets"), seat(ANNA)) == "not-yours"
    assert changes_of(ours, YOUTH, LEAD) == []
    assert refusal(ours, YOUTH, seat(ANNA)) == "exists"
