"""What a phone shows first: who is here, the four values, and what is going to happen."""

from __future__ import annotations

import reflex as rx

from facilitation.web.pages.seat_shape import Place, Step, seat
from facilitation.web.parts.badge import badge
from facilitation.web.texts import t

VALUES = ("safety", "transparency", "coherence", "connection")


def title() -> rx.Component:
    """What the stage is called, and what it asks."""
    return rx.el.div(rx.el.h1(seat.title), rx.el.p(seat.ask, class_name="words"), class_name="stack stack--tight")


def welcome() -> rx.Component:
    return rx.fragment(
        title(),
        rx.el.section(
            rx.el.h2(t("seat.here")),
            rx.el.p(t("seat.here-count", n=seat.present), class_name="faint"),
            rx.el.ul(rx.foreach(seat.seats, _place), class_name="phone__places"),
            class_name="stack stack--tight",
        ),
        rx.el.section(
            rx.el.h2(t("seat.welcome-values")),
            rx.el.dl(
                *(
                    rx.el.div(rx.el.dt(t(f"common.value-{value}")), rx.el.dd(t(f"seat.value-{value}")))
                    for value in VALUES
                ),
                class_name="phone__values",
            ),
            class_name="stack stack--tight",
        ),
        rx.el.section(
            rx.el.h2(t("seat.plan")),
            rx.el.ol(rx.foreach(seat.plan, _step), class_name="phone__plan"),
            class_name="stack stack--tight",
        ),
    )


def _place(place: Place) -> rx.Component:
    return rx.el.li(
        rx.el.span(place.name, class_name="words", dir="auto"),
        rx.cond(place.mine, badge(t("seat.mine"), tone="offer")),
        rx.el.span(
            rx.cond(place.people > 0, t("common.people", n=place.people), t("seat.nobody-yet")),
            class_name="phone__count",
        ),
        key=place.id,
    )


def _step(step: Step) -> rx.Component:
    return rx.el.li(step.title, rx.cond(step.now, badge(t("seat.plan-now"))), key=step.key)
