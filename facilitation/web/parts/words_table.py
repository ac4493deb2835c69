"""What each partner wrote, as a table: the wheel in words, numbered as its dots are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.told import ToldNote, told_note
from facilitation.web.texts import t


@dataclass
class Kind:
    """A kind of note on the circle, with the guide's own word for it or ""."""

    kind: str
    label: str


@dataclass
class Group:
    kind: str
    label: str
    notes: list[ToldNote]


@dataclass
class Row:
    """A partner with their open notes by kind."""

    id: str
    name: str
    groups: list[Group]


def kind_title(kind: Any) -> rx.Component:
    """The sign of a kind with its name (Var of `Kind` or `Group`)."""
    return rx.fragment(kind_icon(kind.kind), rx.cond(kind.label != "", kind.label, kind_name(kind.kind)))


def words_table(caption: Any, kinds: Any, partners: Any) -> rx.Component:
    """A row for each of `partners` (Var of `list[Row]`), a column for each of `kinds` (Var of `list[Kind]`).

    Of those who wrote nothing, nothing is said: the table goes home. On a narrow screen each partner becomes a block,
    with the kind above its notes.
    """
    return rx.el.table(
        rx.el.caption(caption, class_name="only-read-aloud"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("common.partner"), scope="col"),
                rx.foreach(
                    kinds,
                    lambda kind: rx.el.th(
                        rx.el.span(kind_title(kind), class_name="words-table__head"),
                        key=kind.kind,
                        scope="col",
                        custom_attrs={"data-kind": kind.kind},
                    ),
                ),
            )
        ),
        rx.el.tbody(rx.foreach(partners, lambda partner: _row(partner))),
        class_name="words-table",
    )


def _row(partner: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(partner.name, scope="row", dir="auto", class_name="words"),
        rx.foreach(partner.groups, _cell),
        key=partner.id,
    )


def _cell(group: Any) -> rx.Component:
    return rx.el.td(
        rx.cond(
            length_of(group.notes) > 0,
            rx.el.div(
                rx.el.p(kind_title(group), class_name="words-table__kind", custom_attrs={"aria-hidden": "true"}),
                rx.el.ul(
                    rx.foreach(group.notes, lambda note: told_note(note, who=False)), class_name="stack stack--tight"
                ),
            ),
        ),
        key=group.kind,
        class_name="words-table__cell",
        custom_attrs={"data-kind": group.kind},
    )
