"""What a phone shows of the stage at hand, apart from what its owner writes."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.seat_board import person_words
from facilitation.web.pages.seat_lookback import pulse
from facilitation.web.pages.seat_matches import agreements, asked_by_me, asks, my_agreements, needs
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_together import own_laws, settled, shared
from facilitation.web.pages.seat_welcome import title, welcome
from facilitation.web.parts.button import button, download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t


def stage() -> rx.Component:
    """The stage, above the field; a closed session shows its end, whatever its last stage was."""
    return rx.cond(
        seat.closed,
        _close(),
        rx.match(
            seat.form,
            ("welcome", rx.fragment(welcome(), asks(empty=False))),
            ("person", rx.fragment(_person(), asks(empty=False))),
            ("connect", rx.fragment(title(), asks(empty=True))),
            ("agreements", rx.fragment(title(), asks(empty=False), agreements(empty=True))),
            ("close", rx.fragment(_close(), asks(empty=False))),
            ("", _other()),
            # In a stage of writing its question is the title; unless other words are still in the field.
            rx.fragment(rx.cond(seat.here, rx.fragment(), title()), asks(empty=False)),
        ),
    )


def below() -> rx.Component:
    """What the stage shows below the field and one's own notes."""
    return rx.match(
        seat.form,
        (
            "frame",
            rx.fragment(settled(), shared(t("seat.proposals"), seat.proposals, supporting=True), own_laws()),
        ),
        (
            "needed",
            shared(
                rx.cond(seat.needed_name != "", seat.needed_name, t("seat.needed")),
                seat.needed_here,
                supporting=True,
                kinds=False,
                empty=t("seat.needed-none"),
            ),
        ),
        ("connect", rx.fragment(asked_by_me(), needs())),
        ("lookback", rx.fragment(pulse(), shared(t("seat.lookback"), seat.lookback, supporting=False))),
        rx.fragment(),
    )


def _person() -> rx.Component:
    empty = (seat.story == "") & (seat.question == "") & (seat.strengths == "")
    return rx.fragment(
        title(),
        rx.cond(
            empty,
            rx.el.p(
                rx.cond(seat.own, t("seat.no-words-own"), t("seat.no-words", alias=seat.alias)), class_name="faint"
            ),
            card(
                person_words(t("seat.strengths"), seat.strengths),
                person_words(t("seat.story"), seat.story),
                person_words(t("seat.question"), seat.question, large=True),
            ),
        ),
        rx.match(
            seat.confirmed,
            (
                "person",
                notice(
                    rx.cond(seat.own, t("seat.right-by-me"), t("seat.right-by-person", alias=seat.alias)), tone="good"
                ),
            ),
            (
                "spokesperson",
                rx.fragment(
                    notice(t("seat.right-by-spokesperson", alias=seat.alias), tone="good"),
                    # Said for them before they came in: their own word takes its place.
                    rx.cond(seat.confirmable, _confirm_own()),
                ),
            ),
            rx.cond(
                seat.confirmable,
                rx.cond(seat.own, _confirm_own(), rx.cond(seat.own_elsewhere, _confirm_elsewhere(), _confirm())),
            ),
        ),
    )


def _confirm() -> rx.Component:
    return card(
        rx.cond(
            seat.choosing,
            rx.fragment(
                rx.el.h2(t("seat.right-who")),
                _confirm_as("person"),
                _confirm_as("spokesperson"),
                button(t("seat.right-not-yet"), look="quiet", on_click=call(seat, "not_yet")),
            ),
            rx.fragment(
                rx.el.h2(t("seat.right")),
                rx.el.p(t("seat.right-hint", alias=seat.alias), class_name="faint"),
                button(icon("kept"), t("seat.right-yes"), look="ready", large=True, on_click=call(seat, "ask_who")),
                rx.el.p(t("seat.right-not"), class_name="faint"),
            ),
        ),
    )


def _confirm_own() -> rx.Component:
    """On the phone of the person themself nobody is asked who says so."""
    return card(
        rx.el.h2(t("seat.right-own")),
        button(
            icon("kept"),
            t("seat.right-own-yes"),
            look="ready",
            large=True,
            disabled=seat.busy,
            on_click=call(seat, "confirm", "person"),
        ),
        rx.el.p(t("seat.right-not"), class_name="faint"),
    )


def _confirm_elsewhere() -> rx.Component:
    """Beside the phone of the person themself nobody says it for them."""
    return card(
        rx.el.h2(t("seat.right")),
        rx.el.p(t("seat.right-elsewhere", alias=seat.alias)),
        rx.el.p(t("seat.right-not"), class_name="faint"),
    )


def _confirm_as(who: str) -> rx.Component:
    return button(
        t(f"seat.right-{who}", alias=seat.alias),
        large=True,
        disabled=seat.busy,
        on_click=call(seat, "confirm", who),
    )


def _close() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("seat.thanks")),
        rx.cond(seat.closed, rx.el.p(t("seat.ended")), rx.el.p(seat.ask, class_name="words")),
        rx.cond(seat.next_meeting != "", notice(t("seat.next-meeting", date=seat.next_meeting), tone="good")),
        my_agreements(),
        card(
            link_button(icon("open"), t("seat.canvas"), href=seat.canvas, look="primary", large=True),
            button(t("seat.read-back"), on_click=call(seat, "go_to", "board")),
            download_button(icon("download"), t("seat.pdf"), href=seat.pdf),
            rx.el.p(
                rx.cond(seat.purged != "", t("seat.purged", date=seat.purged), t("seat.days", n=seat.days)),
                class_name="faint",
            ),
        ),
    )


def _other() -> rx.Component:
    return rx.fragment(title(), rx.el.p(t("seat.other"), class_name="faint"))
