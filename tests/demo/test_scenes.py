"""The scenes of a demonstration: all that the example tells, each thing once, in the order of the guide."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.demo import Example, load_example, names
from facilitation.demo.scenes import InDays, PartnerNamed, PersonAt, Scene, real, write_scenes
from facilitation.demo.script import write_script

EXAMPLES = [load_example(name) for name in names()]


def played(example: Example, floor: str | None = None) -> list[Scene]:
    return write_scenes(example, write_script(example), floor)


@pytest.mark.parametrize("example", EXAMPLES, ids=names())
def test_everything_that_the_example_tells_is_done_once(example: Example) -> None:
    moves = [move for scene in played(example) for move in scene.moves]
    counts = Counter(move.name for move in moves)
    assert counts["note.add"] == len(example.notes)
    assert counts["note.support"] == sum(len(note.support) for note in example.notes)
    assert counts["note.stack"] == sum(note.on is not None for note in example.notes)
    assert counts["law.add"] == len(example.laws)
    assert counts["agreement.add"] == len(example.agreements)
    asked = sum(len(agreement.asked) for agreement in example.agreements)
    assert counts["match.ask"] == len(example.matches) + asked
    assert counts["pulse.set"] == sum(person.scores is not None for person in example.participants)
    for once in ("subject.confirm", "timer.start", "timer.stop", "note.aside", "note.back", "note.propose"):
        assert counts[once] == 1
    for once in ("note.accept", "private.start", "private.end", "nudge.give", "safety.stop", "safety.resume"):
        assert counts[once] == 1
    made = (("match", "match.ask"), ("agreement", "agreement.add"), ("law", "law.add"), ("note", "note.add"))
    ids = [move.args[kind] for move in moves for kind, name in made if move.name == name]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("example", EXAMPLES, ids=names())
def test_the_stages_come_in_the_order_of_the_guide(example: Example) -> None:
    moves = [move for scene in played(example) for move in scene.moves]
    gone = [move.args["stage"] for move in moves if move.name == "stage.go"]
    assert gone == [stage.key for stage in example.load_guide().stages][1:]


def test_only_phones_act_together() -> None:
    for example in EXAMPLES:
        assert all(move.by is not None for scene in played(example) if scene.together for move in scene.moves)


def test_whoever_is_named_speaks_first_and_all_others_follow_around_the_circle() -> None:
    example = load_example("pleeggezin")
    floor = [
        move.args["partner"] for scene in played(example, "School") for move in scene.moves if move.name == "floor.give"
    ]
    around = ("School", "Wijkteam", "GZ-psycholoog", "Moeder", "Vader", "Pleegouder", "Opa en oma", "Kinderopvang")
    assert floor == [*(PartnerNamed(name) for name in around), None]


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(0, 1_000))
def test_nothing_is_due_at_the_weekend(today: date, days: int) -> None:
    day = date.fromisoformat(InDays(days).after(today))
    assert day.weekday() < 5
    assert days <= (day - today).days <= days + 2


def test_what_only_the_session_knows_is_filled_in() -> None:
    value = [PartnerNamed("School"), PersonAt(3), InDays(1, "15:30"), "as it stands", None]
    filled = real(value, partner=str.upper, person=str, today=date(2026, 11, 23))
    assert filled == ["SCHOOL", "3", "2026-11-24T15:30", "as it stands", None]
