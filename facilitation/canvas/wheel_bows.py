"""Matches as bows: from a need to the offer that was laid on it, or to the partner who was asked.

A bow leaves its need towards the middle, goes around the person at the shorter side and comes out again: it never runs
through the person's words. Bows with one track would lie on each other; there are a few tracks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Match
from facilitation.canvas.replies import WILLING
from facilitation.canvas.wheel_paths import position

TRACK, TRACKS, APART = 8.0, 4, 6.0
"""How far the first track is from the disc, how many there are, and how far from each other."""
STEPS = 24
"""Straight pieces of a bow; a piece of the longest strays less than a unit from the curve."""
DIVES_WITHIN = 2.2
"""A bow over a smaller angle than this (radians) does not come down all the way to its track."""


class BowState(StrEnum):
    """What the asked partner answered, in the order in which bows are drawn: the last on top."""

    FAINT = "faint"
    ASKED = "asked"
    WILLING = "willing"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a bow begins or ends: the angle in radians, the distance from the middle, and whose sector it is."""

    angle: float
    away: float
    partner: str


@dataclass(frozen=True, slots=True)
class Bow:
    """One match; `path` runs from the need."""

    match: str
    state: BowState
    path: str


def bows(
    canvas: Canvas, notes: Mapping[str, Spot], partners: Mapping[str, Spot], disc: float, facing: str | None
) -> tuple[Bow, ...]:
    """The bows, the last drawn on top. While somebody faces the panel, only those from and to them."""
    drawn = []
    matches = sorted(canvas.matches.items(), key=lambda item: (item[1].at, item[0]))
    for index, (match_id, match) in enumerate(matches):
        start = _on_top(canvas, notes, match.need)
        end = _on_top(canvas, notes, match.offer) if match.offer else partners.get(match.partner)
        if start is None or end is None or (facing and facing not in (start.partner, end.partner)):
            continue
        drawn.append(Bow(match_id, _state(match), _path(start, end, disc + TRACK + APART * (index % TRACKS))))
    order = list(BowState)
    return tuple(sorted(drawn, key=lambda bow: order.index(bow.state)))


def _on_top(canvas: Canvas, notes: Mapping[str, Spot], note_id: str | None) -> Spot | None:
    """Where this note is, or the one on top of its stack."""
    return None if note_id is None else notes.get(canvas.placement(note_id).on or note_id)


def _state(match: Match) -> BowState:
    if match.reply is None:
        return BowState.ASKED
    return BowState.WILLING if match.reply in WILLING else BowState.FAINT


def _path(start: Spot, end: Spot, track: float) -> str:
    turn = end.angle - start.angle
    turn -= 2 * math.pi * math.floor(turn / (2 * math.pi) + 0.5)
    least = min(start.away, end.away)
    dip = least - (least - track) * min(1.0, abs(turn) / DIVES_WITHIN)
    points = []
    for step in range(STEPS + 1):
        part = step / STEPS
        side = 1 - 2 * part
        rise = (start.away if side > 0 else end.away) - dip
        away = dip + rise * side * side
        angle = start.angle + turn * part
        points.append(position(away * math.cos(angle), away * math.sin(angle)))
    return "M" + " L".join(points)
