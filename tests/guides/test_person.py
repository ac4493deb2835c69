"""The person guide: nine stages, every text in every language, true to how it is read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from facilitation import guides
from facilitation.canvas.guides import LANGUAGES, GuideError, Text
from facilitation.canvas.kinds import StageForm

PERSON = guides.load("person")


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the guide with its place."""

    def each(where: str, text: Text) -> Iterator[tuple[str, str]]:
        return ((f"{where}.{language}", text[language]) for language in LANGUAGES)

    yield from each("title", PERSON.title)
    for stage in PERSON.stages:
        for name in ("title", "say", "ask", "rule"):
            yield from each(f"{stage.key}.{name}", getattr(stage, name))
        for kind, question in stage.questions.items():
            yield from each(f"{stage.key}.questions.{kind}", question)


ALL = dict(texts())


def test_the_nine_stages_stand_in_their_order() -> None:
    assert [stage.form for stage in PERSON.stages] == list(StageForm)
    assert [stage.key for stage in PERSON.stages] == list(StageForm)


def test_a_gathering_fits_in_an_afternoon() -> None:
    assert all(stage.minutes > 0 for stage in PERSON.stages)
    assert 120 <= sum(stage.minutes for stage in PERSON.stages) <= 180


def test_every_kind_of_note_has_its_question() -> None:
    assert PERSON.stage("partners").questions.keys() == {"wish", "offer", "need"}
    assert all(stage.questions == {} for stage in PERSON.stages if stage.key != "partners")


def test_the_phone_asks_what_the_sketch_asks() -> None:
    partners = PERSON.stage("partners")
    assert partners.questions["wish"]["nl"] == "Wat wens jij voor {subject}?"
    assert partners.ask["nl"] == (
        "Schrijf voor jezelf, in je eigen woorden. Niemand leest mee tot de begeleider het bord opent."
    )


@pytest.mark.parametrize("where", ALL)
def test_a_text_is_filled_in_with_the_alias_alone(where: str) -> None:
    assert set(re.findall(r"\{[^}]*\}?", ALL[where])) <= {"{subject}"}


@pytest.mark.parametrize("where", ALL)
def test_an_alias_that_ends_in_a_full_stop_reads_well(where: str) -> None:
    assert not re.search(r"[.:;]{2}|\.[A-Z]", ALL[where].replace("{subject}", "N."))


@pytest.mark.parametrize("where", [where for where in ALL if ".say." in where])
def test_what_is_said_aloud_takes_one_breath_or_four(where: str) -> None:
    sentences = [s for s in re.split(r"(?<=[.?!])\s+", ALL[where].replace("{subject}", "N")) if s]
    assert 2 <= len(sentences) <= 4
    assert all(len(sentence.split()) <= 25 for sentence in sentences)


@pytest.mark.parametrize("where", [where for where in ALL if ".say." not in where])
def test_what_is_read_on_a_phone_is_short(where: str) -> None:
    assert "\n" not in ALL[where]
    assert len(ALL[where]) <= 110


def test_a_guide_is_read_once_and_found_by_name_only() -> None:
    assert "person" in guides.names()
    assert guides.load("person") is PERSON
    for name in ("nobody", "../guides/person", "person.toml", ""):
        with pytest.raises(GuideError, match="no such guide"):
            guides.load(name)
