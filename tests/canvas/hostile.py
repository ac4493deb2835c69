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
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Speaker
from facilitation.canvas.replies import Reply
from facilitation.canvas.views import Actor, Role
from tests.given import ANNA, BILAL, CHRIS, MOTHER, SCHOOL, TEAM, WHOLE

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
PEOPLE = (ANNA, BILAL, CHRIS, "person-four", "person-five", "nobody-here")
NEW_PEOPLE = PEOPLE[:2:-1]
NOTES = tuple(f"note-{number:04}" for number in range(12))
LAWS, MATCHES, AGREEMENTS = ("law-00001", "law-00002"), ("match-001", "match-002"), ("agreement-1", "agreement-2")
DAYS = ("2026-12-01", "2026-12-01T10:30", "", "2026-02-30", "morgen")
STAGES = (*(stage.key for stage in WHOLE.stages), "elsewhere")

Step = tuple[c.Command, Actor]


class Anybody:
    """Draws commands and who gives them."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._weighted = [cls for cls in COMMANDS for _ in range(_weight(cls))]

    def step(self) -> Step:
        """One command: mostly by somebody who may, sometimes by anybody."""
        cls = self._random.choice(self._weighted)
        roles = sorted(RULES[cls].roles if self._random.random() < 0.9 else Role)
        role = self._random.choice(roles)
        return COMMANDS[cls](self), Actor(role, self.one(PEOPLE[:5]) if role is Role.SEAT else None)

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

    def stage(self) -> str:
        """The key of a stage, mostly of one of three, so that two draws meet."""
        return self._random.choice(("close", "partners", "connect") if self._random.random() < 0.7 else STAGES)

    def promise(self) -> bool | None:
        """What a phone was promised while its owner wrote, if it says so."""
        return self._random.choice((None, None, False, True))

    def chance(self) -> bool:
        """Yes or no."""
        return self._random.random() < 0.5

    def number(self, most: int) -> int:
        """A whole number, mostly up to `most`, sometimes far from it."""
        return self._random.choice((0, -1, 10**9)) if self._random.random() < 0.1 else self._random.randint(1, most)

    def reply(self) -> Reply:
        """An answer."""
        return self._random.choice(list(Reply))

    def position(self) -> int:
        """A place at the circle, or far beyond it."""
        return self._random.choice((0, 1, 2, 3, 4, -1, 10**6, -(10**6)))


COMMANDS: dict[type, Callable[[Anybody], c.Command]] = {
    c.CreateSession: lambda any: c.CreateSession("session-0002", any.text(), any.text(), "nl", WHOLE, 30),
    c.SetMeeting: lambda any: c.SetMeeting(any.one(DAYS)),
    c.AskDoor: lambda any: c.AskDoor(),
    c.Admit: lambda any: c.Admit(any.one(NEW_PEOPLE)),
    c.TurnAway: lambda any: c.TurnAway(any.one(NEW_PEOPLE)),
    c.Join: lambda any: c.Join(any.one(NEW_PEOPLE), any.one(PARTNERS), any.maybe_text(), any.text()),
    c.EditSession: lambda any: c.EditSession(any.text()),
    c.CloseSession: lambda any: c.CloseSession(),
    c.ReopenSession: lambda any: c.ReopenSession(),
    c.SetSubject: lambda any: c.SetSubject(*(any.maybe_text() for _ in range(5))),
    c.ConfirmSubject: lambda any: c.ConfirmSubject(Speaker.PERSON if any.chance() else Speaker.SPOKESPERSON),
    c.UnconfirmSubject: lambda any: c.UnconfirmSubject(),
    c.AddPartner: lambda any: c.AddPartner(any.one(PARTNERS), any.text(), any.chance()),
    c.EditPartner: lambda any: c.EditPartner(any.one(PARTNERS), any.text(), any.promise()),
    c.MovePartner: lambda any: c.MovePartner(any.one(PARTNERS), any.position()),
    c.RemovePartner: lambda any: c.RemovePartner(any.one(PARTNERS[::-1])),
    c.EditParticipant: lambda any: c.EditParticipant(any.maybe(PARTNERS), any.maybe_text()),
    c.RemoveParticipant: lambda any: c.RemoveParticipant(any.one(PEOPLE)),
    c.AddNote: lambda any: c.AddNote(
        any.one(NOTES[::-1]), any.kind(), any.text(), any.chance(), any.chance(), any.promise()
    ),
    c.EditNote: lambda any: c.EditNote(any.one(NOTES), any.text(), any.kind() if any.chance() else None, any.chance()),
    c.RemoveNote: lambda any: c.RemoveNote(any.one(NOTES)),
    c.OpenNote: lambda any: c.OpenNote(any.one(NOTES)),
    c.OpenNotes: lambda any: c.OpenNotes(any.kind() if any.chance() else None, any.maybe(STAGES)),
    c.GoToStage: lambda any: c.GoToStage(any.stage(), any.stage(), any.chance()),
    c.GiveFloor: lambda any: c.GiveFloor(any.maybe(PARTNERS), any.maybe(("", *PARTNERS))),
    c.NextFloor: lambda any: c.NextFloor(any.maybe(("", *PARTNERS))),
    c.SupportNote: lambda any: c.SupportNote(any.one(NOTES), any.chance()),
    c.ProposeNote: lambda any: c.ProposeNote(any.one(NOTES), any.text()),
    c.WithdrawProposal: lambda any: c.WithdrawProposal(any.one(NOTES)),
    c.AcceptProposal: lambda any: c.AcceptProposal(any.one(NOTES)),
    c.DeclineProposal: lambda any: c.DeclineProposal(any.one(NOTES)),
    c.LayAside: lambda any: c.LayAside(any.one(NOTES)),
    c.BringBack: lambda any: c.BringBack(any.one(NOTES)),
    c.StackNote: lambda any: c.StackNote(any.one(NOTES), any.one(NOTES)),
    c.UnstackNote: lambda any: c.UnstackNote(any.one(NOTES)),
    c.SetSpotlight: lambda any: c.SetSpotlight(any.maybe(NOTES)),
    c.SetFrame: lambda any: c.SetFrame(any.maybe_text(), any.maybe_text(), any.maybe_text(), any.maybe(NOTES)),
    c.AddLaw: lambda any: c.AddLaw(any.one(LAWS), any.text(), any.text(), any.text()),
    c.EditLaw: lambda any: c.EditLaw(any.one(LAWS), any.maybe_text(), any.maybe_text(), any.maybe_text()),
    c.RemoveLaw: lambda any: c.RemoveLaw(any.one(LAWS)),
    c.AskMatch: lambda any: c.AskMatch(
        any.one(MATCHES), any.maybe(PARTNERS), any.maybe(NOTES), any.maybe(NOTES), any.maybe(AGREEMENTS)
    ),
    c.AnswerMatch: lambda any: c.AnswerMatch(any.one(MATCHES), any.reply(), any.text()),
    c.RemoveMatch: lambda any: c.RemoveMatch(any.one(MATCHES)),
    c.AddAgreement: lambda any: c.AddAgreement(
        any.one(AGREEMENTS), any.text(), any.text(), any.one(DAYS), any.maybe(MATCHES), any.maybe(MATCHES)
    ),
    c.EditAgreement: lambda any: c.EditAgreement(
        any.one(AGREEMENTS), any.maybe_text(), any.maybe_text(), any.maybe(DAYS)
    ),
    c.RemoveAgreement: lambda any: c.RemoveAgreement(any.one(AGREEMENTS)),
    c.SetPulse: lambda any: c.SetPulse(any.number(5), any.number(5), any.number(5), any.number(5)),
    c.ShowRadar: lambda any: c.ShowRadar(),
    c.StartTimer: lambda any: c.StartTimer(any.number(600) if any.chance() else None, any.chance()),
    c.PauseTimer: lambda any: c.PauseTimer(),
    c.AddTime: lambda any: c.AddTime(any.number(60)),
    c.StopTimer: lambda any: c.StopTimer(),
    c.StopForSafety: lambda any: c.StopForSafety(),
    c.Resume: lambda any: c.Resume(),
    c.StartPrivate: lambda any: c.StartPrivate((any.one(PARTNERS),)),
    c.EndPrivate: lambda any: c.EndPrivate(),
    c.GiveNudge: lambda any: c.GiveNudge(any.one(PEOPLE)),
    c.SetPage: lambda any: c.SetPage(any.one(STAGES), any.maybe(PARTNERS), any.number(3)),
    c.Undo: lambda any: c.Undo(any.number(24)),
    c.OpenDoor: lambda any: c.OpenDoor(),
    c.CloseDoor: lambda any: c.CloseDoor(),
    c.RotateDoor: lambda any: c.RotateDoor(),
}
"""How each command is drawn."""

_RARE = (c.CreateSession, c.CloseSession, c.CloseDoor, c.RemoveParticipant, c.StopForSafety, c.LayAside)
_FREQUENT = (
    c.ReopenSession,
    c.Resume,
    c.OpenDoor,
    c.Join,
    c.Admit,
    c.TurnAway,
    c.GoToStage,
    c.AddNote,
    c.EditNote,
    c.OpenNote,
    c.BringBack,
    c.AcceptProposal,
    c.DeclineProposal,
    c.AskMatch,
    c.AnswerMatch,
    c.RemoveMatch,
    c.AddAgreement,
    c.EditAgreement,
    c.RemoveAgreement,
    c.SetPulse,
    c.ShowRadar,
    c.Undo,
)


def _weight(cls: type) -> int:
    """What shuts others out is rarer than what lets them in, or most of a run would be refused."""
    return 1 if cls in _RARE else 12 if cls in _FREQUENT else 4


def run(seed: int, length: int) -> list[Step]:
    """`length` steps, the same for the same seed."""
    anybody = Anybody(seed)
    return [anybody.step() for _ in range(length)]


runs = st.builds(run, st.integers(0, 2**32), st.integers(0, 200))
"""Any sequence of commands, by anybody."""
