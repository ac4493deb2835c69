"""Who may give a command at all."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.decide import RULES, decide
from facilitation.canvas.views import Actor, Role
from tests.canvas.beginnings import CANVAS, WISH, WITH_NOTES
from tests.given import (
    ANNA,
    CREATE,
    DOOR,
    LEAD,
    MOTHER,
    NOW,
    READER,
    SCHOOL,
    SCREEN,
    after,
    refusal,
    seat,
)


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
