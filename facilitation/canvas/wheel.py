"""The circle, computed once: sectors, rings, labels, dots and the words in the middle, from the canvas alone.

The plane is a square from -500 to 500 with the person at (0, 0), x to the right and y downwards. Angles are degrees,
0 at the right and clockwise, as in SVG. At rest the first partner is at the top and all sectors are equal. The
partner who faces the panel stands at the right (angle 0) and has a little more room while they have the floor.

The projector draws the same from `web/live/wheel.js`; `tests/canvas/test_wheel_twins.py` holds the two together.
So that they decide alike, decisions (what fits, how many in a row) use only + - * / and square roots, which every
machine computes alike; sines only place what has been decided.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.measure import shorten, width, wrap
from facilitation.canvas.records import Note

RADIUS = 494.0
"""The outer edge, with the names inside it."""
RINGS = ((NoteKind.WISH, 146.0, 249.0), (NoteKind.OFFER, 249.0, 350.0), (NoteKind.NEED, 350.0, 450.0))
"""Each ring with its inner and outer radius, from the person outwards."""
RIM = 450.0
DISC = 146.0
DISC_TEXT = 133.0
"""The words in the middle stay within this radius."""

DOT, DOT_FACING, DOT_LEAST = 18.0, 24.0, 0.75
"""Largest radius of a dot, elsewhere and in the facing sector, and how far all shrink for the fullest cell."""
SHRINK = 0.93
ROOM = 0.3
"""Free space around a dot, as a part of its radius."""

LABEL, LABEL_FACING, LABEL_LEAST, LABEL_TINY = 24, 29, 17, 11
"""Font sizes of names. Where a name of six letters would be cut at the least size, it may become tiny instead."""
LABEL_NARROW = 80.0
LABEL_ROOM = 5.0


@dataclass(frozen=True, slots=True)
class Pose:
    """How the wheel stands: the angle at which the first sector begins, and the width of each, in degrees."""

    start: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One centred line of text: `y` is its baseline, `size` the font size."""

    text: str
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A partner's name on an arc, set in the middle of `path` and never upside down; `text` may be shortened."""

    text: str
    path: str
    size: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one partner's notes of one kind lie."""

    kind: NoteKind
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
    path: str
    cells: tuple[Cell, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Dot:
    """A note on the circle. A closed note has no number. `size` is the font size of the number."""

    note: str
    partner: str
    kind: NoteKind
    open: bool
    number: int | None
    x: float
    y: float
    r: float
    size: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """All there is to draw; `lines` are the words in the middle."""

    pose: Pose
    sectors: tuple[Sector, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


def wheel(canvas: Canvas, facing: str | None = None, pose: Pose | None = None) -> Wheel:
    """The circle of `canvas`. The partner `facing` (when there is one) stands at the right; None: the wheel at rest.

    `pose` overrides where the sectors stand, for the moments in which the wheel turns.
    """
    ids = [partner_id for partner_id, _ in canvas.seats]
    index = ids.index(facing) if facing in ids else None
    pose = pose or pose_of(len(ids), index)
    sectors = []
    start = pose.start
    for i, (partner_id, partner) in enumerate(canvas.seats):
        sectors.append(_sector(partner_id, partner.name, start, pose.widths[i], i == index))
        start += pose.widths[i]
    subject = canvas.subject
    heading = f"{subject.alias} ({subject.age})" if subject.age else subject.alias
    return Wheel(pose, tuple(sectors), _dots(canvas, sectors), _middle(heading, subject.question))


def pose_of(count: int, facing: int | None = None) -> Pose:
    """The pose of `count` sectors at rest, or with the one at index `facing` at the right and a little wider."""
    if count == 0:
        return Pose(-90.0, ())
    equal = 360 / count
    if facing is None:
        return Pose(-90 - equal / 2, (equal,) * count)
    wide = max(equal, min(equal + 30, 120))
    rest = (360 - wide) / (count - 1) if count > 1 else 0
    return Pose(-wide / 2 - facing * rest, tuple(wide if i == facing else rest for i in range(count)))


# --- sectors ---------------------------------------------------------------------------------------------------


def _sector(partner_id: str, name: str, start: float, width_: float, facing: bool) -> Sector:
    end = start + width_
    return Sector(
        partner=partner_id,
        name=name,
        start=start,
        end=end,
        mid=start + width_ / 2,
        facing=facing,
        path=_ring_path(DISC, RADIUS, start, end),
        cells=tuple(Cell(kind, _ring_path(inner, outer, start, end)) for kind, inner, outer in RINGS),
        label=_label(name, start, width_, facing),
    )


def _label(name: str, start: float, width_: float, facing: bool) -> Label:
    middle = (RIM + RADIUS) / 2
    size = LABEL_FACING if facing else LABEL
    room = min(_radians(width_) * (middle - 0.34 * LABEL), 2700) - 2 * LABEL_ROOM
    least = LABEL_LEAST if room > LABEL_NARROW else LABEL_TINY
    while size > least and width(name, facing) * size > room * 1000:
        size -= 1
    mid = start + width_ / 2
    half = min(width_ / 2 + 5, 170)
    if math.sin(_radians(mid)) > 1e-6:
        path = _arc(middle + 0.34 * size, mid + half, mid - half)
    else:
        path = _arc(middle - 0.34 * size, mid - half, mid + half)
    return Label(shorten(name, room * 1000 / size, facing), path, size, facing)


def _ring_path(inner: float, outer: float, start: float, end: float) -> str:
    if end - start > 359.999:
        return f"{_arc(outer, start, start + 360)}Z {_arc(inner, start + 360, start)}Z"
    return f"{_arc(outer, start, end)} L{_arc(inner, end, start)[1:]}Z"


def _arc(radius: float, start: float, end: float) -> str:
    """An arc as a path, clockwise when `end` is the larger angle; in two parts when it is more than half a circle."""
    sweep = 1 if end > start else 0
    stops = [start, (start + end) / 2, end] if abs(end - start) > 179 else [start, end]
    arcs = "".join(f" A{_number(radius)} {_number(radius)} 0 0 {sweep} {_point(radius, stop)}" for stop in stops[1:])
    return f"M{_point(radius, start)}{arcs}"


def _point(radius: float, angle: float) -> str:
    return f"{_number(radius * math.cos(_radians(angle)))} {_number(radius * math.sin(_radians(angle)))}"


def _number(value: float) -> str:
    """`value` with at most two decimals. It is rounded twice, so that a last bit of a sine never tips the balance."""
    hundredths = math.floor(math.floor(value * 1e6 + 0.5) / 1e4 + 0.5)
    whole, part = divmod(abs(hundredths), 100)
    text = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text


def _radians(degrees: float) -> float:
    return degrees * math.pi / 180


# --- dots ------------------------------------------------------------------------------------------------------


def _dots(canvas: Canvas, sectors: list[Sector]) -> tuple[Dot, ...]:
    cells = [
        (sector, inner, outer, notes)
        for sector in sectors
        for kind, inner, outer in RINGS
        if (notes := canvas.notes_of(sector.partner, kind))
    ]
    fits = [_fit(len(notes), inner, outer, sector) for sector, inner, outer, notes in cells]
    shared = min((fit / _most(cell[0]) for fit, cell in zip(fits, cells, strict=True)), default=1.0)
    shared = max(shared, DOT_LEAST)
    dots: list[Dot] = []
    for (sector, inner, outer, notes), fit in zip(cells, fits, strict=True):
        radius = min(fit, shared * _most(sector))
        places = _places(len(notes), radius, inner, outer, sector)
        dots += [
            _dot(note_id, note, canvas.numbers.get(note_id), place, radius)
            for (note_id, note), place in zip(notes, places, strict=True)
        ]
    return tuple(dots)


def _dot(note_id: str, note: Note, number: int | None, place: tuple[float, float], radius: float) -> Dot:
    x, y = place
    digits = len(str(number or 0))
    size = radius * (1.1 if digits < 3 else 0.88 if digits == 3 else 0.68)
    return Dot(note_id, note.partner, note.kind, note.open, number, x, y, radius, size)


def _most(sector: Sector) -> float:
    return DOT_FACING if sector.facing else DOT


def _fit(count: int, inner: float, outer: float, sector: Sector) -> float:
    """The largest radius with which `count` dots fit in the cell."""
    radius = _most(sector)
    while not _rows(count, radius, inner, outer, sector):
        radius *= SHRINK
    return radius


def _rows(count: int, radius: float, inner: float, outer: float, sector: Sector) -> list[tuple[float, int]]:
    """The fewest arcs that hold `count` dots: radius and number of dots of each, outermost first; [] if none do."""
    height = outer - inner
    rows = 1
    while rows * (2 + ROOM) * radius + ROOM * radius <= height:
        arcs = [inner + height * (rows - row - 0.5) / rows for row in range(rows)]
        holds = [_holds(arc, radius, sector) for arc in arcs]
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
    return _radians(sector.end - sector.start) * arc - 2.1 * (1 + ROOM) * radius


def _share(count: int, arcs: list[float], holds: list[int]) -> list[tuple[float, int]]:
    rows = []
    left, room = count, sum(holds)
    for arc, hold in zip(arcs, holds, strict=True):
        here = -(-left * hold // room) if room else 0
        rows.append((arc, here))
        left -= here
        room -= hold
    return rows


def _places(count: int, radius: float, inner: float, outer: float, sector: Sector) -> list[tuple[float, float]]:
    places = []
    for arc, here in _rows(count, radius, inner, outer, sector):
        step = 0.0
        if here > 1:
            even = _radians(sector.end - sector.start) * arc / (here + 1)
            closest, widest = (2 + ROOM) * radius, _free(arc, radius, sector) / (here - 1)
            step = min(max(even, closest), widest, 6 * radius) / arc
        for i in range(here):
            angle = _radians(sector.mid) + (i - (here - 1) / 2) * step
            places.append((arc * math.cos(angle), arc * math.sin(angle)))
    return places


# --- the words in the middle -----------------------------------------------------------------------------------

QUESTION_SIZES = ((False, 26, 13), (True, 16, 11))
"""Whether long words may be broken, and the largest and smallest size tried so."""
HEADING, HEADING_LEAST = 36, 16
HEADING_ROOM = 8500
"""A heading is only shortened where it has at least this much room, in thousandths of its size."""
HEADING_HEIGHT, LINE_HEIGHT = 1.3, 1.3


def _middle(heading: str, question: str) -> tuple[Line, ...]:
    """Who it is about and what they ask, as large as the disc allows."""
    text = f"“{question}”" if question else ""
    for break_words, largest, least in QUESTION_SIZES:
        for size in range(largest, least - 1, -1):
            for count in range(1 if text else 0, _most_lines(size) + 1):
                lines = _set_middle(heading, text, size, count, break_words, cut=False)
                if lines:
                    return lines
    least = QUESTION_SIZES[-1][2]
    counts = range(_most_lines(least), 0, -1)
    cuts = (_set_middle(heading, text, least, count, break_words=True, cut=True) for count in counts)
    return next((lines for lines in cuts if lines), ())


def _most_lines(size: int) -> int:
    return math.floor(2 * DISC_TEXT / (size * LINE_HEIGHT))


def _set_middle(
    heading: str, text: str, size: int, count: int, break_words: bool, cut: bool
) -> tuple[Line, ...] | None:
    """The heading and `text` in at most `count` lines of `size`, or None when they do not fit."""
    largest = min(HEADING, math.floor(size * 1.6))
    for head in range(largest, HEADING_LEAST - 1, -1):
        top = -(head * HEADING_HEIGHT + count * size * LINE_HEIGHT) / 2
        room = _room(top + 0.2 * head, top + 1.1 * head) * 1000 / head
        if width(heading, bold=True) <= room or (head == HEADING_LEAST and room >= HEADING_ROOM):
            break
    else:
        return None
    below = top + head * HEADING_HEIGHT
    tops = [below + i * size * LINE_HEIGHT for i in range(count)]
    rooms = [_room(y + 0.15 * size, y + 1.2 * size) * 1000 / size for y in tops]
    wrapped = wrap(text, rooms, break_words, cut)
    if wrapped is None:
        return None
    title = Line(shorten(heading, room, bold=True), top + 0.95 * head, head, True)
    return (title, *(Line(line, y + 0.98 * size, size, False) for line, y in zip(wrapped, tops, strict=False)))


def _room(top: float, bottom: float) -> float:
    """How wide the disc is between two heights."""
    y = max(abs(top), abs(bottom))
    return 2 * math.sqrt(max(0.0, DISC_TEXT * DISC_TEXT - y * y))
