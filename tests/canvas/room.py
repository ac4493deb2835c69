"""A room in which everybody does what can be done: whoever draws here looks at the canvas first.

`hostile.py` draws anything that anybody might send, and most of that is refused; here nearly all comes through.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from random import Random

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.replies import Reply
from facilitation.canvas.views import Actor
from tests.given import DOOR, LEAD, NOW, THROUGH, after, seat

NAMES = ("Opa", "Buurt", "Tante", "School", "Wijkteam", "Kerk")
TEXTS = ("Samen eten", "Rust", "Iemand die belt", "Elke dinsdag", "Een vaste plek")
DAYS = ("2026-12-01", "", "2027-01-15")
PART_STEPS = 0.4
"""How often the facilitator takes a step, between what all others do."""

Draw = Callable[["Room"], c.Command]


class Room:
    """A canvas on which people act, each act a millisecond or none after the one before.

    `opened` are the notes that their authors opened, `came` the partners that somebody made who came in;
    `done` counts what was carried out,
    `refused` holds the codes by command.
    """

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.now = NOW
        self.canvas = after(Canvas(), *THROUGH)
        self.opened: set[str] = set()
        self.came: set[str] = set()
        self.done = Counter[type]()
        self.refused: dict[str, set[str]] = defaultdict(set)
        self._ids = 0

    # --- acting ---

    def step(self) -> bool:
        """The facilitator does something that can be taken back. Whether it changed anything."""
        return self._give(self.rng.choice(STEPS), LEAD)

    def meanwhile(self) -> None:
        """Somebody else does something, or the facilitator what is no step."""
        roll = self.rng.random()
        if roll < 0.1:
            self._give(lambda room: c.Join(room.new(), room.new(), room.rng.choice(NAMES)), DOOR)
        elif roll < 0.13:
            for person in self.canvas.participants:
                self._give(_score, seat(person))
            self._give(lambda room: c.ShowRadar(), LEAD)
        elif roll < 0.35:
            self._give(self.rng.choice(CONTROLS), LEAD)
        else:
            self._give(self.rng.choice(DEEDS), seat(self.person()))

    def act(self) -> None:
        """Anybody does anything."""
        self.step() if self.rng.random() < PART_STEPS else self.meanwhile()

    def calm(self) -> None:
        """The session goes on, in sight."""
        for draw in (lambda room: c.ReopenSession(), lambda room: c.Resume()):
            self._give(draw, LEAD)

    def undo(self) -> None:
        """Take back the newest step. It may not be refused."""
        self.now += self.rng.randrange(2)
        self.canvas = after(self.canvas, (c.Undo(self.canvas.steps[0][1].number), LEAD), now=self.now)

    def _give(self, draw: Draw, actor: Actor) -> bool:
        self.now += self.rng.randrange(2)
        self.actor = actor
        self.command = command = draw(self)
        decision = decide(self.canvas, command, actor, self.now)
        if isinstance(decision, Refusal):
            self.refused[command.NAME].add(decision.code)
            return False
        if isinstance(command, c.OpenNote):
            self.opened.add(command.note)
        self.done[type(command)] += bool(decision)
        before, self.canvas = self.canvas, fold(self.canvas, decision)
        if isinstance(command, c.Join | c.Admit):
            self.came |= self.canvas.partners.keys() - before.partners.keys()
        return bool(decision)

    # --- choosing ---

    def new(self) -> str:
        """An id that nobody has used."""
        self._ids += 1
        return f"id-{self._ids:06}"

    def one(self, ids: Iterable[str]) -> str:
        """One of these; when there are none, one that is not there."""
        return self.rng.choice(list(ids) or ["nothing-here"])

    def person(self) -> str:
        return self.one(self.canvas.participants)

    def text(self) -> str:
        return f"{self.rng.choice(TEXTS)} {self.rng.randrange(9)}"

    def maybe(self, text: str) -> str | None:
        return text if self.rng.random() < 0.5 else None

    def note(self, kind: NoteKind | None = None) -> str:
        """A note that can be read, of this kind."""
        notes = self.canvas.notes.items()
        return self.one(id for id, note in notes if kind in (None, note.kind) and self.canvas.in_sight(id))

    def own(self) -> str:
        """A note of whoever is acting."""
        return self.one(id for id, note in self.canvas.notes.items() if note.author == self.actor.participant)

    def kind(self) -> NoteKind:
        return self.rng.choice((*NoteKind, NoteKind.NEED, NoteKind.OFFER, NoteKind.NEEDED))

    def stage(self) -> str:
        return self.rng.choice(self.canvas.guide.stages).key

    def willing(self) -> str | None:
        """A match from which an agreement can be made, or none."""
        ids = [id for id, match in self.canvas.matches.items() if match.reply in (Reply.YES, Reply.TRY)]
        return self.rng.choice(ids) if ids and self.rng.random() < 0.7 else None

    def asked(self) -> str:
        """A match that was asked of the partner of whoever is acting."""
        mine = self.canvas.participants[self.actor.participant or ""].partner
        return self.one(id for id, match in self.canvas.matches.items() if match.partner == mine)


def _ask(room: Room) -> c.AskMatch:
    roll = room.rng.random()
    if roll < 0.3 and room.canvas.agreements:
        agreement = room.one(room.canvas.agreements)
        return c.AskMatch(room.new(), room.one(room.canvas.partners), agreement=agreement)
    need = room.note(NoteKind.NEED)
    if roll < 0.65:
        return c.AskMatch(room.new(), need=need, offer=room.note(NoteKind.OFFER))
    return c.AskMatch(room.new(), room.one(room.canvas.partners), need=need)


def _agree(room: Room) -> c.AddAgreement:
    """Written fresh, or from a match; then in the words of whose offer or need it is, or in others."""
    match = room.canvas.matches.get(room.willing() or "")
    id = next((id for id, one in room.canvas.matches.items() if one is match), None)
    note = room.canvas.notes.get(match.offer or match.need or "") if match else None
    what = (note.text if note and room.rng.random() < 0.6 else None) or room.text()
    return c.AddAgreement(room.new(), what, match=id, asked=room.new())


def _answer(room: Room) -> c.AnswerMatch:
    asked = room.asked()
    match = room.canvas.matches.get(asked)
    agreement = room.canvas.agreements.get(match.agreement or "") if match else None
    at = agreement.worded - (room.rng.random() < 0.2) if agreement and room.rng.random() < 0.7 else None
    return c.AnswerMatch(asked, room.rng.choice(list(Reply)), room.maybe(room.text()) or "", at)


def _open(room: Room) -> c.OpenNotes:
    return room.rng.choice((c.OpenNotes(), c.OpenNotes(kind=room.kind()), c.OpenNotes(stage=room.stage())))


def _new_law(room: Room) -> c.AddLaw:
    return c.AddLaw(room.new(), room.text(), room.text())


def _own_law(room: Room) -> str:
    return room.one(id for id, law in room.canvas.laws.items() if law.author == (room.actor.participant or ""))


def _score(room: Room) -> c.SetPulse:
    return c.SetPulse(*(room.rng.randint(1, 5) for _ in range(4)))


STEPS: tuple[Draw, ...] = (
    lambda room: c.EditSession(room.text()),
    lambda room: c.SetMeeting(room.rng.choice(DAYS)),
    lambda room: c.GoToStage(room.stage(), room.canvas.session.stage, anyway=True),
    lambda room: c.SetSubject(story=room.maybe(room.text()), question=room.maybe(room.text()), age=room.maybe("11")),
    lambda room: c.ConfirmSubject(),
    lambda room: c.UnconfirmSubject(),
    lambda room: c.AddPartner(room.new(), room.rng.choice(NAMES), own=room.now % 3 == 0),
    lambda room: c.EditPartner(
        room.one(room.canvas.partners), room.rng.choice(NAMES), own=(None, None, True, False)[room.now % 4]
    ),
    lambda room: c.MovePartner(room.one(room.canvas.partners), room.rng.randrange(4)),
    lambda room: c.RemovePartner(room.one(room.canvas.partners)),
    lambda room: c.GiveFloor(room.one(room.canvas.partners) if room.rng.random() < 0.8 else None),
    lambda room: c.NextFloor(),
    _open,
    lambda room: c.LayAside(room.note()),
    lambda room: c.BringBack(room.one(room.canvas.placements)),
    lambda room: c.StackNote(room.note(NoteKind.NEEDED), room.note(NoteKind.NEEDED)),
    lambda room: c.StackNote(room.note(NoteKind.NEEDED), room.note(NoteKind.NEEDED)),
    lambda room: c.UnstackNote(room.one(room.canvas.placements)),
    lambda room: c.SetSpotlight(room.note() if room.rng.random() < 0.8 else None),
    lambda room: c.SetFrame(room.maybe(room.text()), room.maybe(room.text())),
    _new_law,
    lambda room: c.EditLaw(_own_law(room), room.text()),
    lambda room: c.RemoveLaw(room.one(room.canvas.laws)),
    _ask,
    _ask,
    lambda room: c.RemoveMatch(room.one(room.canvas.matches)),
    _agree,
    lambda room: c.EditAgreement(room.one(room.canvas.agreements), room.maybe(room.text()), room.maybe(room.text())),
    lambda room: c.RemoveAgreement(room.one(room.canvas.agreements)),
)
"""What the facilitator can take back."""

DEEDS: tuple[Draw, ...] = (
    lambda room: c.AddNote(room.new(), room.kind(), room.text(), room.rng.random() < 0.3, room.rng.random() < 0.5),
    lambda room: c.AddNote(room.new(), room.kind(), room.text()),
    lambda room: c.AddNote(room.new(), room.kind(), room.text()),
    lambda room: c.EditNote(room.own(), room.text(), room.kind() if room.rng.random() < 0.4 else None, True),
    lambda room: c.RemoveNote(room.own()),
    lambda room: c.RemoveNote(room.own()),
    lambda room: c.OpenNote(room.own()),
    lambda room: c.SupportNote(room.note(), room.rng.random() < 0.7),
    lambda room: c.AcceptProposal(room.own()),
    lambda room: c.DeclineProposal(room.own()),
    _new_law,
    lambda room: c.EditLaw(_own_law(room), room.text()),
    lambda room: c.RemoveLaw(_own_law(room)),
    _ask,
    _answer,
    _answer,
    lambda room: c.RemoveMatch(room.one(room.canvas.matches)),
    _score,
    lambda room: c.EditParticipant(room.one(room.canvas.partners)),
    lambda room: c.EditParticipant(name=room.text()),
    lambda room: c.ConfirmSubject(),
)
"""What participants do."""

CONTROLS: tuple[Draw, ...] = (
    lambda room: c.StartTimer(60),
    lambda room: c.PauseTimer(),
    lambda room: c.StartPrivate((room.one(room.canvas.partners),)),
    lambda room: c.EndPrivate(),
    lambda room: c.ProposeNote(room.note(), room.text()),
    lambda room: c.GiveNudge(room.person()),
    lambda room: c.AskDoor(),
    lambda room: c.OpenDoor(),
    lambda room: c.Admit(room.one(room.canvas.knocks)),
    lambda room: c.RemoveParticipant(room.person() if len(room.canvas.participants) > 3 else "nobody-here"),
    lambda room: c.SetPage(room.stage(), room.one(room.canvas.partners)),
    lambda room: c.StopForSafety(),
    lambda room: c.Resume(),
    lambda room: c.Resume(),
    lambda room: c.CloseSession() if room.rng.random() < 0.2 else c.ReopenSession(),
    lambda room: c.ReopenSession(),
)
"""What the facilitator does that is no step: it has its own way back, or none."""
