"""The notes as CSV, one row each, for a spreadsheet.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, quoted or not. So everybody's words
stand between “ and ” in every row: the cell begins with a harmless sign, and without its first and last sign it is
exactly what was written (docs/decisions/0005-csv-and-formulas.md).
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from facilitation.canvas.canvas import Canvas
from facilitation.locale import say
from facilitation.takehome.outline import outline

SEPARATOR = ";"
COLUMNS = ("number", "partner", "kind", "text", "written")


def csv_file(canvas: Canvas, language: str) -> bytes:
    """The document: UTF-8 with a byte order mark, `;` between the cells, all cells quoted, CRLF after each row.

    First the person's words (without a number), then the notes in the order of the circle; the text of a closed
    note is empty.
    """
    content = outline(canvas, language)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([say(language, f"documents.{column}") for column in COLUMNS])
    for key, text in (("question", content.question), ("story", content.story), ("strengths", content.strengths)):
        if text:
            writer.writerow(["", quoted(content.heading), say(language, f"documents.{key}"), quoted(text), ""])
    for partner in content.partners:
        for note in partner.notes:
            kind = content.names[note.kind]
            text = "" if note.text is None else quoted(note.text)
            writer.writerow([note.number or "", quoted(partner.name), kind, text, _iso(note.at)])
    return ("\ufeff" + buffer.getvalue()).encode()


def quoted(words: str) -> str:
    """Somebody's words as they stand in a cell."""
    return f"“{words}”"


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
