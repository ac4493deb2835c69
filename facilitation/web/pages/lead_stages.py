"""What the facilitator does in each stage: one panel for each form."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.web.live.live import call
from facilitation.web.pages.lead_agreements import agreements
from facilitation.web.pages.lead_close import close
from facilitation.web.pages.lead_connect import connect
from facilitation.web.pages.lead_control_view import control
from facilitation.web.pages.lead_frame import frame
from facilitation.web.pages.lead_lookback import lookback
from facilitation.web.pages.lead_needed import needed
from facilitation.web.pages.lead_notes import drawer
from facilitation.web.pages.lead_partners import partners
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_words import words_field
from facilitation.web.parts.button import link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def panel() -> rx.Component:
    """The panel of the stage at hand; a closed session says so above it."""
    return rx.fragment(
        rx.cond(lead.closed & (lead.stage.form != "close"), notice(t("lead.is-closed"), tone="warn")),
        rx.match(
            lead.stage.form,
            ("welcome", _welcome()),
            ("person", _person()),
            ("frame", frame()),
            ("needed", needed()),
            ("partners", partners()),
            ("connect", connect()),
            ("agreements", agreements()),
            ("lookback", lookback()),
            ("close", close()),
            rx.fragment(),
        ),
        drawer(),
    )


def _welcome() -> rx.Component:
    return rx.fragment(_projector(), rx.cond(~lead.closed, _invitation()))


def _projector() -> rx.Component:
    opened = lead.projector == "open"
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h3(t("lead.screen-title")),
                rx.el.p(rx.cond(opened, t("lead.screen-drag"), t("lead.screen-why"))),
                class_name="stack stack--tight lead__beside",
            ),
            press(
                icon("screen"),
                screen_button(),
                ready=True,
                primary=lead.doing == "screen",
                large=True,
                on_click=call(lead, "openScreen"),
            ),
            class_name="row",
        ),
        rx.cond(
            lead.projector == "blocked",
            notice(
                t("lead.screen-blocked"),
                rx.el.div(
                    link_button(t("lead.screen-link"), href=lead.links.screen, target="_blank"), class_name="row"
                ),
                tone="alert",
            ),
        ),
    )


def screen_button() -> Any:
    """What the button for the projector's window says, the same in every stage."""
    return rx.cond(lead.projector == "open", t("lead.screen-again"), t("lead.screen-open"))


def unreachable() -> rx.Component:
    """In the place of the way in, where the server listens to this machine alone."""
    return notice(rx.el.strong(t("lead.only-here")), " ", t("lead.only-here-how"), tone="warn")


def _invitation() -> rx.Component:
    return rx.cond(lead.links.reachable, _way_in(), card(unreachable()))


def _way_in() -> rx.Component:
    return card(
        rx.el.div(
            rx.el.button(
                rx.cond(lead.links.there, rx.el.img(src=lead.links.qr, alt="", width="132", height="132")),
                type="button",
                class_name="lead__qr",
                on_click=call(lead, "showQr"),
                aria_label=t("lead.qr-show"),
            ),
            rx.el.div(
                rx.el.h3(t("lead.join-title")),
                rx.el.p(t("lead.join-how")),
                rx.el.dl(
                    rx.el.dt(t("lead.address")),
                    rx.el.dd(lead.links.address, class_name="lead__address"),
                    rx.el.dt(t("lead.code")),
                    rx.el.dd(lead.links.code, class_name="lead__code lead__code--large"),
                    class_name="lead__join",
                ),
                class_name="stack stack--tight lead__beside",
            ),
            class_name="lead__invite",
        ),
    )


def _person() -> rx.Component:
    return card(
        rx.el.p(icon("screen"), t("lead.words-shown"), class_name="lead__aside"),
        rx.el.div(
            words_field("alias", t("lead.alias"), lead.subject.alias, limits.ALIAS),
            words_field("age", t("lead.age"), lead.subject.age, limits.AGE),
            class_name="lead__pair",
        ),
        words_field("strengths", t("lead.strengths"), lead.subject.strengths, limits.STRENGTHS, lines=2),
        words_field("story", t("lead.story"), lead.subject.story, limits.STORY, lines=4),
        words_field("question", t("lead.question"), lead.subject.question, limits.QUESTION, lines=2),
        rx.el.hr(class_name="lead__rest"),
        rx.cond(lead.subject.confirmed != "", _confirmed(), _confirm()),
    )


def _confirm() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("lead.confirm-title")),
        rx.cond(
            lead.subject.whole,
            rx.el.p(t("lead.confirm-how")),
            rx.el.p(rx.cond(lead.subject.words, t("lead.confirm-part"), t("lead.confirm-first"))),
        ),
        rx.el.p(t("lead.spokesperson-is", alias=lead.alias), class_name="faint small"),
        class_name="stack stack--tight",
    )


def _confirmed() -> rx.Component:
    by_person = lead.subject.confirmed == "person"
    return notice(
        rx.el.strong(
            rx.cond(
                control.confirmed_on != "",
                rx.cond(
                    by_person,
                    t("control.confirmed-person", alias=lead.alias, partner=control.confirmed_on),
                    t("control.confirmed-spokesperson", partner=control.confirmed_on),
                ),
                rx.cond(
                    by_person,
                    t("lead.confirmed-person", alias=lead.alias),
                    t("lead.confirmed-spokesperson"),
                ),
            ),
            class_name="words",
        ),
        rx.el.p(t("lead.confirmed-hint")),
        rx.el.p(
            press(
                t("control.unconfirm"),
                ready=lead.pressable & ~lead.closed,
                busy=lead.press == "unconfirm",
                look="quiet",
                on_click=call(control, "unconfirm"),
            ),
            class_name="lead__take-back",
        ),
        tone="good",
    )
