"""Anything that anybody might send, over a few ids so that commands meet each other.

A run comes from a seed and a length rather than from nested strategies: those spend most of their draws on commands
that are refused. Hypothesis still finds the shortest run that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

from facilitation.canvas import commands as c
from facilitation.canvas.decide import RULES
from facilitation.canvas.records import NoteKind, Speaker
from facilitation.canvas.views import Actor, Role
from tests.given import ANNA, BILAL, CHRIS, GUIDE, MOTHER, SCHOOL, TEAM

HOSTILE = (
    "",
    " \n\t ",
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    '#import "x"',
    "\u202eterug\u202c",
    "👩‍👩‍👧‍👦" * 20,
    "a" * 501,
    "e\x00\u0301",
    "half \ud83d",
    "regel\u2028regel\r\nregel",
    "\ufffe\uffff\U0001fffe",
    "{subject} %s ${x} \\",
)
PLAIN = ("Moeder", "school", "Opa", "Buurt", "Tante", "Dat zij blijft lachen", "Elke dinsdag eten")
PARTNERS = (MOTHER, SCHOOL, TEAM, "partner-four", "partner-five", "nobody-here")
PEOPLE = (ANNA, BILAL, CHRIS, "person-four", "nobody-here")
NOTES = tuple(f"note-{number:04}" for number in range(8))
STAGES = (*(stage.key for stage in GUIDE.stages), "elsewhere")

Step = tuple[c.Command, Actor]


class Anybody:
    """Draws commands and who gives them."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._weighted = [cls for cls in COMMANDS for _ in range(_weight(cls))]

    def step(self) -> Step:
        """One command: mostly by somebody who may, sometimes by anybody."""
        cls = self._random.choice(self._weighted)
        roles = sorted(RULES[cls].roles if self._random.random() < 0.85 else Role)
        role = self._random.choice(roles)
        return COMMANDS[cls](self), Actor(role, self.one(PEOPLE) if role is Role.SEAT else None)

    def one(self, values: tuple[str, ...]) -> str:
        """One of these, the first ones more often."""
        return values[min(self._random.randrange(len(values)), self._random.randrange(len(values)))]

    def maybe(self, values: tuple[str, ...]) -> str | None:
        """One of these, or nothing."""
        return self.one(values) if self._random.random() < 0.6 else None

    def text(self) -> str:
        """Plain words, a hostile text, or any characters at all."""
        dice = self._random.random()
        if dice < 0.5:
            return self._random.choice(PLAIN) + self._random.choice(("", " ", "!", "2"))
        if dice < 0.8:
            return self._random.choice(HOSTILE)
        return "".join(chr(self._random.randrange(0x11_0000)) for _ in range(self._random.randrange(20)))

    def maybe_text(self) -> str | None:
        """A text, or nothing."""
        return self.text() if self._random.random() < 0.5 else None

    def kind(self) -> NoteKind:
        """A kind of note."""
        return self._random.choice(list(NoteKind))

    def chance(self) -> bool:
        """Yes or no."""
        return self._random.random() < 0.5

    def position(self) -> int:
        """A place at the circle, or far beyond it."""
        return self._random.choice((0, 1, 2, 3, 4, -1, 10**6, -(10**6)))


COMMANDS: dict[type, Callable[[Anybody], c.Command]] = {
    c.CreateSession: lambda any: c.CreateSession("session-0002", any.text(), any.text(), "nl", GUIDE, 30),
    c.Join: lambda any: c.Join(any.one(PEOPLE), any.one(PARTNERS), any.maybe_text(), any.text()),
    c.EditSession: lambda any: c.EditSession(any.text()),
    c.CloseSession: lambda any: c.CloseSession(),
    c.ReopenSession: lambda any: c.ReopenSession(),
    c.SetSubject: lambda any: c.SetSubject(*(any.maybe_text() for _ in range(5))),
    c.ConfirmSubject: lambda any: c.ConfirmSubject(Speaker.PERSON if any.chance() else Speaker.SPOKESPERSON),
    c.AddPartner: lambda any: c.AddPartner(any.one(PARTNERS), any.text()),
    c.EditPartner: lambda any: c.EditPartner(any.one(PARTNERS), any.text()),
    c.MovePartner: lambda any: c.MovePartner(any.one(PARTNERS), any.position()),
    c.RemovePartner: lambda any: c.RemovePartner(any.one(PARTNERS[::-1])),
    c.EditParticipant: lambda any: c.EditParticipant(any.maybe(PARTNERS), any.maybe_text()),
    c.RemoveParticipant: lambda any: c.RemoveParticipant(any.one(PEOPLE)),
    c.AddNote: lambda any: c.AddNote(any.one(NOTES[::-1]), any.kind(), any.text(), any.chance()),
    c.EditNote: lambda any: c.EditNote(any.one(NOTES), any.text(), any.kind() if any.chance() else None),
    c.RemoveNote: lambda any: c.RemoveNote(any.one(NOTES)),
    c.OpenNote: lambda any: c.OpenNote(any.one(NOTES)),
    c.OpenNotes: lambda any: c.OpenNotes(any.kind() if any.chance() else None, any.maybe(STAGES)),
    c.GoToStage: lambda any: c.GoToStage(any.one(STAGES), any.one(STAGES)),
    c.GiveFloor: lambda any: c.GiveFloor(any.maybe(PARTNERS), any.maybe(("", *PARTNERS))),
    c.NextFloor: lambda any: c.NextFloor(any.maybe(("", *PARTNERS))),
    c.OpenDoor: lambda any: c.OpenDoor(),
    c.CloseDoor: lambda any: c.CloseDoor(),
    c.RotateDoor: lambda any: c.RotateDoor(),
}
"""How each command is drawn."""

_RARE = (c.CreateSession, c.CloseSession, c.CloseDoor, c.RemoveParticipant)
_FREQUENT = (c.ReopenSession, c.OpenDoor, c.Join, c.AddNote, c.EditNote, c.OpenNote)


def _weight(cls: type) -> int:
    """What shuts others out is rarer than what lets them in, or most of a run would be refused."""
    return 1 if cls in _RARE else 8 if cls in _FREQUENT else 4


def run(seed: int, length: int) -> list[Step]:
    """`length` steps, the same for the same seed."""
    anybody = Anybody(seed)
    return [anybody.step() for _ in range(length)]


runs = st.builds(run, st.integers(0, 2**32), st.integers(0, 120))
"""Any sequence of commands, by anybody."""
