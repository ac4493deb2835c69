"""The records a canvas is made of, and how each is written down.

A record is a frozen dataclass with a `KIND`; its JSON form is the dataclass as a dictionary. That form is the one
in the log, on the wire and in `canvas.json`. Times are milliseconds since 1970-01-01 UTC, as the server read them.

What participants write and what the facilitator arranges stand in different records: a note is its author's, that it
was laid aside is a `Placement`. So a step of the facilitator can be taken back and nobody's words with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from facilitation.canvas.guides import Guide
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.replies import Reply
from facilitation.canvas.steps import Step


class Status(StrEnum):
    """The life of a session. A purged session has no records left, so it needs no status."""

    OPEN = "open"
    LIVE = "live"
    CLOSED = "closed"


class Speaker(StrEnum):
    """Who said "klopt" to the story and the question."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"


VALUES = ("safety", "transparency", "coherence", "connection")
"""The four core values, as they are scored."""


@dataclass(frozen=True, slots=True)
class Session:
    """One gathering. Its record id is the session's id.

    `door` says whether new phones may join, `ask` whether they are let in one by one; `rotation` counts how often code
    and join token were made anew, so that screens know when to fetch them. While `stopped`, every screen is blank.
    `next_meeting` is a day (`2026-12-01`), with a time or without, or "". A `rehearsal` has nobody in it but the
    facilitator, and its day of deletion from the start.
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
    ask: bool = False
    stopped: bool = False
    next_meeting: str = ""
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """The person concerned (record id `subject`): an alias, never a full name, and their own words.

    `confirmed_by` is the partner on whose phone "klopt" was pressed; "" when it was the facilitator's page, or unknown.
    """

    KIND: ClassVar[str] = "subject"
    alias: str
    age: str = ""
    story: str = ""
    question: str = ""
    strengths: str = ""
    confirmed: Speaker | None = None
    confirmed_at: int | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The common frame as the group has settled it (record id `frame`)."""

    KIND: ClassVar[str] = "frame"
    mission: str = ""
    vision: str = ""
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A law or rule in the safety net: what it makes possible and what it asks. `author` is "" for the facilitator."""

    KIND: ClassVar[str] = "law"
    name: str
    at: int
    allows: str = ""
    asks: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A seat at the circle; `position` counts from 0, clockwise from the top.

    `own` says that it is the seat of the person concerned themself; at most one in a session is.
    """

    KIND: ClassVar[str] = "partner"
    name: str
    position: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """One phone, one human, one partner. `name` is what they want to be called, or nothing."""

    KIND: ClassVar[str] = "participant"
    partner: str
    joined: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody who asks to come in (record id: the participant they would be).

    `partner_name` is the name of a partner that does not exist yet, whose id would be `partner`.
    """

    KIND: ClassVar[str] = "knock"
    partner: str
    at: int
    partner_name: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What one participant wrote. `text` is null only in the eyes of an audience that may not read it yet.

    `within` are the participants who may read it while it is private (written in private time), its author among them;
    empty for every other note. `stage` is the key of the stage to which it belongs. `named` says whether a note of
    looking back carries its author's name; without it `partner` is "", and in the eyes of everybody else `author` too.
    """

    KIND: ClassVar[str] = "note"
    partner: str
    author: str
    kind: NoteKind
    text: str | None
    at: int
    open: bool = False
    edited: int | None = None
    within: tuple[str, ...] = ()
    named: bool = True
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the facilitator laid a note (its record id): aside, out of sight, or in a stack below the note `on`."""

    KIND: ClassVar[str] = "placement"
    aside: bool = False
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that the facilitator proposes for a note (its record id), for its author to accept or not.

    `author` is "" in the facilitator's eyes: a note of looking back may be without a name.
    """

    KIND: ClassVar[str] = "proposal"
    author: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Support:
    """One participant supports one note. `by` is "" in the eyes of everybody else: support is a count."""

    KIND: ClassVar[str] = "support"
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Match:
    """Something that is asked of a partner: a need, an offer of theirs for a need, or a part in an agreement.

    `by` is the participant who asked, "" for the facilitator; `line` is what the answerer adds, if they like. A partner
    is asked once for their part in an agreement. There a `reply` without `replied` was taken over from the match that
    the agreement was made from, in the same words; `again` is whether they are asked anew, since the words changed,
    and `replied` is then when they answered last.
    """

    KIND: ClassVar[str] = "match"
    partner: str
    at: int
    need: str | None = None
    offer: str | None = None
    agreement: str | None = None
    by: str = ""
    reply: Reply | None = None
    line: str = ""
    replied: int | None = None
    again: bool = False

    @property
    def is_theirs(self) -> bool:
        """Whether participants have made something of it: they asked it, or answered."""
        return bool(self.by) or self.replied is not None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who does what, with what means, by when (`due`, a day or "").

    `who` are the partners who said to these very words that they do it, or will try. `edited` is when the words changed
    last, and `match` is the match from which the agreement was made.
    """

    KIND: ClassVar[str] = "agreement"
    what: str
    at: int
    who: tuple[str, ...] = ()
    means: str = ""
    due: str = ""
    match: str | None = None
    edited: int | None = None

    @property
    def worded(self) -> int:
        """When its words became what they are."""
        return self.at if self.edited is None else self.edited


@dataclass(frozen=True, slots=True)
class Pulse:
    """How one participant (record id) scores the four values, 1 to 5. Nobody else ever sees it."""

    KIND: ClassVar[str] = "pulse"
    safety: int
    transparency: int
    coherence: int
    connection: int
    at: int


@dataclass(frozen=True, slots=True)
class Radar:
    """The scores of all together (record id `radar`).

    `answered` counts those who scored; the means (1 to 5, one decimal) are of the `shown` who had when the facilitator
    showed them `at`, at least four, and null before.
    """

    KIND: ClassVar[str] = "radar"
    answered: int = 0
    shown: int = 0
    at: int = 0
    safety: float | None = None
    transparency: float | None = None
    coherence: float | None = None
    connection: float | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """How far the group is (record id `board`): the keys of the stages that have begun, in that order, and the
    kinds of note that are open as they come in."""

    KIND: ClassVar[str] = "board"
    begun: tuple[str, ...] = ()
    open: tuple[NoteKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """Who is speaking (record id `floor`) and who has been heard, in the order in which they had the floor."""

    KIND: ClassVar[str] = "floor"
    partner: str | None = None
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spotlight:
    """The note that stands large on the projector (record id `spotlight`), or none."""

    KIND: ClassVar[str] = "spotlight"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is being read back at the close (record id `page`): the stage with this key, or everything when it is "".

    A stage can take more than one page: `partner` is whose notes it is, `part` counts from 0 what does not fit on one.
    """

    KIND: ClassVar[str] = "page"
    stage: str = ""
    partner: str | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Timer:
    """The timer (record id `timer`), in ms: `ends` is when it runs out, `left` what is left while it is paused.

    Both are null when there is no timer. `total` is what it was set to; `sound` says whether the projector sounds
    at the end.
    """

    KIND: ClassVar[str] = "timer"
    total: int = 0
    ends: int | None = None
    left: int | None = None
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Private:
    """Private time (record id `private`): the partners who are at it, and their participants when it began."""

    KIND: ClassVar[str] = "private"
    partners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nudge:
    """A gentle word from the facilitator to one participant (record id) who has not been heard."""

    KIND: ClassVar[str] = "nudge"
    at: int


Record = (
    Session
    | Guide
    | Subject
    | Frame
    | Law
    | Partner
    | Participant
    | Knock
    | Note
    | Placement
    | Proposal
    | Support
    | Match
    | Agreement
    | Pulse
    | Radar
    | Board
    | Floor
    | Spotlight
    | Page
    | Timer
    | Private
    | Nudge
    | Step
)
"""Every kind of record."""

SUBJECT_ID, GUIDE_ID, FRAME_ID, RADAR_ID = "subject", "guide", "frame", "radar"
BOARD_ID, FLOOR_ID, SPOTLIGHT_ID, PAGE_ID = "board", "floor", "spotlight", "page"
TIMER_ID, PRIVATE_ID = "timer", "private"


@dataclass(frozen=True, slots=True)
class Change:
    """Put the record `value` at (`kind`, `id`), or remove it when `value` is None."""

    kind: str
    id: str
    value: Record | None
