"""Reading back at the close."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Page
from tests.given import ANNA, LEAD, MOTHER, WRITTEN, after, changes_of, refusal, seat

CANVAS = after(Canvas(), *WRITTEN)
CLOSING = after(CANVAS, (c.GoToStage("close", from_="partners"), LEAD))


def test_pages_are_turned_from_the_close_on_by_the_facilitator_alone() -> None:
    assert refusal(CANVAS, c.SetPage("person"), LEAD) == "not-yet"
    assert refusal(CLOSING, c.SetPage("person"), seat(ANNA)) == "forbidden"
    turned = after(CLOSING, (c.SetPage("partners", MOTHER, 1), LEAD))
    assert turned.page == Page("partners", MOTHER, 1)
    assert changes_of(turned, c.SetPage("partners", MOTHER, 1), LEAD) == []
    assert after(turned, (c.SetPage(""), LEAD)).page == Page()


def test_turning_a_page_is_no_step_to_take_back() -> None:
    assert after(CLOSING, (c.SetPage("person"), LEAD)).steps == CLOSING.steps


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.SetPage("lunch"), "stage-unknown"),
        (c.SetPage("partners", "partner-nobody"), "partner-unknown"),
        (c.SetPage("partners", MOTHER, -1), "page-unknown"),
        (c.SetPage("partners", MOTHER, limits.PAGES), "page-unknown"),
    ],
)
def test_a_page_that_is_not_there(command: c.SetPage, code: str) -> None:
    assert refusal(CLOSING, command, LEAD) == code
