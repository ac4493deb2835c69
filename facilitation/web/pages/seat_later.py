"""What a phone shows from the first stage of writing on: fetched once somebody sits, and not before."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.seat_board import board
from facilitation.web.pages.seat_care import left_behind, line
from facilitation.web.pages.seat_menu import menu
from facilitation.web.pages.seat_notes import my_notes
from facilitation.web.pages.seat_private import nudge, private_notes, refusals, within
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_stages import below, stage
from facilitation.web.pages.seat_writing import composer, ready, stranded
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t

_AWAY = ("removed", "session-deleted", "session-unknown", "not-signed-in")


def seat_later() -> rx.Component:
    """Both sides of the phone: what its owner writes and is asked, and the board."""
    return rx.fragment(
        rx.cond((seat.tab == "mine") & seat.composing, rx.fragment(), line()),
        rx.cond(seat.tab == "board", rx.fragment(_floor(), board()), _mine()),
    )


def seat_menu() -> rx.Component:
    return menu()


def _mine() -> rx.Component:
    return rx.fragment(
        rx.cond(seat.next != "", _held()),
        nudge(),
        within(),
        _floor(),
        stage(),
        composer(),
        # Below the field, so that the field does not jump away under a finger when the line drops.
        rx.cond(seat.composing, line()),
        stranded(),
        refusals(),
        my_notes(),
        private_notes(),
        below(),
        ready(),
    )


def _held() -> rx.Component:
    return notice(
        rx.el.p(t("seat.held", title=seat.next)),
        rx.el.p(button(t("seat.go-along"), on_click=call(seat, "go_along")), class_name="row"),
    )


def _floor() -> rx.Component:
    return rx.match(
        seat.floor,
        ("mine", rx.el.p(t("seat.floor-mine"), class_name="phone__floor phone__floor--mine")),
        ("other", rx.el.p(t("seat.floor-other", name=seat.speaker), class_name="phone__floor words", dir="auto")),
        rx.fragment(),
    )


def seat_away() -> rx.Component:
    """The line has ended for good: why, what to do, and what was not sent yet, to be copied."""

    def by_code(suffix: str, other: Any) -> Any:
        return rx.match(seat.code, *((code, t(f"seat.away-{code}{suffix}")) for code in _AWAY), other)

    return rx.fragment(
        rx.el.h1(by_code("", t("seat.away-other"))),
        rx.el.p(by_code("-text", seat.message)),
        rx.el.div(
            rx.match(
                seat.code,
                ("session-deleted", rx.fragment()),
                link_button(t("seat.to-code"), href="/", look="primary"),
            ),
            class_name="row",
        ),
        left_behind(title=t("seat.left-behind")),
        language_switch(),
    )
