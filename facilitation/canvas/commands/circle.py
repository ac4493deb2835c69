"""What somebody can want with the person, the partners and the people around the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from facilitation.canvas.records import Speaker


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
class UnconfirmSubject:
    """Take a "klopt" back that somebody else pressed, or that is not so after all."""

    NAME: ClassVar[str] = "subject.unconfirm"


@dataclass(frozen=True, slots=True)
class AddPartner:
    """Add a seat at the circle; an `own` one is for the person concerned themself."""

    NAME: ClassVar[str] = "partner.add"
    partner: str
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class EditPartner:
    """Give a partner another name; or, with `own`, say whether it is the seat of the person concerned themself."""

    NAME: ClassVar[str] = "partner.edit"
    partner: str
    name: str
    own: bool | None = None


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
class Join:
    """Take a seat at the partner `partner`, or at a new one with that id named `partner_name`. Given by the door."""

    NAME: ClassVar[str] = "participant.join"
    participant: str
    partner: str
    partner_name: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody in who asked."""

    NAME: ClassVar[str] = "knock.admit"
    participant: str


@dataclass(frozen=True, slots=True)
class TurnAway:
    """Do not let somebody in who asked."""

    NAME: ClassVar[str] = "knock.refuse"
    participant: str


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
