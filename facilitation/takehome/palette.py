"""The colours of the documents: those of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from facilitation.canvas.kinds import NoteKind

PAPER, SHEET, WHITE, LINE = "#F6F1E7", "#FBF8F2", "#FFFFFF", "#E4DCCB"
INK, MUTED, FAINT = "#1E2A3A", "#5B6472", "#8B8374"


@dataclass(frozen=True, slots=True)
class Ink:
    """The full colour and the tint of one kind of note."""

    full: str
    tint: str


PLAIN = Ink("#3C4757", WHITE)
"""For what is no note, and for notes without a colour of their own."""

KINDS: Mapping[NoteKind, Ink] = MappingProxyType(
    {
        **dict.fromkeys(NoteKind, PLAIN),
        NoteKind.WISH: Ink("#2B5FA8", "#E6EEF9"),
        NoteKind.SEE: Ink("#6D3FA6", "#EFE8F8"),
        NoteKind.WORKS: Ink("#5D6400", "#F2F3DA"),
        NoteKind.OFFER: Ink("#00795C", "#E2F3EC"),
        NoteKind.NEED: Ink("#B5480A", "#FBEBDD"),
        NoteKind.WELL: Ink("#5D6400", "#F2F3DA"),
        NoteKind.HARD: Ink("#6D3FA6", "#EFE8F8"),
        NoteKind.KEEP: Ink("#2B5FA8", "#E6EEF9"),
    }
)
"""Looking back has no good and no bad colour."""
