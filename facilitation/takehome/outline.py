"""What every document tells, in the order of the guide: the person, what was said together, and partner by partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import FORM_OF, LOOKBACK_KINDS, NoteKind, StageForm
from facilitation.canvas.records import Speaker
from facilitation.locale import say
from facilitation.takehome.lines import AgreementLine, LawLine, Lines, NeedLine, NoteLine, day, day_of

PLURAL = {NoteKind.WISH: "wishes", NoteKind.OFFER: "offers", NoteKind.NEED: "needs"}


@dataclass(frozen=True)
class PartnerPart:
    """One partner with the notes on their sector. `seat` counts from 1, `people` are those who joined."""

    id: str
    seat: int
    name: str
    people: int
    notes: tuple[NoteLine, ...]

    def of(self, kind: NoteKind) -> list[NoteLine]:
        return [note for note in self.notes if note.kind is kind]


@dataclass(frozen=True)
class Together:
    """What was said together, outside the circle; each part is empty where there is nothing to tell."""

    frame: tuple[tuple[NoteKind, str], ...]
    proposals: tuple[NoteLine, ...]
    laws: tuple[LawLine, ...]
    needed: tuple[tuple[str, tuple[NoteLine, ...]], ...]
    needs: tuple[NeedLine, ...]
    unmet: tuple[NoteLine, ...]
    unused: tuple[NoteLine, ...]
    agreements: tuple[AgreementLine, ...]
    next_meeting: str
    lookback: tuple[NoteLine, ...]
    radar: tuple[tuple[str, float], ...]
    scored: int
    aside: tuple[NoteLine, ...]

    @property
    def notes(self) -> tuple[NoteLine, ...]:
        """The notes of the stages outside the circle."""
        needed = (note for _, notes in self.needed for note in notes)
        return (*self.proposals, *needed, *self.lookback)


@dataclass(frozen=True)
class Outline:
    """The whole of a document's content, in the words of one language where the product speaks.

    `kinds` are those on the circle; `names` and `plurals` are what the guide calls each kind, `titles` its stages;
    `closed_elsewhere` counts the closed notes outside the circle, by the form of their stage.
    """

    title: str
    date: str
    heading: str
    story: str
    question: str
    strengths: str
    confirmed: str
    is_confirmed: bool
    partners: tuple[PartnerPart, ...]
    together: Together
    kinds: tuple[NoteKind, ...]
    names: Mapping[NoteKind, str]
    plurals: Mapping[NoteKind, str]
    titles: Mapping[StageForm, str]
    closed_elsewhere: Mapping[StageForm, int]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Numbers of partners, and of notes that are still closed."""
        closed = sum(note.text is None for partner in self.partners for note in partner.notes)
        return {"partners": len(self.partners), "closed": closed}

    @cached_property
    def by_kind(self) -> str:
        """How many notes there are of each kind, in words."""
        notes = [note for partner in self.partners for note in partner.notes]
        counts = ((self.plurals[kind], sum(note.kind is kind for note in notes)) for kind in self.kinds)
        return ", ".join(f"{name}: {count}" for name, count in counts)

    @cached_property
    def _by_note(self) -> Mapping[str, tuple[PartnerPart, NoteLine]]:
        return {note.id: (partner, note) for partner in self.partners for note in partner.notes}

    def find(self, note_id: str) -> tuple[PartnerPart, NoteLine]:
        """The note with its partner. Raises KeyError when it is not here."""
        return self._by_note[note_id]


def outline(canvas: Canvas, language: str) -> Outline:
    """The content of `canvas`, which has been made safe to show by `views.seen_by`."""
    subject = canvas.subject
    lines = Lines(canvas, language)
    usual = {kind: say(language, f"common.{kind}") for kind in NoteKind}
    closed = Counter(FORM_OF[note.kind] for note in canvas.notes.values() if not note.open)
    return Outline(
        title=canvas.session.title,
        date=day(canvas.session.created, language),
        heading=f"{subject.alias} ({subject.age})" if subject.age else subject.alias,
        story=subject.story,
        question=subject.question,
        strengths=subject.strengths,
        confirmed=_confirmed(canvas, language),
        is_confirmed=subject.confirmed is not None,
        partners=tuple(_partner(canvas, seat, id, lines) for seat, (id, _) in enumerate(canvas.seats, 1)),
        together=_together(canvas, lines, language),
        kinds=canvas.guide.circle,
        names=lines.names,
        plurals={
            kind: say(language, f"common.{PLURAL[kind]}") if name == usual[kind] and kind in PLURAL else name
            for kind, name in lines.names.items()
        },
        titles={form: lines.title(form) for form in StageForm},
        closed_elsewhere={form: closed[form] for form in StageForm if form is not StageForm.PARTNERS},
    )


def _together(canvas: Canvas, lines: Lines, language: str) -> Together:
    return Together(
        frame=lines.frame(),
        proposals=lines.proposals(),
        laws=lines.laws(),
        needed=lines.needed(),
        needs=lines.needs(),
        unmet=lines.loose(NoteKind.NEED),
        unused=lines.loose(NoteKind.OFFER),
        agreements=lines.agreements(),
        next_meeting=day_of(canvas.session.next_meeting, language),
        lookback=lines.on_top(LOOKBACK_KINDS),
        radar=lines.radar(),
        scored=canvas.radar.shown,
        aside=lines.aside(),
    )


def _partner(canvas: Canvas, seat: int, partner_id: str, lines: Lines) -> PartnerPart:
    people = sum(person.partner == partner_id for person in canvas.participants.values())
    notes = tuple(lines.note(note_id) for note_id, _ in canvas.notes_of(partner_id))
    return PartnerPart(partner_id, seat, canvas.partners[partner_id].name, people, notes)


def _confirmed(canvas: Canvas, language: str) -> str:
    subject = canvas.subject
    if subject.confirmed is None or subject.confirmed_at is None:
        return say(language, "documents.not-confirmed")
    key = "documents.confirmed-person" if subject.confirmed is Speaker.PERSON else "documents.confirmed-spokesperson"
    return say(language, key, alias=subject.alias, date=day(subject.confirmed_at, language))
