"""What people write, made safe to keep without changing what they wrote.

Text is data: never markup, formula or path. Only what no document can hold (control characters, halves of
surrogate pairs, non-characters) is left out; direction marks, emoji and every script stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PLANES = range(0x11)
_NOT_KEPT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(chr(plane << 16 | last) for plane in _PLANES for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Control characters but the line break, halves of surrogate pairs, and the two non-characters of every plane."""


def clean(raw: str) -> str:
    """Return `raw` in NFC, with `\\n` as its only line break, trimmed, and without what cannot be written to XML."""
    text = _LINE_BREAK.sub("\n", raw).replace("\t", " ")
    # Normalised last: what is left out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", _NOT_KEPT.sub("", text)).strip()


def clean_line(raw: str) -> str:
    """Return `raw` cleaned and on one line, for names and titles."""
    return " ".join(clean(raw).split())


def plain_name(*parts: str, most: int = 60) -> str:
    """A name that every file system takes, without what stands behind its dot; each part has `most` letters at most."""
    plain = (unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower() for part in parts)
    named = (re.sub("[^a-z0-9]+", "-", part)[:most].strip("-") for part in plain)
    return "-".join(filter(None, named))


_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile("T([01][0-9]|2[0-3]):[0-5][0-9]")


def is_day(text: str, *, with_time: bool = False) -> bool:
    """Whether this is a day of the calendar (`2026-12-01`) or "", with `with_time` also `2026-12-01T10:30`."""
    if not text:
        return True
    day, rest = _DAY.match(text), text[10:]
    if day is None or (rest and not (with_time and _TIME.fullmatch(rest))):
        return False
    year, month, number = (int(part) for part in day.groups())
    return year > 0 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]
