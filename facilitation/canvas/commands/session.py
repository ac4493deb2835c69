"""What somebody can want with the session itself: its life, its door, its stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from facilitation.canvas.guides import Guide


@dataclass(frozen=True, slots=True)
class CreateSession:
    """Begin a log. Given by the API only; `partners` are (id, name) in their order around the circle.

    `own` is the id of the one that is for the person concerned themself, or "".
    """

    NAME: ClassVar[str] = "session.create"
    session: str
    title: str
    alias: str
    language: str
    guide: Guide
    retention_days: int
    age: str = ""
    partners: tuple[tuple[str, str], ...] = ()
    rehearsal: bool = False
    own: str = ""


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
class SetMeeting:
    """Say when all meet again: a day (`2026-12-01`), with a time (`2026-12-01T10:30`) or without, or ""."""

    NAME: ClassVar[str] = "meeting.set"
    date: str


@dataclass(frozen=True, slots=True)
class GoToStage:
    """Go to `stage`, provided that the session is still at `from_`.

    `anyway` goes on past the stage of the person although nobody has said "klopt".
    """

    NAME: ClassVar[str] = "stage.go"
    stage: str
    from_: str
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class OpenDoor:
    NAME: ClassVar[str] = "door.open"


@dataclass(frozen=True, slots=True)
class AskDoor:
    """Let new people in one by one: they knock, and the facilitator admits them."""

    NAME: ClassVar[str] = "door.ask"


@dataclass(frozen=True, slots=True)
class CloseDoor:
    NAME: ClassVar[str] = "door.close"


@dataclass(frozen=True, slots=True)
class RotateDoor:
    """Say that code and join token have been made anew. The keys themselves are in no log: the server makes them."""

    NAME: ClassVar[str] = "door.rotate"
