"""Rehearsing: the facilitator's page, the projector and a phone beside one another, and others who are played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import call, page_hook
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.icon import icon
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


@dataclass
class Rehearse:
    """What `useRehearse` returns; `phase` is `loading`, `begin` or `playing`, the others are addresses."""

    phase: str
    lead: str
    screen: str
    phone: str
    back: str
    busy: bool
    problem: str
    nothing: bool


rehearse = page_hook("rehearse.js", "useRehearse", "rehearse", Rehearse)


def page() -> rx.Component:
    return rx.el.div(
        rx.match(rehearse.phase, ("begin", _begin()), ("playing", _playing()), rx.fragment()),
        class_name="rehearse",
    )


def _begin() -> rx.Component:
    return rx.el.main(
        card(
            rx.el.h1(t("rehearsal.title")),
            rx.el.p(t("rehearsal.begin-hint")),
            rx.el.p(t("rehearsal.banner"), class_name="faint"),
            _problem(),
            rx.el.div(
                press(
                    t("rehearsal.begin"),
                    ready=~rehearse.busy,
                    busy=rehearse.busy,
                    look="primary",
                    large=True,
                    on_click=call(rehearse, "begin"),
                ),
                link_button(t("rehearsal.back"), href=rehearse.back, look="quiet", reload_document=True),
                class_name="row",
            ),
            language_switch(),
        ),
        class_name="rehearse__begin",
    )


def _playing() -> rx.Component:
    return rx.fragment(
        rx.el.header(
            rx.el.div(
                rx.el.h1(t("rehearsal.title")),
                rx.el.p(t("rehearsal.banner"), class_name="small"),
            ),
            rx.el.div(
                press(
                    icon("people"),
                    t("rehearsal.others"),
                    ready=~rehearse.busy,
                    busy=rehearse.busy,
                    look="primary",
                    on_click=call(rehearse, "others"),
                    title=t("rehearsal.others-hint"),
                ),
                button(icon("remove"), t("rehearsal.throw-away"), on_click=call(rehearse, "ask")),
                link_button(t("rehearsal.back"), href=rehearse.back, look="quiet", reload_document=True),
                class_name="row",
            ),
            class_name="rehearse__head",
        ),
        rx.el.div(
            _problem(),
            rx.cond(rehearse.nothing, notice(t("rehearsal.nothing"))),
            class_name="rehearse__said",
            custom_attrs={"aria-live": "polite"},
        ),
        rx.el.main(
            _frame("lead", rehearse.lead),
            _frame("screen", rehearse.screen),
            _frame("phone", rehearse.phone),
            class_name="rehearse__frames",
        ),
        _away(),
    )


def _frame(name: str, address: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(t(f"rehearsal.{name}"), class_name="rehearse__label"),
        rx.el.div(
            rx.el.iframe(src=address, title=t(f"rehearsal.{name}")),
            class_name=f"rehearse__view rehearse__view--{name}",
        ),
        class_name=f"rehearse__{name}",
    )


def _problem() -> rx.Component:
    return rx.cond(
        rehearse.problem != "",
        notice(rx.cond(rehearse.problem == "offline", t("rehearsal.offline"), rehearse.problem), tone="alert"),
    )


def _away() -> rx.Component:
    return dialog(
        t("rehearsal.throw-away-title"),
        rx.el.p(t("rehearsal.throw-away-text")),
        id="rehearse-away",
        actions=[
            button(t("common.cancel"), on_click=call(rehearse, "cancel"), auto_focus=True),
            button(t("rehearsal.throw-away-yes"), look="danger", on_click=call(rehearse, "throwAway")),
        ],
    )
