"""The projector where the circle stands: partners, matches, the close."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.pages.screen_common import (
    asked,
    beside_wheel,
    corner,
    fitted,
    foot,
    group_of,
    head,
    label_of,
    long,
    on_phones,
    ready,
    step,
)
from facilitation.web.pages.screen_shape import latest, screen
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind import kind_icon
from facilitation.web.texts import t


def partners() -> rx.Component:
    return beside_wheel(
        rx.match(
            screen.panel.mode,
            ("floor", _floor()),
            ("read", _read()),
            ("open", _told(t("screen.opened"))),
            ("heard", _told(t("screen.all-heard"))),
            _told(screen.ask),
        ),
        foot(),
    )


def _name() -> rx.Component:
    return rx.el.h1(screen.panel.partner, class_name="words", dir="auto", custom_attrs=long(screen.panel.partner))


def _floor() -> rx.Component:
    panel = screen.panel
    nothing = (panel.words == 0) & (panel.closed == 0)
    return rx.fragment(
        rx.el.header(
            step(),
            _name(),
            rx.el.p(
                rx.cond(panel.next != "", t("screen.floor-next", next=panel.next), t("screen.floor")),
                dir="auto",
                role="status",
            ),
            class_name="screen__head",
        ),
        fitted(
            rx.el.div(
                rx.foreach(panel.groups, group_of),
                rx.cond(
                    panel.closed > 0, rx.el.p(t("screen.still-closed", n=panel.closed), class_name="screen__aside")
                ),
                rx.cond(nothing, rx.el.p(t("screen.no-notes"), class_name="screen__aside")),
            ),
            # Another partner's words begin on their first page.
            key=panel.id,
        ),
    )


def _read() -> rx.Component:
    """A partner's page of what is read back."""
    return rx.fragment(
        rx.el.header(step(), _name(), class_name="screen__head"),
        fitted(rx.el.div(rx.foreach(screen.panel.groups, group_of)), key=screen.panel.id),
    )


def _told(text: Any) -> rx.Component:
    """The stage, what it asks or what has happened, and how much there is of each kind."""
    return rx.fragment(
        head(rx.el.p(text, dir="auto")),
        counts(),
        rx.cond(
            screen.panel.mode == "writing",
            rx.el.div(on_phones(t("screen.write")), ready(), class_name="screen__writing"),
        ),
    )


def counts() -> rx.Component:
    """How much there is of each kind."""
    return rx.el.div(
        fitted(rx.el.ul(rx.foreach(screen.kinds, _count), class_name="screen__kinds"), least="0.5"),
        class_name="screen__counted",
    )


def _count(kind: Any) -> rx.Component:
    return rx.el.li(
        kind_icon(kind.kind),
        rx.el.strong(label_of(kind)),
        rx.el.span(kind.count, class_name="screen__count"),
        rx.el.span(kind.question, class_name="screen__kind-question", dir="auto"),
        key=kind.kind,
        class_name="screen__kind",
        custom_attrs={"data-kind": kind.kind},
    )


# --- matches ---------------------------------------------------------------------------------------------------


def connect() -> rx.Component:
    sides = screen.connect
    begun = (length_of(sides.met) > 0) | (latest.id != "")
    return beside_wheel(
        rx.el.div(
            rx.el.div(head(), corner(), class_name="screen__top"),
            rx.cond(begun, rx.fragment(), rx.el.div(asked(), class_name="screen__head")),
            _answer(),
        ),
        rx.el.div(
            _needs(sides),
            _offers(sides),
            class_name="screen__sides",
        ),
    )


def _answer() -> rx.Component:
    """The answer that just came in: whose it is, and what they said in their own words."""
    return rx.el.div(
        rx.cond(
            (latest.id != "") & (screen.reading.place == 0),
            rx.el.p(
                rx.el.bdi(latest.partner, class_name="words"),
                ": ",
                _reply(latest.reply),
                rx.cond(latest.line != "", rx.fragment(" ", rx.el.q(latest.line, class_name="words", dir="auto"))),
                rx.el.span(latest.text, class_name="words screen__answered", dir="auto"),
                key=latest.id,
                class_name="screen__answer",
                custom_attrs={"data-reply": latest.reply},
            ),
        ),
        role="status",
    )


def _reply(reply: Any) -> rx.Component:
    replies = ((each, t(f"screen.reply-{each}")) for each in ("yes", "no", "try", "unclear"))
    return rx.el.strong(rx.match(reply, *replies, t("screen.reply-none")))


def _needs(sides: Any) -> rx.Component:
    """All needs as one list, those that are open first: so both have as much room as they ask for."""
    none_open = (length_of(sides.unmet) == 0) & (length_of(sides.met) > 0)
    return rx.el.section(
        rx.el.h2(
            rx.cond(none_open, t("screen.no-unmet"), t("screen.side-unmet", n=length_of(sides.unmet))),
            class_name="screen__kind-title",
        ),
        rx.cond(
            length_of(sides.met) > 0,
            rx.el.h2(t("screen.side-met", n=length_of(sides.met)), class_name="screen__met-title"),
            rx.el.p(t("screen.no-met"), class_name="screen__aside"),
        ),
        _listed(
            rx.foreach(sides.unmet, lambda note: _note(note, "need")),
            rx.foreach(sides.met, lambda note: _note(note, "met")),
        ),
        class_name="screen__side",
        custom_attrs={"data-kind": "need"},
    )


def _offers(sides: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("screen.side-unused", n=length_of(sides.unused)), class_name="screen__kind-title"),
        rx.cond(
            length_of(sides.unused) > 0,
            _listed(rx.foreach(sides.unused, lambda note: _note(note, "offer"))),
            rx.el.p(t("screen.no-unused"), class_name="screen__aside"),
        ),
        class_name="screen__side",
        custom_attrs={"data-kind": "offer", "data-empty": length_of(sides.unused) == 0},
    )


def _listed(*notes: Any) -> rx.Component:
    return fitted(rx.el.ul(*notes), least="0.62")


def _note(note: Any, kind: str) -> rx.Component:
    return rx.el.li(
        rx.cond(note.number != "", rx.el.span(note.number, class_name="note-group__number")),
        rx.el.div(
            rx.el.p(
                rx.el.span(note.text, class_name="words", dir="auto"),
                " ",
                rx.el.bdi(note.partner, class_name="words screen__whose-note"),
            ),
            rx.el.ul(rx.foreach(note.asked, _asked)),
            class_name="screen__need-text",
        ),
        key=note.id,
        class_name="screen__need",
        custom_attrs={"data-kind": kind},
    )


def _asked(asked: Any) -> rx.Component:
    return rx.el.li(
        rx.el.bdi(asked.partner, class_name="words"),
        ": ",
        _reply(asked.reply),
        rx.cond(asked.line != "", rx.fragment(" ", rx.el.q(asked.line, class_name="words", dir="auto"))),
        key=asked.id,
        class_name="screen__asked",
        custom_attrs={"data-reply": asked.reply},
    )


# --- the end -----------------------------------------------------------------------------------------------------


def close() -> rx.Component:
    return beside_wheel(
        head(rx.el.p(screen.ask, dir="auto"), title=t("screen.thanks")),
        rx.cond(
            length_of(screen.words) > 0,
            fitted(rx.el.div(rx.foreach(screen.words, _words)), least="0.7"),
            counts(),
        ),
        rx.el.footer(
            rx.el.div(
                rx.el.p(icon("phone"), t("screen.on-phone")),
                rx.cond(screen.days > 0, rx.el.p(icon("remove"), t("screen.deleted-after", n=screen.days))),
                class_name="screen__promises",
            ),
            corner(),
            class_name="screen__foot screen__foot--line",
        ),
    )


def _words(partner: Any) -> rx.Component:
    """A partner's open notes, to be read once more."""
    return rx.el.section(
        rx.el.h2(partner.name, class_name="words", dir="auto"),
        rx.foreach(partner.groups, group_of),
        key=partner.id,
        class_name="screen__words",
    )


def closed() -> rx.Component:
    return beside_wheel(
        rx.el.header(rx.el.h1(t("screen.thanks")), rx.el.p(t("screen.session-closed")), class_name="screen__head"),
        counts(),
        rx.el.div(
            rx.el.p(icon("phone"), t("screen.on-phone")),
            rx.cond(screen.deleted != "", rx.el.p(icon("remove"), t("screen.deleted-on", date=screen.deleted))),
            class_name="screen__promises",
        ),
    )
