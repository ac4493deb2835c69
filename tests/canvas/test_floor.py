"""The floor: one partner at a time, each once before anyone twice."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.decide import next_on_floor
from tests.canvas.beginnings import CANVAS
from tests.given import (
    LEAD,
    MOTHER,
    SCHOOL,
    TEAM,
    after,
    refusal,
)


def test_the_floor_goes_clockwise_and_to_each_once() -> None:
    canvas, had = CANVAS, list[str | None]()
    for _ in range(5):
        canvas = after(canvas, (c.NextFloor(), LEAD))
        had.append(canvas.floor.partner)
    assert had == [MOTHER, SCHOOL, TEAM, None, None]
    assert canvas.floor.heard == (MOTHER, SCHOOL, TEAM)


def test_the_floor_goes_on_from_who_has_it() -> None:
    canvas = after(CANVAS, (c.GiveFloor(SCHOOL), LEAD))
    assert next_on_floor(canvas) == TEAM
    canvas = after(canvas, (c.NextFloor(), LEAD))
    assert next_on_floor(canvas) == MOTHER
    again = after(canvas, (c.GiveFloor(SCHOOL), LEAD))
    assert again.floor.heard == (SCHOOL, TEAM)


def test_3_8_a_stale_press_does_not_move_the_floor() -> None:
    canvas = after(CANVAS, (c.NextFloor(from_=""), LEAD))
    assert canvas.floor.partner == MOTHER
    assert refusal(canvas, c.NextFloor(from_=""), LEAD) == "stale"
    assert refusal(canvas, c.GiveFloor(TEAM, from_=SCHOOL), LEAD) == "stale"
    assert after(canvas, (c.GiveFloor(TEAM, from_=MOTHER), LEAD)).floor.partner == TEAM
    assert after(canvas, (c.GiveFloor(None, from_=MOTHER), LEAD)).floor.partner is None
    assert refusal(canvas, c.GiveFloor("partner-none"), LEAD) == "partner-unknown"
