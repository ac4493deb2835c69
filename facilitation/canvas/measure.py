"""How wide a text is, and where it breaks: from the widths of Atkinson Hyperlegible Next, without drawing anything.

The unit is a thousandth of the font size. Letters of other scripts are guessed, on the safe side. Texts are cut only
between what a reader sees as one sign (an accent stays on its letter, a joined emoji in one piece).
`web/live/measure.js` says the same in JavaScript; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from facilitation.canvas.font_widths import BOLD, RANGES, REGULAR

UNKNOWN, WIDE = 650, 1250
JOINER = 0x200D

ZERO_WIDTH = (
    (0x300, 0x36F),
    (0x591, 0x5BD),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2069),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0x1F3FB, 0x1F3FF),
    (0xE0020, 0xE01EF),
)
"""Accents, direction marks, joiners, skin tones: what stands on the sign before it."""

WIDE_SIGNS = (
    (0x1100, 0x115F),
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFF60),
)
FIRST_EMOJI = 0x1F000


@cache
def _table(bold: bool) -> dict[int, int]:
    points = [
        point
        for first, last in (pair.split("-") for pair in RANGES.split())
        for point in range(int(first, 16), int(last, 16) + 1)
    ]
    return dict(zip(points, map(int, (BOLD if bold else REGULAR).split()), strict=True))


def _within(point: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= point <= last for first, last in ranges)


def width(text: str, bold: bool = False) -> int:
    """The width of `text` on one line, in thousandths of the font size."""
    return sum(_sign_width(ord(char), bold) for char in text)


def _sign_width(point: int, bold: bool) -> int:
    if _within(point, ZERO_WIDTH):
        return 0
    known = _table(bold).get(point)
    if known is not None:
        return known
    return WIDE if point >= FIRST_EMOJI or _within(point, WIDE_SIGNS) else UNKNOWN


def signs(text: str) -> list[str]:
    """`text` in pieces that may not be cut."""
    pieces: list[str] = []
    joined = False
    for char in text:
        point = ord(char)
        if pieces and (joined or _within(point, ZERO_WIDTH)):
            pieces[-1] += char
        else:
            pieces.append(char)
        joined = point == JOINER
    return pieces


def words(text: str) -> list[str]:
    """`text` at its spaces and line breaks; a no-break space does not part words."""
    return [word for word in re.split("[ \n]+", text) if word]


def shorten(text: str, room: float, bold: bool = False) -> str:
    """`text` when it fits in `room` (thousandths), else its beginning with "…"."""
    if width(text, bold) <= room:
        return text
    left = room - width("…", bold)
    kept = ""
    for sign in signs(text):
        left -= width(sign, bold)
        if left < 0:
            break
        kept += sign
    return kept.rstrip(" ") + "…"


def wrap(text: str, rooms: Sequence[float], break_words: bool = False, cut: bool = False) -> list[str] | None:
    """`text` in lines that fit in `rooms` (thousandths each), or None when it does not fit.

    With `break_words` a word wider than its line is parted; with `cut` what does not fit ends in "…".
    """
    waiting = words(text)
    if not cut and width("".join(waiting)) > sum(rooms):
        return None
    lines: list[str] = []
    while waiting and len(lines) < len(rooms):
        room = rooms[len(lines)]
        line = waiting[0]
        taken = 1
        while taken < len(waiting) and width(f"{line} {waiting[taken]}") <= room:
            line = f"{line} {waiting[taken]}"
            taken += 1
        if width(line) > room:
            head = _head(line, room) if break_words else ""
            if not head:
                return None
            lines.append(head)
            waiting[0] = line[len(head) :]
        else:
            lines.append(line)
            waiting = waiting[taken:]
    if waiting:
        if not cut or not lines:
            return None
        lines[-1] = shorten(f"{lines[-1]} {' '.join(waiting)}", rooms[len(lines) - 1])
    return lines


def _head(word: str, room: float) -> str:
    """As much of the beginning of `word` as fits."""
    head = ""
    for sign in signs(word):
        if width(head + sign) > room:
            break
        head += sign
    return head
