"""What a phone shows of the stage at hand, apart from what its owner writes."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.seat_shape import Place, Step, seat
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t

_VALUES = ("safety", "transparency", "coherence", "connection")


def stage() -> rx.Component:
    """The stage; a closed session shows its end, whatever its last stage was."""
    return rx.cond(
        seat.closed,
        _close(),
        rx.match(
            seat.form,
            ("welcome", _welcome()),
            ("person", _person()),
            ("partners", rx.fragment()),
            ("close", _close()),
            _other(),
        ),
    )


def _title() -> rx.Component:
    return rx.el.div(rx.el.h1(seat.title), rx.el.p(seat.ask, class_name="words"), class_name="stack stack--tight")


def _welcome() -> rx.Component:
    return rx.fragment(
        _title(),
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
                    for value in _VALUES
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


def _person() -> rx.Component:
    empty = (seat.story == "") & (seat.question == "") & (seat.strengths == "")
    return rx.fragment(
        _title(),
        rx.cond(
            empty,
            rx.el.p(t("seat.no-words", alias=seat.alias), class_name="faint"),
            card(
                _words(t("seat.strengths"), seat.strengths),
                _words(t("seat.story"), seat.story),
                _words(t("seat.question"), seat.question, large=True),
            ),
        ),
        rx.match(
            seat.confirmed,
            ("person", notice(t("seat.right-by-person", alias=seat.alias), tone="good")),
            ("spokesperson", notice(t("seat.right-by-spokesperson", alias=seat.alias), tone="good")),
            rx.cond(seat.confirmable, _confirm()),
        ),
    )


def _words(label: rx.Var[str], text: str, *, large: bool = False) -> rx.Component:
    look = "phone__words phone__words--large words" if large else "phone__words words"
    return rx.cond(
        text != "",
        rx.el.section(
            rx.el.h2(label, class_name="phone__label"),
            rx.el.p(text, class_name=look, dir="auto"),
            class_name="stack stack--tight",
        ),
    )


def _confirm() -> rx.Component:
    return card(
        rx.cond(
            seat.choosing,
            rx.fragment(
                rx.el.h2(t("seat.right-who")),
                _confirm_as("person"),
                _confirm_as("spokesperson"),
                button(t("seat.right-not-yet"), look="quiet", on_click=call(seat, "not_yet")),
            ),
            rx.fragment(
                rx.el.h2(t("seat.right")),
                rx.el.p(t("seat.right-hint", alias=seat.alias), class_name="faint"),
                button(icon("kept"), t("seat.right-yes"), look="ready", large=True, on_click=call(seat, "ask_who")),
            ),
        ),
        problem(),
    )


def _confirm_as(who: str) -> rx.Component:
    return button(
        t(f"seat.right-{who}", alias=seat.alias),
        large=True,
        disabled=seat.busy,
        on_click=call(seat, "confirm", who),
    )


def problem() -> rx.Component:
    """Why what was just pressed did not happen."""
    return rx.cond(
        seat.problem_code != "",
        notice(
            rx.match(
                seat.problem_code,
                ("offline", t("seat.offline")),
                ("no-answer", t("seat.no-answer")),
                rx.cond(seat.problem != "", seat.problem, t("seat.no-answer")),
            ),
            tone="alert",
        ),
    )


def _close() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("seat.thanks")),
        rx.cond(seat.closed, rx.el.p(t("seat.ended")), rx.el.p(seat.ask, class_name="words")),
        card(
            link_button(icon("open"), t("seat.canvas"), href=seat.canvas, look="primary", large=True),
            download_button(icon("download"), t("seat.pdf"), href=seat.pdf),
            rx.el.p(
                rx.cond(seat.purged != "", t("seat.purged", date=seat.purged), t("seat.days", n=seat.days)),
                class_name="faint",
            ),
        ),
    )


def _other() -> rx.Component:
    return rx.fragment(_title(), rx.el.p(t("seat.other"), class_name="faint"))
