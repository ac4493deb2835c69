"""The four values on a phone: one's own scores, which nobody sees, and those of all together once they are shown."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.seat_shape import Mean
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_welcome import VALUES
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.note_card import note_mark
from facilitation.web.texts import t


def pulse() -> rx.Component:
    """Score the four values, 1 to 5; a closed session only shows what all gave together."""
    return rx.fragment(rx.cond(seat.closed, rx.fragment(), _scores()), radar())


def _scores() -> rx.Component:
    return card(
        rx.el.h2(t("seat.pulse")),
        rx.el.p(icon("closed"), t("seat.pulse-readers"), class_name="phone__readers"),
        *(_value(place, value) for place, value in enumerate(VALUES)),
        rx.match(
            seat.pulse,
            ("given", note_mark(icon("kept"), t("seat.pulse-given"))),
            ("changed", _give(t("seat.pulse-again"))),
            _give(t("seat.pulse-give")),
        ),
    )


def _give(text: rx.Var[str]) -> rx.Component:
    return button(
        text,
        look="primary",
        large=True,
        wide=True,
        disabled=rx.cond(seat.scored, False, True),
        on_click=call(seat, "give_scores"),
    )


def _value(place: int, value: str) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.strong(t(f"common.value-{value}")), rx.el.span(t(f"seat.pulse-{value}"), class_name="small")
        ),
        rx.el.div(*(_score(place, value, score) for score in range(1, 6)), class_name="phone__scores"),
        rx.el.div(
            rx.el.span(t("seat.pulse-least")),
            rx.el.span(t("seat.pulse-most")),
            class_name="row row--apart faint small",
        ),
        class_name="phone__value",
    )


def _score(place: int, value: str, score: int) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=f"pulse-{value}",
            value=str(score),
            checked=seat.scores[place].chosen == score,
            on_change=call(seat, "score", value, score),
        ),
        rx.el.span(str(score)),
        class_name="phone__score",
    )


def radar() -> rx.Component:
    """What all gave together."""
    return rx.cond(
        seat.radar_shown > 0,
        card(
            rx.el.h2(t("seat.radar")),
            rx.el.p(t("seat.radar-of", n=seat.radar_shown), class_name="faint"),
            rx.el.dl(rx.foreach(seat.radar, _mean), class_name="phone__means"),
        ),
    )


def _mean(mean: Mean) -> rx.Component:
    return rx.el.div(
        rx.el.dt(rx.match(mean.value, *((value, t(f"common.value-{value}")) for value in VALUES), "")),
        rx.el.dd(
            rx.el.span(class_name="phone__bar", style={"--percent": mean.percent}),
            rx.el.strong(mean.mean),
        ),
        key=mean.value,
    )
