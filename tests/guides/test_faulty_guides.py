"""Every way in which a guide can be wrong is refused, with its place and the reason."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from facilitation.canvas.guides import LANGUAGES, GuideError, read_guide
from facilitation.canvas.kinds import StageForm
from facilitation.guides import HERE

TEXTS = ("title", "say", "ask", "rule")


def toml(value: Any) -> str:
    """`value` as inline TOML."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(toml(item) for item in value) + "]"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            return str(value)


def faulty(change: Callable[[dict[str, Any]], object]) -> str:
    """The person guide as TOML after `change`."""
    data = copy.deepcopy(tomllib.loads((HERE / "person.toml").read_text(encoding="utf-8")))
    change(data)
    return "\n".join(f"{key} = {toml(value)}" for key, value in data.items())


def test_the_writer_of_these_tests_writes_a_sound_guide() -> None:
    assert [stage.key for stage in read_guide("person", faulty(lambda data: None)).stages] == list(StageForm)


STAGE = "person, stage 5 (partners)"

FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no title": (lambda d: d.pop("title"), "person: 'title' must be a table with nl and en"),
    "no purpose": (lambda d: d.pop("purpose"), "person: 'purpose' must be a table with nl and en"),
    "no stages": (lambda d: d.pop("stage"), "person: a guide needs at least one [[stage]]"),
    "an empty list of stages": (lambda d: d.update(stage=[]), "person: a guide needs at least one [[stage]]"),
    "stages that are one stage": (
        lambda d: d.update(stage=d["stage"][0]),
        "person: a guide needs at least one [[stage]]",
    ),
    "a stage that is no table": (
        lambda d: d["stage"].__setitem__(4, "partners"),
        "person, stage 5: a stage must be a table",
    ),
    "an unknown field": (lambda d: d.update(colour="red"), "person: 'colour' is unknown"),
    "an unknown field in a stage": (lambda d: d["stage"][4].update(minute=3), f"{STAGE}: 'minute' is unknown"),
    "no key": (lambda d: d["stage"][4].pop("key"), "person, stage 5: 'key' is missing"),
    "an empty key": (lambda d: d["stage"][4].update(key=""), "person, stage 5: 'key' is missing"),
    "a key that is a number": (lambda d: d["stage"][4].update(key=5), "person, stage 5: 'key' is missing"),
    "a double key": (lambda d: d["stage"][4].update(key="person"), "person: two stages have the key 'person'"),
    "an unknown form": (
        lambda d: d["stage"][4].update(form="dance"),
        f"{STAGE}: 'form' is 'dance', which is none of {', '.join(StageForm)}",
    ),
    "no minutes": (lambda d: d["stage"][4].pop("minutes"), f"{STAGE}: 'minutes' must be a whole number"),
    "minutes in words": (lambda d: d["stage"][4].update(minutes="ten"), f"{STAGE}: 'minutes' must be a whole number"),
    "minutes in part": (lambda d: d["stage"][4].update(minutes=2.5), f"{STAGE}: 'minutes' must be a whole number"),
    "minutes below nothing": (lambda d: d["stage"][4].update(minutes=-1), f"{STAGE}: 'minutes' must be a whole number"),
    "minutes yes or no": (lambda d: d["stage"][4].update(minutes=True), f"{STAGE}: 'minutes' must be a whole number"),
    "questions that are no table": (
        lambda d: d["stage"][4].update(questions="why?"),
        f"{STAGE}: 'questions' must be a table with wish, see, works, offer, need",
    ),
    "a question for an unknown kind": (
        lambda d: d["stage"][4]["questions"].update(dream={"nl": "?", "en": "?"}),
        f"{STAGE}, questions: 'dream' is unknown",
    ),
    "a question as bare text": (
        lambda d: d["stage"][4]["questions"].update(wish="why?"),
        f"{STAGE}, questions: 'wish' must be a table with nl and en",
    ),
    "no question at all": (
        lambda d: d["stage"][4].pop("questions"),
        f"{STAGE}, questions: a stage of the form 'partners' needs a question for at least one kind of note",
    ),
    **{
        f"no {name}": (
            lambda d, name=name: d["stage"][4].pop(name),  # type: ignore[misc]  # a lambda's default
            f"{STAGE}: '{name}' must be a table with nl and en",
        )
        for name in TEXTS
    },
    **{
        f"no {name} in {language}": (
            lambda d, name=name, language=language: d["stage"][4][name].pop(language),  # type: ignore[misc]
            f"{STAGE}: '{name}' has no text in '{language}'",
        )
        for name in TEXTS
        for language in LANGUAGES
    },
    **{
        f"a {name} of spaces in {language}": (
            lambda d, name=name, language=language: d["stage"][4][name].update({language: "  "}),  # type: ignore[misc]
            f"{STAGE}: '{name}' has no text in '{language}'",
        )
        for name in TEXTS
        for language in LANGUAGES
    },
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_guide_is_refused_with_its_place_and_the_reason(fault: str) -> None:
    change, reason = FAULTS[fault]
    with pytest.raises(GuideError) as refused:
        read_guide("person", faulty(change))
    assert str(refused.value) == reason


def test_what_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(GuideError, match=r"^person: .*line 2"):
        read_guide("person", 'title.nl = "Rond één mens"\ntitle.en = Around\n')


def test_a_stage_takes_its_form_from_its_key() -> None:
    guide = read_guide("person", faulty(lambda d: [stage.pop("form") for stage in d["stage"]]))
    assert [stage.form for stage in guide.stages] == list(StageForm)
