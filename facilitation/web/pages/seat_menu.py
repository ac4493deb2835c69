"""The small menu of a phone: what to call its owner, another seat, the language, and somebody else on this phone."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.seat_care import problem
from facilitation.web.pages.seat_shape import Place
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.parts.button import button
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.field import field
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.notice import notice
from facilitation.web.parts.seat_button import seat_button
from facilitation.web.texts import t


def menu() -> rx.Component:
    return dialog(
        t("seat.menu"),
        problem(),
        rx.cond(seat.closed, rx.fragment(), rx.fragment(_name(), _another_seat())),
        _leave(),
        language_switch(),
        id="seat-menu",
        actions=[button(t("common.close"), on_click=call(seat, "close_menu"))],
    )


def _name() -> rx.Component:
    return rx.el.div(
        field(
            t("seat.name"),
            id="seat-name",
            hint=t("seat.name-hint"),
            error=rx.cond(seat.name_fits, "", t("seat.name-long")),
            value=seat.name,
            on_change=call(seat, "type_name", EVENT),
            auto_complete="off",
        ),
        rx.cond(
            seat.name != seat.my_name,
            button(t("seat.save"), look="primary", disabled=seat.busy, on_click=call(seat, "rename")),
        ),
        class_name="stack stack--tight",
    )


def _another_seat() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("seat.another-seat"), class_name="phone__summary"),
        rx.el.div(
            rx.el.p(t("seat.another-seat-hint"), class_name="faint small"),
            rx.el.ul(rx.foreach(seat.seats, _place), class_name="stack stack--tight"),
            class_name="stack stack--tight",
        ),
    )


def _place(place: Place) -> rx.Component:
    return rx.el.li(
        seat_button(
            place.name,
            rx.cond(
                place.mine,
                t("seat.mine"),
                rx.cond(place.people > 0, t("common.people", n=place.people), t("seat.nobody-yet")),
            ),
            disabled=seat.busy,
            on_click=call(seat, "move", place.id),
            custom_attrs={"aria-pressed": rx.cond(place.mine, "true", "false")},
        ),
        key=place.id,
    )


def _leave() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("seat.leave"), class_name="phone__summary"),
        rx.el.div(
            rx.el.p(t("seat.leave-text")),
            rx.cond(
                length_of(seat.left_behind) > 0,
                notice(t("seat.leave-unsent"), tone="alert"),
            ),
            button(t("seat.leave-yes"), look="danger", disabled=seat.busy, on_click=call(seat, "leave")),
            class_name="stack stack--tight",
        ),
    )
