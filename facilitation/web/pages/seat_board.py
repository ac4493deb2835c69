"""The board as a phone shows it: the open notes by partner, with the numbers of the wheel; closed ones only counted."""

from __future__ import annotations

import reflex as rx

from facilitation.web.pages.seat_lookback import radar
from facilitation.web.pages.seat_matches import agreements
from facilitation.web.pages.seat_shape import BoardPartner, OpenNote
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_together import laws, settled, shared
from facilitation.web.parts.badge import badge
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.note_card import note_card
from facilitation.web.parts.notice import notice
from facilitation.web.parts.number import number
from facilitation.web.texts import t


def board() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("seat.tab-board")),
            rx.cond(seat.question != "", rx.el.p(seat.question, class_name="words faint", dir="auto")),
            class_name="stack stack--tight",
        ),
        _person(),
        rx.cond(
            seat.board_notes > 0,
            rx.el.p(t("seat.board-count", n=seat.board_notes), class_name="faint"),
            rx.cond(seat.board_open, rx.fragment(), notice(t("seat.board-closed"))),
        ),
        rx.cond(seat.framed, settled()),
        laws(),
        rx.foreach(seat.needed, lambda group: shared(group.title, group.notes, supporting=False, kinds=False)),
        rx.foreach(seat.board, _partner),
        agreements(empty=False),
        shared(t("seat.lookback"), seat.lookback, supporting=False),
        radar(),
    )


def _person() -> rx.Component:
    """For who came late, or forgot: what was told in the beginning."""
    return rx.cond(
        (seat.story != "") | (seat.strengths != ""),
        rx.el.details(
            rx.el.summary(t("seat.more-about", alias=seat.alias), class_name="phone__summary"),
            rx.el.div(
                person_words(t("seat.strengths"), seat.strengths),
                person_words(t("seat.story"), seat.story),
                class_name="stack",
            ),
        ),
    )


def person_words(label: rx.Var[str], text: str, *, large: bool = False) -> rx.Component:
    """Words of the person concerned, as they said them, below their label; nothing where there are none."""
    look = "phone__words phone__words--large words" if large else "phone__words words"
    return rx.cond(
        text != "",
        rx.el.section(
            rx.el.h2(label, class_name="phone__label"),
            rx.el.p(text, class_name=look, dir="auto"),
            class_name="stack stack--tight",
        ),
    )


def _partner(partner: BoardPartner) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(partner.name, class_name="words", dir="auto"),
            rx.cond(partner.mine, badge(t("seat.mine"), tone="offer")),
            rx.cond(partner.speaking, badge(t("seat.has-floor"), tone="wish")),
            rx.cond(
                partner.closed > 0,
                badge(icon("closed"), t("seat.closed-count", n=partner.closed), tone="faint"),
                rx.cond(partner.empty, badge(t("seat.none-yet"), tone="faint")),
            ),
            class_name="row",
        ),
        rx.el.ul(rx.foreach(partner.notes, _note), class_name="stack stack--tight"),
        key=partner.id,
        class_name="stack stack--tight phone__partner",
    )


def _note(note: OpenNote) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.el.div(
                number(note.number, note.kind),
                kind_icon(note.kind),
                rx.el.span(kind_name(note.kind), class_name="only-read-aloud"),
                rx.el.p(note.text, class_name="words", dir="auto"),
                class_name="phone__open",
            ),
            kind=note.kind,
        ),
        key=note.id,
    )
