"""The fictional cases: whole, respectful in form, and fit to be seen; and every faulty one is refused."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from facilitation import guides
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import AddNote, CreateSession, GoToStage, Join, OpenNotes, SetSubject
from facilitation.canvas.decide import decide
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import ASKED_UNLESS_SAID
from facilitation.canvas.views import Actor, Role
from facilitation.demo import DemoError, Example, load_example, names
from facilitation.demo.example import HERE, read_example

CASES = names()
README = (HERE / "README.md").read_text(encoding="utf-8")


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Example:
    return load_example(request.param)


def test_there_are_two_cases() -> None:
    assert {"pleeggezin", "gezinshuis"} <= set(CASES)


def test_every_partner_has_a_wish_an_offer_and_a_need(case: Example) -> None:
    kinds = Counter((note.partner, note.kind) for note in case.notes)
    assert {(name, kind) for name in case.partners for kind in ASKED_UNLESS_SAID} == set(kinds)


def test_notes_are_short_whole_and_said_once(case: Example) -> None:
    texts = [note.text for note in case.notes]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert len(text) <= 75, text
        assert re.fullmatch(r"[A-ZÉ’].*[.?!]", text), text


def test_nobody_has_a_full_name_or_a_personal_detail(case: Example) -> None:
    assert re.fullmatch(r"[A-Z]\.", case.subject.alias)
    written = " ".join(
        [case.subject.story, case.subject.question, case.subject.strengths, *(n.text for n in case.notes)]
    )
    assert not re.search(r"\d{2,}|@|www|http", written)


def test_the_person_speaks_in_their_own_voice(case: Example) -> None:
    for words in (case.subject.story, case.subject.strengths):
        assert re.search(r"\b[Ii]k\b", words)
    assert case.subject.question.endswith("?")


def test_the_readme_counts_right(case: Example) -> None:
    figures = f"{len(case.partners)} partners, {len(case.participants)} people, {len(case.notes)} notes"
    assert f"{case.subject.alias} ({case.subject.age})" in README
    assert figures in README


def test_a_case_fits_on_a_canvas_letter_for_letter(case: Example) -> None:
    lead, canvas = Actor(Role.LEAD), Canvas()

    def give(command: Any, actor: Actor = lead) -> None:
        nonlocal canvas
        changes = decide(canvas, command, actor, now=1)
        assert isinstance(changes, list), changes
        canvas = fold(canvas, changes)

    words = case.subject
    guide = guides.load(case.guide)
    partners = tuple((f"partner{number:02}", name) for number, name in enumerate(case.partners))
    give(CreateSession("session1", case.title, words.alias, case.language, guide, 30, words.age, partners))
    give(SetSubject(story=words.story, question=words.question, strengths=words.strengths))
    for before, after in zip(guide.stages, guide.stages[1:], strict=False):
        give(GoToStage(after.key, before.key, anyway=True))
    for number, (id_, name) in enumerate(partners):
        give(Join(f"person{number:03}", id_), Actor(Role.DOOR))
        mine = [note for note in case.notes if note.partner == name]
        for place, note in enumerate(mine):
            seat = Actor(Role.SEAT, f"person{number:03}")
            give(AddNote(f"note{number:02}-{place:02}", note.kind, note.text), seat)
    give(OpenNotes())
    assert [note.text for note in canvas.notes.values()] == [note.text for note in case.notes]
    assert (canvas.subject.story, canvas.subject.question) == (words.story, words.question)


def faulty(change: Callable[[dict[str, Any]], object]) -> bytes:
    data = copy.deepcopy(orjson.loads((HERE / "pleeggezin.json").read_bytes()))
    change(data)
    return orjson.dumps(data)


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda d: d.update(format="speelveld-canvas"), "format: "),
    "another version": (lambda d: d.update(version=2), "version: "),
    "an unknown field": (lambda d: d.update(colour="red"), "colour: "),
    "an unknown field in a note": (lambda d: d["notes"][3].update(open=True), "notes.3.open: "),
    "no title": (lambda d: d.pop("title"), "title: "),
    "an empty title": (lambda d: d.update(title=""), "title: "),
    "a title of spaces": (lambda d: d.update(title="  "), "title: has characters that are not kept"),
    "a title that is too long": (lambda d: d.update(title="a" * 121), "title: "),
    "a guide that is not there": (lambda d: d.update(guide="nobody"), "guide: there is no guide 'nobody'"),
    "a language that is not there": (lambda d: d.update(language="la"), "language: "),
    "no question": (lambda d: d["subject"].pop("question"), "subject.question: "),
    "a number for an age": (lambda d: d["subject"].update(age=4), "subject.age: "),
    "nobody to confirm": (lambda d: d["subject"].update(confirmed_by="Buur"), "subject.confirmed_by: 'Buur'"),
    "confirmed as anything": (lambda d: d["subject"].update(confirmed_as="judge"), "subject.confirmed_as: "),
    "no partners": (lambda d: d.update(partners=[]), "partners: "),
    "a partner twice": (lambda d: d["partners"].append("moeder"), "partners: two have the same name"),
    "a partner without people": (lambda d: d["partners"].append("Buur"), "participants: nobody sits at 'Buur'"),
    "somebody without a seat": (
        lambda d: d["participants"].append({"partner": "Buur"}),
        "participants.12: 'Buur' is not one of the partners",
    ),
    "a note of nobody": (lambda d: d["notes"][2].update(partner="Buur"), "notes.2: 'Buur' is not one of the partners"),
    "an unknown kind of note": (lambda d: d["notes"][2].update(kind="dream"), "notes.2.kind: "),
    "an empty note": (lambda d: d["notes"][2].update(text=""), "notes.2.text: "),
    "a note that is too long": (lambda d: d["notes"][2].update(text="a" * 501), "notes.2.text: "),
    "a note with a hidden character": (lambda d: d["notes"][2].update(text="a\u0000b"), "notes.2.text: has characters"),
    "no notes": (lambda d: d.update(notes=[]), "notes: "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_example_is_refused_with_its_place_and_the_reason(fault: str) -> None:
    change, reason = FAULTS[fault]
    with pytest.raises(DemoError) as refused:
        read_example("case.json", faulty(change))
    assert refused.value.code == "example-faulty"
    assert refused.value.values["why"].startswith(reason)
    assert len(refused.value.values["why"]) > len(reason) or not reason.endswith(": ")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "speelveld-example"}'])
def test_what_is_no_example_is_refused(raw: bytes) -> None:
    with pytest.raises(DemoError) as refused:
        read_example("case.json", raw)
    assert refused.value.code == "example-faulty"


def test_a_case_of_ones_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_bytes(faulty(lambda d: d.update(title="Rond M.")))
    assert load_example(str(mine)).title == "Rond M."


@pytest.mark.parametrize("name", ["nobody", "", "../examples/pleeggezin", "no/where.json"])
def test_an_unknown_example_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(DemoError) as refused:
        load_example(name)
    assert refused.value.code == "example-unknown"
    assert refused.value.values["names"] == "gezinshuis, pleeggezin"
