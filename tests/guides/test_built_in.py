"""The guides that come with the product: every text in every language, true to how it is read aloud and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from facilitation import guides
from facilitation.canvas.guides import LANGUAGES, Guide, Text
from facilitation.canvas.kinds import NoteKind, StageForm

PERSON, ORGANISATION, NETWORK = (guides.load(name) for name in ("person", "organisation", "network"))
GUIDES = (PERSON, ORGANISATION, NETWORK)


def texts(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every text of a guide with its place."""

    def each(where: str, text: Text) -> Iterator[tuple[str, str]]:
        return ((f"{guide.name}: {where}.{language}", text[language]) for language in LANGUAGES)

    yield from each("title", guide.title)
    yield from each("purpose", guide.purpose)
    for stage in guide.stages:
        for name in ("title", "say", "ask", "rule"):
            yield from each(f"{stage.key}.{name}", getattr(stage, name))
        for name in ("questions", "labels", "own"):
            for kind, text in getattr(stage, name).items():
                yield from each(f"{stage.key}.{name}.{kind}", text)


ALL = {where: text for guide in GUIDES for where, text in texts(guide)}


def test_there_is_a_guide_for_one_person_for_an_organisation_and_for_a_network() -> None:
    assert guides.names() == ("person", "organisation", "network")
    assert set(guides.names()) == {path.stem for path in guides.HERE.glob("*.toml")}


def test_the_nine_stages_of_a_person_stand_in_their_order() -> None:
    assert [stage.form for stage in PERSON.stages] == list(StageForm)
    assert [stage.key for stage in PERSON.stages] == list(StageForm)


def test_an_organisation_asks_how_it_must_be_organised_when_all_else_is_known() -> None:
    assert [(stage.key, stage.form) for stage in ORGANISATION.stages if stage.key != stage.form] == [
        ("client", StageForm.PERSON),
        ("organised", StageForm.NEEDED),
    ]
    assert [stage.key for stage in ORGANISATION.stages][-4:] == ["agreements", "organised", "lookback", "close"]
    assert ORGANISATION.circle == (NoteKind.WISH, NoteKind.OFFER, NoteKind.NEED)


def test_a_network_asks_what_each_sees_what_works_what_is_shared_and_what_is_looked_for() -> None:
    assert NETWORK.circle == (NoteKind.SEE, NoteKind.WORKS, NoteKind.OFFER, NoteKind.NEED)
    assert NETWORK.stage("partners").labels.keys() == set(NETWORK.circle)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_person_comes_before_everything_that_is_about_them(guide: Guide) -> None:
    assert [stage.form for stage in guide.stages][:2] == [StageForm.WELCOME, StageForm.PERSON]
    assert guide.stages[-1].form is StageForm.CLOSE


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_gathering_fits_in_an_afternoon(guide: Guide) -> None:
    assert all(stage.minutes > 0 for stage in guide.stages)
    assert 120 <= sum(stage.minutes for stage in guide.stages) <= 180


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_kind_of_note_has_its_question(guide: Guide) -> None:
    for stage in guide.stages:
        assert set(stage.questions) == set(stage.kinds)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_what_two_stages_ask_alike_is_called_differently(guide: Guide) -> None:
    for kind in NoteKind:
        named = [str(stage.labels.get(kind)) for stage in guide.stages if kind in stage.kinds]
        assert len(named) == len(set(named))


def test_the_person_themself_is_asked_in_own_words_whatever_they_write() -> None:
    for stage in PERSON.stages:
        asked = set(stage.own) - {"ask"}
        assert asked == set() if stage.form is StageForm.LOOKBACK else asked == set(stage.kinds)
        assert not any("{subject}" in text for texts in stage.own.values() for text in texts.values())


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
    assert len(ALL[where]) <= (22 if ".labels." in where else 110)


def test_a_guide_is_read_once_and_found_by_name_only() -> None:
    assert guides.load("person") is PERSON
    for name in ("nobody", "../guides/person", "person.toml", ""):
        with pytest.raises(KeyError, match="no such guide"):
            guides.load(name)
