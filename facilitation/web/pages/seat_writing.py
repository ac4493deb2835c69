"""What its owner writes on a phone: the field, their own notes, and whether they are ready."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, call
from facilitation.web.pages.seat_shape import Finding, MyNote, seat
from facilitation.web.parts.button import button
from facilitation.web.parts.icon import icon
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.kind_picker import KINDS, kind_picker
from facilitation.web.parts.note_card import note_card, note_mark, note_words
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
                    rx.el.h1(seat.asked, class_name="words", id="seat-question"),
                    rx.el.h2(rx.cond(seat.half, t("seat.half"), seat.asked), class_name="words", id="seat-question"),
                ),
                rx.cond(
                    (seat.readers == "nobody") & seat.here,
                    rx.el.p(seat.ask, class_name="words faint"),
                ),
                kind_picker(seat.kind, lambda kind: call(seat, "choose", kind), t("seat.kinds")),
                _readers(),
                rx.el.textarea(
                    id="seat-note",
                    rows="3",
                    value=seat.note,
                    on_change=call(seat, "write", EVENT),
                    on_key_down=call(seat, "place_by_key", EVENT),
                    on_focus=call(seat, "focus"),
                    on_blur=call(seat, "blur"),
                    class_name=f"phone__field phone__field--{seat.kind}",
                    custom_attrs={
                        "dir": "auto",
                        "aria-labelledby": "seat-question",
                        "aria-describedby": "seat-readers",
                    },
                ),
                _length(),
                rx.cond(
                    _some(seat.personal),
                    _personal(seat.personal, "place_anyway"),
                    button(
                        t("seat.place"),
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


def _readers() -> rx.Component:
    """Who can read it, before it is written."""
    return rx.el.p(
        rx.match(
            seat.readers,
            ("nobody", rx.fragment(icon("closed"), t("seat.readers-nobody"))),
            ("promised", rx.fragment(icon("closed"), t("seat.readers-promised"))),
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


def _personal(found: list[Finding], anyway: str) -> rx.Component:
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
            button(t("seat.personal-change"), look="primary", on_click=call(seat, "change")),
            button(t("seat.personal-anyway"), on_click=call(seat, anyway)),
            class_name="row",
        ),
        class_name="stack stack--tight",
    )


def stranded() -> rx.Component:
    """What stood in the field when writing came to an end."""
    return rx.cond(
        _some(seat.stranded),
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


def my_notes() -> rx.Component:
    return rx.cond(
        _some(seat.notes),
        rx.el.section(
            rx.el.h2(t("seat.notes"), class_name="phone__label"),
            rx.el.ul(rx.foreach(seat.notes, _note), class_name="stack stack--tight"),
            class_name="stack stack--tight",
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
        rx.el.span(kind_name(note.kind), class_name="only-read-aloud"),
        note_words(note.text),
        _mark(note),
        rx.cond(note.refused, _refused(note)),
        rx.cond(
            note.showable,
            rx.el.p(button(icon("open"), t("seat.show"), on_click=call(seat, "show", note.id)), class_name="row"),
        ),
    )


def kind_name(kind: str) -> rx.Var[str]:
    """The name of a kind that is only known in the browser."""
    return rx.match(kind, *((each, t(f"common.{each}")) for each in KINDS), "")


def _mark(note: MyNote) -> rx.Component:
    return rx.match(
        note.mark,
        ("kept", note_mark(icon("kept"), t("seat.mark-kept"))),
        ("yours", note_mark(icon("closed"), t("seat.mark-yours"))),
        ("open", note_mark(icon("open"), t("seat.mark-open"))),
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
            (note.removing, _some(note.personal)),
            ((True, True), _remove(note)),
            ((True, False), _remove(note)),
            ((False, True), _personal(note.personal, "save_anyway")),
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


def _some(items: Any) -> Any:
    """Whether a Var of a list holds anything."""
    return items.length() > 0
