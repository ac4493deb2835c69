"""A note as its author or a reader has it: the words on the colour of their kind, and what is to be said of them."""

from __future__ import annotations

from typing import Any

import reflex as rx


def note_card(*content: Any, kind: Any, action: Any = None, **props: Any) -> rx.Component:
    """The content on the tint of `kind`, with one small action at the end of it."""
    return rx.el.div(
        rx.el.div(*content, class_name="note-card__content"),
        *([action] if action is not None else []),
        class_name="note-card",
        custom_attrs={"data-kind": kind},
        **props,
    )


def note_words(text: Any) -> rx.Component:
    """What somebody wrote, to the letter."""
    return rx.el.p(text, class_name="words", dir="auto")


def note_mark(symbol: rx.Component, text: Any, tone: str = "faint") -> rx.Component:
    """How it stands with a note (`tone`: `faint` or `alert`); screen readers hear it change."""
    return rx.el.p(symbol, rx.el.span(text), class_name=f"note-card__mark note-card__mark--{tone}", role="status")
