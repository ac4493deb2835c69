"""The sheet for the wall: what PDF and PNG have in common.

Typst sets it (`sheet.typ`); here the canvas becomes the data that goes in. Text is data all the way: it is never
joined to markup.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

import typst

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.measure import shorten
from facilitation.canvas.records import VALUES
from facilitation.canvas.wheel import RADIUS, RIM, RIM_MANY, SPOKE_ROOM, Sector, Wheel, wheel
from facilitation.canvas.wheel_bows import BowState
from facilitation.locale import say
from facilitation.takehome.glyphs import is_simple, visible
from facilitation.takehome.outline import Outline, outline
from facilitation.takehome.palette import FAINT, INK, KINDS, MUTED, PAPER, PLAIN, WHITE
from facilitation.takehome.sheet_items import PLAIN as UNKIND
from facilitation.takehome.sheet_items import items, words
from facilitation.takehome.svg import MARGIN, bare

HERE = Path(__file__).parent
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


# Most people print it on A4, which makes 10.6 points of 15 and 9 of the smallest letters there.
A3 = Sheet(420, 297, (*_sizes(5, 3, 17, 16, 15), (4, 2, 15)))
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
        "heading": words(content.title),
        "date": content.date,
        "day": {name: getattr(created, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "fonts": FAMILIES,
        "sheet": {"width": sheet.width, "height": sheet.height},
        "layouts": sheet.layouts,
        "colours": _colours(),
        "more": say(language, "documents.more"),
        "footer": say(language, "documents.not-the-file"),
        "page": say(language, "documents.page"),
        "values": [say(language, f"common.value-{value}") for value in VALUES],
        "legend": [{"kind": kind.value, "text": content.plurals[kind]} for kind in content.kinds],
        "signs": _signs(content, shape, language),
        "reach": MARGIN,
        "wheel": {"picture": bare(shape, families, is_simple), "words": _wheel_words(shape)},
        "alt": say(language, "documents.wheel-alt", heading=content.heading, kinds=content.by_kind, **content.counts),
        "person": words(content.heading),
        "question": words(f"“{' '.join(content.question.split())}”") if content.question else None,
        "confirmed": {"text": visible(content.confirmed), "yes": content.is_confirmed},
        "items": items(content, language),
        "attachment": attachment
        and {
            "name": "canvas.json",
            "body": attachment.decode(),
            "description": say(language, "documents.attachment"),
        },
    }


def _colours() -> dict[str, Any]:
    return {
        "paper": PAPER,
        "ink": INK,
        "muted": MUTED,
        "faint": FAINT,
        "kinds": {kind.value: asdict(ink) for kind, ink in KINDS.items()} | {UNKIND: asdict(PLAIN)},
    }


def _signs(content: Outline, shape: Wheel, language: str) -> list[dict[str, str]]:
    """What is explained below the wheel beside the kinds, as far as it is drawn there."""
    drawn = {bow.state for bow in shape.bows}
    signs = [f"bow-{state}" for state in (BowState.WILLING, BowState.ASKED, BowState.FAINT) if state in drawn]
    signs += ["loose"] if any(dot.loose for dot in shape.dots) else []
    signs += ["closed-note"] if content.counts["closed"] else []
    return [{"sign": sign, "text": say(language, f"documents.{sign}")} for sign in signs]


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
