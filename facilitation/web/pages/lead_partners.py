"""The stage in which every partner writes and has the floor: who writes, whose turn it is, and what they wrote."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import TYPED, call, length_of
from facilitation.web.pages.lead_board import late, writing
from facilitation.web.pages.lead_heard import unheard
from facilitation.web.pages.lead_notes import READY, lead_note, name_of
from facilitation.web.pages.lead_view import Seat, Written, lead
from facilitation.web.parts.badge import badge
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind import kind_icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def partners() -> rx.Component:
    return rx.fragment(
        writing(),
        late(),
        rx.cond(lead.board.opened, rx.fragment(_speaking(), _sector())),
        _turns(),
        unheard(),
    )


def _speaking() -> rx.Component:
    speaking = lead.floor.id != ""
    return rx.el.section(
        rx.el.p(rx.cond(speaking, t("lead.floor-now"), t("lead.floor-title")), class_name="lead__floor-label"),
        rx.el.p(
            rx.cond(speaking, lead.floor.name, rx.cond(lead.floor.over, t("lead.floor-over"), t("lead.floor-nobody"))),
            class_name="words lead__floor-name",
            dir="auto",
        ),
        rx.el.p(t("lead.heard-of", n=lead.floor.heard, count=lead.floor.of), class_name="lead__floor-label"),
        class_name="lead__floor",
        custom_attrs={"aria-live": "polite"},
    )


def _sector() -> rx.Component:
    """The open notes of whoever has the floor, or of the partner that is chosen."""
    notes = lead.work.sector.notes
    return card(
        rx.el.div(
            rx.el.label(t("lead.notes-of"), html_for="lead-sector", class_name="lead__label"),
            rx.el.select(
                rx.el.option(t("lead.notes-of-floor"), value=""),
                rx.foreach(lead.partners, lambda seat: rx.el.option(seat.name, value=seat.id, key=seat.id)),
                id="lead-sector",
                value=lead.work.hand.partner,
                on_change=call(lead, "look", TYPED),
                class_name="field__input lead__choice",
            ),
            class_name="row row--apart",
        ),
        rx.cond(
            length_of(notes) > 0,
            rx.el.ul(rx.foreach(notes, lambda note: lead_note(note)), class_name="lead-notes"),
            rx.el.p(
                rx.cond(lead.work.sector.partner == "", t("lead.notes-of-nobody"), t("lead.notes-none")),
                class_name="faint",
            ),
        ),
    )


def _turns() -> rx.Component:
    return card(
        rx.el.h3(rx.cond(lead.board.opened, t("lead.turns"), t("lead.who-writes"))),
        rx.cond(~lead.board.whole | (lead.board.closed > 0), rx.el.p(t("lead.only-you"), class_name="faint small")),
        rx.el.ol(rx.foreach(lead.partners, _turn), class_name="turns"),
    )


def _turn(seat: Seat) -> rx.Component:
    return rx.el.li(
        rx.el.span(seat.name, class_name="words turns__name", dir="auto"),
        rx.el.span(_written(seat), class_name="turns__notes"),
        rx.el.span(rx.cond(lead.board.opened, _floor_of(seat), _readiness(seat)), class_name="turns__turn"),
        key=seat.id,
        class_name="turns__seat turns__seat--" + seat.turn,
    )


def _written(seat: Seat) -> rx.Component:
    return rx.cond(
        seat.notes > 0,
        rx.fragment(
            rx.foreach(seat.written, _count),
            rx.cond(seat.closed > 0, badge(icon("closed"), t("lead.closed-of", n=seat.closed), tone="faint")),
        ),
        rx.el.span(t("lead.nothing-yet"), class_name="faint small"),
    )


def _count(written: Written) -> rx.Component:
    name = name_of(written.kind, written.label)
    return rx.el.span(
        kind_icon(written.kind),
        written.count,
        rx.el.span(name, class_name="only-read-aloud"),
        key=written.kind,
        title=name,
        class_name="turns__count",
        custom_attrs={"data-kind": written.kind},
    )


def _readiness(seat: Seat) -> rx.Component:
    return rx.cond(
        seat.ready,
        badge(icon("kept"), t("lead.ready"), tone="offer"),
        rx.cond(seat.empty, badge(t("lead.nobody-yet"), tone="faint"), badge(t("lead.still-writing"), tone="faint")),
    )


def _floor_of(seat: Seat) -> Any:
    give = press(
        rx.cond(seat.turn == "heard", t("lead.floor-again"), t("lead.floor-give")),
        ready=READY,
        busy=lead.press == "floor:" + seat.id,
        look="quiet",
        on_click=call(lead, "giveFloor", seat.id, lead.floor.id),
        aria_label=t("lead.floor-give-to", name=seat.name),
    )
    return rx.match(
        seat.turn,
        ("speaking", badge(t("lead.speaking"), tone="wish")),
        ("heard", rx.fragment(badge(icon("kept"), t("lead.heard"), tone="faint"), give)),
        give,
    )
