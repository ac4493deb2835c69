"""What each partner wishes, offers and needs, as a table: the wheel in words, numbered as its dots are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon
from facilitation.web.parts.number import number
from facilitation.web.texts import t

_KINDS = (("wish", "wishes"), ("offer", "offers"), ("need", "needs"))


@dataclass
class OpenNote:
    id: str
    number: int
    text: str


@dataclass
class Row:
    """A partner with their open notes; `silent` when they have no note at all, open or closed."""

    id: str
    name: str
    wishes: list[OpenNote]
    offers: list[OpenNote]
    needs: list[OpenNote]
    silent: bool


def words_table(caption: Any, partners: Any, *, silence: Any = None) -> rx.Component:
    """A row for each of `partners` (Var of `list[Row]`); `silence` is said of those who are silent.

    On a narrow screen each partner becomes a block, with the kind above its notes.
    """
    return rx.el.table(
        rx.el.caption(caption, class_name="only-read-aloud"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("common.partner"), scope="col"),
                *(
                    rx.el.th(
                        rx.el.span(icon(kind), t(f"common.{kind}"), class_name="words-table__head"),
                        scope="col",
                        class_name=f"words-table__head--{kind}",
                    )
                    for kind, _ in _KINDS
                ),
            )
        ),
        rx.el.tbody(rx.foreach(partners, lambda partner: _row(partner, silence))),
        class_name="words-table",
    )


def _row(partner: Any, silence: Any) -> rx.Component:
    written = rx.fragment(
        *(rx.el.td(_notes(kind, getattr(partner, notes)), class_name=f"words-table__{kind}") for kind, notes in _KINDS)
    )
    return rx.el.tr(
        rx.el.th(partner.name, scope="row", dir="auto", class_name="words"),
        written if silence is None else rx.cond(partner.silent, _silent(silence), written),
        key=partner.id,
    )


def _silent(silence: Any) -> rx.Component:
    return rx.el.td(silence, col_span=len(_KINDS), class_name="words-table__silence faint")


def _notes(kind: str, notes: Any) -> rx.Component:
    return rx.cond(
        notes.length() > 0,
        rx.el.div(
            rx.el.p(
                icon(kind), t(f"common.{kind}"), class_name="words-table__kind", custom_attrs={"aria-hidden": "true"}
            ),
            rx.el.ul(
                rx.foreach(
                    notes,
                    lambda note: rx.el.li(
                        number(note.number, kind),
                        rx.el.span(note.text, class_name="words", dir="auto"),
                        key=note.id,
                    ),
                ),
                class_name="stack stack--tight",
            ),
        ),
    )
