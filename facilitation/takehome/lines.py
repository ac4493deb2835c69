"""The pieces of which every document is made: one note, one law, one need with its answers, one agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_date, format_datetime

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.guides import Text
from facilitation.canvas.kinds import FRAME_KINDS, NoteKind, StageForm
from facilitation.canvas.records import VALUES, Agreement, Match, Note
from facilitation.canvas.replies import WILLING, Reply
from facilitation.locale import say

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
"""How dates are written in each language: as on the pages."""


_SAID = {Reply.YES: "", Reply.TRY: "tries", Reply.UNCLEAR: "unclear", Reply.NO: "no", None: "not-answered"}
"""What stands behind the name of who was asked for a part in an agreement, in this order."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note. `text` is None while it is closed; then it has no number either, as those outside the circle.

    `name` is what its kind is called, `who` the partner, "" where it carries no name; then `at` is None, since the
    moment could tell whose it is. `below` lie under it in a stack.
    """

    id: str
    kind: NoteKind
    name: str
    number: int | None
    text: str | None
    at: int | None
    who: str
    support: int
    below: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class LawLine:
    """A law or rule of the safety net."""

    name: str
    allows: str
    asks: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one partner was asked for a need: perhaps one of their offers. `reply` is in words; `line` is their own."""

    match: str
    partner: str
    offer: NoteLine | None
    reply: str
    willing: bool
    line: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need with what was asked for it."""

    need: NoteLine
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Who does what, with what means, by when (in words); behind a name stands who will try, or has not answered."""

    what: str
    who: tuple[str, ...]
    means: str
    due: str


class Lines:
    """Makes the pieces of one canvas, with the product's own words in one language."""

    def __init__(self, canvas: Canvas, language: str) -> None:
        self._canvas, self._language = canvas, language
        self.names: Mapping[NoteKind, str] = {kind: self._name(kind) for kind in NoteKind}
        self._below: dict[str, list[str]] = {}
        for note_id, placement in canvas.placements.items():
            if placement.on is not None and canvas.in_sight(note_id):
                self._below.setdefault(placement.on, []).append(note_id)

    def _name(self, kind: NoteKind, stage: str = "") -> str:
        """What the guide calls a kind of note in this stage, else its usual name."""
        label = self._canvas.guide.label(kind, stage)
        return label[self._language] if label else say(self._language, f"common.{kind}")

    def title(self, form: StageForm) -> str:
        """What the guide calls its first stage of this form, "" when it has none."""
        return next((self._said(stage.title) for stage in self._canvas.guide.stages if stage.form is form), "")

    def _said(self, text: Text) -> str:
        return text[self._language].replace("{subject}", self._canvas.subject.alias)

    def note(self, note_id: str) -> NoteLine:
        """A note, with what lies below it."""
        canvas, note = self._canvas, self._canvas.notes[note_id]
        partner = canvas.partners.get(note.partner) if note.named else None
        return NoteLine(
            id=note_id,
            kind=note.kind,
            name=self._name(note.kind, note.stage),
            number=canvas.numbers.get(note_id),
            text=note.text if note.open else None,
            at=note.at if note.named else None,
            who=partner.name if partner else "",
            support=canvas.support.get(note_id, 0),
            below=tuple(self.note(below) for below in self._oldest_first(self._below.get(note_id, ()))),
        )

    def _oldest_first(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda id: (self._canvas.notes[id].at, id))

    def _notes(self, belongs: Callable[[str, Note], bool]) -> tuple[NoteLine, ...]:
        """The notes that belong, as all can read them, on top of their stacks: by kind, oldest first."""
        order = list(NoteKind)
        found = [id for id, note in self._canvas.notes.items() if self._canvas.in_sight(id) and belongs(id, note)]
        return tuple(
            sorted(map(self.note, self._oldest_first(found)), key=lambda line: order.index(line.kind)),
        )

    def on_top(self, kinds: tuple[NoteKind, ...]) -> tuple[NoteLine, ...]:
        """The notes of these kinds that can be read and lie below no other."""
        return self._notes(lambda id, note: note.kind in kinds and self._canvas.placement(id).on is None)

    def needed(self) -> tuple[tuple[str, tuple[NoteLine, ...]], ...]:
        """The notes of each stage that asked what is needed, behind its title; a stage without notes is left out."""
        stages = [stage for stage in self._canvas.guide.stages if stage.form is StageForm.NEEDED]
        first = stages[0].key if stages else ""
        keys = {id: note.stage or first for id, note in self._canvas.notes.items()}
        lines = self.on_top((NoteKind.NEEDED,))
        found = (
            (self._said(stage.title), tuple(line for line in lines if keys[line.id] == stage.key)) for stage in stages
        )
        return tuple((title, notes) for title, notes in found if notes)

    def aside(self) -> tuple[NoteLine, ...]:
        """What was open and laid aside."""
        ids = [id for id, placement in self._canvas.placements.items() if placement.aside]
        lines = (self.note(id) for id in self._oldest_first(id for id in ids if id in self._canvas.notes))
        return tuple(line for line in lines if line.text is not None)

    def frame(self) -> tuple[tuple[NoteKind, str], ...]:
        """What the group settled, by kind."""
        settled = ((kind, str(getattr(self._canvas.frame, kind))) for kind in FRAME_KINDS)
        return tuple((kind, text) for kind, text in settled if text)

    def proposals(self) -> tuple[NoteLine, ...]:
        """What was proposed for the frame and does not stand in what the group settled on."""
        settled = {kind: f"\n{text}\n" for kind, text in self.frame()}
        return tuple(line for line in self.on_top(FRAME_KINDS) if f"\n{line.text}\n" not in settled.get(line.kind, ""))

    def laws(self) -> tuple[LawLine, ...]:
        """The safety net, in the order in which it was made."""
        laws = sorted(self._canvas.laws.items(), key=lambda item: (item[1].at, item[0]))
        return tuple(LawLine(law.name, law.allows, law.asks) for _, law in laws)

    def needs(self) -> tuple[NeedLine, ...]:
        """The needs for which something was asked, in the order of their numbers, each with its answers."""
        asked: dict[str, list[Answer]] = {}
        for match_id, match in sorted(self._canvas.matches.items(), key=lambda item: (item[1].at, item[0])):
            if match.need is not None and self._canvas.in_sight(match.need):
                asked.setdefault(match.need, []).append(self._answer(match_id, match))
        lines = [NeedLine(self.note(need), tuple(answers)) for need, answers in asked.items()]
        return tuple(sorted(lines, key=lambda line: (line.need.number or len(self._canvas.notes), line.need.id)))

    def _answer(self, match_id: str, match: Match) -> Answer:
        partner = self._canvas.partners.get(match.partner)
        offer = self.note(match.offer) if match.offer and self._canvas.in_sight(match.offer) else None
        willing = match.reply in WILLING
        name = partner.name if partner else ""
        return Answer(match_id, name, offer, self._reply(match.reply), willing, match.line)

    def _reply(self, reply: Reply | None) -> str:
        return say(self._language, f"documents.reply-{reply or 'none'}")

    def loose(self, kind: NoteKind) -> tuple[NoteLine, ...]:
        """The needs that nobody answered, or the offers that nobody used, once the connecting has begun."""
        if not self._canvas.has_begun(StageForm.CONNECT):
            return ()
        matched = {self._canvas.placement(id).on or id for id in self._canvas.willing}
        return tuple(line for line in self.on_top((kind,)) if line.id not in matched)

    def agreements(self) -> tuple[AgreementLine, ...]:
        """The agreements, in the order in which they were made."""
        return tuple(
            AgreementLine(
                what=each.what,
                who=tuple(self._answers(id, each)),
                means=each.means,
                due=day_of(each.due, self._language),
            )
            for id, each in sorted(self._canvas.agreements.items(), key=lambda item: (item[1].at, item[0]))
        )

    def _answers(self, agreement_id: str, agreement: Agreement) -> Iterator[str]:
        """Who does it, then who will try, who does not, and who has not answered; each with what they added."""
        answers = {match.partner: match for match in self._questions(agreement_id)}
        named = [id for id in agreement.who if id not in answers]
        order = sorted(answers, key=lambda id: list(_SAID).index(answers[id].reply))
        for id in (*named, *order):
            if partner := self._canvas.partners.get(id):
                yield self._with_answer(partner.name, answers.get(id))

    def _with_answer(self, name: str, match: Match | None) -> str:
        said = _SAID[match.reply] if match else ""
        name = say(self._language, f"documents.{said}", name=name) if said else name
        line = match.line if match and match.reply else ""
        return say(self._language, "documents.added", name=name, line=line) if line else name

    def _questions(self, agreement_id: str) -> list[Match]:
        found = [item for item in self._canvas.matches.items() if item[1].agreement == agreement_id]
        return [match for _, match in sorted(found, key=lambda item: (item[1].at, item[0]))]

    def radar(self) -> tuple[tuple[str, float], ...]:
        """The means of the four values, when they have been shown."""
        radar = self._canvas.radar
        means = ((say(self._language, f"common.value-{value}"), getattr(radar, value)) for value in VALUES)
        return tuple((name, mean) for name, mean in means if radar.shown and mean is not None)


def day(at: int, language: str) -> str:
    """The date of `at` (ms since 1970) in words, in UTC: the same wherever the document is made."""
    return format_date(datetime.fromtimestamp(at / 1000, UTC), format="long", locale=_LOCALES[language])


def moment(at: int, language: str) -> str:
    """Date and time of `at` (ms since 1970) in words, in UTC."""
    text = format_datetime(datetime.fromtimestamp(at / 1000, UTC), format="medium", locale=_LOCALES[language])
    return f"{text} UTC"


def day_of(written: str, language: str) -> str:
    """A day of the calendar (`2026-12-01`) in words, with its time when it has one; "" stays ""."""
    if not written:
        return ""
    when = datetime.fromisoformat(written)
    text = format_date(when, format="full", locale=_LOCALES[language])
    return say(language, "documents.day-and-time", day=text, time=f"{when:%H:%M}") if "T" in written else text
