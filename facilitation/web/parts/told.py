"""A note as the team reads it afterwards: its number, the words, what lies below it, and how many support it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.parts.number import number
from facilitation.web.texts import t


@dataclass
class Below:
    id: str
    who: str
    text: str


@dataclass
class ToldNote:
    """A note; `number` is "" outside the circle, `name` where its kind has its usual name, `who` without a name."""

    id: str
    kind: str
    name: str
    number: str
    who: str
    text: str
    support: int
    below: list[Below]


def told_note(note: Any, *, who: bool = True) -> rx.Component:
    """One note (Var of `ToldNote`) in a list, with the name of its partner where `who` says so."""
    return rx.el.li(
        rx.cond(note.number != "", number(note.number, note.kind)),
        rx.el.div(
            *([rx.cond(note.who != "", _name(note.who))] if who else []),
            rx.el.p(note.text, class_name="words", dir="auto"),
            rx.cond(note.support > 0, rx.el.p(t("canvas.supported", n=note.support), class_name="faint small")),
            rx.cond(
                length_of(note.below) > 0,
                rx.el.ul(rx.foreach(note.below, _below), class_name="told__below stack stack--tight"),
            ),
            class_name="told__words",
        ),
        key=note.id,
        class_name="told",
        custom_attrs={"data-kind": note.kind},
    )


def _name(name: Any) -> rx.Component:
    return rx.el.p(name, class_name="faint small words", dir="auto")


def _below(note: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(note.who != "", _name(note.who)),
        rx.el.p(note.text, class_name="words", dir="auto"),
        key=note.id,
    )
