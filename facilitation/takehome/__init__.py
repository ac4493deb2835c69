"""What goes home: the canvas as a document, in six formats.

Pure: the same canvas gives the same bytes. The canvas that comes in holds what the public may see
(`views.seen_by(canvas, PUBLIC)`): a closed note has no text here, and is counted and drawn but never told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.text import plain_name
from facilitation.canvas.views import PUBLIC, seen_by
from facilitation.takehome.csv import csv_file
from facilitation.takehome.json import json_file
from facilitation.takehome.pdf import pdf
from facilitation.takehome.png import png
from facilitation.takehome.svg import svg
from facilitation.takehome.xlsx import xlsx


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: a readable name, its media type and its bytes."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Format:
    media_type: str
    make: Callable[[Canvas, str], bytes]


_FORMATS: Mapping[str, _Format] = MappingProxyType(
    {
        "pdf": _Format("application/pdf", pdf),
        "png": _Format("image/png", png),
        "svg": _Format("image/svg+xml", svg),
        "xlsx": _Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
        "csv": _Format("text/csv; charset=utf-8", csv_file),
        "json": _Format("application/json", lambda canvas, _: json_file(canvas)),
    }
)

FORMATS = tuple(_FORMATS)
"""The names of the formats, as they stand behind the dot of a file."""


def render(format: str, canvas: Canvas, language: str) -> Download:
    """The document of `canvas` in `format`, with the product's own words in `language`.

    What the public may not see is left out here once more, whatever came in.

    Raises:
        KeyError: `format` is none of `FORMATS`.
    """
    chosen = _FORMATS[format]
    return Download(file_name(canvas, format), chosen.media_type, chosen.make(seen_by(canvas, PUBLIC), language))


def file_name(canvas: Canvas, format: str) -> str:
    """A name that every file system takes, from the title and the date: `speelveld-een-plek-2026-11-22.pdf`."""
    date = datetime.fromtimestamp(canvas.session.created / 1000, UTC).date().isoformat()
    return f"{plain_name('speelveld', canvas.session.title, date)}.{format}"
