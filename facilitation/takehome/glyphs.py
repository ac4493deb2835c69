"""Words as the fonts of the documents can set them.

PDF/UA refuses a letter without a shape. So a character that no font here has is shown as ▯ with its code point,
instead of the document failing; the attached JSON keeps it as it was written.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

from facilitation.canvas.measure import signs

FONTS = Path(__file__).parent / "fonts"
LONG_WORD = 24
"""Words with more signs than this may be broken anywhere: they could be wider than a column."""
BREAK = "\u200b"
MARK_OF_ORDER, WORD_JOINER = "\ufeff", "\u2060"
SIMPLE = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0xB4), (0xB6, 0xFF), (0x131, 0x131), (0x152, 0x153)),
    *((0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026)),
)
"""Letters that stand side by side as they are, and all of them in the first font: in the picture of the wheel, Typst
finds one font in place of it and not two."""


@cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges = json.loads((FONTS / "coverage.json").read_text())
    return [first for first, _ in ranges], [last for _, last in ranges]


def covered(char: str) -> bool:
    """Whether a font of the documents has this character, or it needs no shape."""
    firsts, lasts = _coverage()
    place = bisect_right(firsts, ord(char)) - 1
    return place >= 0 and ord(char) <= lasts[place]


def visible(text: str) -> str:
    """`text` with ▯U+… in place of each character that cannot be shown."""
    text = text.replace(MARK_OF_ORDER, WORD_JOINER)  # the first, equally invisible, is forbidden in PDF/UA
    return "".join(char if char == "\n" or covered(char) else f"▯U+{ord(char):04X}" for char in text)


def is_simple(text: str) -> bool:
    """Whether letters of `text` neither join nor stack nor run to the left, so that they can stand on an arc."""
    return all(any(first <= ord(char) <= last for first, last in SIMPLE) for char in text)


def breakable(text: str) -> str:
    """`text` with invisible places to break in words that are too long for a line."""
    return " ".join(_parted(word) for word in text.split(" "))


def _parted(word: str) -> str:
    pieces = signs(word)
    return BREAK.join(pieces) if len(pieces) > LONG_WORD else word


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script that is written to the left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
