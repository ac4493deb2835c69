"""What somebody can want: one frozen dataclass per intent, with the name it has on the wire.

An argument whose name is a word of Python's ends in an underscore here and not on the wire (`from_` is `from`).
Who gives the command comes from their identity, never from the arguments. Ids are made by the sender.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from facilitation.canvas.guides import Guide
from facilitation.canvas.records import NoteKind, Speaker


@dataclass(frozen=True, slots=True)
class CreateSession:
    """Begin a log. Given by the API only; `partners` are (id, name) in their order around the circle."""

    NAME: ClassVar[str] = "session.create"
    session: str
    title: str
    alias: str
    language: str
    guide: Guide
    retention_days: int
    age: str = ""
    partners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Take a seat at the partner `partner`, or at a new one with that id named `partner_name`. Given by the door."""

    NAME: ClassVar[str] = "participant.join"
    participant: str
    partner: str
    partner_name: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class EditSession:
    NAME: ClassVar[str] = "session.edit"
    title: str


@dataclass(frozen=True, slots=True)
class CloseSession:
    NAME: ClassVar[str] = "session.close"


@dataclass(frozen=True, slots=True)
class ReopenSession:
    NAME: ClassVar[str] = "session.reopen"


@dataclass(frozen=True, slots=True)
class SetSubject:
    """Write down the person's own words. A field that is left out stays as it was."""

    NAME: ClassVar[str] = "subject.set"
    alias: str | None = None
    age: str | None = None
    story: str | None = None
    question: str | None = None
    strengths: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmSubject:
    """Say "klopt" to the story and the question, as the person or as their spokesperson."""

    NAME: ClassVar[str] = "subject.confirm"
    as_: Speaker = Speaker.PERSON


@dataclass(frozen=True, slots=True)
class AddPartner:
    NAME: ClassVar[str] = "partner.add"
    partner: str
    name: str


@dataclass(frozen=True, slots=True)
class EditPartner:
    NAME: ClassVar[str] = "partner.edit"
    partner: str
    name: str


@dataclass(frozen=True, slots=True)
class MovePartner:
    """Put the partner at `position` (from 0) around the circle; the others make room."""

    NAME: ClassVar[str] = "partner.move"
    partner: str
    position: int


@dataclass(frozen=True, slots=True)
class RemovePartner:
    NAME: ClassVar[str] = "partner.remove"
    partner: str


@dataclass(frozen=True, slots=True)
class EditParticipant:
    """Change one's own name or seat. One's notes move along to the new seat."""

    NAME: ClassVar[str] = "participant.edit"
    partner: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveParticipant:
    NAME: ClassVar[str] = "participant.remove"
    participant: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write a note. `closed` says that its author was promised a closed note, whatever the board is by now."""

    NAME: ClassVar[str] = "note.add"
    note: str
    kind: NoteKind
    text: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class EditNote:
    NAME: ClassVar[str] = "note.edit"
    note: str
    text: str
    kind: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class RemoveNote:
    NAME: ClassVar[str] = "note.remove"
    note: str


@dataclass(frozen=True, slots=True)
class OpenNote:
    """Open one's own note on a board that is already open."""

    NAME: ClassVar[str] = "note.open"
    note: str


@dataclass(frozen=True, slots=True)
class OpenNotes:
    """Open the board: the notes of one `kind`, or of all kinds written in `stage` (all kinds when neither is given)."""

    NAME: ClassVar[str] = "notes.open"
    kind: NoteKind | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class GoToStage:
    """Go to `stage`, provided that the session is still at `from_`."""

    NAME: ClassVar[str] = "stage.go"
    stage: str
    from_: str


@dataclass(frozen=True, slots=True)
class GiveFloor:
    """Give the floor to a partner, or to nobody; with `from_`, only if that partner still has it ("" for nobody)."""

    NAME: ClassVar[str] = "floor.give"
    partner: str | None = None
    from_: str | None = None


@dataclass(frozen=True, slots=True)
class NextFloor:
    """Give the floor to the next partner not yet heard, clockwise; with `from_` as in `GiveFloor`."""

    NAME: ClassVar[str] = "floor.next"
    from_: str | None = None


@dataclass(frozen=True, slots=True)
class OpenDoor:
    NAME: ClassVar[str] = "door.open"


@dataclass(frozen=True, slots=True)
class CloseDoor:
    NAME: ClassVar[str] = "door.close"


@dataclass(frozen=True, slots=True)
class RotateDoor:
    """Say that code and join token have been made anew. The keys themselves are in no log: the server makes them."""

    NAME: ClassVar[str] = "door.rotate"


Command = (
    CreateSession
    | Join
    | EditSession
    | CloseSession
    | ReopenSession
    | SetSubject
    | ConfirmSubject
    | AddPartner
    | EditPartner
    | MovePartner
    | RemovePartner
    | EditParticipant
    | RemoveParticipant
    | AddNote
    | EditNote
    | RemoveNote
    | OpenNote
    | OpenNotes
    | GoToStage
    | GiveFloor
    | NextFloor
    | OpenDoor
    | CloseDoor
    | RotateDoor
)
"""Every intent."""

WIRE_COMMANDS: Mapping[str, type[Command]] = MappingProxyType(
    {
        cls.NAME: cls
        for cls in (
            EditSession,
            CloseSession,
            ReopenSession,
            SetSubject,
            ConfirmSubject,
            AddPartner,
            EditPartner,
            MovePartner,
            RemovePartner,
            EditParticipant,
            RemoveParticipant,
            AddNote,
            EditNote,
            RemoveNote,
            OpenNote,
            OpenNotes,
            GoToStage,
            GiveFloor,
            NextFloor,
            OpenDoor,
            CloseDoor,
            RotateDoor,
        )
    }
)
"""The intents that a client may send, by name. Creating and joining go over HTTP."""
