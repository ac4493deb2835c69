"""What holds for any sequence of commands, by anybody, with any text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import get_type_hints

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.canvas import commands as c
from facilitation.canvas.as_json import RECORD_TYPES, from_json, to_json
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import RULES, Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import LANGUAGES, Guide, Stage
from facilitation.canvas.records import Change, Note, Record
from facilitation.canvas.steps import Step
from facilitation.canvas.text import clean, clean_line
from facilitation.canvas.views import PUBLIC, readers, seen_by, snapshot, view, watching
from tests.canvas import validity
from tests.canvas.hostile import COMMANDS, runs
from tests.canvas.hostile import Step as Given
from tests.given import ANNA, BILAL, CHRIS, LEAD, NOW, READER, SCREEN, WRITTEN, after, seat

EXAMPLES = settings(max_examples=300, deadline=None)
AUDIENCES = (LEAD, SCREEN, READER, PUBLIC, *(seat(person) for person in (ANNA, BILAL, CHRIS, "nobody-here")))


def play(run: list[Given]) -> tuple[list[Change], list[Canvas], Counter[type]]:
    """All changes, all canvases in between, and how many commands of each class were carried out."""
    canvas = after(Canvas(), *WRITTEN)
    log, canvases, done = snapshot(canvas), [canvas], Counter[type]()
    for number, (command, actor) in enumerate(run):
        decision = decide(canvas, command, actor, NOW + number)
        if isinstance(decision, Refusal):
            continue
        done[type(command)] += bool(decision)
        log += decision
        canvas = fold(canvas, decision)
        canvases.append(canvas)
    return log, canvases, done


def test_any_sequence_of_commands_leaves_a_valid_canvas() -> None:
    done = Counter[type]()

    @EXAMPLES
    @given(runs)
    def check(run: list[Given]) -> None:
        _, canvases, carried_out = play(run)
        done.update(carried_out)
        for canvas in canvases:
            validity.check(canvas)

    check()
    # The property says something only about commands that came through.
    assert RULES.keys() == COMMANDS.keys()
    assert {cls for cls in RULES if not done[cls]} == {c.CreateSession}


@EXAMPLES
@given(runs)
def test_folding_the_log_gives_the_live_canvas(run: list[Given]) -> None:
    log, canvases, _ = play(run)
    written = [(change.kind, change.id, orjson.dumps(to_json(change.value))) for change in log]
    read = [Change(kind, id, from_json(kind, orjson.loads(value))) for kind, id, value in written]
    assert fold(Canvas(), read) == canvases[-1]


def test_2_6_a_closed_note_is_read_by_its_author_alone() -> None:
    closed = Counter[bool]()

    @EXAMPLES
    @given(runs)
    def check(run: list[Given]) -> None:
        log, canvases, _ = play(run)
        changes = [change for change in log if isinstance(change.value, Note)]
        for audience in AUDIENCES:
            for change in changes:
                note = change.value
                assert isinstance(note, Note)
                mine = audience.participant == note.author
                closed[note.open or mine] += 1
                assert view(change, audience).value == (note if note.open or mine else replace(note, text=None))
            for note_id, note in seen_by(canvases[-1], audience).notes.items():
                assert (note.text is None) == (not note.open and note.author != audience.participant)
                assert replace(note, text=canvases[-1].notes[note_id].text) == canvases[-1].notes[note_id]

    check()
    assert closed[True]
    assert closed[False]


@EXAMPLES
@given(runs)
def test_2_5_nothing_but_a_text_differs_between_audiences(run: list[Given]) -> None:
    log, _, _ = play(run)
    for change in log:
        seen = [view(change, audience) for audience in AUDIENCES]
        assert {(each.kind, each.id) for each in seen} == {(change.kind, change.id)}
        if not readers(change):
            assert all(each is change for each in seen)
        for eyes in readers(change):
            assert view(change, watching(eyes)) == change != view(change, PUBLIC)


@EXAMPLES
@given(runs)
def test_a_command_repeated_at_once_changes_nothing_more(run: list[Given]) -> None:
    """Apart from "next", "a new code" and the timer, which go on each time: there the command's id is needed."""
    canvas = after(Canvas(), *WRITTEN)
    for command, actor in run:
        decision = decide(canvas, command, actor, NOW)
        if isinstance(decision, Refusal):
            continue
        canvas = fold(canvas, decision)
        if not isinstance(command, c.NextFloor | c.RotateDoor | c.StartTimer | c.AddTime):
            again = decide(canvas, command, actor, NOW + 1)
            assert isinstance(again, Refusal) or again == []


@EXAMPLES
@given(runs)
def test_deciding_leaves_the_canvas_as_it_was(run: list[Given]) -> None:
    canvas = after(Canvas(), *WRITTEN)
    before = orjson.dumps([[change.kind, change.id, change.value] for change in snapshot(canvas)])
    for command, actor in run:
        decision = decide(canvas, command, actor, NOW)
        if not isinstance(decision, Refusal):
            fold(canvas, decision)
    assert orjson.dumps([[change.kind, change.id, change.value] for change in snapshot(canvas)]) == before


_times = st.integers(0, 2**53)
_both = st.fixed_dictionaries({language: st.text(max_size=10) for language in LANGUAGES})
_texts = dict.fromkeys(("title", "say", "ask", "rule"), _both)
_questions = st.dictionaries(st.sampled_from(["wish", "offer", "need"]), _both)
_stages = st.builds(Stage, minutes=_times, questions=_questions, **_texts)
_guides = st.builds(Guide, title=_both, stages=st.lists(_stages, max_size=2).map(tuple))


_touched = st.just((("note", ("note-0000",), {"open": False}, {"open": True}),))


def _records(cls: type[Record]) -> st.SearchStrategy[Record]:
    numbers: dict[object, st.SearchStrategy[int | None]] = {int: _times, int | None: st.none() | _times}
    hints = get_type_hints(cls)
    given = {name: numbers[hint] for name, hint in hints.items() if hint in numbers}
    return st.builds(cls, **given, **({"touched": _touched} if cls is Step else {}))


RECORDS = {kind: _guides if cls is Guide else _records(cls) for kind, cls in RECORD_TYPES.items()}


@EXAMPLES
@given(st.sampled_from(sorted(RECORDS)).flatmap(lambda kind: st.tuples(st.just(kind), RECORDS[kind])))
def test_4_1_every_record_comes_back_from_json(pair: tuple[str, object]) -> None:
    kind, record = pair
    assert isinstance(record, RECORD_TYPES[kind])
    written = orjson.dumps(to_json(record))
    assert from_json(kind, orjson.loads(written)) == record
    # The wire and the log write records directly: that must be the same JSON.
    assert orjson.dumps(record) == written


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    for cleaned in (clean, clean_line):
        assert cleaned(cleaned(raw)) == cleaned(raw)
        cleaned(raw).encode()


def test_cleaning_keeps_what_people_write() -> None:
    for text in ("👩‍👩‍👧‍👦", "\u202eterug\u202c", "=1+1", "<b>vet</b>", "twee\nregels", "سلام", "naïef"):
        assert clean(text) == text
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("e\x00\u0301 \ud83d\ufffe") == "é"
    assert clean_line(" twee\n  regels ") == "twee regels"
