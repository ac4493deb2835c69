"""The canvas as a workbook: the canvas as a whole, the partners, the notes, what came of them, and what this file is.

Everything is written as a string, so that nothing anyone wrote becomes a formula, a number or a link.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter  # type: ignore[import-untyped]  # the library comes without types

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import VALUES
from facilitation.locale import say
from facilitation.takehome.json import FORMAT, VERSION
from facilitation.takehome.lines import day, moment
from facilitation.takehome.outline import Outline, outline
from facilitation.takehome.palette import INK, KINDS, WHITE
from facilitation.takehome.rows import note_rows
from facilitation.takehome.xlsx_tables import Row, Table, xlsx_tables

MOST_IN_CELL = 32_000
"""A little less than a cell can hold. Only the overview comes near it; each note stands whole on its own sheet."""


def xlsx(canvas: Canvas, language: str) -> bytes:
    """The document, with the date of the session as its date of making."""
    content = outline(canvas, language)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": content.title, "created": datetime.fromtimestamp(canvas.session.created / 1000, UTC)},
    )
    told = (
        _canvas(content, language),
        _partners(content, language),
        _notes(content, language),
        *(table for table in xlsx_tables(content, language) if len(table.rows) > 1),
        _about(canvas, language),
    )
    for table in told:
        _write(book, table)
    book.close()
    return buffer.getvalue()


def _write(book: xlsxwriter.Workbook, table: Table) -> None:
    base = {"text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 11}
    head = book.add_format({**base, "bold": True, "font_color": WHITE, "bg_color": INK})
    plain = book.add_format(base)
    tinted = {tint: book.add_format({**base, "bg_color": tint}) for tint in sorted(set(table.tints.values()))}
    sheet = book.add_worksheet(table.name)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(table.rows):
        style = head if number in table.heads else tinted.get(table.tints.get(number, ""), plain)
        for column, content in enumerate(row):
            if isinstance(content, int | float):
                sheet.write_number(number, column, content, style)
            else:
                sheet.write_string(number, column, content, style)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _canvas(content: Outline, language: str) -> Table:
    """The person, and below them the circle as a table: a row for each partner, a column for each kind."""
    said = [
        ("title", content.title),
        ("date", content.date),
        ("alias", content.heading),
        ("question", content.question),
        ("story", content.story),
        ("strengths", content.strengths),
        ("confirmed", content.confirmed),
        ("next-meeting", content.together.next_meeting),
    ]
    rows: list[Row] = [[say(language, f"documents.{key}"), text] for key, text in said if text]
    rows += [[content.names[kind], text] for kind, text in content.together.frame]
    circle = len(rows) + 1
    kinds = [content.plurals[kind] for kind in content.kinds]
    rows += [[], [say(language, "documents.partner"), *kinds]]
    closed = say(language, "documents.closed-note")
    for partner in content.partners:
        cells = [
            "\n".join(_with_number(note.number, note.text, closed) for note in partner.of(kind))
            for kind in content.kinds
        ]
        rows.append([partner.name, *(cell[:MOST_IN_CELL] for cell in cells)])
    return Table(say(language, "documents.sheet-canvas"), (28, *[48] * len(content.kinds)), rows, heads=(0, circle))


def _with_number(number: int | None, text: str | None, closed: str) -> str:
    return f"({closed})" if text is None else f"{number}. {text}"


def _partners(content: Outline, language: str) -> Table:
    kinds = [content.plurals[kind] for kind in content.kinds]
    names = [say(language, f"documents.{key}") for key in ("seat", "partner", "people")]
    rows: list[Row] = [[*names, *kinds, say(language, "documents.closed")]]
    for partner in content.partners:
        opened = [sum(note.text is not None for note in partner.of(kind)) for kind in content.kinds]
        closed = sum(note.text is None for note in partner.notes)
        rows.append([partner.seat, partner.name, partner.people, *opened, closed])
    return Table(say(language, "documents.sheet-partners"), (8, 40, 10, *[14] * len(content.kinds), 12), rows)


def _notes(content: Outline, language: str) -> Table:
    columns = ("number", "partner", "kind", "text", "support-count", "details", "written")
    rows: list[Row] = [[say(language, f"documents.{key}") for key in columns]]
    tints: dict[int, str] = {}
    for note, details in note_rows(content, language):
        text = f"({say(language, 'documents.closed-note')})" if note.text is None else note.text
        tints[len(rows)] = KINDS[note.kind].tint
        written = "" if note.at is None else moment(note.at, language)
        rows.append([note.number or "", note.who, note.name, text, note.support or "", details, written])
    return Table(say(language, "documents.sheet-notes"), (10, 28, 18, 90, 10, 24, 26), rows, tints=tints)


def _about(canvas: Canvas, language: str) -> Table:
    def say_(key: str) -> str:
        return say(language, f"documents.{key}")

    rows: list[Row] = [
        [say_("sheet-about"), ""],
        [say_("about"), ""],
        [say_("not-the-file"), ""],
        [say_("values"), ", ".join(say(language, f"common.value-{value}") for value in VALUES)],
        [say_("format"), f"{FORMAT} {VERSION}"],
        [say_("date"), day(canvas.session.created, language)],
    ]
    if canvas.session.purge_at is not None:
        rows.append([say_("purge"), day(canvas.session.purge_at, language)])
    return Table(say_("sheet-about"), (70, 60), rows)
