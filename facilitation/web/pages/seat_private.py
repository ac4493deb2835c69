"""What is for the eyes of one phone: private time with those who are at it, a nudge, and what was not taken."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.seat_shape import PrivateNote, Refused
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.parts.button import button
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.note_card import note_card, note_words
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t


def within() -> rx.Component:
    """I have private time, with these people."""
    return rx.cond(
        seat.privacy == "within",
        rx.el.section(
            rx.el.h2(t("seat.within")),
            rx.el.p(
                rx.cond(seat.company != "", t("seat.within-company", names=seat.company), t("seat.within-alone")),
                class_name="words",
                dir="auto",
            ),
            class_name="phone__within stack stack--tight",
        ),
    )


def private_notes() -> rx.Component:
    """What the others of private time wrote; folded away when it is over."""
    notes = rx.fragment(
        rx.el.p(t("seat.private-notes-hint"), class_name="faint small"),
        rx.el.ul(rx.foreach(seat.private_notes, _private_note), class_name="stack stack--tight"),
    )
    title = t("seat.private-notes")
    return rx.cond(
        length_of(seat.private_notes) > 0,
        rx.cond(
            seat.privacy == "within",
            rx.el.section(rx.el.h2(title, class_name="phone__label"), notes, class_name="stack stack--tight"),
            rx.el.details(rx.el.summary(title, class_name="phone__summary"), notes),
        ),
    )


def _private_note(note: PrivateNote) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.el.span(kind_icon(note.kind), kind_name(note.kind), class_name="note-card__kind"),
            note_words(note.text),
            rx.cond(note.by != "", rx.el.p(note.by, class_name="faint small words", dir="auto")),
            kind=note.kind,
        ),
        key=note.id,
    )


def nudge() -> rx.Component:
    """A gentle word from the facilitator, until it is put away."""
    return rx.cond(
        seat.nudged,
        notice(
            rx.el.p(t("seat.nudge")),
            rx.el.p(button(t("seat.nudge-away"), on_click=call(seat, "put_nudge_away")), class_name="row"),
            tone="good",
        ),
    )


def refusals() -> rx.Component:
    """What was sent and not taken, apart from notes: those say it themselves."""
    return rx.foreach(seat.refusals, _refused)


def _refused(refused: Refused) -> rx.Component:
    return notice(
        rx.el.p(t("seat.refused")),
        rx.cond(refused.message != "", rx.el.p(refused.message)),
        rx.el.div(
            rx.cond(refused.again, button(t("seat.try-again"), on_click=call(seat, "try_again", refused.id))),
            button(t("seat.discard"), look="quiet", on_click=call(seat, "discard", refused.id)),
            class_name="row",
        ),
        tone="alert",
        key=refused.id,
    )
