"""What somebody can want with notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from facilitation.canvas.kinds import NoteKind


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write a note. `closed` says that its author was promised a closed note, whatever the board is by now.

    `named` says whether a note of looking back carries its author's name; other notes always do. `private` says
    whether its author was promised private time (then it stays private, also when that is over by now) or was not (then
    a note that was promised closed is not read by those who are at it); left out, it is as the room is.
    """

    NAME: ClassVar[str] = "note.add"
    note: str
    kind: NoteKind
    text: str
    closed: bool = False
    named: bool = False
    private: bool | None = None


@dataclass(frozen=True, slots=True)
class EditNote:
    NAME: ClassVar[str] = "note.edit"
    note: str
    text: str
    kind: NoteKind | None = None
    named: bool | None = None


@dataclass(frozen=True, slots=True)
class RemoveNote:
    NAME: ClassVar[str] = "note.remove"
    note: str


@dataclass(frozen=True, slots=True)
class OpenNote:
    """Open one's own note on a board that is already open; a private note stops being private."""

    NAME: ClassVar[str] = "note.open"
    note: str


@dataclass(frozen=True, slots=True)
class OpenNotes:
    """Open the board: the notes of one `kind`, or of all kinds written in `stage` (all kinds when neither is given)."""

    NAME: ClassVar[str] = "notes.open"
    kind: NoteKind | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class SupportNote:
    """Support an open note, or no longer."""

    NAME: ClassVar[str] = "note.support"
    note: str
    support: bool = True


@dataclass(frozen=True, slots=True)
class ProposeNote:
    """Propose other words for an open note."""

    NAME: ClassVar[str] = "note.propose"
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Take back the words that were proposed."""

    NAME: ClassVar[str] = "note.withdraw"
    note: str


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """Take over the words that were proposed for one's own note; with `at`, only if these are still the ones that were
    proposed at that moment: nobody takes over words that they have not read."""

    NAME: ClassVar[str] = "note.accept"
    note: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class DeclineProposal:
    """Keep one's own words."""

    NAME: ClassVar[str] = "note.decline"
    note: str


@dataclass(frozen=True, slots=True)
class LayAside:
    """Lay a note aside: out of sight, not lost."""

    NAME: ClassVar[str] = "note.aside"
    note: str


@dataclass(frozen=True, slots=True)
class BringBack:
    """Bring a note back that was laid aside."""

    NAME: ClassVar[str] = "note.back"
    note: str


@dataclass(frozen=True, slots=True)
class StackNote:
    """Lay a note in the stack of the similar note `on`."""

    NAME: ClassVar[str] = "note.stack"
    note: str
    on: str


@dataclass(frozen=True, slots=True)
class UnstackNote:
    """Take a note out of its stack."""

    NAME: ClassVar[str] = "note.unstack"
    note: str


@dataclass(frozen=True, slots=True)
class SetSpotlight:
    """Show one note large on the projector, or none."""

    NAME: ClassVar[str] = "spotlight.set"
    note: str | None = None
