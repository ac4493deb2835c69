"""What a phone shows of what all make together: the frame, the laws below it, and what is needed."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.seat_shape import FrameText, Law, SharedNote
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_writing import personal, some
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.field import field
from facilitation.web.parts.icon import icon
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.note_card import note_card, note_mark, note_words
from facilitation.web.texts import t


def settled() -> rx.Component:
    """The common frame as the group has settled it."""
    return card(
        rx.el.h2(t("seat.frame")),
        rx.el.dl(rx.foreach(seat.frame, _part), class_name="phone__frame"),
    )


def _part(part: FrameText) -> rx.Component:
    return rx.el.div(
        rx.el.dt(kind_icon(part.kind), rx.cond(part.label != "", part.label, kind_name(part.kind))),
        rx.cond(
            part.text != "",
            rx.el.dd(part.text, class_name="words", dir="auto"),
            rx.el.dd(t("seat.frame-none"), class_name="faint"),
        ),
        key=part.kind,
    )


def shared(title: Any, notes: Any, *, supporting: bool, kinds: bool = True, empty: Any = None) -> rx.Component:
    """Open notes of everybody (Var of `list[SharedNote]`), each with its kind where there are several, and with its
    support where that can be given."""
    return rx.cond(
        length_of(notes) > 0,
        rx.el.section(
            rx.el.h2(title),
            rx.el.ul(rx.foreach(notes, lambda note: _shared(note, supporting, kinds)), class_name="stack stack--tight"),
            class_name="stack stack--tight",
        ),
        rx.fragment() if empty is None else rx.el.p(empty, class_name="faint"),
    )


def _shared(note: SharedNote, supporting: bool, kinds: bool) -> rx.Component:
    kind = rx.el.span(
        kind_icon(note.kind),
        rx.cond(note.label != "", note.label, kind_name(note.kind)),
        class_name="note-card__kind",
    )
    return rx.el.li(
        note_card(
            *([kind] if kinds else []),
            note_words(note.text),
            rx.el.div(
                rx.cond(note.mine, badge(t("seat.yours")), rx.el.span(note.by, class_name="faint small", dir="auto")),
                *([_support(note)] if supporting else []),
                class_name="row row--apart",
            ),
            kind=note.kind,
        ),
        key=note.id,
        class_name=rx.cond(note.below, "phone__below", ""),
    )


def _support(note: SharedNote) -> rx.Component:
    return rx.cond(
        seat.closed,
        rx.cond(note.support > 0, rx.el.span(t("seat.support-count", n=note.support), class_name="faint small")),
        rx.el.button(
            icon("well"),
            rx.cond(note.supported, t("seat.supported"), t("seat.support")),
            rx.cond(note.support > 0, rx.el.strong(note.support, custom_attrs={"aria-hidden": "true"})),
            rx.cond(
                note.support > 0, rx.el.span(t("seat.support-count", n=note.support), class_name="only-read-aloud")
            ),
            type="button",
            class_name="phone__support",
            on_click=call(seat, "support", note.id, rx.cond(note.supported, False, True)),
            custom_attrs={"aria-pressed": rx.cond(note.supported, "true", "false")},
        ),
    )


def laws() -> rx.Component:
    """The laws and rules that lie below as a safety net, to be read."""
    return rx.cond(
        length_of(seat.laws) > 0,
        rx.el.section(
            rx.el.h2(t("seat.laws")),
            rx.el.ul(
                rx.foreach(seat.laws, lambda law: rx.el.li(_law(law), key=law.id)), class_name="stack stack--tight"
            ),
            class_name="stack stack--tight",
        ),
    )


def own_laws() -> rx.Component:
    """The same, with those of one's own to change, and one to add."""
    return rx.el.section(
        rx.el.h2(t("seat.laws")),
        rx.el.p(t("seat.laws-hint"), class_name="faint"),
        rx.el.ul(rx.foreach(seat.laws, _changeable), class_name="stack stack--tight"),
        rx.cond(
            seat.law_editing == "new",
            _law_form(),
            rx.cond(
                (seat.law_editing == "") & ~seat.closed,
                button(t("seat.law-add"), wide=True, on_click=call(seat, "edit_law", "new")),
            ),
        ),
        class_name="stack stack--tight",
    )


def _changeable(law: Law) -> rx.Component:
    edit = rx.cond(
        law.mine & ~seat.closed & ~law.waiting,
        icon_button("edit", t("seat.edit"), on_click=call(seat, "edit_law", law.id)),
    )
    return rx.el.li(rx.cond(seat.law_editing == law.id, _law_form(), _law(law, edit)), key=law.id)


def _law(law: Law, action: rx.Component | None = None) -> rx.Component:
    return note_card(
        rx.el.p(rx.el.strong(law.name, class_name="words", dir="auto")),
        rx.cond(law.allows != "", _says(t("seat.law-does-allow"), law.allows)),
        rx.cond(law.asks != "", _says(t("seat.law-does-ask"), law.asks)),
        rx.cond(law.waiting, note_mark(icon("waiting"), t("seat.mark-sending"))),
        kind="law",
        action=action,
    )


def _says(label: Any, text: Any) -> rx.Component:
    return rx.el.p(rx.el.span(label, " ", class_name="faint small"), rx.el.span(text, class_name="words", dir="auto"))


def _law_form() -> rx.Component:
    return card(
        *(
            field(
                t(f"seat.law-{part}"),
                id=f"law-{part}",
                lines=lines,
                value=getattr(seat.law, part),
                on_change=call(seat, "type_law", part, EVENT),
                max_length=most,
                auto_complete="off",
            )
            for part, lines, most in (("name", 1, 120), ("allows", 2, 500), ("asks", 2, 500))
        ),
        rx.el.p(icon("open"), t("seat.readers-law"), class_name="phone__readers"),
        rx.cond(
            some(seat.law_personal),
            personal(seat.law_personal, "save_law_anyway", call(seat, "change_law")),
            _law_actions(),
        ),
    )


def _law_actions() -> rx.Component:
    return rx.el.div(
        button(t("seat.save"), look="primary", on_click=call(seat, "save_law")),
        button(t("common.cancel"), look="quiet", on_click=call(seat, "stop_law")),
        rx.cond(
            seat.law_editing != "new",
            button(
                icon("remove"),
                t("seat.remove"),
                look="danger",
                on_click=call(seat, "remove_law", seat.law_editing),
            ),
        ),
        class_name="row",
    )
