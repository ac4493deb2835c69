"""Looking back: the four values, scored by each for themselves and shown of all together (3.21)."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from tests.canvas.beginnings import BEGUN, CANVAS
from tests.given import ANNA, DOOR, LEAD, MOTHER, NOW, after, changes_of, refusal, seat

PEOPLE = tuple(f"person-{number:04}" for number in range(9))
FULL = after(BEGUN, *((c.Join(person, MOTHER), DOOR) for person in PEOPLE))


def scored(canvas: Canvas, people: tuple[str, ...], score: int, now: int = NOW) -> Canvas:
    """The canvas after these people gave everything the same score."""
    return after(canvas, *((c.SetPulse(score, score, score, score), seat(person)) for person in people), now=now)


def test_each_scores_all_four_from_one_to_five() -> None:
    assert refusal(CANVAS, c.SetPulse(1, 2, 3, 4), seat(ANNA)) == "not-yet"
    for score in (0, 6, -1):
        assert refusal(BEGUN, c.SetPulse(1, 2, 3, score), seat(ANNA)) == "bad-score"
    once = after(BEGUN, (c.SetPulse(1, 2, 3, 4), seat(ANNA)))
    assert (once.radar.answered, once.radar.shown, once.radar.safety) == (1, 0, None)
    assert changes_of(once, c.SetPulse(1, 2, 3, 4), seat(ANNA)) == []
    assert after(once, (c.SetPulse(5, 5, 5, 5), seat(ANNA))).radar.answered == 1


@pytest.mark.parametrize("count", range(limits.RADAR))
def test_3_21_fewer_than_four_scores_are_not_shown(count: int) -> None:
    assert refusal(scored(FULL, PEOPLE[:count], 3), c.ShowRadar(), LEAD) == "too-few-scores"


def test_3_21_four_are_shown_together_and_not_again_before_four_are_new() -> None:
    four = scored(scored(FULL, PEOPLE[:3], 4), PEOPLE[3:4], 1)
    shown = after(four, (c.ShowRadar(), LEAD), now=NOW + 10)
    assert (shown.radar.shown, shown.radar.safety, shown.radar.connection) == (4, 3.3, 3.3)
    assert refusal(shown, c.ShowRadar(), LEAD) == "too-few-scores"
    three = scored(shown, PEOPLE[4:7], 5, now=NOW + 20)
    assert refusal(three, c.ShowRadar(), LEAD) == "too-few-scores"
    assert (three.radar.answered, three.radar.safety) == (7, 3.3), "the means stay those that were shown"
    changed_back_and_forth = scored(scored(three, PEOPLE[:1], 1, now=NOW + 30), PEOPLE[4:5], 2, now=NOW + 30)
    again = after(changed_back_and_forth, (c.ShowRadar(), LEAD), now=NOW + 40)
    assert again.radar.shown == 7


def test_3_21_one_who_scores_again_and_again_is_one() -> None:
    three = scored(FULL, PEOPLE[:3], 4)
    for score in (1, 2, 3, 4, 5):
        three = scored(three, PEOPLE[:1], score, now=NOW + score)
    assert refusal(three, c.ShowRadar(), LEAD) == "too-few-scores"


@pytest.mark.parametrize(
    ("scores", "mean"),
    [((4, 4, 4, 1), 3.3), ((5, 4, 4, 4), 4.3), ((3, 3, 3, 2), 2.8), ((5, 5, 5, 5), 5.0), ((4, 4, 4, 4, 4, 4, 1), 3.6)],
)
def test_3_21_half_a_tenth_is_rounded_up(scores: tuple[int, ...], mean: float) -> None:
    canvas = FULL
    for person, score in zip(PEOPLE, scores, strict=False):
        canvas = scored(canvas, (person,), score)
    assert after(canvas, (c.ShowRadar(), LEAD)).radar.safety == mean
