"""The one thing to do now, as large buttons in the bar; nothing while there is something to write or to wait for."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def doing() -> rx.Component:
    """The buttons of `lead.doing`, in the order of the guide."""
    return rx.match(
        lead.doing,
        ("confirm", _confirm()),
        ("open", _open()),
        ("floor", _floor()),
        ("read", _read()),
        ("close", _act(t("lead.close"), busy="close", on_click=call(lead, "askClose"))),
        ("reopen", _reopen()),
        rx.fragment(),
    )


def _read() -> rx.Component:
    reading = lead.work.reading
    return _act(
        rx.cond(
            reading.at == 0,
            t("lead.read-begin"),
            rx.cond(reading.last, t("lead.read-done"), t("lead.page-after")),
        ),
        busy="page",
        on_click=call(lead, "turn", reading.after.stage, reading.after.partner, reading.after.part),
    )


def _reopen() -> rx.Component:
    return press(
        t("lead.reopen"),
        ready=lead.pressable,
        busy=lead.press == "reopen",
        large=True,
        on_click=call(lead, "reopen"),
    )


def _act(*content: Any, busy: str, on_click: Any, first: Any = True) -> rx.Component:
    """One of the large buttons; `first` is whether it is the thing to do now, or a Var that says so."""
    return press(
        *content,
        ready=lead.pressable & ~lead.closed,
        busy=lead.press == busy,
        primary=first,
        large=True,
        on_click=on_click,
    )


def _confirm() -> rx.Component:
    return rx.fragment(
        _act(
            t("lead.confirm-person", alias=lead.alias),
            busy="confirm:person",
            on_click=call(lead, "confirm", "person"),
            first=lead.subject.whole,
        ),
        _act(
            t("lead.confirm-spokesperson"),
            busy="confirm:spokesperson",
            on_click=call(lead, "confirm", "spokesperson"),
            first=False,
        ),
    )


def _open() -> rx.Component:
    return _act(
        icon("open"),
        rx.cond(lead.board.opened, t("lead.open-rest"), t("lead.open")),
        busy="open",
        on_click=call(lead, "askOpen", ""),
        first=lead.ripe,
    )


def _floor() -> rx.Component:
    return _act(
        rx.cond(
            lead.floor.left,
            t("lead.floor-finish"),
            rx.cond(
                lead.floor.begun,
                t("lead.floor-next", name=lead.floor.next),
                t("lead.floor-begin", name=lead.floor.next),
            ),
        ),
        busy="floor",
        on_click=call(lead, "next", lead.floor.id),
    )
