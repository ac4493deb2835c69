"""What a rule is, and what all rules share: refusals, roles and lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitation.canvas.records import Canvas, Change
from facilitation.canvas.views import Actor, Role


@dataclass(frozen=True)
class Refusal:
    """Why a command is not carried out. `code` names a sentence in the catalogues, `args` fill it in."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


Decision = list[Change] | Refusal


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may give a command, and what it changes: `apply(canvas, command, actor, now)`."""

    roles: frozenset[Role]
    apply: Callable[[Canvas, Any, Actor, int], Decision]


Rules = Mapping[type, Rule]
"""Rules by the class of their command."""

LEAD, SEAT, DOOR = frozenset({Role.LEAD}), frozenset({Role.SEAT}), frozenset({Role.DOOR})


def too_long(name: str, text: str, most: int) -> Refusal | None:
    """Refuse a text of more than `most` characters."""
    return Refusal("too-long", {"field": name, "most": most, "length": len(text)}) if len(text) > most else None


def unfit(name: str, text: str, most: int) -> Refusal | None:
    """Refuse an empty text as well as one that is too long."""
    return too_long(name, text, most) if text else Refusal("empty", {"field": name})
