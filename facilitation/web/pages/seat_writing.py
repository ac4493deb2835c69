"""What its owner writes on a phone: the field, and whether they are ready."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas.kinds import NoteKind
from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.seat_shape import Finding
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.parts.button import button
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind_picker import kind_picker
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t


def composer() -> rx.Component:
    """The field. It stays where it is when the stage changes around it, so that nobody loses half a sentence."""
    return rx.fragment(
        rx.cond(
            seat.composing,
            rx.el.section(
                rx.cond(
                    seat.here,
                    rx.el.h1(_question(), class_name="words", id="seat-question"),
                    rx.el.h2(rx.cond(seat.half, t("seat.half"), _question()), class_name="words", id="seat-question"),
                ),
                _asked_for(),
                rx.cond(
                    seat.here & ((seat.readers == "nobody") | (seat.readers == "proposal")),
                    rx.el.p(seat.ask, class_name="words faint"),
                ),
                rx.cond(
                    length_of(seat.kinds) > 1,
                    kind_picker(seat.kinds, lambda kind: call(seat, "choose", kind), t("seat.kinds")),
                ),
                _readers(),
                rx.el.textarea(
                    id="seat-note",
                    rows="3",
                    value=seat.note,
                    on_change=call(seat, "write", EVENT),
                    on_key_down=call(seat, "place_by_key", EVENT),
                    on_focus=call(seat, "focus"),
                    on_blur=call(seat, "blur"),
                    class_name="phone__field",
                    custom_attrs={
                        "data-kind": seat.kind,
                        "dir": "auto",
                        "aria-labelledby": "seat-question",
                        "aria-describedby": "seat-readers",
                    },
                ),
                _length(),
                _name_or_not(),
                rx.cond(
                    some(seat.personal),
                    personal(seat.personal, "place_anyway"),
                    button(
                        # Nobody sees a closed note on the board yet, so that is not what is said of it.
                        rx.cond(_is_open(), t("seat.place"), t("seat.place-closed")),
                        look="primary",
                        large=True,
                        wide=True,
                        on_click=call(seat, "place"),
                    ),
                ),
                class_name="stack phone__composer",
            ),
            rx.cond(seat.writing, button(t("seat.more"), wide=True, on_click=call(seat, "add_more"))),
        ),
    )


def _is_open() -> Any:
    """Whether everybody reads it as soon as it is placed."""
    return (seat.readers == "everybody") | (seat.readers == "proposal")


def _asked_for() -> rx.Component:
    """The question of the person where something is asked for it: who came late has not heard it."""
    return rx.cond(
        seat.here & (seat.question != "") & ((seat.form == "needed") | (seat.form == "partners")),
        rx.el.blockquote(
            rx.el.span(_whose_question(), class_name="faint small"),
            rx.el.p("“", rx.el.span(seat.question, class_name="words", dir="auto"), "”"),
            class_name="phone__question",
        ),
    )


def _whose_question() -> Any:
    return rx.cond(seat.own, t("seat.question-own"), t("seat.question-of", alias=seat.alias))


def _question() -> Any:
    """What is asked: by the guide, or what such a note usually asks."""
    usual = rx.match(seat.kind, *((str(kind), t(f"seat.asked-{kind}", alias=seat.alias)) for kind in NoteKind), "")
    return rx.cond(seat.asked != "", seat.asked, usual)


def _name_or_not() -> rx.Component:
    """Whether what is said in looking back carries one's name: only who chooses so."""
    return rx.cond(
        seat.by_name != "",
        rx.el.div(
            *(
                rx.el.button(
                    rx.cond(seat.by_name == how, icon("kept")),
                    t(f"seat.{how}-name"),
                    type="button",
                    class_name="button phone__choice",
                    on_click=call(seat, "name_note", how == "with"),
                    custom_attrs={"aria-pressed": rx.cond(seat.by_name == how, "true", "false")},
                )
                for how in ("without", "with")
            ),
            rx.el.p(
                rx.cond(
                    seat.by_name == "with",
                    t("seat.with-name-hint", name=rx.cond(seat.my_name != "", seat.my_name, seat.partner)),
                    t("seat.without-name-hint"),
                ),
                class_name="faint small words",
                role="status",
            ),
            class_name="phone__names",
            role="group",
            custom_attrs={"aria-label": t("seat.names")},
        ),
    )


def _readers() -> rx.Component:
    """Who can read it, before it is written."""
    return rx.el.p(
        rx.match(
            seat.readers,
            ("nobody", rx.fragment(icon("closed"), t("seat.readers-nobody"))),
            (
                "private",
                rx.fragment(
                    icon("closed"),
                    rx.cond(
                        seat.company != "",
                        t("seat.readers-private", names=seat.company),
                        t("seat.readers-private-alone"),
                    ),
                ),
            ),
            ("promised", rx.fragment(icon("closed"), t("seat.readers-promised"))),
            ("promised-private", rx.fragment(icon("closed"), t("seat.readers-promised-private"))),
            ("proposal", rx.fragment(icon("open"), t("seat.readers-proposal"))),
            rx.fragment(icon("open"), t("seat.readers-everybody")),
        ),
        id="seat-readers",
        role="status",
        class_name=f"phone__readers phone__readers--{seat.readers}",
    )


def _length() -> rx.Component:
    return rx.cond(
        seat.over > 0,
        rx.el.p(t("seat.over", n=seat.over), class_name="field__error", role="alert"),
        rx.cond(seat.near, rx.el.p(t("seat.left", n=seat.left), class_name="faint small", role="status")),
    )


def personal(found: list[Finding], anyway: str, change: Any = None) -> rx.Component:
    """What looks like personal data, pointed out before it is sent; the author decides."""
    return rx.el.div(
        notice(
            rx.el.p(t("seat.personal")),
            rx.el.ul(
                rx.foreach(
                    found,
                    lambda finding: rx.el.li(
                        rx.match(
                            finding.kind,
                            *((kind, t(f"seat.personal-{kind}")) for kind in ("bsn", "birth", "email")),
                            t("seat.personal-phone"),
                        ),
                        ": ",
                        rx.el.strong(finding.piece, class_name="words"),
                    ),
                )
            ),
            rx.el.p(t("seat.personal-choice")),
            tone="alert",
        ),
        rx.el.div(
            button(
                t("seat.personal-change"), look="primary", on_click=call(seat, "change") if change is None else change
            ),
            button(t("seat.personal-anyway"), on_click=call(seat, anyway)),
            class_name="row",
        ),
        class_name="stack stack--tight",
    )


def stranded() -> rx.Component:
    """What stood in the field when writing came to an end."""
    return rx.cond(
        some(seat.stranded),
        rx.el.section(
            rx.el.h2(t("seat.stranded")),
            rx.foreach(seat.stranded, lambda text: rx.el.p(text, class_name="phone__left words", dir="auto")),
            rx.el.p(
                button(
                    rx.cond(seat.copied, t("seat.copied"), t("seat.copy")),
                    on_click=call(seat, "copy", seat.stranded),
                )
            ),
            class_name="stack stack--tight",
        ),
    )


def ready() -> rx.Component:
    """ "I am ready": told to the lead, and taken back as easily."""
    return rx.cond(
        seat.getting_ready,
        rx.el.div(
            rx.cond(seat.ready, rx.el.p(t("seat.ready-yes"), class_name="faint small")),
            button(
                rx.cond(seat.ready, icon("kept")),
                t("seat.ready"),
                look="ready",
                large=True,
                wide=True,
                on_click=call(seat, "set_ready", rx.cond(seat.ready, False, True)),
                custom_attrs={"aria-pressed": rx.cond(seat.ready, "true", "false")},
            ),
            class_name="stack stack--tight phone__ready",
        ),
    )


def some(items: Any) -> Any:
    """Whether a Var of a list holds anything."""
    return length_of(items) > 0
