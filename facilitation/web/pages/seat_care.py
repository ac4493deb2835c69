"""How a phone looks after its owner: blank when the room is stopped, calm while others have private time."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.seat_shape import seat
from facilitation.web.parts.button import button
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t


def stopped() -> rx.Component:
    """The safety stop: one calm sentence, and nothing of the board."""
    return rx.el.div(
        rx.el.h1(t("seat.stopped")),
        rx.el.p(t("seat.stopped-text")),
        class_name="phone__calm",
        role="status",
    )


def apart() -> rx.Component:
    """Others have private time."""
    return rx.el.div(
        rx.el.h1(t("seat.apart")),
        rx.el.p(t("seat.apart-who", names=seat.private_partners, n=seat.private_count), class_name="words", dir="auto"),
        rx.el.p(t("seat.apart-text"), class_name="faint"),
        class_name="phone__calm",
        role="status",
    )


def line() -> rx.Component:
    """What is to be known of the line, and of what this phone keeps."""
    return rx.match(
        seat.line,
        ("offline", notice(t("seat.line-offline"), tone="warn")),
        ("offline-unkept", notice(t("seat.line-offline-unkept"), tone="alert")),
        ("unkept", notice(t("seat.line-unkept"), tone="warn")),
        rx.fragment(),
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


def left_behind(*, title: Any) -> rx.Component:
    """What was written and not sent, with a way to take it along."""
    return rx.cond(
        length_of(seat.left_behind) > 0,
        rx.el.section(
            rx.el.h2(title),
            rx.el.p(t("seat.left-behind-hint")),
            rx.el.ul(
                rx.foreach(seat.left_behind, lambda text: rx.el.li(text, class_name="phone__left words", dir="auto")),
                class_name="stack stack--tight",
            ),
            rx.el.p(
                button(
                    rx.cond(seat.copied, t("seat.copied"), t("seat.copy")),
                    on_click=call(seat, "copy", seat.left_behind),
                )
            ),
            class_name="stack stack--tight",
        ),
    )
