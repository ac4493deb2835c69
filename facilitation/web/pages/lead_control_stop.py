"""What the facilitator sees during a safety stop: what is going on, what was agreed for it, and how to go on."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.lead_control_view import control
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def stopped() -> rx.Component:
    """Instead of the stage, for as long as the stop lasts."""
    return rx.el.section(
        rx.cond(control.stop == "unsent", _unsent(), _still()),
        card(rx.el.h3(t("control.procedure")), _procedure()),
        rx.cond(control.stop == "unsent", _take_back()),
        rx.cond(control.stop == "done", _go_on()),
        class_name="stopped",
        role="alert",
    )


def _still() -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("control.stopped-title"), class_name="lead__stage"),
        rx.el.blockquote(t("control.stopped-say"), class_name="lead__say"),
        # Said only when it is so.
        rx.cond(control.stop == "done", rx.el.p(t("control.stopped-text"))),
    )


def _unsent() -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("control.unsent-title"), class_name="lead__stage"),
        rx.el.blockquote(t("control.unsent-say"), class_name="lead__say"),
        rx.el.p(t("control.unsent-text")),
    )


def _take_back() -> rx.Component:
    return button(t("control.unsent-back"), large=True, on_click=call(control, "takeStopBack"))


def _go_on() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("control.stopped-then"), class_name="faint"),
        press(
            t("control.resume"),
            ready=lead.pressable,
            busy=lead.press == "resume",
            look="primary",
            large=True,
            on_click=call(control, "ask", "lead-resume"),
        ),
    )


def _procedure() -> rx.Component:
    return rx.cond(
        control.procedure.own,
        rx.cond(
            control.procedure.address != "",
            rx.el.p(
                rx.el.a(
                    control.procedure.address,
                    href=control.procedure.address,
                    target="_blank",
                    rel="noreferrer",
                    class_name="words",
                )
            ),
            rx.el.p(control.procedure.text, class_name="words", dir="auto"),
        ),
        rx.el.p(t("control.procedure-default")),
    )
