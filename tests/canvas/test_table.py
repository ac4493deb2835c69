"""Protocol 3: the table of commands is what the rules do. Every command, by every role, in every state."""

from __future__ import annotations

import dataclasses
import itertools
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import WIRE_COMMANDS
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import (
    Agreement,
    Change,
    Knock,
    Law,
    Match,
    Note,
    Participant,
    Partner,
    Private,
    Record,
    Session,
    Status,
)
from facilitation.canvas.replies import Reply
from facilitation.canvas.views import Actor
from facilitation.locale import messages, say
from facilitation.rooms.protocol import SetReady
from tests.canvas import command_table
from tests.canvas.hostile import COMMANDS, Anybody, run
from tests.canvas.room import Room
from tests.given import (
    ANNA,
    BILAL,
    DOOR,
    LEAD,
    MOTHER,
    NOW,
    READER,
    SCHOOL,
    SCREEN,
    THROUGH,
    WHOLE_WRITTEN,
    WRITING,
    after,
    refusal,
    seat,
)

TABLE = command_table.read()
GENERAL = command_table.general()
STATE = frozenset({"forbidden", "session-closed", "stopped", "not-yet"})
ACTORS = (LEAD, SCREEN, READER, DOOR, seat(ANNA))
DRAWS = 2


def test_the_table_names_every_command_with_its_arguments() -> None:
    assert TABLE.keys() == {*WIRE_COMMANDS, "ready.set"}
    for name, row in TABLE.items():
        fields = dataclasses.fields(WIRE_COMMANDS.get(name, SetReady))
        assert row.args == {field.name.rstrip("_"): field.default is not dataclasses.MISSING for field in fields}, name


def reached(stage: StageForm) -> Canvas:
    """A session that has come as far as this stage, with two partners at which people sit."""
    forms = list(StageForm)
    keys = [str(form) for form in forms[: forms.index(stage) + 1]]
    gone = [(c.GoToStage(to, from_=at, anyway=True), LEAD) for at, to in itertools.pairwise(keys)]
    return after(Canvas(), *WHOLE_WRITTEN[:1], *WRITING[1:-1], *gone)


def states() -> Iterator[tuple[StageForm, Canvas]]:
    """Every stage that was reached, open, live and closed, stopped or not, in private time or not."""
    people = Private((MOTHER,), (ANNA,))
    for stage in StageForm:
        canvas = reached(stage)
        for status, stopped, private in itertools.product(Status, (False, True), (Private(), people)):
            session = replace(canvas.session, status=status, stopped=stopped)
            changes = [Change(Session.KIND, canvas.session_id, session), Change(Private.KIND, "private", private)]
            yield stage, fold(canvas, changes)


def wanted(row: command_table.Row, canvas: Canvas, stage: StageForm, actor: Actor) -> str | None:
    """With what the table says that the state refuses this command, if it does."""
    forms = list(StageForm)
    if actor.role not in row.who:
        return "forbidden"
    if canvas.session.status is Status.CLOSED and not row.closed:
        return "session-closed"
    if canvas.session.stopped and actor.role not in row.stopped:
        return "stopped"
    if row.once_begun is not None and forms.index(row.once_begun) > forms.index(stage):
        return "not-yet"
    return None


def test_every_command_by_every_role_in_every_state_is_as_the_table_says() -> None:
    anybody, tried = Anybody(7), 0
    given = {name: [COMMANDS[cls](anybody) for _ in range(DRAWS)] for name, cls in WIRE_COMMANDS.items()}
    for stage, canvas in states():
        for name, actor in itertools.product(WIRE_COMMANDS, ACTORS):
            expected = wanted(TABLE[name], canvas, stage, actor)
            for command in given[name]:
                decision = decide(canvas, command, actor, NOW)
                code = decision.code if isinstance(decision, Refusal) else None
                assert (code if code in STATE else None) == expected, (name, actor, stage, canvas.session)
                assert code is None or code in TABLE[name].refused | GENERAL, (name, code)
                tried += 1
    assert tried == len(StageForm) * len(Status) * 2 * 2 * len(WIRE_COMMANDS) * len(ACTORS) * DRAWS


def test_a_step_is_remembered_where_the_table_says_so() -> None:
    remembered: dict[str, set[bool]] = defaultdict(set)
    for seed in range(120):
        room = Room(seed)
        for _ in range(120):
            before = room.canvas
            room.act()
            if room.actor == LEAD and room.canvas is not before:
                remembered[room.command.NAME].add(room.canvas.steps != before.steps)
    assert all(made == {TABLE[name].step} for name, made in remembered.items())
    assert {name for name in remembered if TABLE[name].step} == {name for name, row in TABLE.items() if row.step}


def with_many(canvas: Canvas, record: Record, count: int) -> Canvas:
    """The canvas with so many records like this one more."""
    return fold(canvas, (Change(record.KIND, f"many-{number:06}", record) for number in range(count)))


FULL = after(Canvas(), *THROUGH)
KNOCKED = fold(FULL, [Change(Knock.KIND, "person-new1", Knock("partner-new1", NOW, "Opa"))])
ASKED = after(FULL, (c.AskMatch("match-001", SCHOOL, need="note-0003"), LEAD))
WILLING = after(ASKED, (c.AnswerMatch("match-001", Reply.YES), seat(BILAL)))
AGREE = c.AddAgreement("agreement-1", "Samen gaan", match="match-001", asked="match-002")
AGREED = after(WILLING, (AGREE, LEAD))

RARE: tuple[tuple[str, Canvas, c.Command, Actor], ...] = (
    ("not-confirmed", reached(StageForm.PERSON), c.GoToStage("frame", from_="person"), LEAD),
    ("too-many-partners", with_many(FULL, Partner("P", 9), limits.PARTNERS), c.AddPartner("partner-new1", "Opa"), LEAD),
    ("too-many-partners", with_many(KNOCKED, Partner("P", 9), limits.PARTNERS), c.Admit("person-new1"), LEAD),
    (
        "too-many-people",
        with_many(KNOCKED, Participant(SCHOOL, NOW), limits.PARTICIPANTS),
        c.Admit("person-new1"),
        LEAD,
    ),
    (
        "exists",
        fold(FULL, [Change(Knock.KIND, "person-new1", Knock(SCHOOL, NOW, "Opa"))]),
        c.Admit("person-new1"),
        LEAD,
    ),
    (
        "partner-unknown",
        fold(FULL, [Change(Knock.KIND, "person-new1", Knock("partner-gone", NOW))]),
        c.Admit("person-new1"),
        LEAD,
    ),
    (
        "too-many-notes",
        with_many(FULL, Note(MOTHER, ANNA, NoteKind.WISH, "x", NOW, stage="partners"), limits.NOTES_BY_PARTICIPANT),
        c.AddNote("note-0099", NoteKind.WISH, "x"),
        seat(ANNA),
    ),
    ("too-many-laws", with_many(FULL, Law("Jeugdwet", NOW), limits.LAWS), c.AddLaw("law-00009", "Wmo"), LEAD),
    (
        "empty",
        after(FULL, (c.AddLaw("law-00009", "Wmo"), LEAD)),
        c.EditLaw("law-00009", name=" "),
        LEAD,
    ),
    (
        "too-long",
        after(FULL, (c.AddLaw("law-00009", "Wmo"), LEAD)),
        c.EditLaw("law-00009", name="x" * (limits.LAW + 1)),
        LEAD,
    ),
    (
        "private",
        after(FULL, (c.AddLaw("law-00009", "Wmo"), seat(ANNA)), (c.StartPrivate((MOTHER,)), LEAD)),
        c.EditLaw("law-00009", name="Jeugdwet"),
        seat(ANNA),
    ),
    (
        "too-many-matches",
        with_many(FULL, Match(MOTHER, NOW, need="note-0003"), limits.MATCHES),
        c.AskMatch("match-009", SCHOOL, need="note-0003"),
        LEAD,
    ),
    ("exists", ASKED, c.AskMatch("match-001", MOTHER, need="note-0003"), LEAD),
    ("not-asked", ASKED, c.AnswerMatch("match-001", Reply.YES), seat(ANNA)),
    ("too-long", ASKED, c.AnswerMatch("match-001", Reply.YES, "x" * (limits.LINE + 1)), seat(BILAL)),
    ("not-willing", ASKED, AGREE, LEAD),
    ("reworded", AGREED, c.AnswerMatch("match-002", Reply.YES, at=NOW - 1), seat(BILAL)),
    ("too-many-matches", with_many(WILLING, Match(SCHOOL, NOW, need="note-0003"), limits.MATCHES), AGREE, LEAD),
    (
        "too-many-agreements",
        with_many(FULL, Agreement("Samen eten", NOW), limits.AGREEMENTS),
        c.AddAgreement("agreement-9", "Bellen"),
        LEAD,
    ),
    ("empty", FULL, c.StartPrivate(()), LEAD),
    ("empty", AGREED, c.EditAgreement("agreement-1", " "), LEAD),
    ("nothing-to-undo", after(Canvas(), *WRITING[:1]), c.Undo(1), LEAD),
    ("stage-unknown", FULL, c.OpenNotes(stage="elsewhere"), LEAD),
    ("stage-unknown", FULL, c.SetPage("elsewhere"), LEAD),
    (
        "stale",
        after(FULL, (c.ProposeNote("note-0001", "Anders"), LEAD)),
        c.AcceptProposal("note-0001", at=NOW - 1),
        seat(BILAL),
    ),
)
"""What hardly anybody comes to by chance."""


@pytest.mark.parametrize(("code", "canvas", "command", "actor"), RARE, ids=lambda value: str(value)[:30])
def test_a_refusal_that_chance_hardly_finds(code: str, canvas: Canvas, command: c.Command, actor: Actor) -> None:
    assert refusal(canvas, command, actor) == code


def test_each_command_is_refused_with_the_codes_of_its_row_and_no_others() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for code, _, command, _ in RARE:
        found[command.NAME].add(code)
    for seed in range(400):
        canvas = after(Canvas(), *(THROUGH if seed % 2 else WHOLE_WRITTEN))
        for number, (command, actor) in enumerate(run(seed, 100)):
            decision = decide(canvas, command, actor, NOW + number)
            if isinstance(decision, Refusal):
                found[command.NAME].add(decision.code)
            else:
                canvas = fold(canvas, decision)
    for seed in range(100):
        room = Room(seed)
        for _ in range(120):
            room.act()
        for name, codes in room.refused.items():
            found[name] |= codes
    for name in WIRE_COMMANDS:
        assert found[name] - GENERAL == TABLE[name].refused, name


def placeholders(text: str) -> set[str]:
    """What is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_3_7_every_code_has_a_sentence_that_is_filled_in(language: str) -> None:
    door = {"door-closed", "session-exists", "guide-empty"}
    codes = {code for row in TABLE.values() for code in row.refused} | GENERAL | door
    sentences = messages(language, "refusal")
    assert sentences.keys() == {f"refusal.{code}" for code in codes}
    for _, canvas, command, actor in RARE:
        decision = decide(canvas, command, actor, NOW)
        assert isinstance(decision, Refusal)
        text = say(language, f"refusal.{decision.code}", **decision.args)
        assert not placeholders(text), text
    for key, sentence in sentences.items():
        assert isinstance(sentence, str)
        assert placeholders(sentence) <= {"most", "length", "least"}, key
        assert sentence.endswith("."), key
