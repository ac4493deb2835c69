"""Connecting: what is still needed beside what nobody uses yet, and what was asked and answered."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_board import late
from facilitation.web.pages.lead_notes import READY, lead_note
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import Asked, Chance, Connected, Group, Piece
from facilitation.web.parts.badge import Tone, badge
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def connect() -> rx.Component:
    return rx.fragment(
        late(),
        rx.cond(~lead.closed, rx.el.p(t("lead.connect-how"), class_name="faint")),
        rx.foreach(lead.work.groups, _needed),
        rx.el.div(
            _side("unmet", lead.work.connect.unmet, _need),
            _side("unused", lead.work.connect.unused, _offer),
            _side("met", lead.work.connect.met, _need),
            class_name="connect",
        ),
    )


def _needed(group: Group) -> rx.Component:
    """What the group said is needed, as it stood on the board: what is being connected is to answer it."""
    return rx.cond(
        length_of(group.notes) > 0,
        card(
            rx.el.details(
                rx.el.summary(t("lead.needed-before", n=length_of(group.notes)), class_name="lead__more"),
                rx.el.ul(
                    rx.foreach(group.notes, lambda note: lead_note(note, shows_kind=False)), class_name="lead-notes"
                ),
            ),
            key=group.kind,
        ),
    )


def _side(name: str, notes: Any, each: Any) -> rx.Component:
    return card(
        rx.el.h3(t(f"lead.{name}"), " ", rx.el.span("(", length_of(notes), ")", class_name="faint")),
        rx.cond(
            length_of(notes) > 0,
            rx.el.ul(rx.foreach(notes, each), class_name="lead-notes"),
            rx.el.p(t(f"lead.{name}-none"), class_name="faint small"),
        ),
    )


def _need(connected: Connected) -> rx.Component:
    note = connected.note
    return lead_note(
        note,
        asks(connected.asks),
        rx.cond(
            note.chosen & ~lead.closed,
            rx.fragment(
                chances(connected.chances, t("lead.ask-whom"), lambda each: call(lead, "askPartner", note.id, each.id)),
                _pieces(connected, t("lead.lay-offer"), t("lead.no-offers")),
            ),
        ),
        shows_kind=False,
    )


def _offer(connected: Connected) -> rx.Component:
    return lead_note(
        connected.note,
        asks(connected.asks),
        rx.cond(
            connected.note.chosen & ~lead.closed,
            _pieces(connected, t("lead.lay-need"), t("lead.no-needs")),
        ),
        shows_kind=False,
    )


def chances(partners: Any, label: Any, ask: Any) -> rx.Component:
    """The partners who can be asked, each a button; `ask(chance)` is its handler."""

    def one(each: Chance) -> rx.Component:
        return press(
            each.name,
            rx.cond(each.empty, rx.el.span("(", t("lead.nobody-yet"), ")", class_name="faint small")),
            rx.cond(each.asked, icon("kept")),
            ready=READY & ~each.asked,
            on_click=ask(each),
            key=each.id,
            custom_attrs={"dir": "auto"},
        )

    return rx.el.div(
        rx.el.p(label, class_name="lead__label"),
        rx.el.div(rx.foreach(partners, one), class_name="row connect__choices"),
        class_name="lead-note__form stack stack--tight",
    )


def _pieces(connected: Connected, label: Any, none: Any) -> rx.Component:
    def one(piece: Piece) -> rx.Component:
        return rx.el.li(
            press(
                rx.el.span(
                    rx.el.span(piece.text, class_name="words", dir="auto"),
                    rx.el.span(piece.partner, class_name="words faint small", dir="auto"),
                    class_name="connect__piece",
                ),
                rx.cond(piece.asked, icon("kept")),
                ready=READY & ~piece.asked,
                wide=True,
                on_click=call(lead, "layTogether", connected.note.id, piece.id),
            ),
            key=piece.id,
        )

    return rx.el.div(
        rx.el.p(label, class_name="lead__label"),
        rx.cond(
            length_of(connected.pieces) > 0,
            rx.el.ul(rx.foreach(connected.pieces, one), class_name="connect__pieces"),
            rx.el.p(none, class_name="faint small"),
        ),
        class_name="lead-note__form stack stack--tight",
    )


def asks(asked: Any) -> rx.Component:
    """What was asked, with each answer as it came."""
    return rx.cond(length_of(asked) > 0, rx.el.ul(rx.foreach(asked, _ask), class_name="asks"))


_TONES: dict[str, Tone] = {"yes": "offer", "try": "wish", "no": "plain", "unclear": "need"}


def _ask(ask: Asked) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.strong(ask.partner, class_name="words", dir="auto"),
            rx.match(
                ask.reply,
                *((reply, badge(t(f"lead.reply-{reply}"), tone=tone)) for reply, tone in _TONES.items()),
                badge(
                    icon("waiting"),
                    rx.cond(ask.again, t("lead.reply-again"), t("lead.reply-waits")),
                    tone="faint",
                ),
            ),
            class_name="row",
        ),
        rx.cond(
            ask.offer != "",
            rx.el.p(icon("offer"), rx.el.span(ask.offer, class_name="words", dir="auto"), class_name="agreed__piece"),
        ),
        rx.cond(ask.line != "", rx.el.p("“", rx.el.span(ask.line, class_name="words", dir="auto"), "”")),
        rx.cond(
            ask.removable & ~lead.closed,
            press(
                t("lead.take-back"),
                ready=READY,
                busy=lead.press == "unask:" + ask.id,
                look="quiet",
                on_click=call(lead, "takeBack", ask.id),
                aria_label=t("lead.take-back-from", name=ask.partner),
            ),
        ),
        key=ask.id,
        class_name="asks__ask",
    )
