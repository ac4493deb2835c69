"""Who may see what, in this file alone.

Every change goes to everybody, so that nobody sees a gap; what an audience may not read has its text replaced by
null. One rule stands so far: a closed note's text goes to its author and to nobody else, the facilitator included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from facilitation.canvas.fold import fold
from facilitation.canvas.records import Canvas, Change, Note


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


PUBLIC = Actor(Role.SCREEN)
"""The audience that sees least: what it sees, everybody in the session may see."""


def view(change: Change, audience: Actor) -> Change:
    """The change as `audience` may see it."""
    note = change.value
    if isinstance(note, Note) and not note.open and note.author != audience.participant:
        return Change(change.kind, change.id, replace(note, text=None))
    return change


def private_to(change: Change) -> str | None:
    """The participant who sees more of this change than the public does, or None."""
    note = change.value
    return note.author if isinstance(note, Note) and not note.open else None


def snapshot(canvas: Canvas) -> list[Change]:
    """All records of the canvas as changes, unredacted: pass each through `view` before it leaves."""
    return [Change(kind, id, record) for kind, table in canvas.records.items() for id, record in table.items()]


def seen_by(canvas: Canvas, audience: Actor) -> Canvas:
    """The canvas as `audience` may see it."""
    return fold(Canvas(), (view(change, audience) for change in snapshot(canvas)))
