"""The words in the middle of the wheel: who it is about and what they ask, as large as they fit.

Nothing on the wheel is set smaller than `LEAST`. Where a question is too long for that, the disc grows before a word is
broken, and a word is broken before anything is left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from facilitation.canvas.measure import shorten, width, wrap

LEAST = 18
"""The smallest font size, in units of the wheel: 18 pixels on a projector of 1920 by 1080."""
DISCS = (146.0, 158.0, 172.0, 186.0)
"""The radii that the disc may have."""
INSET = 13.0
"""The words stay so far from the edge of the disc."""

QUESTION = 26
HEADING = 36
HEADING_ROOM = 8500
"""A heading is only shortened where it has at least this much room, in thousandths of its size."""
HEADING_HEIGHT, LINE_HEIGHT = 1.3, 1.3


@dataclass(frozen=True, slots=True)
class Line:
    """One centred line of text: `y` is its baseline, `size` the font size."""

    text: str
    y: float
    size: float
    bold: bool


def middle(heading: str, question: str) -> tuple[float, tuple[Line, ...]]:
    """The radius of the disc, and the lines in it."""
    text = f"“{question}”" if question else ""
    for disc in DISCS:
        for size in range(QUESTION, LEAST - 1, -1):
            for count in range(1 if text else 0, _most_lines(disc, size) + 1):
                lines = _set(disc, heading, text, size, count, break_words=False, cut=False)
                if lines:
                    return disc, lines
    for disc in DISCS:
        for count in range(1, _most_lines(disc, LEAST) + 1):
            lines = _set(disc, heading, text, LEAST, count, break_words=True, cut=False)
            if lines:
                return disc, lines
    counts = range(_most_lines(DISCS[-1], LEAST), 0, -1)
    cuts = (_set(DISCS[-1], heading, text, LEAST, count, break_words=True, cut=True) for count in counts)
    return DISCS[-1], next((lines for lines in cuts if lines), ())


def _most_lines(disc: float, size: int) -> int:
    return math.floor(2 * (disc - INSET) / (size * LINE_HEIGHT))


def _set(
    disc: float, heading: str, text: str, size: int, count: int, *, break_words: bool, cut: bool
) -> tuple[Line, ...] | None:
    """The heading and `text` in at most `count` lines of `size`, or None when they do not fit."""
    largest = max(LEAST, min(HEADING, math.floor(size * 1.6)))
    for head in range(largest, LEAST - 1, -1):
        top = -(head * HEADING_HEIGHT + count * size * LINE_HEIGHT) / 2
        room = _room(disc, top + 0.2 * head, top + 1.1 * head) * 1000 / head
        if width(heading, bold=True) <= room or (head == LEAST and room >= HEADING_ROOM):
            break
    else:
        return None
    below = top + head * HEADING_HEIGHT
    tops = [below + i * size * LINE_HEIGHT for i in range(count)]
    rooms = [_room(disc, y + 0.15 * size, y + 1.2 * size) * 1000 / size for y in tops]
    wrapped = wrap(text, rooms, break_words, cut)
    if wrapped is None:
        return None
    title = Line(shorten(heading, room, bold=True), top + 0.95 * head, head, True)
    return (title, *(Line(line, y + 0.98 * size, size, False) for line, y in zip(wrapped, tops, strict=False)))


def _room(disc: float, top: float, bottom: float) -> float:
    """How wide the disc is between two heights."""
    y = max(abs(top), abs(bottom))
    radius = disc - INSET
    return 2 * math.sqrt(max(0.0, radius * radius - y * y))
