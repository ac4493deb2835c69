"""The canvas: the whole picture of one session, as its records make it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from facilitation.canvas import records as r
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import CIRCLE_KINDS, NoteKind, StageForm
from facilitation.canvas.records import Note, Record
from facilitation.canvas.replies import WILLING
from facilitation.canvas.steps import Step

_Record = TypeVar("_Record", bound=Record)


@dataclass(frozen=True)
class Canvas:
    """The whole picture of one session: records by kind and id. Immutable; `fold` makes the next one."""

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)

    def _table(self, kind: str) -> Mapping[str, Any]:
        return self.records.get(kind, MappingProxyType({}))

    @property
    def exists(self) -> bool:
        """Whether a session has been created in this log."""
        return bool(self._table(r.Session.KIND))

    @property
    def session_id(self) -> str:
        return next(iter(self._table(r.Session.KIND)))

    @property
    def session(self) -> r.Session:
        session: r.Session = self._table(r.Session.KIND)[self.session_id]
        return session

    @property
    def guide(self) -> Guide:
        guide: Guide = self._table(Guide.KIND)[r.GUIDE_ID]
        return guide

    def _one(self, cls: type[_Record], id: str, otherwise: _Record) -> _Record:
        """A record that every session has; one of an earlier version may lack it."""
        return cast(_Record, self._table(cls.KIND).get(id, otherwise))

    @property
    def subject(self) -> r.Subject:
        subject: r.Subject = self._table(r.Subject.KIND)[r.SUBJECT_ID]
        return subject

    @property
    def frame(self) -> r.Frame:
        return self._one(r.Frame, r.FRAME_ID, r.Frame())

    @property
    def radar(self) -> r.Radar:
        return self._one(r.Radar, r.RADAR_ID, r.Radar())

    @property
    def board(self) -> r.Board:
        return self._one(r.Board, r.BOARD_ID, r.Board())

    @property
    def floor(self) -> r.Floor:
        return self._one(r.Floor, r.FLOOR_ID, r.Floor())

    @property
    def spotlight(self) -> r.Spotlight:
        return self._one(r.Spotlight, r.SPOTLIGHT_ID, r.Spotlight())

    @property
    def page(self) -> r.Page:
        return self._one(r.Page, r.PAGE_ID, r.Page())

    @property
    def timer(self) -> r.Timer:
        return self._one(r.Timer, r.TIMER_ID, r.Timer())

    @property
    def private(self) -> r.Private:
        return self._one(r.Private, r.PRIVATE_ID, r.Private())

    @property
    def partners(self) -> Mapping[str, r.Partner]:
        return self._table(r.Partner.KIND)

    @property
    def participants(self) -> Mapping[str, r.Participant]:
        return self._table(r.Participant.KIND)

    @property
    def own_people(self) -> frozenset[str]:
        """The participants on the seat of the person concerned themself."""
        own = {id for id, partner in self.partners.items() if partner.own}
        return frozenset(id for id, person in self.participants.items() if own and person.partner in own)

    @property
    def knocks(self) -> Mapping[str, r.Knock]:
        return self._table(r.Knock.KIND)

    @property
    def laws(self) -> Mapping[str, r.Law]:
        return self._table(r.Law.KIND)

    @property
    def notes(self) -> Mapping[str, Note]:
        return self._table(Note.KIND)

    @property
    def placements(self) -> Mapping[str, r.Placement]:
        return self._table(r.Placement.KIND)

    @property
    def proposals(self) -> Mapping[str, r.Proposal]:
        return self._table(r.Proposal.KIND)

    @property
    def supports(self) -> Mapping[str, r.Support]:
        return self._table(r.Support.KIND)

    @property
    def matches(self) -> Mapping[str, r.Match]:
        return self._table(r.Match.KIND)

    @property
    def agreements(self) -> Mapping[str, r.Agreement]:
        return self._table(r.Agreement.KIND)

    @property
    def pulses(self) -> Mapping[str, r.Pulse]:
        return self._table(r.Pulse.KIND)

    @property
    def nudges(self) -> Mapping[str, r.Nudge]:
        return self._table(r.Nudge.KIND)

    @property
    def steps(self) -> tuple[tuple[str, Step], ...]:
        """What the facilitator did and can take back, newest first, with their ids."""
        return tuple(sorted(self._table(Step.KIND).items(), key=lambda item: -item[1].number))

    def has_begun(self, form: StageForm) -> bool:
        """Whether a stage of this form has begun."""
        return any(stage.form is form for stage in self.begun)

    @property
    def begun(self) -> tuple[Stage, ...]:
        """The stages that have begun, in the order of the guide."""
        return tuple(stage for stage in self.guide.stages if stage.key in self.board.begun)

    def stage_of(self, kind: NoteKind) -> str | None:
        """The key of the stage to which a note of this kind belongs that is written now; None before there is one.

        The stage at hand when such a note is written in it, otherwise the last that has begun.
        """
        keys = [stage.key for stage in self.begun if kind in stage.kinds]
        return self.session.stage if self.session.stage in keys else keys[-1] if keys else None

    def record(self, kind: str, id: str) -> Record | None:
        """The record at (`kind`, `id`), if there is one."""
        return self._table(kind).get(id)

    def placement(self, note_id: str) -> r.Placement:
        """Where this note lies."""
        return self.placements.get(note_id, r.Placement())

    def in_sight(self, note_id: str) -> bool:
        """Whether this note can be read by all: open, not laid aside."""
        note = self.notes.get(note_id)
        return note is not None and note.open and not self.placement(note_id).aside

    @cached_property
    def written(self) -> Mapping[str, int]:
        """How many notes each author has; counted once and then carried on by `fold`, so that a limit costs nothing."""
        return Counter(note.author for note in self.notes.values())

    def know_written(self, written: Mapping[str, int]) -> None:
        """Take over `written` from whoever has kept count."""
        vars(self)["written"] = written

    @cached_property
    def seats(self) -> tuple[tuple[str, r.Partner], ...]:
        """The partners with their ids, in their order around the circle."""
        return tuple(sorted(self.partners.items(), key=lambda item: (item[1].position, item[0])))

    def notes_of(self, partner_id: str, kind: NoteKind | None = None) -> list[tuple[str, Note]]:
        """The notes on one partner's sector with their ids: wishes, offers, needs, each oldest first.

        Those that were laid aside, and those below another in a stack, are not on it.
        """
        mine = [
            (note_id, note)
            for note_id, note in self.notes.items()
            if note.partner == partner_id
            and note.kind in CIRCLE_KINDS
            and kind in (None, note.kind)
            and self.placement(note_id) == r.Placement()
        ]
        return sorted(mine, key=lambda item: (CIRCLE_KINDS.index(item[1].kind), item[1].at, item[0]))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number that links a note's dot to its text: open notes, counted around the circle from 1."""
        count = 0
        numbers: dict[str, int] = {}
        for partner_id, _ in self.seats:
            for note_id, note in self.notes_of(partner_id):
                if note.open:
                    count += 1
                    numbers[note_id] = count
        return numbers

    @cached_property
    def willing(self) -> frozenset[str]:
        """The needs that are met and the offers that are used: those with a match to which somebody is willing."""
        found = (match for match in self.matches.values() if match.reply in WILLING)
        return frozenset(note for match in found for note in (match.need, match.offer) if note is not None)

    @cached_property
    def support(self) -> Mapping[str, int]:
        """How many participants support each note."""
        return Counter(support.note for support in self.supports.values())
