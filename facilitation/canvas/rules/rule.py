"""What a rule is, and what all rules share: refusals, roles and lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import StageForm
from facilitation.canvas.records import TIMER_ID, Change, Record, Timer
from facilitation.canvas.views import Actor, Role


@dataclass(frozen=True)
class Refusal:
    """Why a command is not carried out. `code` names a sentence in the catalogues, `args` fill it in."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


Decision = list[Change] | Refusal


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may give a command and when, and what it changes: `apply(canvas, command, actor, now)`.

    `after` is the form of the stage that must have begun; `closed` and `stopped` say whether it may be given in a
    closed session, and by the facilitator during a safety stop (what participants send then is kept). `step` is whether
    the facilitator can take it back; `about` names the argument that says what it was about.
    """

    roles: frozenset[Role]
    apply: Callable[[Canvas, Any, Actor, int], Decision]
    after: StageForm | None = None
    closed: bool = False
    stopped: bool = False
    step: bool = False
    about: str = ""


Rules = Mapping[type, Rule]
"""Rules by the class of their command."""

LEAD, SEAT, DOOR = frozenset({Role.LEAD}), frozenset({Role.SEAT}), frozenset({Role.DOOR})


def put(canvas: Canvas, id: str, record: Record) -> list[Change]:
    """The change that puts this record, or none when it stands there already."""
    return [] if canvas.record(record.KIND, id) == record else [Change(record.KIND, id, record)]


def gone(canvas: Canvas, kind: str, id: str) -> list[Change]:
    """The change that removes this record, or none when there is none."""
    return [] if canvas.record(kind, id) is None else [Change(kind, id, None)]


def timer_off(canvas: Canvas) -> list[Change]:
    """No timer any more; whether the projector sounds at the end of the next one stays as it is."""
    return put(canvas, TIMER_ID, Timer(sound=canvas.timer.sound))


def aloud(canvas: Canvas, actor: Actor) -> Refusal | None:
    """Refuse those who have private time words that everybody would read."""
    return Refusal("private") if actor.participant in canvas.private.people else None


def too_long(name: str, text: str, most: int) -> Refusal | None:
    """Refuse a text of more than `most` characters."""
    return Refusal("too-long", {"field": name, "most": most, "length": len(text)}) if len(text) > most else None


def unfit(name: str, text: str, most: int) -> Refusal | None:
    """Refuse an empty text as well as one that is too long."""
    return too_long(name, text, most) if text else Refusal("empty", {"field": name})
