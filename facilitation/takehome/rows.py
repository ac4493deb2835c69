"""Every note as one row, for the spreadsheets: those on the circle first, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from facilitation.locale import say
from facilitation.takehome.lines import NoteLine
from facilitation.takehome.outline import Outline


class NoteRow(NamedTuple):
    """A note, and what there is to say of it in the product's words, such as that it was laid aside."""

    note: NoteLine
    details: str


def note_rows(content: Outline, language: str) -> Iterator[NoteRow]:
    """The rows: a note that lies in a stack comes right below the one on top."""
    together = content.together
    loose = {note.id for note in (*together.unmet, *together.unused)}
    on_circle = [note for partner in content.partners for note in partner.notes]
    for note in (*on_circle, *together.notes):
        yield from _stack(note, say(language, "documents.loose") if note.id in loose else "", language)
    yield from (NoteRow(note, say(language, "documents.aside")) for note in together.aside)


def _stack(note: NoteLine, details: str, language: str) -> Iterable[NoteRow]:
    top = say(language, "documents.lies-with", top=note.number or f"“{note.text}”")
    return (NoteRow(note, details), *(NoteRow(below, top) for below in note.below))
