"""What tests start from: a small guide and a whole one, a session that has begun, and a clock that stands still."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import Change
from facilitation.canvas.views import Actor, Role
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import Entry

NOW = 1_700_000_000_000
"""The moment at which the tests begin, in ms since 1970."""

LEAD, SCREEN, READER, DOOR = (Actor(role) for role in (Role.LEAD, Role.SCREEN, Role.READER, Role.DOOR))

MOTHER, SCHOOL, TEAM = "partner-mother", "partner-school", "partner-team"
ANNA, BILAL, CHRIS = "person-anna", "person-bilal", "person-chris"


def seat(participant: str) -> Actor:
    """The phone of this participant."""
    return Actor(Role.SEAT, participant)


def _stage(form: StageForm) -> Stage:
    text = {"nl": f"{form} van {{subject}}", "en": f"{form} of {{subject}}"}
    return Stage(key=str(form), form=form, minutes=5, title=text, say=text, ask=text, rule=text)


GUIDE = Guide(
    name="small",
    title={"nl": "Klein", "en": "Small"},
    stages=tuple(_stage(form) for form in (StageForm.WELCOME, StageForm.PERSON, StageForm.PARTNERS, StageForm.CLOSE)),
)

WHOLE = Guide("whole", {"nl": "Heel", "en": "Whole"}, tuple(_stage(form) for form in StageForm))
"""A guide with a stage of every form, in their order."""

CREATE = c.CreateSession(
    session="session-0001",
    title="Rond Sam",
    alias="Sam",
    language="nl",
    guide=GUIDE,
    retention_days=30,
    partners=((MOTHER, "Moeder"), (SCHOOL, "School"), (TEAM, "Wijkteam")),
)

WRITING = (
    (CREATE, LEAD),
    (c.Join(ANNA, MOTHER), DOOR),
    (c.Join(BILAL, SCHOOL, name="Bilal"), DOOR),
    (c.Join(CHRIS, SCHOOL), DOOR),
    (c.GoToStage("partners", from_="welcome", anyway=True), LEAD),
)
"""The commands after which two partners have people, and everybody may write."""

WRITTEN = (
    *WRITING,
    (c.AddNote("note-0000", NoteKind.WISH, "Dat zij blijft lachen"), seat(ANNA)),
    (c.AddNote("note-0001", NoteKind.OFFER, "Elke dinsdag samen eten"), seat(BILAL)),
    (c.AddNote("note-0002", NoteKind.NEED, "Tijd om te wennen"), seat(CHRIS)),
    (c.OpenNotes(NoteKind.OFFER), LEAD),
)
"""The same, and then three notes, of which the offer is open."""


def through(*stages: str) -> list[tuple[c.Command, Actor]]:
    """Going through these stages, in this order; one is at the first already."""
    return [(c.GoToStage(stage, from_=at, anyway=True), LEAD) for at, stage in pairwise(stages)]


WHOLE_WRITTEN = (
    (replace(CREATE, guide=WHOLE), LEAD),
    *WRITING[1:-1],
    *through("welcome", "person", "frame", "needed", "partners"),
    *WRITTEN[len(WRITING) :],
)
"""The same three notes in a session with the whole guide."""

THROUGH = (
    *WHOLE_WRITTEN,
    *through("partners", "connect", "agreements", "lookback", "close"),
    (c.AddNote("note-0003", NoteKind.NEED, "Iemand die meegaat"), seat(ANNA)),
    (c.AddNote("note-0004", NoteKind.NEEDED, "Een vaste plek"), seat(BILAL)),
    (c.AddNote("note-0005", NoteKind.HARD, "Dat niemand het zei"), seat(CHRIS)),
    (c.OpenNotes(), LEAD),
)
"""The same, three notes more, of which one without its author's name, and all of them open; every stage has begun."""


def keys(number: int = 1) -> Keys:
    """The keys of session `number`."""
    return Keys(code=f"CDFHJKM{number}", token=f"token-{number}", reader_token=f"reader-{number}")


def changes_of(canvas: Canvas, command: c.Command, actor: Actor, now: int = NOW) -> list[Change]:
    """What `command` changes; it must not be refused."""
    decision = decide(canvas, command, actor, now)
    assert not isinstance(decision, Refusal), (command, decision)
    return decision


def after(canvas: Canvas, *given: tuple[c.Command, Actor], now: int = NOW) -> Canvas:
    """The canvas after these commands, none of which may be refused."""
    for command, actor in given:
        canvas = fold(canvas, changes_of(canvas, command, actor, now))
    return canvas


def refusal(canvas: Canvas, command: c.Command, actor: Actor) -> str | None:
    """The code with which `command` is refused, or None."""
    decision = decide(canvas, command, actor, NOW)
    return decision.code if isinstance(decision, Refusal) else None


def entries_of(changes: list[Change], head: int = 0, command_id: str = "command-1", actor: str = "lead") -> list[Entry]:
    """The changes as entries of a log that ends at `head`, all of one command."""
    return [Entry(seq, NOW, command_id, actor, change) for seq, change in enumerate(changes, head + 1)]


class ManualClock:
    """`Clock` that stands still until `advance`, which calls what has come due."""

    def __init__(self, now: int = NOW) -> None:
        self._now = now
        self._count = itertools.count()
        self._due: dict[int, tuple[int, Callable[[], None]]] = {}

    def now(self) -> int:
        return self._now

    def later(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        number = next(self._count)
        self._due[number] = (self._now + delay_ms, call)
        return lambda: void(self._due.pop(number, None))

    def advance(self, ms: int) -> None:
        """Let `ms` pass; what comes due meanwhile is called in order, at its own moment."""
        end = self._now + ms
        while due := [(at, number) for number, (at, _) in self._due.items() if at <= end]:
            at, number = min(due)
            _, call = self._due.pop(number)
            self._now = max(self._now, at)
            call()
        self._now = end


def void(value: object) -> None:
    """Leave a result aside."""
