"""Every way in which a guide can be wrong is refused, with its line and the reason, and nobody waits for it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.guide_check import Fault, GuideError, check_guide
from facilitation.canvas.guide_toml import read_guide
from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.kinds import StageForm
from facilitation.locale import messages

PERSON = guides.file("person")


def swap(old: str, new: str, text: str = PERSON) -> str:
    """The file with one thing changed in it."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def without(start: str, text: str = PERSON) -> str:
    """The file without the first statement that starts with this, however many lines it has."""
    changed, count = re.subn(rf'^{re.escape(start)} = (?:"""[\s\S]*?"""|.*)\n', "", text, count=1, flags=re.MULTILINE)
    assert count == 1, start
    return changed


def of_stage(number: int, change: Callable[[str], str], text: str = PERSON) -> str:
    """The file with a change in one stage, counted from 1."""
    head, *stages = text.split("[[stage]]")
    stages[number - 1] = change(stages[number - 1])
    return "[[stage]]".join([head, *stages])


def faults(file: str | bytes) -> list[Fault]:
    with pytest.raises(GuideError) as refused:
        read_guide("mine", file)
    return list(refused.value.faults)


def line_of(start: str, text: str, stage: int = 0) -> int:
    """The number of the line that starts with this, in a stage (counted from 1) or anywhere."""
    before = "[[stage]]".join(text.split("[[stage]]")[:stage]).count("\n") if stage else 0
    return next(number for number, line in enumerate(text.split("\n"), 1) if number > before and line.startswith(start))


FAULTS: dict[str, tuple[str, str, str, int]] = {
    # name: (the file, the code, the line that is meant, in which stage)
    "no title": (without("title.en", without("title.nl")), "no-text", "# The guide", 0),
    "no purpose in Dutch": (without("purpose.nl"), "missing-nl", "purpose.en", 0),
    "an unknown field": (swap("[[stage]]", 'colour = "red"\n[[stage]]'), "unknown", "colour", 0),
    "an unknown field in a stage": (of_stage(5, lambda s: s + "minute = 3\n"), "unknown", "minute =", 5),
    "an unknown language": (of_stage(5, lambda s: s + 'rule.fr = "Chut"\n'), "unknown", "rule.fr", 5),
    "no key": (of_stage(5, lambda s: without("key", s)), "bad-key", "[[stage]]", 5),
    "a key in capitals": (of_stage(5, lambda s: swap('"partners"', '"Partners"', s)), "bad-key", "key", 5),
    "a double key": (of_stage(5, lambda s: swap('"partners"', '"person"', s)), "double-key", "key", 5),
    "an unknown form": (
        of_stage(5, lambda s: swap('form = "partners"', 'form = "dance"', s)),
        "bad-form",
        "form",
        5,
    ),
    "no minutes": (of_stage(5, lambda s: without("minutes", s)), "bad-minutes", "[[stage]]", 5),
    **{
        f"minutes that are {minutes}": (
            of_stage(5, lambda s, minutes=minutes: swap("minutes = 30", f"minutes = {minutes}", s)),  # type: ignore[misc]
            "bad-minutes",
            "minutes",
            5,
        )
        for minutes in ('"ten"', "2.5", "-1", "true", "601", "1979-05-27")
    },
    "questions that are no table": (
        of_stage(1, lambda s: s + 'questions = "why?"\n'),
        "no-kinds",
        "questions",
        1,
    ),
    "a question for a kind that is not written there": (
        of_stage(5, lambda s: s + 'questions.dream.nl = "?"\n'),
        "unknown",
        "questions.dream",
        5,
    ),
    "a question as bare text": (
        of_stage(5, lambda s: without("questions.wish.en", swap("questions.wish.nl", "questions.wish", s))),
        "no-text",
        "questions.wish",
        5,
    ),
    "no question at all": (
        of_stage(5, lambda s: re.sub(r"^questions.*\n", "", s, flags=re.MULTILINE)),
        "no-questions",
        "[[stage]]",
        5,
    ),
    "a text that is too long": (
        of_stage(5, lambda s: swap('rule.nl = "', 'rule.nl = "' + "x" * limits.GUIDE_TEXT, s)),
        "too-long",
        "rule.nl",
        5,
    ),
    "a label that is too long": (
        of_stage(5, lambda s: s + f'labels.wish = {{ nl = "{"x" * 25}", en = "x" }}\n'),
        "too-long",
        "labels.wish",
        5,
    ),
    "own texts that are no table": (of_stage(1, lambda s: s + 'own = "you"\n'), "no-kinds", "own =", 1),
    "an own question for a kind that is not written there": (
        of_stage(4, lambda s: s + 'own.wish.nl = "?"\n'),
        "unknown",
        "own.wish",
        4,
    ),
    "an own text in one language": (of_stage(2, lambda s: without("own.ask.en", s)), "missing-en", "own.ask.nl", 2),
    "an own question that is too long": (
        of_stage(5, lambda s: swap('own.wish.nl = "', 'own.wish.nl = "' + "x" * limits.GUIDE_QUESTION, s)),
        "too-long",
        "own.wish.nl",
        5,
    ),
    "a blank that nobody fills in": (
        of_stage(3, lambda s: swap("vraag van {subject}", "vraag van {persoon}", s)),
        "unknown-blank",
        "say.nl",
        3,
    ),
    "a text of spaces": (of_stage(5, lambda s: swap('ask.nl = "', 'ask.nl = "  " # "', s)), "missing-nl", "ask.nl", 5),
    "a text of what no document can hold": (
        of_stage(5, lambda s: swap('ask.nl = "', 'ask.nl = "\\u0007\\u0000" # "', s)),
        "missing-nl",
        "ask.nl",
        5,
    ),
    **{
        f"no {name} in {language}": (
            of_stage(5, lambda s, name=name, language=language: without(f"{name}.{language}", s)),  # type: ignore[misc]
            f"missing-{language}",
            f"{name}.{'en' if language == 'nl' else 'nl'}",
            5,
        )
        for name in ("title", "say", "ask", "rule")
        for language in LANGUAGES
    },
    "another first stage": (swap('form = "welcome"', 'form = "frame"'), "first-is-welcome", "form", 1),
    "another last stage": (swap('form = "close"', 'form = "welcome"'), "last-is-close", "form", 9),
    "connecting before anything is needed": (
        of_stage(5, lambda s: re.sub(r"^questions.need.*\n", "", s, flags=re.MULTILINE)),
        "connect-too-early",
        "form",
        6,
    ),
    "agreements that nobody was asked for": (
        of_stage(6, lambda s: swap('form = "connect"', 'form = "welcome"', s)),
        "agreements-too-early",
        "form",
        7,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_guide_is_refused_with_its_line_and_the_reason(fault: str) -> None:
    file, code, meant, stage = FAULTS[fault]
    found = faults(file)
    line = 1 if meant.startswith("#") else line_of(meant, file, stage)
    assert [(one.code, one.line) for one in found] == [(code, line)]


def test_every_fault_is_told_at_once_in_the_order_of_the_guide() -> None:
    file = without("rule.en", without("ask.nl", without("purpose.en")))
    found = faults(file)
    assert [one.code for one in found] == ["missing-en", "missing-nl", "missing-en"]
    assert [one.path for one in found] == [("purpose", "en"), ("stage", 0, "ask", "nl"), ("stage", 0, "rule", "en")]


@pytest.mark.parametrize("file", ["", "# nothing\n", "stage = []\ntitle.nl = 'x'", "stage = 3", "[stage]\nkey = 'x'"])
def test_a_guide_has_stages(file: str) -> None:
    assert "no-stages" in {one.code for one in faults(file)}


def test_stages_are_tables_also_when_they_stand_on_one_line() -> None:
    found = faults('title = { nl = "Klein", en = "Small" }\nstage = [\n  3,\n]\n')
    assert [(one.code, one.line) for one in found] == [("no-text", 1), ("no-table", 2)]


def test_a_guide_has_no_more_stages_than_a_rail_holds() -> None:
    head, *stages = PERSON.split("[[stage]]")
    many = [stages[0].replace('key = "welcome"', f'key = "w{number}"') for number in range(limits.GUIDE_STAGES)]
    found = faults("[[stage]]".join([head, *many, *stages]))
    assert [(one.code, one.path) for one in found] == [("too-many-stages", ("stage", limits.GUIDE_STAGES))]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_is_not_toml_is_refused_with_its_line(ending: str) -> None:
    file = ending.join(['title.nl = "Rond één mens"', "title.en = Around", 'purpose.nl = "x"'])
    assert faults(file) == [Fault("not-toml", line=2)]


def test_a_file_of_another_make_is_read_as_well() -> None:
    windows = b"\xef\xbb\xbf" + PERSON.replace("\n", "\r\n").encode()
    assert read_guide("person", windows) == guides.load("person")
    tables = PERSON.replace("title.nl = ", "[stage.title]\nnl = ", 0)
    assert read_guide("person", tables) == guides.load("person")


def test_the_line_is_found_in_tables_of_another_style() -> None:
    file = 'title = { nl = "a", en = "b" }\n\n[purpose]\nnl = "a"\n\n[[stage]]\nkey = "x"\n[stage.title]\nen = "c"\n'
    at = {one.path: one.line for one in faults(file)}
    assert at[("purpose", "en")] == 3
    assert at[("stage", 0, "title", "nl")] == 8
    assert at[("stage", 0, "rule")] == 6


def test_what_is_no_text_is_refused_with_its_line() -> None:
    assert faults(b'title.nl = "x"\ntitle.en = "\xff\xfe"\n') == [Fault("not-utf8", line=2)]
    assert [one.code for one in faults(b"PK\x03\x04" + bytes(range(256)))] == ["not-utf8"]


HOSTILE = {
    "too many bytes": "x" * (limits.GUIDE_BYTES + 1),
    "a megabyte of accents": "é" * 500_000,
    "too many lines": "\n" * (limits.GUIDE_LINES + 1),
    "brackets in brackets": "a=" + "[" * 59_000,
    "braces in braces": "a=" + "{a=" * 19_000,
    "a key of thousands of parts": ".".join(["a"] * 29_000) + " = 1",
    "a header of thousands of parts": "[" + ".".join(["a"] * 29_000) + "]",
    "many keys of many parts": "\n".join(".".join(["a"] * 190) + f".k{number} = 1" for number in range(150)),
    "a number of thousands of digits": "minutes = " + "9" * 59_000,
    "a text of thousands of lines": 'stage = """' + "x\n" * 2_990 + '"""',
    "thousands of stages": "[[stage]]\n" * 2_990,
}


MOST_S = 4
"""Ten times what the worst of them takes. The parser alone would be at some of them for a quarter of a minute."""


@pytest.mark.parametrize("name", HOSTILE)
def test_nobody_waits_for_a_hostile_file(name: str) -> None:
    start = time.process_time()
    assert faults(HOSTILE[name])
    assert time.process_time() - start < MOST_S


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "%s %(x)s $x `x`", "\u202eomgekeerd", "👩‍👩‍👧"])
def test_what_stands_in_a_guide_is_text_and_stays_as_it_is(text: str) -> None:
    guide = read_guide("mine", without("title.nl").replace("[[stage]]", f'title.nl = "{text}"\n[[stage]]', 1))
    assert guide.title["nl"] == text


def test_a_stage_takes_its_form_from_its_key() -> None:
    guide = read_guide("person", re.sub(r"^form = .*\n", "", PERSON, flags=re.MULTILINE))
    assert [stage.form for stage in guide.stages] == list(StageForm)


def test_a_fault_without_a_file_has_no_line() -> None:
    with pytest.raises(GuideError) as refused:
        check_guide("mine", {"title": {"nl": "x", "en": "x"}, "purpose": {"nl": "x", "en": "x"}, "stage": []})
    assert refused.value.faults == (Fault("no-stages", ("stage",)),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_sentence_in_every_language(language: str) -> None:
    codes = {code for _, code, _, _ in FAULTS.values()} | {"not-toml", "not-utf8", "too-large", "no-table", "no-stages"}
    said = {key.removeprefix("guides.fault-") for key in messages(language, "guides") if "fault-" in key}
    assert said == codes | {"too-many-stages"}
