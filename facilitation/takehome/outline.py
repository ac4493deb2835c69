"""What every document tells, in the order in which it tells it: the person, then partner by partner their notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from babel.dates import format_date, format_datetime

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.guides import Guide
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Note, Speaker
from facilitation.locale import say

VALUES = ("safety", "transparency", "coherence", "connection")
"""The four core values, small on every document."""

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
"""How dates are written in each language: as on the pages."""

PLURAL = {NoteKind.WISH: "wishes", NoteKind.OFFER: "offers", NoteKind.NEED: "needs"}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note. `text` is None while it is closed, and then it has no number either."""

    id: str
    kind: NoteKind
    number: int | None
    text: str | None
    at: int


@dataclass(frozen=True)
class PartnerPart:
    """One partner with their notes: wishes, offers, needs. `seat` counts from 1, `people` are those who joined."""

    id: str
    seat: int
    name: str
    people: int
    notes: tuple[NoteLine, ...]

    def of(self, kind: NoteKind) -> list[NoteLine]:
        return [note for note in self.notes if note.kind is kind]


@dataclass(frozen=True)
class Outline:
    """The whole of a document's content, in the words of one language where the product speaks."""

    title: str
    date: str
    heading: str
    story: str
    question: str
    strengths: str
    confirmed: str
    is_confirmed: bool
    partners: tuple[PartnerPart, ...]
    kinds: tuple[NoteKind, ...]
    names: Mapping[NoteKind, str]
    plurals: Mapping[NoteKind, str]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Numbers of partners, and of notes that are still closed."""
        notes = [note for partner in self.partners for note in partner.notes]
        return {"partners": len(self.partners), "closed": sum(note.text is None for note in notes)}

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
    return Outline(
        title=canvas.session.title,
        date=day(canvas.session.created, language),
        heading=f"{subject.alias} ({subject.age})" if subject.age else subject.alias,
        story=subject.story,
        question=subject.question,
        strengths=subject.strengths,
        confirmed=_confirmed(canvas, language),
        is_confirmed=subject.confirmed is not None,
        partners=tuple(_partner(canvas, seat, id, name) for seat, (id, name) in enumerate(_names(canvas), 1)),
        kinds=canvas.guide.circle,
        names={kind: _name_of(canvas.guide, kind, language) for kind in NoteKind},
        plurals={kind: _name_of(canvas.guide, kind, language, PLURAL.get(kind, kind)) for kind in NoteKind},
    )


def _name_of(guide: Guide, kind: NoteKind, language: str, usual: str = "") -> str:
    """What this guide calls a kind of note, else its `usual` name."""
    labels = (stage.labels[kind] for stage in guide.stages if kind in stage.labels)
    label = next(labels, None)
    return label[language] if label else say(language, f"common.{usual or kind}")


def day(at: int, language: str) -> str:
    """The date of `at` (ms since 1970) in words, in UTC: the same wherever the document is made."""
    return format_date(datetime.fromtimestamp(at / 1000, UTC), format="long", locale=_LOCALES[language])


def moment(at: int, language: str) -> str:
    """Date and time of `at` (ms since 1970) in words, in UTC."""
    text = format_datetime(datetime.fromtimestamp(at / 1000, UTC), format="medium", locale=_LOCALES[language])
    return f"{text} UTC"


def _names(canvas: Canvas) -> list[tuple[str, str]]:
    return [(partner_id, partner.name) for partner_id, partner in canvas.seats]


def _partner(canvas: Canvas, seat: int, partner_id: str, name: str) -> PartnerPart:
    people = sum(person.partner == partner_id for person in canvas.participants.values())
    notes = tuple(_line(canvas, note_id, note) for note_id, note in canvas.notes_of(partner_id))
    return PartnerPart(partner_id, seat, name, people, notes)


def _line(canvas: Canvas, note_id: str, note: Note) -> NoteLine:
    text = note.text if note.open else None
    return NoteLine(note_id, note.kind, canvas.numbers.get(note_id), text, note.at)


def _confirmed(canvas: Canvas, language: str) -> str:
    subject = canvas.subject
    if subject.confirmed is None or subject.confirmed_at is None:
        return say(language, "documents.not-confirmed")
    key = "documents.confirmed-person" if subject.confirmed is Speaker.PERSON else "documents.confirmed-spokesperson"
    return say(language, key, alias=subject.alias, date=day(subject.confirmed_at, language))
