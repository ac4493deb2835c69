"""The fictional cases: whole, respectful in form, and fit to be seen; and every faulty one is refused."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.kinds import LOOKBACK_KINDS, NoteKind
from facilitation.canvas.replies import Reply
from facilitation.demo import DemoError, Example, load_example, names
from facilitation.demo.reading import HERE, read_example
from facilitation.demo.script import write_script
from tests.examples.expected import expected, picture, public, told

CASES = [(name, language) for name in names() for language in LANGUAGES]
README = (HERE / "README.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)


@pytest.fixture(params=CASES, ids=" in ".join)
def case(request: pytest.FixtureRequest) -> Example:
    return load_example(*request.param)


def test_every_guide_has_a_case_that_bears_its_name() -> None:
    assert {guide: load_example(guide).guide for guide in guides.names()} == {name: name for name in guides.names()}


@pytest.mark.parametrize("name", names())
def test_a_case_is_told_alike_in_both_languages(name: str) -> None:
    """Whatever is not words stands alike: who, what kind, which key, how many."""

    def bones(example: Example) -> Any:
        place = {partner: number for number, partner in enumerate(example.partners)}

        def bare(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: value[key] if key in KEPT else bare(value[key]) for key in value}
            if isinstance(value, list | tuple):
                return [bare(each) for each in value]
            return place.get(value, bool(value)) if isinstance(value, str) else value

        return bare(example.model_dump(mode="json", exclude={"language"}))

    assert bones(load_example(name, "nl")) == bones(load_example(name, "en"))
    texts = [{note.text for note in load_example(name, language).notes} for language in LANGUAGES]
    assert not texts[0] & texts[1]


KEPT = {"key", "kind", "stage", "on", "need", "offer", "match", "reply", "guide", "note", "spotlight", "aside", "time"}


def test_every_partner_says_what_the_guide_asks_of_the_circle(case: Example) -> None:
    circle = case.load_guide().circle
    kinds = {(note.partner, note.kind) for note in case.notes if note.kind in circle}
    assert {(name, kind) for name in case.partners for kind in circle} == kinds


def test_notes_are_short_whole_and_said_once(case: Example) -> None:
    texts = [note.text for note in case.notes]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert len(text) <= 75, text
        assert re.fullmatch(r"[A-ZÉ’].*[.?!]", text), text


def test_nobody_has_a_full_name_or_a_personal_detail(case: Example) -> None:
    assert case.guide != "person" or re.fullmatch(r"[A-Z]\.", case.subject.alias)
    written = " ".join(
        [
            *(case.subject.story, case.subject.question, case.subject.strengths),
            *(note.text for note in case.notes),
            *(match.line for match in case.matches),
            *(f"{agreement.what} {agreement.means}" for agreement in case.agreements),
        ]
    )
    assert not re.search(r"\d{2,}|@|www|http", written)


def test_the_person_speaks_in_their_own_voice(case: Example) -> None:
    for words in (case.subject.story, case.subject.strengths):
        assert re.search(r"\b[Ii]k\b" if case.language == "nl" else r"\bI\b", words)
    assert case.subject.question.endswith("?")


def test_a_case_has_something_in_every_stage(case: Example) -> None:
    asked = {(stage.key, kind) for stage in case.load_guide().stages for kind in stage.kinds}
    assert {(case.stage_of(note), note.kind) for note in case.notes} == asked
    assert {match.reply for match in case.matches} >= set(Reply)
    assert any(match.line for match in case.matches)
    assert any(agreement.match for agreement in case.agreements)
    assert any(not agreement.match and agreement.asked for agreement in case.agreements)
    assert case.next_meeting is not None
    assert {note.named for note in case.notes if note.kind in LOOKBACK_KINDS} == {True, False}
    assert sum(person.scores is not None for person in case.participants) >= limits.RADAR
    assert all(value for value in case.control.model_dump().values())
    if case.load_guide().index("frame") >= 0:
        assert all(case.frame.model_dump().values())
        assert case.laws
    if any(note.kind is NoteKind.NEEDED for note in case.notes):
        assert any(note.on for note in case.notes)
        assert any(note.support for note in case.notes if note.kind is NoteKind.NEEDED)


def test_needs_are_met_and_needs_are_left_in_sight(case: Example) -> None:
    canvas = told(case, TODAY)
    needs = {id for id, note in canvas.notes.items() if note.kind is NoteKind.NEED}
    offers = {id for id, note in canvas.notes.items() if note.kind is NoteKind.OFFER}
    for each in (needs, offers):
        assert each & canvas.willing
        assert each - canvas.willing
    assert all(agreement.who for agreement in canvas.agreements.values())


def test_a_network_is_large(case: Example) -> None:
    if case.guide == "network":
        assert len(case.partners) >= 12
        assert len(case.participants) >= 30


def test_the_readme_counts_right() -> None:
    for name in names():
        case = load_example(name)
        figures = f"{len(case.partners)} partners, {len(case.participants)} people, {len(case.notes)} notes"
        (line,) = (line for line in README.splitlines() if line.startswith(f"| `{name}`"))
        assert case.subject.alias in line
        assert figures in line


def test_a_case_comes_to_stand_on_a_canvas_letter_for_letter(case: Example) -> None:
    at_home = expected(case, TODAY)
    correction = case.control.correction
    texts = Counter(correction.text if correction and note.key == correction.note else note.text for note in case.notes)
    assert Counter(note[3] for note in at_home["notes"]) == texts
    assert all(note[4] for note in at_home["notes"])
    assert at_home["subject"]["story"] == case.subject.story
    assert at_home["subject"]["confirmed"] == case.subject.confirmed_as
    assert at_home["frame"] == case.frame.model_dump()
    assert [law[:3] for law in at_home["laws"]] == sorted((law.name, law.allows, law.asks) for law in case.laws)
    lines = Counter(a.line for agreement in case.agreements for a in agreement.asked)
    lines[""] += sum(agreement.match is not None for agreement in case.agreements)
    assert Counter(match[6] for match in at_home["matches"]) == lines + Counter(m.line for m in case.matches)
    assert [agreement[0] for agreement in at_home["agreements"]] == sorted(a.what for a in case.agreements)
    assert at_home["heard"] == list(case.partners)
    assert at_home["session"]["stage"] == case.load_guide().stages[-1].key


@given(name=st.sampled_from(names()), phones=st.integers(1, 40), seed=st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_fewer_people_or_more_leave_nothing_that_cannot_be_done(name: str, phones: int, seed: int) -> None:
    """Whoever is not there is left out of the play; nothing is refused, and nobody does what they cannot."""
    example = load_example(name)
    seen = public(told(example, TODAY, phones, seed))
    present = {person.partner for person in write_script(example, phones, seed)}
    assert {note[1] for note in picture(seen)["notes"]} <= present | {""}


def faulty(change: Callable[[dict[str, Any]], object]) -> bytes:
    data = copy.deepcopy(orjson.loads((HERE / "nl" / "pleeggezin.json").read_bytes()))
    change(data)
    return orjson.dumps(data)


def joins(data: dict[str, Any], **subject: str) -> dict[str, Any]:
    """The same, with the person at a seat of their own."""
    data.update(joins=True)
    data["subject"].update(subject)
    data["partners"].append("N. zelf")
    data["participants"].append({"partner": "N. zelf"})
    return data


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda d: d.update(format="speelveld-canvas"), "format: "),
    "another version": (lambda d: d.update(version=3), "version: "),
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
    "a person who takes part and has no seat": (
        lambda d: d.update(joins=True),
        "joins: no partner is called 'N. zelf'",
    ),
    "two on the person's own seat": (
        lambda d: joins(d, confirmed_by="N. zelf")["participants"].append({"partner": "N. zelf"}),
        "participants: only one sits at 'N. zelf'",
    ),
    "said for a person who takes part": (
        lambda d: joins(d),
        "subject.confirmed_by: 'N. zelf' says it themself",
    ),
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
    "a key twice": (lambda d: d["notes"][0].update(key="ziek"), "notes: two have the key 'ziek'"),
    "a note that nobody asks for": (lambda d: d["notes"][0].update(kind="see"), "notes.0.kind: no stage of the guide"),
    "a note in no stage": (lambda d: d["notes"][0].update(stage="nowhere"), "notes.0.stage: the guide has no stage"),
    "a note in another stage": (lambda d: d["notes"][0].update(stage="needed"), "notes.0.kind: no stage of the guide"),
    "a stack on nothing": (lambda d: d["notes"][5].update(on="nothing"), "notes.5.on: there is no note 'nothing'"),
    "a stack across stages": (lambda d: d["notes"][5].update(on="ziek"), "notes.5.on: 'ziek' is not the top"),
    "support from nobody": (lambda d: d["notes"][0].update(support=["Buur"]), "notes.0.support: 'Buur' is not one"),
    "support for a wish": (lambda d: d["notes"][13].update(support=["Moeder"]), "notes.13.support: 'wish' is not"),
    "a law of nobody": (lambda d: d["laws"][0].update(by="Buur"), "laws.0.by: 'Buur' is not one of the partners"),
    "a match for no need": (lambda d: d["matches"][0].update(need="liedje"), "matches.0.need: there is no need"),
    "a match for no offer": (lambda d: d["matches"][0].update(offer="ziek"), "matches.0.offer: there is no offer"),
    "a match with nobody": (lambda d: d["matches"][0].pop("offer"), "matches.0: asks either a partner, or for"),
    "a match with two": (lambda d: d["matches"][0].update(partner="School"), "matches.0: asks either a partner"),
    "a match twice": (lambda d: d["matches"].append({**d["matches"][0], "key": "x"}), "matches.11: was asked before"),
    "an offer of somebody else": (lambda d: d["matches"][0].update(by="Moeder"), "matches.0.by: an offer is laid"),
    "an own offer that is refused": (lambda d: d["matches"][1].update(reply="no"), "matches.1.reply: who lays"),
    "a line without a reply": (lambda d: d["matches"][0].pop("reply"), "matches.0.line: there is no reply"),
    "an unknown reply": (lambda d: d["matches"][0].update(reply="maybe"), "matches.0.reply: "),
    "an agreement from no match": (lambda d: d["agreements"][0].update(match="no"), "agreements.0.match: there is no"),
    "an agreement asked twice": (
        lambda d: d["agreements"][0].update(asked=[{"partner": "Opa en oma", "reply": "yes"}]),
        "agreements.0.asked: 'Opa en oma' was asked already",
    ),
    "a score of six": (lambda d: d["participants"][0].update(scores=[4, 4, 3, 6]), "participants.0.scores.3: "),
    "three scores": (lambda d: d["participants"][0].update(scores=[4, 4, 3]), "participants.0.scores"),
    "a meeting at no time": (lambda d: d["next_meeting"].update(time="25:00"), "next_meeting.time: "),
    "a spotlight on nothing": (lambda d: d["control"].update(spotlight="x"), "control.spotlight: there is no note 'x'"),
    "a timer in no stage": (lambda d: d["control"]["timer"].update(stage="x"), "control.timer: the guide has no stage"),
    "a nudge for nobody": (lambda d: d["control"].update(nudge="Buur"), "control.nudge: 'Buur' is not one"),
    "a nudge for who wrote": (lambda d: d["control"].update(nudge="Vader"), "control.nudge: 'Vader' writes in private"),
    "a frame without its stage": (
        lambda d: d.update(guide="network", notes=[{"partner": "Moeder", "kind": "need", "text": "Rust."}]),
        "frame: the guide has no stage of the form 'frame'",
    ),
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
    assert refused.value.values["names"] == ", ".join(names())
