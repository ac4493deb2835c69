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
from facilitation.canvas.records import Change, Knock, Note, Nudge, Proposal, Pulse, Record, Support
from facilitation.canvas.steps import Step
from facilitation.canvas.text import clean, clean_line
from facilitation.canvas.views import PUBLIC, Actor, Role, readers, seen_by, snapshot, view, watching
from tests.canvas import validity
from tests.canvas.hostile import COMMANDS, runs
from tests.canvas.hostile import Step as Given
from tests.canvas.room import Room
from tests.given import ANNA, BILAL, CHRIS, LEAD, NOW, READER, SCREEN, THROUGH, after, seat

EXAMPLES = settings(max_examples=300, deadline=None)
ROOMS, ACTS = 60, 120
AUDIENCES = (LEAD, SCREEN, READER, PUBLIC, *(seat(person) for person in (ANNA, BILAL, CHRIS, "nobody-here")))


def play(run: list[Given]) -> tuple[list[Change], list[Canvas], Counter[type]]:
    """All changes, all canvases in between, and how many commands of each class were carried out."""
    canvas = after(Canvas(), *THROUGH)
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
    for seed in range(ROOMS):
        room = Room(seed)
        for _ in range(ACTS):
            room.act()
            validity.check(room.canvas)
        done.update(room.done)
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


def as_seen(note: Note, audience: Actor) -> Note | None:
    """The note as protocol 2.6 and 2.9 want it to be seen."""
    eyes = audience.participant
    if note.author == eyes:
        return note
    if not note.open and eyes not in note.within:
        if note.within and audience.role is not Role.LEAD:
            return None
        note = replace(note, text=None)
    return note if note.named else replace(note, author="", partner="", within=())


def test_2_6_and_2_9_a_closed_note_and_an_unnamed_author() -> None:
    looked = Counter[tuple[bool, bool, bool]]()

    @EXAMPLES
    @given(runs)
    def check(run: list[Given]) -> None:
        log, canvases, _ = play(run)
        notes = [change for change in log if isinstance(change.value, Note)]
        for audience in AUDIENCES:
            for change in notes:
                note = change.value
                assert isinstance(note, Note)
                looked[note.open, bool(note.within), note.named] += 1
                assert view(change, audience).value == as_seen(note, audience)
            seen = seen_by(canvases[-1], audience).notes
            wanted = {id: as_seen(note, audience) for id, note in canvases[-1].notes.items()}
            assert seen == {id: note for id, note in wanted.items() if note is not None}

    check()
    assert {kind for kind in looked if looked[kind]} >= {
        (True, False, True),
        (True, False, False),
        (False, False, True),
        (False, False, False),
        (False, True, True),
        (False, True, False),
    }


@EXAMPLES
@given(runs)
def test_2_5_every_change_goes_to_every_audience(run: list[Given]) -> None:
    """Whoever is not among the readers of a change sees what the public sees of it."""
    log, _, _ = play(run)
    for change in log:
        public = view(change, PUBLIC)
        for audience in AUDIENCES:
            seen = view(change, audience)
            assert (seen.kind, seen.id) == (change.kind, change.id)
            if audience.eyes not in readers(change):
                assert seen == public
        if not readers(change):
            assert public is change
        for eyes in readers(change):
            assert view(change, watching(eyes)) != public


@EXAMPLES
@given(runs)
def test_2_10_what_is_one_persons_own_is_seen_by_nobody_else(run: list[Given]) -> None:
    """Scores, proposals, nudges, knocks and steps: for others there is nothing there, and support is without a name."""
    log, _, _ = play(run)
    for change in log:
        record = change.value
        for audience in AUDIENCES:
            seen, mine = view(change, audience).value, audience.participant
            lead = audience == LEAD
            if isinstance(record, Pulse):
                assert seen == (record if mine == change.id else None)
            elif isinstance(record, Nudge):
                assert seen == (record if lead or mine == change.id else None)
            elif isinstance(record, Knock | Step):
                assert seen == (record if lead else None)
            elif isinstance(record, Proposal):
                assert seen == (record if mine == record.author else replace(record, author="") if lead else None)
            elif isinstance(record, Support):
                assert seen == (record if mine == record.by else replace(record, by=""))


@EXAMPLES
@given(runs)
def test_a_command_repeated_at_once_changes_nothing_more(run: list[Given]) -> None:
    """Apart from "next", "a new code" and the timer, which go on each time: there the command's id is needed."""
    canvas = after(Canvas(), *THROUGH)
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
    canvas = after(Canvas(), *THROUGH)
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
