"""The records a canvas is made of, and how each is written down.

A record is a frozen dataclass with a `KIND`; its JSON form is the dataclass as a dictionary. That form is the one
in the log, on the wire and in `canvas.json`. Times are milliseconds since 1970-01-01 UTC, as the server read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from facilitation.canvas.guides import Guide


class Status(StrEnum):
    """The life of a session. A purged session has no records left, so it needs no status."""

    OPEN = "open"
    LIVE = "live"
    CLOSED = "closed"


class NoteKind(StrEnum):
    """What a partner says at the circle, from the inner ring outwards."""

    WISH = "wish"
    OFFER = "offer"
    NEED = "need"


class Speaker(StrEnum):
    """Who said "klopt" to the story and the question."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"


@dataclass(frozen=True, slots=True)
class Session:
    """One gathering. Its record id is the session's id.

    `door` says whether new phones may join; `rotation` counts how often code and join token were made anew, so that
    screens know when to fetch them.
    """

    KIND: ClassVar[str] = "session"
    title: str
    language: str
    created: int
    retention_days: int
    status: Status = Status.OPEN
    stage: str = ""
    door: bool = True
    closed: int | None = None
    purge_at: int | None = None
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The person concerned (record id `subject`): an alias, never a full name, and their own words."""

    KIND: ClassVar[str] = "subject"
    alias: str
    age: str = ""
    story: str = ""
    question: str = ""
    strengths: str = ""
    confirmed: Speaker | None = None
    confirmed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A seat at the circle; `position` counts from 0, clockwise from the top."""

    KIND: ClassVar[str] = "partner"
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Participant:
    """One phone, one human, one partner. `name` is what they want to be called, or nothing."""

    KIND: ClassVar[str] = "participant"
    partner: str
    joined: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One wish, offer or need. `text` is null only in the eyes of an audience that may not read it yet."""

    KIND: ClassVar[str] = "note"
    partner: str
    author: str
    kind: NoteKind
    text: str | None
    at: int
    open: bool = False
    edited: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """What the facilitator has opened (record id `board`).

    `writing` is true once the partners' stage has begun; `open` holds the kinds of note that are open as they
    come in.
    """

    KIND: ClassVar[str] = "board"
    writing: bool = False
    open: tuple[NoteKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """Who is speaking (record id `floor`) and who has been heard, in the order in which they had the floor."""

    KIND: ClassVar[str] = "floor"
    partner: str | None = None
    heard: tuple[str, ...] = ()


Record = Session | Subject | Partner | Participant | Note | Board | Floor | Guide
"""Every kind of record."""

SUBJECT_ID, BOARD_ID, FLOOR_ID, GUIDE_ID = "subject", "board", "floor", "guide"

RECORD_TYPES: Mapping[str, type[Record]] = MappingProxyType(
    {cls.KIND: cls for cls in (Session, Subject, Partner, Participant, Note, Board, Floor, Guide)}
)
"""Record types by the kind under which they stand in the log."""


@dataclass(frozen=True, slots=True)
class Change:
    """Put the record `value` at (`kind`, `id`), or remove it when `value` is None."""

    kind: str
    id: str
    value: Record | None


@dataclass(frozen=True)
class Canvas:
    """The whole picture of one session: records by kind and id. Immutable; `fold` makes the next one."""

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)

    def _table(self, kind: str) -> Mapping[str, Any]:
        return self.records.get(kind, MappingProxyType({}))

    @property
    def exists(self) -> bool:
        """Whether a session has been created in this log."""
        return bool(self._table(Session.KIND))

    @property
    def session_id(self) -> str:
        return next(iter(self._table(Session.KIND)))

    @property
    def session(self) -> Session:
        session: Session = self._table(Session.KIND)[self.session_id]
        return session

    @property
    def guide(self) -> Guide:
        guide: Guide = self._table(Guide.KIND)[GUIDE_ID]
        return guide

    @property
    def subject(self) -> Subject:
        subject: Subject = self._table(Subject.KIND)[SUBJECT_ID]
        return subject

    @property
    def board(self) -> Board:
        board: Board = self._table(Board.KIND)[BOARD_ID]
        return board

    @property
    def floor(self) -> Floor:
        floor: Floor = self._table(Floor.KIND)[FLOOR_ID]
        return floor

    @property
    def partners(self) -> Mapping[str, Partner]:
        return self._table(Partner.KIND)

    @property
    def participants(self) -> Mapping[str, Participant]:
        return self._table(Participant.KIND)

    @property
    def notes(self) -> Mapping[str, Note]:
        return self._table(Note.KIND)

    @cached_property
    def written(self) -> Mapping[str, int]:
        """How many notes each author has; counted once and then carried on by `fold`, so that a limit costs nothing."""
        return Counter(note.author for note in self.notes.values())

    def know_written(self, written: Mapping[str, int]) -> None:
        """Take over `written` from whoever has kept count."""
        vars(self)["written"] = written

    @cached_property
    def seats(self) -> tuple[tuple[str, Partner], ...]:
        """The partners with their ids, in their order around the circle."""
        return tuple(sorted(self.partners.items(), key=lambda item: (item[1].position, item[0])))

    def notes_of(self, partner_id: str, kind: NoteKind | None = None) -> list[tuple[str, Note]]:
        """The notes of one partner with their ids: wishes, offers, needs, each oldest first."""
        order = list(NoteKind)
        mine = [
            (note_id, note)
            for note_id, note in self.notes.items()
            if note.partner == partner_id and kind in (None, note.kind)
        ]
        return sorted(mine, key=lambda item: (order.index(item[1].kind), item[1].at, item[0]))

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


def to_json(record: Record | None) -> dict[str, Any] | None:
    """The record as plain JSON values; None stays None."""
    return None if record is None else asdict(record)


def from_json(kind: str, value: Mapping[str, Any] | None) -> Record | None:
    """The record that `to_json` wrote.

    Raises:
        KeyError: `kind` is not a kind of record.
        ValueError: a value is outside its enumeration.
    """
    if value is None:
        return None
    fields = dict(value)
    match kind:
        case "session":
            fields["status"] = Status(fields["status"])
        case "subject":
            fields["confirmed"] = Speaker(fields["confirmed"]) if fields["confirmed"] else None
        case "note":
            fields["kind"] = NoteKind(fields["kind"])
        case "board":
            fields["open"] = tuple(NoteKind(kind) for kind in fields["open"])
        case "floor":
            fields["heard"] = tuple(fields["heard"])
        case "guide":
            return Guide.from_json(value)
        case _:
            pass
    return RECORD_TYPES[kind](**fields)
