"""What somebody can want with what all make together: the frame, matches, agreements, looking back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from facilitation.canvas.replies import Reply


@dataclass(frozen=True, slots=True)
class SetFrame:
    """Settle the common frame. A text that is left out stays as it was.

    `note` is the proposal that was pressed for, and none where words were typed: these are a step of their own.
    """

    NAME: ClassVar[str] = "frame.set"
    mission: str | None = None
    vision: str | None = None
    aim: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AddLaw:
    """Add a law or rule to the safety net."""

    NAME: ClassVar[str] = "law.add"
    law: str
    name: str
    allows: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class EditLaw:
    """Change a law that one has added oneself."""

    NAME: ClassVar[str] = "law.edit"
    law: str
    name: str | None = None
    allows: str | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveLaw:
    NAME: ClassVar[str] = "law.remove"
    law: str


@dataclass(frozen=True, slots=True)
class AskMatch:
    """Ask a partner for a need, for an offer of theirs for a need, or for their part in an agreement.

    With an offer, the partner is the one whose offer it is. One who lays an own offer on a need says yes by doing so.
    """

    NAME: ClassVar[str] = "match.ask"
    match: str
    partner: str | None = None
    need: str | None = None
    offer: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerMatch:
    """Answer what one was asked; `line` is what one adds, if one likes.

    `at` says which words of an agreement are answered: the time from which they stand so. Without it, the first ones.
    """

    NAME: ClassVar[str] = "match.answer"
    match: str
    reply: Reply
    line: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveMatch:
    """Take back what was asked and has not been answered."""

    NAME: ClassVar[str] = "match.remove"
    match: str


@dataclass(frozen=True, slots=True)
class AddAgreement:
    """Write an agreement, fresh or from a match to which a partner is willing; `due` is a day or "".

    From a match, `asked` is the id of the new match in which that partner is asked for their part.
    """

    NAME: ClassVar[str] = "agreement.add"
    agreement: str
    what: str
    means: str = ""
    due: str = ""
    match: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class EditAgreement:
    """Change the words of an agreement; those who were asked for a part in it are asked anew."""

    NAME: ClassVar[str] = "agreement.edit"
    agreement: str
    what: str | None = None
    means: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveAgreement:
    NAME: ClassVar[str] = "agreement.remove"
    agreement: str


@dataclass(frozen=True, slots=True)
class SetPulse:
    """Score the four values, each 1 to 5."""

    NAME: ClassVar[str] = "pulse.set"
    safety: int
    transparency: int
    coherence: int
    connection: int


@dataclass(frozen=True, slots=True)
class ShowRadar:
    """Show the scores of all together: at least four, and at least four that are new."""

    NAME: ClassVar[str] = "pulse.show"
