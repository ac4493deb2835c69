"""Who may see what, in this file alone.

Every change goes to everybody, so that nobody sees a gap; what an audience may not read has its text, or its whole
value, replaced by null:

- a closed note's text goes to its author and to nobody else, the facilitator included; a private one also to those who
  were with its author in private time, and nobody else but the facilitator sees that it is there;
- who wrote a note of looking back goes to its author alone, unless they put their name to it;
- who supports a note goes to that participant alone, and so do their scores;
- a proposed correction goes to the author of the note and, without the author, to the facilitator; a nudge to whom it
  is for and the facilitator;
- who knocks, and what the facilitator can take back, goes to the facilitator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.records import Change, Knock, Note, Nudge, Proposal, Pulse, Record, Support
from facilitation.canvas.steps import Step


class Role(StrEnum):
    """As whom a page or program speaks. `DOOR` is the door itself, letting somebody in."""

    LEAD = "lead"
    SCREEN = "screen"
    SEAT = "seat"
    READER = "reader"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command or looks at the canvas: a role, and for a seat its participant."""

    role: Role
    participant: str | None = None

    @property
    def eyes(self) -> str:
        """Whose eyes these are: a participant's id, `LEADING`, or "" for the public."""
        return self.participant or (LEADING if self.role is Role.LEAD else "")


LEADING = "lead"
"""The eyes of those who lead. No participant has this id: it is too short for one."""

PUBLIC = Actor(Role.SCREEN)
"""The audience that sees least: what it sees, everybody in the session may see."""


def watching(eyes: str) -> Actor:
    """An audience with these eyes: the reverse of `Actor.eyes`."""
    return Actor(Role.LEAD) if eyes == LEADING else Actor(Role.SEAT, eyes) if eyes else PUBLIC


_NOBODY = frozenset[str]()


def readers(change: Change) -> frozenset[str]:
    """The eyes that see more of this change than the public does."""
    record = change.value
    match record:
        case Note():
            if not record.open:
                return frozenset({record.author, *record.within, *([LEADING] if record.within else [])})
            return frozenset({record.author}) if not record.named else _NOBODY
        case Support():
            return frozenset({record.by})
        case Proposal():
            return frozenset({record.author, LEADING})
        case Pulse():
            return frozenset({change.id})
        case Nudge():
            return frozenset({change.id, LEADING})
        case Knock() | Step():
            return frozenset({LEADING})
        case _:
            return _NOBODY


def view(change: Change, audience: Actor) -> Change:
    """The change as `audience` may see it."""
    record = change.value
    match record:
        case Note(open=False) if record.within and audience.eyes not in readers(change):
            return Change(change.kind, change.id, None)
        case Note() | Support():
            seen = _words(record, audience.eyes)
            return change if seen is record else Change(change.kind, change.id, seen)
        case Proposal() if audience.eyes == LEADING:
            return Change(change.kind, change.id, replace(record, author=""))
        case Proposal() | Pulse() | Nudge() | Knock() | Step():
            return change if audience.eyes in readers(change) else Change(change.kind, change.id, None)
        case _:
            return change


def _words(record: Note | Support, eyes: str) -> Record:
    if isinstance(record, Support):
        return record if record.by == eyes else replace(record, by="")
    if record.author == eyes:
        return record
    seen: Note = record
    if not seen.open and eyes not in seen.within:
        seen = replace(seen, text=None)
    if not seen.named:
        seen = replace(seen, author="", within=())
    return seen


def snapshot(canvas: Canvas) -> list[Change]:
    """All records of the canvas as changes, unredacted: pass each through `view` before it leaves."""
    return [Change(kind, id, record) for kind, table in canvas.records.items() for id, record in table.items()]


def seen_by(canvas: Canvas, audience: Actor) -> Canvas:
    """The canvas as `audience` may see it."""
    return fold(Canvas(), (view(change, audience) for change in snapshot(canvas)))
