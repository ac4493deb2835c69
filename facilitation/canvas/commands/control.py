"""What the facilitator can want with the room: time, safety, private time, a step back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Start the timer for `seconds`, or go on where it was paused; `sound` as it was when left out.

    While it runs, without `seconds`, this sets the sound alone.
    """

    NAME: ClassVar[str] = "timer.start"
    seconds: int | None = None
    sound: bool | None = None


@dataclass(frozen=True, slots=True)
class PauseTimer:
    NAME: ClassVar[str] = "timer.pause"


@dataclass(frozen=True, slots=True)
class AddTime:
    """Add seconds to the timer."""

    NAME: ClassVar[str] = "timer.add"
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class StopTimer:
    NAME: ClassVar[str] = "timer.stop"


@dataclass(frozen=True, slots=True)
class StopForSafety:
    """Blank every screen at once."""

    NAME: ClassVar[str] = "safety.stop"


@dataclass(frozen=True, slots=True)
class Resume:
    NAME: ClassVar[str] = "safety.resume"


@dataclass(frozen=True, slots=True)
class StartPrivate:
    """Begin private time for these partners, with the people who now sit there."""

    NAME: ClassVar[str] = "private.start"
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndPrivate:
    NAME: ClassVar[str] = "private.end"


@dataclass(frozen=True, slots=True)
class GiveNudge:
    """Give somebody who has not been heard a gentle word, on their phone alone."""

    NAME: ClassVar[str] = "nudge.give"
    participant: str


@dataclass(frozen=True, slots=True)
class SetPage:
    """Turn to a page of what is read back: a stage, in it a partner and a part (from 0); "" for everything."""

    NAME: ClassVar[str] = "page.set"
    stage: str
    partner: str | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the facilitator's newest step, if its number is still this one."""

    NAME: ClassVar[str] = "undo"
    number: int
