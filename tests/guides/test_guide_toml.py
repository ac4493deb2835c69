"""A guide that is written as a file is read as the same guide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.guide_toml import read_guide, write_guide
from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.text import clean, clean_line

PERSON = guides.load("person")
NO_BLANK = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), min_size=1)


def texts(most: int, tidy: object = clean_line) -> st.SearchStrategy[dict[str, str]]:
    """A text in every language, as it stands in a guide that was read."""
    assert callable(tidy)
    text = NO_BLANK.map(tidy).filter(lambda text: 0 < len(text) <= most)
    return st.fixed_dictionaries(dict.fromkeys(LANGUAGES, text))


@pytest.mark.parametrize("name", guides.names())
def test_a_guide_of_the_product_comes_back_the_same(name: str) -> None:
    guide = guides.load(name)
    assert read_guide(name, write_guide(guide)) == guide
    assert read_guide(name, guides.file(name)) == guide


@settings(deadline=None)
@given(title=texts(limits.GUIDE_TITLE), say=texts(limits.GUIDE_SAY, clean), label=texts(limits.GUIDE_LABEL))
def test_any_text_comes_back_as_it_was_written(
    title: dict[str, str], say: dict[str, str], label: dict[str, str]
) -> None:
    own = {"ask": label, "need": title}
    partners = replace(PERSON.stage("partners"), say=say, labels={"wish": label}, own=own)
    stages = tuple(partners if stage.key == "partners" else stage for stage in PERSON.stages)
    guide = replace(PERSON, title=title, stages=stages)
    assert read_guide("person", write_guide(guide)) == guide


@pytest.mark.parametrize(
    "text",
    [
        "woord " * 120,
        'een "aanhaling" en een \\ streep ' * 20,
        "regel één\n\nregel twee " * 20,
        "twee  spaties " * 30,
        "x" * 500,
        '"""' * 60,
        "." * 600,
    ],
)
def test_a_long_text_goes_on_over_lines_and_comes_back_whole(text: str) -> None:
    said = {"nl": clean(text), "en": "short"}
    guide = replace(PERSON, stages=(replace(PERSON.stages[0], say=said), *PERSON.stages[1:]))
    assert read_guide("person", write_guide(guide)) == guide
