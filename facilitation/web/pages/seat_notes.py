"""Their own notes on a phone: how each stands, how it is changed, and what the facilitator proposes for it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.seat_shape import MyNote
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_writing import personal, some
from facilitation.web.parts.button import button
from facilitation.web.parts.icon import icon
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.note_card import note_card, note_mark, note_words
from facilitation.web.texts import t


def my_notes() -> rx.Component:
    """My notes of this stage, and folded away those of before."""
    return rx.fragment(
        rx.cond(
            some(seat.notes),
            rx.el.section(
                rx.el.h2(t("seat.notes"), class_name="phone__label"),
                rx.el.ul(rx.foreach(seat.notes, _note), class_name="stack stack--tight"),
                class_name="stack stack--tight phone__mine",
            ),
        ),
        rx.cond(
            some(seat.notes_before),
            rx.el.details(
                rx.el.summary(
                    t("seat.notes-before", n=length_of(seat.notes_before)),
                    class_name="phone__summary",
                ),
                rx.el.ul(rx.foreach(seat.notes_before, _note), class_name="stack stack--tight"),
                class_name="phone__mine",
            ),
        ),
    )


def _note(note: MyNote) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.cond(note.editing, _editor(note), _written(note)),
            kind=note.kind,
            action=rx.cond(note.editable, icon_button("edit", t("seat.edit"), on_click=call(seat, "edit", note.id))),
        ),
        key=note.id,
    )


def _written(note: MyNote) -> rx.Component:
    return rx.fragment(
        rx.el.span(
            kind_icon(note.kind),
            rx.cond(note.label != "", note.label, kind_name(note.kind)),
            class_name="note-card__kind",
        ),
        note_words(note.text),
        _mark(note),
        _signed(note),
        rx.cond(note.refused, _refused(note)),
        rx.cond(note.proposal != "", _proposal(note)),
        rx.cond(
            note.showable,
            rx.el.p(button(icon("open"), t("seat.show"), on_click=call(seat, "show", note.id)), class_name="row"),
        ),
        rx.cond(
            note.shareable,
            rx.el.p(button(icon("open"), t("seat.share"), on_click=call(seat, "show", note.id)), class_name="row"),
        ),
    )


def _signed(note: MyNote) -> rx.Component:
    """Whether a note of looking back carries my name; chosen anew at any time."""

    def row(text: Any, change: Any, named: bool) -> rx.Component:
        return rx.el.div(
            rx.el.span(text, class_name="small faint"),
            rx.cond(note.editable, button(change, look="quiet", on_click=call(seat, "sign", note.id, named))),
            class_name="row",
        )

    return rx.match(
        note.by_name,
        ("with", row(t("seat.signed"), t("seat.unsign"), False)),
        ("without", row(t("seat.unsigned"), t("seat.sign"), True)),
        rx.fragment(),
    )


def _proposal(note: MyNote) -> rx.Component:
    """Other words that the facilitator proposes: mine stay until I choose."""
    return rx.el.div(
        rx.el.p(rx.el.strong(t("seat.proposal"))),
        rx.el.p(note.proposal, class_name="phone__left words", dir="auto"),
        rx.el.div(
            button(t("seat.proposal-accept"), on_click=call(seat, "accept", note.id, note.proposed)),
            button(t("seat.proposal-decline"), on_click=call(seat, "decline", note.id)),
            class_name="row",
        ),
        class_name="stack stack--tight phone__proposal",
        role="group",
        custom_attrs={"aria-label": t("seat.proposal")},
    )


def _mark(note: MyNote) -> rx.Component:
    return rx.match(
        note.mark,
        ("kept", note_mark(icon("kept"), t("seat.mark-kept"))),
        ("yours", note_mark(icon("closed"), t("seat.mark-yours"))),
        ("open", note_mark(icon("open"), t("seat.mark-open"))),
        (
            "private",
            note_mark(
                icon("closed"),
                rx.cond(note.company != "", t("seat.mark-private", names=note.company), t("seat.mark-private-alone")),
            ),
        ),
        ("aside", note_mark(icon("closed"), t("seat.mark-aside"))),
        ("sending", note_mark(icon("waiting"), t("seat.mark-sending"))),
        ("waiting", note_mark(icon("waiting"), t("seat.mark-waiting"))),
        ("unkept", note_mark(icon("waiting"), t("seat.mark-unkept"), tone="alert")),
        note_mark(icon("alert"), t("seat.mark-refused"), tone="alert"),
    )


def _refused(note: MyNote) -> rx.Component:
    return rx.fragment(
        rx.cond(note.reason != "", rx.el.p(note.reason, class_name="small")),
        rx.cond(note.before != "", rx.el.p(t("seat.before", text=note.before), class_name="small words", dir="auto")),
        rx.el.div(
            button(t("seat.try-again"), on_click=call(seat, "try_again", note.id)),
            button(t("seat.discard"), look="quiet", on_click=call(seat, "discard", note.id)),
            class_name="row",
        ),
    )


def _editor(note: MyNote) -> rx.Component:
    return rx.fragment(
        rx.el.textarea(
            id="seat-edit",
            rows="3",
            value=note.edit,
            on_change=call(seat, "rewrite", EVENT),
            on_key_down=call(seat, "save_by_key", EVENT),
            on_focus=call(seat, "focus"),
            on_blur=call(seat, "blur"),
            class_name="phone__field",
            custom_attrs={"dir": "auto", "aria-label": t("seat.edit-label")},
        ),
        rx.cond(note.over > 0, rx.el.p(t("seat.over", n=note.over), class_name="field__error", role="alert")),
        rx.cond(
            note.mark == "open", rx.el.p(icon("open"), t("seat.readers-everybody"), class_name="phone__readers small")
        ),
        rx.match(
            (note.removing, some(note.personal)),
            ((True, True), _remove(note)),
            ((True, False), _remove(note)),
            ((False, True), personal(note.personal, "save_anyway")),
            _edit_actions(note),
        ),
    )


def _edit_actions(note: MyNote) -> rx.Component:
    return rx.el.div(
        button(
            t("seat.save"),
            look="primary",
            on_click=call(seat, "save_edit"),
        ),
        button(t("seat.stop"), look="quiet", on_click=call(seat, "stop_edit")),
        button(icon("remove"), t("seat.remove"), look="danger", on_click=call(seat, "ask_remove", note.id)),
        class_name="row",
    )


def _remove(note: MyNote) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("seat.remove-sure"), role="alert"),
        rx.el.div(
            button(t("seat.remove-yes"), look="danger", on_click=call(seat, "remove", note.id)),
            button(t("seat.remove-no"), on_click=call(seat, "keep")),
            class_name="row",
        ),
        class_name="stack stack--tight",
    )
