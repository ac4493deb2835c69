"""The sheets of the workbook about what came of it: laws, matches, agreements and the four values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from facilitation.locale import say
from facilitation.takehome.lines import NoteLine
from facilitation.takehome.outline import Outline

Row = Sequence[str | int | float]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, widths of columns in characters, rows, which of them are heads, and tints of rows."""

    name: str
    widths: Sequence[int]
    rows: Sequence[Row]
    heads: Sequence[int] = (0,)
    tints: Mapping[int, str] = field(default_factory=dict)


def xlsx_tables(content: Outline, language: str) -> Iterator[Table]:
    """These sheets; one with a head alone has nothing to tell."""
    together = content.together

    def table(sheet: str, widths: Sequence[int], columns: Sequence[str], rows: Iterable[Row]) -> Table:
        head = [say(language, f"documents.{column}") for column in columns]
        return Table(say(language, f"documents.{sheet}"), widths, [head, *rows])

    laws = ([law.name, law.allows, law.asks] for law in together.laws)
    yield table("sheet-laws", (40, 60, 60), ("law", "law-allows", "law-asks"), laws)
    asked = ("number", "partner", "need", "asked", "reply", "line", "offer")
    yield table("sheet-matches", (10, 28, 60, 28, 20, 50, 60), asked, _answers(content))
    agreed = ([each.what, ", ".join(each.who), each.means, each.due] for each in together.agreements)
    yield table("sheet-agreements", (70, 40, 40, 30), ("what", "who", "means", "due"), agreed)
    yield table("sheet-values", (28, 10), ("value", "score"), together.radar)


def _answers(content: Outline) -> Iterator[Row]:
    for line in content.together.needs:
        need = line.need
        for answer in line.answers:
            offer = "" if answer.offer is None else _numbered(answer.offer)
            yield [need.number or "", need.who, need.text or "", answer.partner, answer.reply, answer.line, offer]


def _numbered(note: NoteLine) -> str:
    return f"{note.number}. {note.text}" if note.number else note.text or ""
