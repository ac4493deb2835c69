"""The door: who may come in, how, and who is knocking."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_control_view import Knock, control
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t

_READY: Any = lead.pressable & ~lead.closed
_STATES = ("open", "ask", "closed")


def door() -> rx.Component:
    """The three positions of the door."""
    return rx.el.div(
        rx.el.div(
            *(_position(state) for state in _STATES),
            role="group",
            custom_attrs={"aria-label": t("control.door")},
            class_name="door__positions",
        ),
        rx.el.p(
            rx.match(
                control.door,
                ("open", t("control.door-open-hint")),
                ("ask", t("control.door-ask-hint")),
                t("control.door-closed-hint"),
            ),
            class_name="faint small",
            role="status",
        ),
        class_name="stack stack--tight",
    )


def _position(state: str) -> rx.Component:
    return press(
        t(f"control.door-{state}"),
        ready=_READY,
        busy=lead.press == f"door:{state}",
        on_click=call(control, "setDoor", state),
        custom_attrs={"aria-pressed": rx.cond(control.door == state, "true", "false")},
    )


def knocks() -> rx.Component:
    """Those who knock, to be let in; nothing where nobody does."""
    many: Any = length_of(control.knocks)
    return rx.cond(many > 0, _knocks(many))


def _knocks(many: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("control.knocking", n=many)),
        rx.el.ul(rx.foreach(control.knocks, _knock), class_name="door__knocks"),
        rx.cond(
            control.admitting > 1,
            press(
                t("control.admit-all", n=control.admitting),
                ready=_READY,
                busy=lead.press == "knock:all",
                on_click=call(control, "admitAll"),
            ),
        ),
        class_name="door__waiting",
    )


def _knock(knock: Knock) -> rx.Component:
    said = rx.cond(knock.name != "", knock.name, t("lead.somebody"))
    return rx.el.li(
        rx.el.p(
            rx.el.strong(said, class_name="words", dir="auto"),
            " ",
            rx.el.span(t("control.knock-for", partner=knock.partner), class_name="words"),
            rx.cond(knock.fresh, rx.el.span(" ", t("control.knock-new"), class_name="faint small")),
        ),
        rx.cond(knock.second, rx.el.p(icon("phone"), " ", t("control.knock-second"), class_name="small")),
        rx.el.div(
            press(
                t("control.admit"),
                ready=_READY,
                busy=lead.press == "knock:" + knock.id,
                # During a stop one thing is to be done first, and it is not this.
                primary=~control.stopped,
                on_click=call(control, "admit", knock.id),
                aria_label=t("control.admit-who", name=said, partner=knock.partner),
            ),
            press(
                t("control.turn-away"),
                ready=_READY,
                look="quiet",
                on_click=call(control, "turnAway", knock.id),
                aria_label=t("control.turn-away-who", name=said, partner=knock.partner),
            ),
            class_name="row",
        ),
        key=knock.id,
        class_name="door__knock",
    )
