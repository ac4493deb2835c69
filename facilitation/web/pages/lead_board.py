"""A board that is closed while everybody writes: how many notes there are, never their words, and opening it."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_notes import READY, name_of
from facilitation.web.pages.lead_view import KindBoard, lead
from facilitation.web.parts.card import card
from facilitation.web.parts.kind import kind_icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def writing() -> rx.Component:
    """While something of what is asked now is closed."""
    return rx.cond(
        ~lead.board.whole,
        card(
            rx.el.h3(rx.cond(lead.board.opened, t("lead.board-partly"), t("lead.board-closed"))),
            rx.cond(~lead.board.opened, rx.el.p(t("lead.all-write"))),
            rx.el.p(
                rx.el.strong(t("lead.notes-closed", n=lead.board.waiting)),
                " · ",
                t("lead.ready-of", n=lead.ready, count=lead.count),
            ),
            rx.el.progress(
                value=lead.ready, max=lead.count, class_name="lead__progress", custom_attrs={"aria-hidden": "true"}
            ),
            private_stays(),
            rx.cond(
                length_of(lead.board.kinds) > 1,
                rx.el.details(
                    rx.el.summary(t("lead.open-by-kind"), class_name="lead__more"),
                    rx.el.div(rx.foreach(lead.board.kinds, _open_kind), class_name="row"),
                ),
            ),
        ),
    )


def _open_kind(each: KindBoard) -> rx.Component:
    return press(
        kind_icon(each.kind),
        name_of(each.kind, each.label),
        rx.cond(each.open, rx.el.span("· ", t("lead.kind-is-open")), rx.el.span("(", each.closed, ")")),
        ready=READY & ~each.open,
        on_click=call(lead, "askOpen", each.kind),
        key=each.kind,
    )


def private_stays() -> rx.Component:
    """How many notes do not open with the board: they are their authors' to open."""
    count = lead.board.private
    return rx.cond(count > 0, rx.el.p(t("lead.private-notes", n=count), class_name="faint small"))


def late() -> rx.Component:
    """Once all is open: notes that came closed to a board that was being opened, and those that stay closed."""
    return rx.fragment(_late(), rx.cond(lead.board.whole, private_stays()))


def _late() -> rx.Component:
    return rx.cond(
        lead.board.late > 0,
        notice(
            rx.el.p(t("lead.late", n=lead.board.late)),
            rx.el.div(
                press(
                    t("lead.late-open", n=lead.board.late),
                    ready=READY,
                    busy=lead.press == "late",
                    on_click=call(lead, "openLate"),
                ),
                class_name="row",
            ),
            tone="warn",
        ),
    )
