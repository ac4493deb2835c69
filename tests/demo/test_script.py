"""The script of a demonstration: all notes, each once, by somebody of its partner, the same every time."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.demo import Example, load_example, names
from facilitation.demo.script import ARRIVALS, write_script

EXAMPLES = [load_example(name) for name in names()]


@given(example=st.sampled_from(EXAMPLES), phones=st.integers(1, 60), seed=st.integers(0, 1000))
def test_a_script_is_whole_and_the_same_every_time(example: Example, phones: int, seed: int) -> None:
    script = write_script(example, phones, seed)
    assert script == write_script(example, phones, seed)
    assert len(script) == phones
    present = {phone.partner for phone in script}
    assert len(present) == min(phones, len(example.partners))
    said = Counter(note.note for phone in script for note in phone.notes)
    assert said == Counter(note for note in example.notes if note.partner in present)
    assert all(note.note.partner == phone.partner for phone in script for note in phone.notes)
    ids = [note.id for phone in script for note in phone.notes]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", id_) for id_ in ids)
    assert all(0 < phone.arrives <= ARRIVALS for phone in script)
    assert all(0 < note.thinks < 30 and 0 < note.types < 60 for phone in script for note in phone.notes)


@given(example=st.sampled_from(EXAMPLES), phones=st.integers(1, 60), seed=st.integers(0, 1000))
def test_some_are_late_but_the_one_who_confirms_is_there(example: Example, phones: int, seed: int) -> None:
    script = write_script(example, phones, seed)
    late = [phone for phone in script if phone.late]
    assert len(late) == phones // 6
    assert all(phone.late for phone in script if not phone.gets_ready)
    assert sum(not phone.gets_ready for phone in script) == min(1, len(late))
    confirmers = [phone for phone in script if phone.partner == example.subject.confirmed_by]
    assert not confirmers or not confirmers[0].late


@pytest.mark.parametrize("example", EXAMPLES, ids=names())
def test_another_seed_is_another_room(example: Example) -> None:
    assert write_script(example, 12, seed=1) != write_script(example, 12, seed=2)


def test_everybody_of_the_example_is_in_the_room() -> None:
    example = load_example("pleeggezin")
    script = write_script(example)
    assert [(phone.partner, phone.name) for phone in script] == [(p.partner, p.name) for p in example.participants]
    assert all(phone.notes for phone in script)
