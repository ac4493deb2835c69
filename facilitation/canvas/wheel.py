"""The circle, computed once: sectors, rings, labels, dots, bows and the words in the middle, from the canvas alone.

The plane is a square from -500 to 500 with the person at (0, 0), x to the right and y downwards. Angles are degrees,
0 at the right and clockwise, as in SVG. At rest the first partner is at the top and all sectors are equal. The
partner who faces the panel stands at the right (angle 0) and has a little more room while they have the floor. With
many partners the circle is smaller, so that their names fit around it as spokes; who faces the panel stays large.

The projector draws the same from `web/live/wheel.js`; `tests/canvas/test_wheel_twins.py` holds the two together.
So that they decide alike, decisions (what fits, how many in a row) use only + - * / and square roots, which every
machine computes alike; sines only place what has been decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.measure import shorten, width
from facilitation.canvas.records import Note
from facilitation.canvas.wheel_bows import Bow, Spot, bows
from facilitation.canvas.wheel_paths import arc, position, radians, ring_path
from facilitation.canvas.wheel_words import LEAST, Line, middle

RADIUS = 494.0
"""The outer edge, with the names inside it."""
RIM, RIM_MANY, MANY = 450.0, 340.0, 24
"""The outer edge of the notes, and what it is with more partners than `MANY`."""

DOT, DOT_MANY, DOT_FACING, DOT_LEAST = 19.0, 8.0, 24.0, 0.8
"""Largest radius of a dot: elsewhere, with many partners, and in the facing sector; and how far all shrink for the
fullest cell."""
SHRINK = 0.93
ROOM = 0.3
"""Free space around a dot, as a part of its radius."""
DIGITS = (1.2, 1.2, 0.95, 0.75)
"""The font size of a number with so many digits, as a part of the radius of its dot."""

LABEL, LABEL_FACING, LABEL_SPOKE = 24, 29, 22
"""Largest font sizes of names: on the rim, of who faces the panel, and as a spoke."""
LABEL_ROOM = 5.0
SPOKE_ROOM = 8.0
FACING_WIDER, FACING_LEAST, FACING_MOST = 30.0, 54.0, 120.0
"""By how much the facing sector is wider, and between which widths it stays, in degrees."""
LOOSE_KINDS = (NoteKind.OFFER, NoteKind.NEED)
"""The kinds that can be matched."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How the wheel stands: the angle at which the first sector begins, and the width of each, in degrees."""

    start: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A partner's name, set in the middle of `path` and never upside down; `text` may be shortened.

    The path is an arc, or for a `spoke` a straight line outwards from the rim.
    """

    text: str
    path: str
    size: int
    bold: bool
    spoke: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one partner's notes of one kind lie: part of a ring between two radii."""

    kind: NoteKind
    inner: float
    outer: float
    path: str


@dataclass(frozen=True, slots=True)
class Sector:
    """One partner's part of the circle; `path` is its outline from the disc to the outer edge."""

    partner: str
    name: str
    start: float
    end: float
    mid: float
    facing: bool
    rim: float
    path: str
    cells: tuple[Cell, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Dot:
    """A note on the circle. A closed note has no number. `size` is the font size of the number.

    `loose`: since the connecting began, nobody has answered this need, or used this offer.
    """

    note: str
    partner: str
    kind: NoteKind
    open: bool
    number: int | None
    loose: bool
    x: float
    y: float
    r: float
    size: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """All there is to draw: `disc` is the radius of the middle, `rim` where the notes end, `lines` the words in the
    middle. Sectors are drawn first, then bows, then dots."""

    pose: Pose
    disc: float
    rim: float
    rings: tuple[float, ...]
    sectors: tuple[Sector, ...]
    bows: tuple[Bow, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


def wheel(canvas: Canvas, facing: str | None = None, pose: Pose | None = None) -> Wheel:
    """The circle of `canvas`. The partner `facing` (when there is one) stands at the right; None: the wheel at rest.

    `pose` overrides where the sectors stand, for the moments in which the wheel turns.
    """
    ids = [partner_id for partner_id, _ in canvas.seats]
    index = ids.index(facing) if facing in ids else None
    pose = pose or pose_of(len(ids), index)
    subject = canvas.subject
    disc, lines = middle(f"{subject.alias} ({subject.age})" if subject.age else subject.alias, subject.question)
    rim = RIM_MANY if len(ids) > MANY else RIM
    sectors = []
    start = pose.start
    for i, (partner_id, partner) in enumerate(canvas.seats):
        faces = i == index
        edges = _edges(canvas.guide.circle, disc, RIM if faces else rim)
        sectors.append(_sector(partner_id, partner.name, start, pose.widths[i], faces, edges))
        start += pose.widths[i]
    dots, spots = _dots(canvas, sectors)
    rings = tuple(inner for _, inner, _ in _edges(canvas.guide.circle, disc, rim)[1:])
    ends = {of.partner: Spot(radians(of.mid), of.rim, of.partner) for of in sectors}
    drawn = bows(canvas, spots, ends, disc, None if index is None else facing)
    return Wheel(pose, disc, rim, rings, tuple(sectors), drawn, dots, lines)


def pose_of(count: int, facing: int | None = None) -> Pose:
    """The pose of `count` sectors at rest, or with the one at index `facing` at the right and a little wider."""
    if count == 0:
        return Pose(-90.0, ())
    equal = 360 / count
    if facing is None:
        return Pose(-90 - equal / 2, (equal,) * count)
    wide = max(equal, min(max(equal + FACING_WIDER, FACING_LEAST), FACING_MOST))
    rest = (360 - wide) / (count - 1) if count > 1 else 0
    return Pose(-wide / 2 - facing * rest, tuple(wide if i == facing else rest for i in range(count)))


# --- sectors ---------------------------------------------------------------------------------------------------

Edges = list[tuple[NoteKind, float, float]]
"""Each ring with its inner and outer radius, from the person outwards."""


def _edges(kinds: tuple[NoteKind, ...], disc: float, rim: float) -> Edges:
    height = (rim - disc) / len(kinds)
    return [(kind, disc + i * height, disc + (i + 1) * height) for i, kind in enumerate(kinds)]


def _sector(partner_id: str, name: str, start: float, width_: float, facing: bool, edges: Edges) -> Sector:
    end = start + width_
    rim = edges[-1][2]
    spoke = rim < RIM - 1
    return Sector(
        partner=partner_id,
        name=name,
        start=start,
        end=end,
        mid=start + width_ / 2,
        facing=facing,
        rim=rim,
        path=ring_path(edges[0][1], RADIUS, start, end),
        cells=tuple(Cell(kind, inner, outer, ring_path(inner, outer, start, end)) for kind, inner, outer in edges),
        label=_spoke(name, start + width_ / 2) if spoke else _label(name, start, width_, facing),
    )


def _label(name: str, start: float, width_: float, facing: bool) -> Label:
    between = (RIM + RADIUS) / 2
    room = min(radians(width_) * (between - 0.34 * LABEL), 2700) - 2 * LABEL_ROOM
    size = _largest(name, LABEL_FACING if facing else LABEL, room, facing)
    mid = start + width_ / 2
    half = min(width_ / 2 + 5, 170)
    if math.sin(radians(mid)) > 1e-6:
        path = arc(between + 0.34 * size, mid + half, mid - half)
    else:
        path = arc(between - 0.34 * size, mid - half, mid + half)
    return Label(shorten(name, room * 1000 / size, facing), path, size, facing, spoke=False)


def _spoke(name: str, mid: float) -> Label:
    """A name that stands outwards from the rim, to be read from left to right on either side."""
    room = RADIUS - RIM_MANY - 2 * SPOKE_ROOM
    size = _largest(name, LABEL_SPOKE, room, bold=False)
    text = shorten(name, room * 1000 / size)
    near = RIM_MANY + SPOKE_ROOM
    far = near + width(text) * size / 1000
    right = math.cos(radians(mid)) > -1e-6
    ends = (near, far) if right else (far, near)
    # The baseline lies a third of the letters' height beside the spoke: to the right of whoever reads along it.
    turn = mid if right else mid + 180
    dx, dy = -0.34 * size * math.sin(radians(turn)), 0.34 * size * math.cos(radians(turn))
    first, last = (position(away * math.cos(radians(mid)) + dx, away * math.sin(radians(mid)) + dy) for away in ends)
    return Label(text, f"M{first} L{last}", size, bold=False, spoke=True)


def _largest(name: str, size: int, room: float, bold: bool) -> int:
    while size > LEAST and width(name, bold) * size > room * 1000:
        size -= 1
    return size


# --- dots ------------------------------------------------------------------------------------------------------


def _dots(canvas: Canvas, sectors: list[Sector]) -> tuple[tuple[Dot, ...], dict[str, Spot]]:
    cells = [
        (sector, cell, notes)
        for sector in sectors
        for cell in sector.cells
        if (notes := canvas.notes_of(sector.partner, cell.kind))
    ]
    fits = [_fit(len(notes), cell, sector) for sector, cell, notes in cells]
    shared = min((fit / _most(sector) for fit, (sector, _, _) in zip(fits, cells, strict=True)), default=1.0)
    shared = max(shared, DOT_LEAST)
    part = DIGITS[min(len(str(len(canvas.numbers))), len(DIGITS)) - 1]
    connecting = canvas.has_begun(StageForm.CONNECT)
    matched = {canvas.placement(note_id).on or note_id for note_id in canvas.willing}
    dots: list[Dot] = []
    spots: dict[str, Spot] = {}
    for (sector, cell, notes), fit in zip(cells, fits, strict=True):
        radius = min(fit, shared * _most(sector))
        for (note_id, note), spot in zip(notes, _places(len(notes), radius, cell, sector), strict=True):
            spots[note_id] = spot
            loose = connecting and note.open and note.kind in LOOSE_KINDS and note_id not in matched
            dots.append(_dot(note_id, note, canvas.numbers.get(note_id), loose, spot, radius, part * radius))
    return tuple(dots), spots


def _dot(note_id: str, note: Note, number: int | None, loose: bool, spot: Spot, radius: float, size: float) -> Dot:
    x, y = spot.away * math.cos(spot.angle), spot.away * math.sin(spot.angle)
    return Dot(note_id, note.partner, note.kind, note.open, number, loose, x, y, radius, size)


def _most(sector: Sector) -> float:
    return DOT_FACING if sector.facing else DOT_MANY if sector.label.spoke else DOT


def _fit(count: int, cell: Cell, sector: Sector) -> float:
    """The largest radius with which `count` dots fit in the cell."""
    radius = _most(sector)
    while not _rows(count, radius, cell, sector):
        radius *= SHRINK
    return radius


def _rows(count: int, radius: float, cell: Cell, sector: Sector) -> list[tuple[float, int]]:
    """The fewest arcs that hold `count` dots: radius and number of dots of each, outermost first; [] if none do."""
    height = cell.outer - cell.inner
    rows = 1
    while rows * (2 + ROOM) * radius + ROOM * radius <= height:
        arcs = [cell.inner + height * (rows - row - 0.5) / rows for row in range(rows)]
        holds = [_holds(away, radius, sector) for away in arcs]
        if sum(holds) >= count:
            return _share(count, arcs, holds)
        rows += 1
    return []


def _holds(arc: float, radius: float, sector: Sector) -> int:
    """How many dots an arc holds between the two edges of its sector."""
    free = _free(arc, radius, sector)
    return 0 if free < 0 else math.floor(free / ((2 + ROOM) * radius)) + 1


def _free(arc: float, radius: float, sector: Sector) -> float:
    """The length of the arc on which the middle of a dot may lie. 2.1 and not 2: edges are straight, arcs are not."""
    return radians(sector.end - sector.start) * arc - 2.1 * (1 + ROOM) * radius


def _share(count: int, arcs: list[float], holds: list[int]) -> list[tuple[float, int]]:
    rows = []
    left, room = count, sum(holds)
    for away, hold in zip(arcs, holds, strict=True):
        here = -(-left * hold // room) if room else 0
        rows.append((away, here))
        left -= here
        room -= hold
    return rows


def _places(count: int, radius: float, cell: Cell, sector: Sector) -> Iterator[Spot]:
    for away, here in _rows(count, radius, cell, sector):
        step = 0.0
        if here > 1:
            even = radians(sector.end - sector.start) * away / (here + 1)
            closest, widest = (2 + ROOM) * radius, _free(away, radius, sector) / (here - 1)
            step = min(max(even, closest), widest, 6 * radius) / away
        for i in range(here):
            yield Spot(radians(sector.mid) + (i - (here - 1) / 2) * step, away, sector.partner)
