"""Everything that anybody does in a demonstration, as commands, in the order of the guide.

Pure, and the same for the same example and people. What only the running server knows stands in the arguments as a
`PartnerNamed`, `PersonAt` or `InDays`; whoever plays the scenes puts the real value there (`real`). What belongs to
somebody who is not there is left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from facilitation.canvas import limits
from facilitation.canvas.guides import Stage
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import VALUES
from facilitation.demo.checks import laid_on
from facilitation.demo.example import Example, ExampleAgreement, ExampleMatch
from facilitation.demo.played import Step, Until
from facilitation.demo.script import PhoneScript, WrittenNote, new_ids

READING, FLOOR, BREATH, MOMENT = 12.0, 7.0, 3.0, 1.0
"""Seconds for reading the person's words, for a partner's turn, between two moments, and for a press of a button."""

SATURDAY = 5
"""As `date.weekday` counts."""

LEAD = None
"""The facilitator, as the one who makes a move."""


@dataclass(frozen=True, slots=True)
class PartnerNamed:
    """The id of the partner with this name."""

    name: str


@dataclass(frozen=True, slots=True)
class PersonAt:
    """The id of the participant with the phone of this number."""

    phone: int


@dataclass(frozen=True, slots=True)
class InDays:
    """The day so many days from now, with a time or without; at the weekend nobody meets, so then it is a Monday."""

    days: int
    time: str = ""

    def after(self, today: date) -> str:
        """`2026-12-01`, or `2026-12-01T10:30`."""
        day = today + timedelta(days=self.days)
        day += timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
        return f"{day.isoformat()}T{self.time}" if self.time else day.isoformat()


def real(value: Any, *, partner: Callable[[str], str], person: Callable[[int], str], today: date) -> Any:
    """What only the running session knows, in place of what stands for it in a move."""
    match value:
        case PartnerNamed(name):
            return partner(name)
        case PersonAt(phone):
            return person(phone)
        case InDays():
            return value.after(today)
        case list():
            return [real(each, partner=partner, person=person, today=today) for each in value]
    return value


@dataclass(frozen=True, slots=True)
class Move:
    """The facilitator or the phone with this number (`by`) gives a command, after so many seconds."""

    by: int | None
    name: str
    args: Mapping[str, Any]
    after: float = 0.0
    tell: tuple[Step, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Moves one after another or, `together`, each phone at its own pace. `until` is the phase that it belongs to."""

    until: Until
    moves: tuple[Move, ...]
    together: bool = False


def write_scenes(example: Example, people: list[PhoneScript], floor: str | None = None) -> list[Scene]:
    """The whole play, from the second stage of the guide to its last.

    `floor` is the partner who speaks first; otherwise it is the first one of the circle.
    """
    return list(_Writing(example, people, floor).scenes())


class _Writing:
    def __init__(self, example: Example, people: list[PhoneScript], floor: str | None) -> None:
        self.example, self.people = example, people
        self.written = {note.id: (phone, note) for phone, person in enumerate(people) for note in person.notes}
        self.keys: dict[str | None, str] = {
            note.note.key: id for id, (_, note) in self.written.items() if note.note.key
        }
        self.first = {person.partner: phone for phone, person in reversed(list(enumerate(people)))}
        first = [floor] if floor in example.partners else []
        start = example.partners.index(first[0]) if first else 0
        self.turns = [*example.partners[start:], *example.partners[:start]]
        self.all_are_in = False
        self.willing: dict[str, tuple[int, str]] = {}
        self.done = set[tuple[str, int]]()
        self.left_to_do: list[Move] = []
        self._ids = iter(new_ids(random.Random(f"{example.title}/{len(people)}"), 2_000))
        self.matches: dict[str, str] = {}

    def scenes(self) -> Iterator[Scene]:
        write: dict[StageForm, Callable[[Stage], Iterator[Scene]]] = {
            StageForm.PERSON: self._person,
            StageForm.FRAME: self._frame,
            StageForm.NEEDED: self._needed,
            StageForm.PARTNERS: self._partners,
            StageForm.CONNECT: self._connect,
            StageForm.AGREEMENTS: self._agreements,
            StageForm.LOOKBACK: self._lookback,
        }
        stages = self.example.load_guide().stages
        for before, stage in pairwise(stages):
            begun = (*self._to_do(), self._go(before, stage))
            yield Scene(Until(stage.form), begun)
            if stage.form in write:
                yield from write[stage.form](stage)
        yield Scene(Until.CLOSE, tuple(self._to_do()))

    def _to_do(self) -> list[Move]:
        moves, self.left_to_do = self.left_to_do, []
        return moves

    def _go(self, before: Stage, stage: Stage) -> Move:
        title = stage.title[self.example.language]
        args = {"stage": stage.key, "from": before.key}
        return Move(LEAD, "stage.go", args, BREATH, (Step.STAGE, {"title": title}))

    def _person(self, stage: Stage) -> Iterator[Scene]:
        words = self.example.subject
        said = {"story": words.story, "question": words.question, "strengths": words.strengths}
        yield Scene(Until.PERSON, (Move(LEAD, "subject.set", said, BREATH),))
        speaker = self.first.get(words.confirmed_by, LEAD)
        confirm = {"as": words.confirmed_as.value}
        self.left_to_do.append(Move(speaker, "subject.confirm", confirm, READING, (Step.CONFIRMED, {})))

    def _frame(self, stage: Stage) -> Iterator[Scene]:
        yield from self._writes(stage, Until.FRAME, closed=False)
        settled = {kind: text for kind, text in self.example.frame.model_dump().items() if text}
        moves = [*self._supports(stage)]
        for kind, text in settled.items():
            moves.append(Move(LEAD, "frame.set", {kind: text}, BREATH, (Step.SETTLED, {"text": text})))
        for law in self.example.laws:
            words = {"law": next(self._ids), **law.model_dump(exclude={"by"})}
            moves.append(Move(self.first.get(law.by), "law.add", words, BREATH, (Step.LAW, {"name": law.name})))
        yield Scene(Until.FRAME, tuple(moves))

    def _needed(self, stage: Stage) -> Iterator[Scene]:
        yield Scene(Until.NEEDED, tuple(self._timer(stage)))
        yield from self._writes(stage, Until.NEEDED)
        notes = self._of(stage)
        moves = [*self._opened(stage)]
        for id, (_, note) in notes.items():
            if note.note.on in self.keys:
                moves.append(Move(LEAD, "note.stack", {"note": id, "on": self.keys[note.note.on]}, MOMENT))
        moves += [*self._supports(stage), *self._moments(notes)]
        yield Scene(Until.NEEDED, tuple(moves))

    def _partners(self, stage: Stage) -> Iterator[Scene]:
        yield Scene(Until.PARTNERS, tuple(self._timer(stage)))
        yield from self._private(stage)
        yield Scene(Until.PARTNERS, tuple(self._nudge()))
        yield from self._writes(stage, Until.PARTNERS)
        (give, *first), *rest = [list(self._turn(stage, place)) for place in range(len(self.turns))]
        yield Scene(Until.OPENED, (*self._opened(stage), give))
        heard = Move(LEAD, "floor.give", {"partner": None}, FLOOR)
        self.left_to_do += [*first, *(move for turn in rest for move in turn), heard]

    def _private(self, stage: Stage) -> Iterator[Scene]:
        """The partners of private time write first; what they wrote is theirs until they open it."""
        names = [name for name in self.example.control.private if name in self.first]
        people = {
            phone
            for phone, person in enumerate(self.people)
            if person.partner in names and (self.all_are_in or not person.late)
        }
        if not people:
            return
        begin = {"partners": [PartnerNamed(name) for name in names]}
        tell = (Step.PRIVATE, {"names": ", ".join(names)})
        yield Scene(Until.PARTNERS, (Move(LEAD, "private.start", begin, BREATH, tell),))
        yield from self._writes(stage, Until.PARTNERS, people)
        mine = {id: phone for id, (phone, _) in self._of(stage).items() if phone in people}
        opening = [Move(phone, "note.open", {"note": id}, MOMENT) for id, phone in mine.items()]
        yield Scene(Until.PARTNERS, (Move(LEAD, "private.end", {}, BREATH), *opening))

    def _nudge(self) -> Iterator[Move]:
        """Somebody who has not begun gets a gentle word, if they are there already."""
        phone = self.first.get(self.example.control.nudge)
        if phone is not None and (self.all_are_in or not self.people[phone].late):
            yield Move(LEAD, "nudge.give", {"participant": PersonAt(phone)}, READING)

    def _turn(self, stage: Stage, place: int) -> Iterator[Move]:
        name, control = self.turns[place], self.example.control
        before = "" if not place else PartnerNamed(self.turns[place - 1])
        told = (Step.FLOOR, {"name": name, "n": place + 1, "of": len(self.turns)})
        give = {"partner": PartnerNamed(name), "from": before}
        yield Move(LEAD, "floor.give", give, FLOOR if place else BREATH, told)
        yield from self._moments({id: at for id, at in self._of(stage).items() if at[1].note.partner == name})
        if control.stop == name:
            yield Move(LEAD, "safety.stop", {}, FLOOR, (Step.STOPPED, {}))
            yield Move(LEAD, "safety.resume", {}, FLOOR, (Step.RESUMED, {}))

    def _moments(self, notes: Mapping[str, tuple[int, WrittenNote]]) -> Iterator[Move]:
        """What the facilitator does with some of these notes: show one large, lay one aside and bring it back,
        propose other words."""
        control = self.example.control
        spotlight, aside = self.keys.get(control.spotlight, ""), self.keys.get(control.aside, "")
        if spotlight in notes:
            yield Move(LEAD, "spotlight.set", {"note": spotlight}, BREATH)
            yield Move(LEAD, "spotlight.set", {"note": None}, FLOOR)
        if aside in notes:
            yield Move(LEAD, "note.aside", {"note": aside}, BREATH)
            yield Move(LEAD, "note.back", {"note": aside}, FLOOR)
        if control.correction is not None and (id := self.keys.get(control.correction.note, "")) in notes:
            text = control.correction.text
            yield Move(LEAD, "note.propose", {"note": id, "text": text}, BREATH)
            yield Move(notes[id][0], "note.accept", {"note": id}, FLOOR, (Step.CORRECTED, {"text": text}))

    def _connect(self, stage: Stage) -> Iterator[Scene]:
        moves = [move for match in self.example.matches for move in self._match(match)]
        yield Scene(Until.CONNECT, tuple(moves))

    def _match(self, match: ExampleMatch) -> Iterator[Move]:
        need, offer = self.keys.get(match.need), self.keys.get(match.offer)
        asked = self.first.get(match.partner) if match.offer is None else self.written[offer][0] if offer else None
        if need is None or asked is None:
            return
        own, id = laid_on(self.example, match), next(self._ids)
        by = asked if own else self.first.get(match.by)
        if match.key:
            self.matches[match.key] = id
        about: dict[str, Any] = {"match": id, "need": need}
        about |= {"offer": offer} if offer else {"partner": PartnerNamed(match.partner)}
        name = self.people[asked].partner
        told = {"name": name, "text": self.written[need][1].note.text}
        yield Move(by, "match.ask", about, BREATH, (Step.ASKED, told))
        if match.reply is not None:
            self.willing[id] = (asked, match.reply.value)
        if match.reply is not None and not own:
            yield self._answer(asked, id, match.reply.value, match.line)
        elif own and match.line:
            yield self._answer(asked, id, "yes", match.line)

    def _answer(self, phone: int, match: str, reply: str, line: str) -> Move:
        told = (Step.ANSWERED, {"name": self.people[phone].partner, "reply": reply, "line": line})
        return Move(phone, "match.answer", {"match": match, "reply": reply, "line": line}, BREATH + len(line) / 9, told)

    def _agreements(self, stage: Stage) -> Iterator[Scene]:
        moves = [move for agreement in self.example.agreements for move in self._agreement(agreement)]
        if (meeting := self.example.next_meeting) is not None:
            day = InDays(meeting.days, meeting.time)
            moves.append(Move(LEAD, "meeting.set", {"date": day}, BREATH, (Step.MEETING, {"day": day})))
        yield Scene(Until.AGREEMENTS, tuple(moves))

    def _agreement(self, agreement: ExampleAgreement) -> Iterator[Move]:
        id, match = next(self._ids), self.matches.get(agreement.match or "")
        question = next(self._ids)
        args: dict[str, Any] = {"agreement": id, "what": agreement.what, "means": agreement.means}
        args |= {} if agreement.days is None else {"due": InDays(agreement.days)}
        args |= {} if match is None else {"match": match, "asked": question}
        yield Move(LEAD, "agreement.add", args, BREATH, (Step.AGREED, {"what": agreement.what}))
        if match is not None:
            willing, reply = self.willing[match]
            yield self._answer(willing, question, reply, "")
        for answer in agreement.asked:
            phone = self.first.get(answer.partner)
            if phone is not None:
                asked = next(self._ids)
                about = {"match": asked, "agreement": id, "partner": PartnerNamed(answer.partner)}
                yield Move(LEAD, "match.ask", about, MOMENT)
                yield self._answer(phone, asked, answer.reply.value, answer.line)

    def _lookback(self, stage: Stage) -> Iterator[Scene]:
        yield from self._writes(stage, Until.LOOKBACK)
        scored = [
            Move(phone, "pulse.set", dict(zip(VALUES, person.scores, strict=True)), BREATH)
            for phone, person in enumerate(self.people)
            if person.scores is not None
        ]
        yield Scene(Until.LOOKBACK, tuple(scored), together=True)
        moves = [*self._opened(stage)]
        if len(scored) >= limits.RADAR:
            moves.append(Move(LEAD, "pulse.show", {}, BREATH, (Step.RADAR, {"n": len(scored)})))
        yield Scene(Until.LOOKBACK, tuple(moves))

    def _of(self, stage: Stage) -> dict[str, tuple[int, WrittenNote]]:
        """The notes of this stage by id, with the phone of their author."""
        return {id: at for id, at in self.written.items() if at[1].stage == stage.key}

    def _writes(
        self, stage: Stage, until: Until, only: set[int] | None = None, *, closed: bool = True
    ) -> Iterator[Scene]:
        """These people write, or all who have not yet done so."""
        moves = list[Move]()
        for phone in range(len(self.people)):
            if (stage.key, phone) not in self.done and (only is None or phone in only):
                self.done.add((stage.key, phone))
                moves += self._writing(stage, phone, closed)
        yield Scene(until, tuple(moves), together=True)
        self.all_are_in = True

    def _writing(self, stage: Stage, phone: int, closed: bool) -> Iterator[Move]:
        person = self.people[phone]
        for note in person.notes:
            if note.stage == stage.key:
                words = {"note": note.id, "kind": note.note.kind.value, "text": note.note.text}
                promised = {"closed": True} if closed else {}
                named = {"named": True} if note.note.named else {}
                yield Move(phone, "note.add", {**words, **promised, **named}, note.thinks + note.types)
        if closed and person.gets_ready:
            yield Move(phone, "ready.set", {"ready": True}, MOMENT)

    def _supports(self, stage: Stage) -> Iterator[Move]:
        for id, (_, note) in self._of(stage).items():
            for name in note.note.support:
                if (phone := self.first.get(name)) is not None:
                    yield Move(phone, "note.support", {"note": id}, MOMENT / 2)

    def _timer(self, stage: Stage) -> Iterator[Move]:
        timer = self.example.control.timer
        if timer is not None and timer.stage == stage.key:
            yield Move(LEAD, "timer.start", {"seconds": timer.minutes * 60, "sound": False}, MOMENT)

    def _opened(self, stage: Stage) -> Iterator[Move]:
        timer = self.example.control.timer
        if timer is not None and timer.stage == stage.key:
            yield Move(LEAD, "timer.stop", {}, MOMENT)
        told = (Step.OPENED, {"n": len(self._of(stage))})
        yield Move(LEAD, "notes.open", {"stage": stage.key}, BREATH, told)
