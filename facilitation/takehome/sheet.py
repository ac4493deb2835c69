"""The sheet for the wall: what PDF and PNG have in common.

Typst sets it (`sheet.typ`); here the canvas becomes the data that goes in. Text is data all the way: it is never
joined to markup.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

import typst

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.measure import shorten
from facilitation.canvas.wheel import RADIUS, RIM, RIM_MANY, SPOKE_ROOM, Sector, Wheel, wheel
from facilitation.locale import say
from facilitation.takehome.glyphs import breakable, is_right_to_left, is_simple, visible
from facilitation.takehome.outline import VALUES, NoteLine, Outline, PartnerPart, outline
from facilitation.takehome.palette import INK, KINDS, MUTED, PAPER, WHITE
from facilitation.takehome.svg import MARGIN, bare

HERE = Path(__file__).parent
MOST_LINES = 8
"""Of somebody's words in one piece: however narrow, they are lower than a column."""
STRAIGHT = 18
"""Font size of a name that stands straight, in units of the wheel."""
CAP_HEIGHT = 0.668
"""Of Atkinson Hyperlegible Next, as a part of the font size."""
FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Atkinson Hyperlegible Next Two",
    "Noto Sans Latin",
    "Noto Sans Latin Two",
    "Noto Sans Vietnamese",
    "Noto Sans Cyrillic",
    "Noto Sans Cyrillic Two",
    "Noto Sans Greek",
    "Noto Sans Greek Two",
    "Noto Sans Hebrew",
    "Plex Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Emoji",
    "Noto Sans Symbols 2",
    "Noto Sans Math",
    "Noto Sans Korean",
    "Droid Sans Fallback",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper in millimetres, and the ways to fill it."""

    width: int
    height: int
    layouts: tuple[tuple[int, int, float], ...]
    """Columns in all, columns for the wheel, size of the letters in points: the first with which all fits on one
    page, else the last, which then goes on over more pages."""


def _sizes(columns: int, wheel: int, *sizes: float) -> tuple[tuple[int, int, float], ...]:
    return tuple((columns, wheel, size) for size in sizes)


A3 = Sheet(420, 297, (*_sizes(5, 3, 15, 14, 13, 12, 11), *_sizes(6, 3, 10.5, 10, 9.5, 9), (5, 3, 10)))
A2 = Sheet(594, 420, (*_sizes(7, 4, 14, 13, 12), *_sizes(7, 3, 13, 12, 11, 10)))
A1 = Sheet(841, 594, (*_sizes(10, 5, 14, 13, 12), *_sizes(10, 4, 12, 11, 10)))
A0 = Sheet(1189, 841, (*_sizes(14, 6, 14, 13, 12, 11, 10), *_sizes(15, 5, 10, 9, 8)))


class Pages(StrEnum):
    """How many pages there may be: all that are needed; one, or else `typst.TypstError`; the first of them."""

    ALL = "all"
    ONE = "one"
    FIRST = "first"


COMPILATIONS_REMEMBERED = 16
DOES_NOT_FIT = "does not fit"
"""Stands in the error when a sheet that must be one page is not."""


def typeset(
    canvas: Canvas,
    language: str,
    sheet: Sheet,
    pages: Pages,
    attachment: bytes | None = None,
    **options: Unpack[Options],
) -> bytes:
    """The sheet as PDF or PNG. `options` are those of `typst.Compiler.compile`.

    Raises:
        typst.TypstError: it may be one page only and needs more; the message contains `DOES_NOT_FIT`.
    """
    content = {**_data(canvas, language, sheet, attachment), "pages": pages.value}
    data = json.dumps(content, ensure_ascii=False, sort_keys=True)
    try:
        result = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs={"data": data}).compile(**options)
    finally:
        _forget()
    assert isinstance(result, bytes)
    return result


class Options(TypedDict, total=False):
    """What of Typst's options is used here."""

    format: Literal["pdf", "png"]
    ppi: float
    timestamp: int
    pdf_standards: Literal["ua-1"]


def _forget() -> None:
    """Let go of what Typst keeps for the next time.

    It remembers the work of its last compilations, some 40 MB for each of ours, and no canvas comes twice. It has no
    way to say so, but small compilations push the large ones out (0.1 s; a server stays at 100 MB instead of 500).
    """
    for _ in range(COMPILATIONS_REMEMBERED):
        typst.Compiler(b"#set page(width: 1pt, height: 1pt)", font_paths=_fonts()).compile(format="png", ppi=1)


@cache
def _template() -> bytes:
    return (HERE / "sheet.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])


def _data(canvas: Canvas, language: str, sheet: Sheet, attachment: bytes | None) -> dict[str, Any]:
    content = outline(canvas, language)
    created = datetime.fromtimestamp(canvas.session.created / 1000, UTC)
    shape = wheel(canvas)
    families = ", ".join(f"'{family}'" for family in FAMILIES)
    return {
        "language": language,
        "spoken": canvas.session.language,
        "title": content.title,
        "heading": _words(content.title),
        "date": content.date,
        "day": {name: getattr(created, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "fonts": FAMILIES,
        "sheet": {"width": sheet.width, "height": sheet.height},
        "layouts": sheet.layouts,
        "colours": {
            "paper": PAPER,
            "ink": INK,
            "muted": MUTED,
            "kinds": {kind.value: {"full": colour.full, "tint": colour.tint} for kind, colour in KINDS.items()},
        },
        "more": say(language, "documents.more"),
        "footer": say(language, "documents.not-the-file"),
        "page": say(language, "documents.page"),
        "values": [say(language, f"common.value-{value}") for value in VALUES],
        "legend": [{"kind": kind.value, "text": content.plurals[kind]} for kind in content.kinds],
        "closed": say(language, "documents.closed-note") if content.counts["closed"] else None,
        "reach": MARGIN,
        "wheel": {"picture": bare(shape, families, is_simple), "words": _wheel_words(shape)},
        "alt": say(language, "documents.wheel-alt", heading=content.heading, kinds=content.by_kind, **content.counts),
        "person": _words(content.heading),
        "question": _words(f"“{' '.join(content.question.split())}”") if content.question else None,
        "confirmed": {"text": visible(content.confirmed), "yes": content.is_confirmed},
        "items": _items(content, language),
        "attachment": attachment
        and {
            "name": "canvas.json",
            "body": attachment.decode(),
            "description": say(language, "documents.attachment"),
        },
    }


def _wheel_words(shape: Wheel) -> list[dict[str, Any]]:
    """The words that Typst sets over the picture of the wheel, since it can set every script: in units of the wheel.

    The lines in the middle, and straight along the rim the names that cannot be bent.
    """
    over = [
        {
            "text": visible(line.text),
            "x": 0,
            "y": line.y - CAP_HEIGHT / 2 * line.size,
            "turn": 0,
            "most": 2 * shape.disc,
        }
        | {"size": line.size, "weight": 700 if line.bold else 400, "colour": WHITE if line.bold else PAPER}
        for line in shape.lines
    ]
    names = [sector for sector in shape.sectors if not is_simple(sector.label.text)]
    return over + [_straight_name(sector) for sector in names]


def _straight_name(sector: Sector) -> dict[str, Any]:
    """A name that cannot be bent: along the chord of its sector, or as a spoke."""
    angle = math.radians(sector.mid)
    if sector.label.spoke:
        middle, most = (RIM_MANY + RADIUS) / 2, RADIUS - RIM_MANY - 2 * SPOKE_ROOM
        turn = sector.mid if math.cos(angle) > -1e-6 else sector.mid + 180
    else:
        middle = (RIM + RADIUS) / 2
        most = 2 * middle * math.sin(math.radians(min(sector.end - sector.start, 28)) / 2)
        turn = sector.mid - 90 if math.sin(angle) > 1e-6 else sector.mid + 90
    place = {"x": middle * math.cos(angle), "y": middle * math.sin(angle), "turn": turn, "most": most}
    name = shorten(sector.name, most * 1000 / STRAIGHT)
    return {"text": visible(name), **place, "size": STRAIGHT, "weight": 400, "colour": INK}


def _words(text: str) -> dict[str, Any]:
    """Somebody's words, line by line."""
    return {"lines": [breakable(visible(line)) for line in text.split("\n")], "rtl": is_right_to_left(text)}


def _chunks(text: str) -> list[str]:
    """`text` in parts of a few lines, each lower than a column; of several empty lines one remains."""
    lines = re.sub("\n\n\n+", "\n\n", text).split("\n")
    return ["\n".join(lines[i : i + MOST_LINES]) for i in range(0, len(lines), MOST_LINES)]


def _items(content: Outline, language: str) -> list[dict[str, Any]]:
    """What stands in the columns, piece by piece, so that no piece is higher than a column."""
    items: list[dict[str, Any]] = []
    for key, text in (("story", content.story), ("strengths", content.strengths)):
        if text:
            items.append({"form": "label", "heading": True, "text": say(language, f"documents.{key}")})
            items += [{"form": "words", "heading": False, **_words(chunk)} for chunk in _chunks(text)]
    for item in items:
        item["again"] = None
    for partner in content.partners:
        again = visible(say(language, "documents.again", partner=partner.name))
        own = _partner_items(partner, content, language)
        items += [item | {"again": again if i else None} for i, item in enumerate(own)]
    return items


def _partner_items(partner: PartnerPart, content: Outline, language: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [{"form": "partner", "heading": True, **_words(partner.name)}]
    for kind in content.kinds:
        opened = [note for note in partner.of(kind) if note.text is not None]
        if opened:
            items.append({"form": "kind", "heading": True, "kind": kind.value, "text": content.names[kind]})
        for note in opened:
            items += _note_items(note)
    closed = sum(note.text is None for note in partner.notes)
    if closed:
        items.append({"form": "quiet", "heading": False, "text": say(language, "documents.closed-notes", n=closed)})
    elif not partner.notes:
        items.append({"form": "quiet", "heading": False, "text": say(language, "documents.no-notes")})
    return items


def _note_items(note: NoteLine) -> list[dict[str, Any]]:
    chunks = _chunks(note.text or "")
    piece = {"form": "note", "heading": False, "kind": note.kind.value}
    return [
        {**piece, "number": note.number if i == 0 else None, "ends": i == len(chunks) - 1, **_words(chunk)}
        for i, chunk in enumerate(chunks)
    ]
