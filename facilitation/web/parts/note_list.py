"""Notes to read from a distance: the words by kind, each with the number that its dot has on the wheel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.parts.kind import kind_icon


@dataclass
class ShownNote:
    id: str
    number: str
    text: str


def note_group(kind: Any, title: Any, notes: Any, **props: Any) -> rx.Component:
    """The notes (Var of `list[ShownNote]`) of one kind under its name; nothing when there are none."""
    return rx.cond(
        length_of(notes) > 0,
        rx.el.section(
            rx.el.h2(kind_icon(kind), title, class_name="note-group__title"),
            rx.el.ol(rx.foreach(notes, _note), class_name="note-group__notes"),
            class_name="note-group",
            custom_attrs={"data-kind": kind},
            **props,
        ),
    )


def _note(note: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(note.number != "", rx.el.span(note.number, class_name="note-group__number")),
        rx.el.span(note.text, class_name="words note-group__text", dir="auto"),
        key=note.id,
        class_name="note-group__note",
    )
