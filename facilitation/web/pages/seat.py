"""The phone of one participant: what they write, what the room asks, and what is on the board."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.lazily import lazily
from facilitation.web.live.live import call
from facilitation.web.pages.seat_care import apart, left_behind, line, problem, stopped
from facilitation.web.pages.seat_later import seat_away, seat_later, seat_menu
from facilitation.web.pages.seat_shape import seat
from facilitation.web.pages.seat_welcome import welcome
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.phone_header import phone_header
from facilitation.web.parts.rehearsal import rehearsal_mark
from facilitation.web.parts.tab_bar import tab, tab_bar
from facilitation.web.parts.timer import timer_clock
from facilitation.web.texts import t

_later = lazily(seat_later, missing=t("seat.missing"), again=t("seat.reload"))
_menu, _away = lazily(seat_menu), lazily(seat_away)


def page() -> rx.Component:
    return rx.el.div(
        rehearsal_mark(),
        rx.cond((seat.state == "here") | (seat.state == "apart"), _header()),
        rx.el.main(
            rx.match(
                seat.state,
                ("here", rx.fragment(_news(), _here())),
                ("stopped", stopped()),
                ("apart", apart()),
                ("away", rx.cond(seat.code == "protocol-unknown", _outdated(), _away())),
                _loading(),
            ),
            class_name="phone__main",
        ),
        rx.cond(seat.state == "here", _tabs()),
        rx.cond((seat.state == "here") & seat.warm, _menu()),
        class_name="phone",
    )


def _header() -> rx.Component:
    return phone_header(
        t("seat.around", alias=seat.alias),
        t("seat.where", partner=seat.partner, step=seat.step, steps=seat.steps),
        seat.online,
        rx.cond(seat.state == "here", icon_button("person", t("seat.menu"), on_click=call(seat, "open_menu"))),
        timer=timer_clock(seat.timer),
    )


def _tabs() -> rx.Component:
    return tab_bar(
        t("seat.tabs"),
        tab(t("seat.tab-mine"), current=seat.tab == "mine", on_click=call(seat, "go_to", "mine")),
        tab(
            t("seat.tab-board"),
            " ",
            rx.cond(seat.board_open, badge(t("seat.tab-open"), custom_attrs={"aria-hidden": "true"})),
            current=seat.tab == "board",
            on_click=call(seat, "go_to", "board"),
        ),
    )


def _news() -> rx.Component:
    """What has just changed: read aloud, and shown for a while when it is not to be seen elsewhere."""
    text = rx.match(
        seat.news,
        ("stage", t("seat.news-stage", title=seat.title)),
        ("board", t("seat.news-board")),
        ("floor", t("seat.floor-mine")),
        ("kept", rx.cond(seat.online == "connected", t("seat.news-kept"), t("seat.news-waits"))),
        ("removed", t("seat.news-removed")),
        ("asked", t("seat.news-asked")),
        ("proposal", t("seat.news-proposal")),
        ("private", t("seat.within")),
        "",
    )
    to_board = (seat.news == "board") & (seat.tab == "mine")
    # What stands at the top of this very side need not be laid over it as well.
    at_hand = (seat.tab == "mine") & ((seat.form == "connect") | (seat.form == "agreements"))
    for_me = (
        ((seat.news == "asked") & ~at_hand)
        | (seat.news == "proposal")
        | ((seat.news == "private") & (seat.tab == "board"))
    )
    return rx.fragment(
        rx.el.div(
            rx.el.p(text, role="status"),
            rx.cond(to_board, button(t("seat.to-board"), on_click=call(seat, "go_to", "board"))),
            rx.cond(for_me, button(t("seat.to-mine"), on_click=call(seat, "go_to", "mine"))),
            class_name=rx.cond(to_board | for_me, "phone__news", "only-read-aloud"),
        ),
        rx.el.div(problem(), class_name="phone__trouble"),
    )


def _here() -> rx.Component:
    return rx.fragment(
        rx.cond(seat.early, rx.fragment(line(), welcome()), _later()),
    )


def _loading() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("seat.loading")),
        rx.el.p(
            rx.cond(seat.online == "offline", t("seat.loading-offline"), t("seat.loading-text")),
            role="status",
        ),
        left_behind(title=t("seat.left-behind")),
    )


def _outdated() -> rx.Component:
    """The server speaks another protocol since: what came with this page is all that can be shown of it."""
    return rx.fragment(
        rx.el.h1(t("seat.away-protocol-unknown")),
        rx.el.p(t("seat.away-protocol-unknown-text")),
        rx.el.div(link_button(t("seat.reload"), href="", look="primary"), class_name="row"),
        left_behind(title=t("seat.left-behind")),
        language_switch(),
    )
