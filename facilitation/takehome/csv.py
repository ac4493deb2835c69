"""The canvas as CSV, one row for each thing that was said, for a spreadsheet.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, quoted or not. So everybody's words
stand between “ and ” in every row: the cell begins with a harmless sign, and without its first and last sign it is
exactly what was written (docs/decisions/0005-csv-and-formulas.md).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from facilitation.canvas.canvas import Canvas
from facilitation.locale import say
from facilitation.takehome.outline import Outline, outline
from facilitation.takehome.rows import note_rows

SEPARATOR = ";"
Row = Sequence[str | int]
COLUMNS = ("number", "partner", "kind", "text", "details", "written")


def csv_file(canvas: Canvas, language: str) -> bytes:
    """The document: UTF-8 with a byte order mark, `;` between the cells, all cells quoted, CRLF after each row.

    First the person's words, the frame and the laws, then the notes, then what came of them. Only notes on the circle
    have a number; the text of a closed note is empty.
    """
    content = outline(canvas, language)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([say(language, f"documents.{column}") for column in COLUMNS])
    told = _Told(content, language)
    writer.writerows((*told.before(), *told.notes(), *told.after()))
    return ("\ufeff" + buffer.getvalue()).encode()


class _Told:
    """The rows of one canvas."""

    def __init__(self, content: Outline, language: str) -> None:
        self._content, self._language = content, language

    def _say(self, key: str) -> str:
        return say(self._language, f"documents.{key}")

    def _with(self, *parts: tuple[str, str]) -> str:
        """The parts that have words, each behind its name. A name begins the cell, so it is no formula."""
        return " · ".join(f"{self._say(key)}: {quoted(words)}" for key, words in parts if words)

    def before(self) -> Iterator[Row]:
        content = self._content
        for key, text in (("question", content.question), ("story", content.story), ("strengths", content.strengths)):
            if text:
                yield ["", quoted(content.heading), self._say(key), quoted(text), "", ""]
        yield ["", quoted(content.heading), self._say("confirmed"), quoted(content.confirmed), "", ""]
        for kind, text in content.together.frame:
            yield ["", "", _kind(content.names[kind]), quoted(text), "", ""]
        for law in content.together.laws:
            details = self._with(("law-allows", law.allows), ("law-asks", law.asks))
            yield ["", "", self._say("law"), quoted(law.name), details, ""]

    def notes(self) -> Iterator[Row]:
        for note, details in note_rows(self._content, self._language):
            who = quoted(note.who) if note.who else ""
            text = "" if note.text is None else quoted(note.text)
            support = say(self._language, "documents.supported", n=note.support) if note.support else ""
            more = " · ".join(filter(None, (details, support)))
            yield [note.number or "", who, _kind(note.name), text, more, "" if note.at is None else _iso(note.at)]

    def after(self) -> Iterator[Row]:
        together = self._content.together
        for line in together.needs:
            for answer in line.answers:
                offer = (answer.offer.text or "") if answer.offer else ""
                more = (("reply", answer.reply), ("line", answer.line), ("offer", offer))
                number, text = line.need.number or "", quoted(line.need.text or "")
                yield [number, quoted(answer.partner), self._say("match"), text, self._with(*more), ""]
        for each in together.agreements:
            who = quoted(", ".join(each.who)) if each.who else ""
            details = self._with(("means", each.means), ("due", each.due))
            yield ["", who, self._say("agreement"), quoted(each.what), details, ""]
        if together.next_meeting:
            yield ["", "", self._say("next-meeting"), quoted(together.next_meeting), "", ""]
        for name, mean in together.radar:
            yield ["", "", self._say("score"), quoted(name), f"{mean:g}", ""]


def quoted(words: str) -> str:
    """Somebody's words as they stand in a cell."""
    return f"“{words}”"


def _kind(name: str) -> str:
    """What a kind is called. A guide's own word for it is somebody's too: one that could begin a formula is quoted."""
    return name if name[:1].isalnum() else quoted(name)


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
