"""A kind of note by its sign and its usual name; its colours are `--kind` and `--kind-tint` (see `kind.css`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas.kinds import NoteKind
from facilitation.web.parts.icon import icon
from facilitation.web.texts import t


def kind_icon(kind: Any) -> rx.Component:
    """The sign of this kind (a Var)."""
    return rx.match(kind, *((str(each), icon(each)) for each in NoteKind), rx.fragment())


def kind_name(kind: Any) -> Any:
    """What a note of this kind (a Var) is usually called; a guide may have its own word for it."""
    return rx.match(kind, *((str(each), t(f"common.{each}")) for each in NoteKind), "")
