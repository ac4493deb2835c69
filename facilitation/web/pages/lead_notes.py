"""Open notes under the facilitator's hands: shown large, laid aside, given other words. Nobody's words are changed."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import Aside, Below, LeadNote
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.press import press
from facilitation.web.texts import t

READY: Any = lead.pressable & ~lead.closed
"""Whether the facilitator can press now."""


def name_of(kind: Any, label: Any) -> Any:
    """What a note of this kind is called here: `label`, the guide's own name, or the usual one."""
    return rx.cond(label != "", label, kind_name(kind))


def lead_note(note: LeadNote, *below: rx.Component, stacking: bool = False, shows_kind: bool = True) -> rx.Component:
    """A note with its tools, which a press on its words brings and puts away; `below` is what belongs to it here."""
    return rx.el.li(
        rx.el.div(
            *([_grip(note)] if stacking else []),
            _words(note, shows_kind),
            class_name="lead-note__head",
        ),
        rx.cond(length_of(note.below) > 0, _stack(note)),
        *below,
        rx.cond(note.proposed != "", _proposed(note)),
        rx.cond(note.target, _target(note)),
        rx.cond(note.chosen & ~lead.closed, _tools(note, stacking)),
        key=note.id,
        class_name="lead-note",
        custom_attrs={"data-kind": note.kind, "data-note": note.id, "data-picked": note.picked},
    )


def _words(note: LeadNote, shows_kind: bool) -> rx.Component:
    return rx.el.button(
        rx.el.span(note.text, class_name="words lead-note__text", dir="auto"),
        rx.el.span(
            *(
                [rx.el.span(kind_icon(note.kind), name_of(note.kind, note.label), class_name="lead-note__kind")]
                if shows_kind
                else []
            ),
            rx.cond(note.partner != "", rx.el.span(note.partner, class_name="words", dir="auto")),
            rx.cond(note.support > 0, badge(t("lead.support", n=note.support))),
            rx.cond(note.lit, badge(icon("screen"), t("lead.is-lit"))),
            class_name="lead-note__about",
        ),
        type="button",
        class_name="lead-note__words",
        on_click=call(lead, "take", note.id),
        custom_attrs={"aria-expanded": rx.cond(note.chosen, "true", "false")},
    )


def _grip(note: LeadNote) -> rx.Component:
    """For a mouse or a finger alone: with the keyboard a note is picked up with its own button."""
    return rx.el.span(
        icon("grip"), class_name="lead-note__grip", title=t("lead.drag"), custom_attrs={"data-grip": note.id}
    )


def _stack(note: LeadNote) -> rx.Component:
    return rx.el.ul(rx.foreach(note.below, _lying), class_name="lead-note__stack")


def _lying(below: Below) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(below.text, class_name="words", dir="auto"),
            rx.cond(below.partner != "", rx.el.span(below.partner, class_name="words lead-note__about", dir="auto")),
            class_name="lead-note__lying",
        ),
        rx.cond(
            ~lead.closed,
            press(
                t("lead.unstack"),
                ready=READY,
                busy=lead.press == "unstack:" + below.id,
                look="quiet",
                on_click=call(lead, "unstack", below.id),
                aria_label=t("lead.unstack-this", text=below.text),
            ),
        ),
        key=below.id,
    )


def _target(note: LeadNote) -> rx.Component:
    return rx.el.div(
        press(
            icon("down"),
            t("lead.lay-here"),
            ready=READY,
            busy=lead.press == "stack:" + note.id,
            wide=True,
            on_click=call(lead, "layOn", note.id),
            aria_label=t("lead.lay-on", text=note.text),
        ),
        class_name="lead-note__tools",
    )


def _tools(note: LeadNote, stacking: bool) -> rx.Component:
    pick = press(icon("down"), t("lead.pick"), ready=READY, on_click=call(lead, "pick", note.id))
    return rx.fragment(
        rx.el.div(
            press(
                icon("screen"),
                rx.cond(note.lit, t("lead.unlight"), t("lead.light")),
                ready=READY,
                busy=lead.press == "light:" + note.id,
                on_click=call(lead, "light", note.id),
                aria_pressed=note.lit,
            ),
            *([pick] if stacking else []),
            press(
                icon("edit"),
                t("lead.word"),
                ready=READY,
                on_click=call(lead, "word", note.id),
                aria_expanded=note.wording,
            ),
            press(
                icon("aside"),
                t("lead.lay-aside"),
                ready=READY,
                busy=lead.press == "aside:" + note.id,
                on_click=call(lead, "layAside", note.id),
            ),
            class_name="lead-note__tools",
        ),
        rx.cond(note.wording, _wording(note)),
    )


def _wording(note: LeadNote) -> rx.Component:
    id = "lead-wording"
    return rx.el.form(
        rx.el.label(t("lead.word-label"), html_for=id, class_name="field__label"),
        rx.el.p(t("lead.word-hint"), id=f"{id}-hint", class_name="field__hint"),
        rx.el.textarea(
            id=id,
            name="text",
            rows="3",
            default_value=lead.work.forms.wording,
            on_change=call(lead, "type", "wording", EVENT),
            max_length=limits.NOTE,
            auto_focus=True,
            required=True,
            class_name="field__input",
            custom_attrs={"dir": "auto", "aria-describedby": f"{id}-hint"},
        ),
        rx.el.div(
            press(t("lead.word-send"), ready=READY, busy=lead.press == "word:" + note.id, type="submit"),
            button(t("common.cancel"), look="quiet", on_click=call(lead, "leaveWords", note.id)),
            class_name="row",
        ),
        on_submit=call(lead, "propose", EVENT),
        class_name="field lead-note__form",
    )


def _proposed(note: LeadNote) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("lead.proposed"), class_name="lead-note__about"),
        rx.el.p(note.proposed, class_name="words", dir="auto"),
        rx.cond(
            ~lead.closed,
            press(
                t("lead.withdraw"),
                ready=READY,
                busy=lead.press == "word:" + note.id,
                look="quiet",
                on_click=call(lead, "withdraw", note.id),
            ),
        ),
        class_name="lead-note__proposed",
    )


def picked_up() -> rx.Component:
    """What to do with the note that was picked up; it goes where the next press says."""
    return rx.cond(
        lead.work.picked != "",
        rx.el.div(
            rx.el.p(
                t("lead.picked"),
                " ",
                rx.el.strong(lead.work.picked, class_name="words", dir="auto"),
            ),
            button(t("common.cancel"), on_click=call(lead, "pick", "")),
            class_name="lead-picked row row--apart",
            role="status",
        ),
    )


def drawer() -> rx.Component:
    """What lies aside, in a drawer that is there when something is in it."""
    return rx.cond(
        length_of(lead.work.aside) > 0,
        card(
            rx.el.details(
                rx.el.summary(
                    t("lead.aside"),
                    " · ",
                    t("common.notes", n=length_of(lead.work.aside)),
                    class_name="lead__more",
                ),
                rx.el.p(t("lead.aside-hint"), class_name="faint small"),
                rx.el.ul(rx.foreach(lead.work.aside, _aside), class_name="lead-notes"),
            )
        ),
    )


def _aside(note: Aside) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.cond(
                    note.open,
                    rx.el.span(note.text, class_name="words lead-note__text", dir="auto"),
                    rx.el.span(icon("closed"), t("lead.aside-closed"), class_name="faint"),
                ),
                rx.el.span(
                    rx.el.span(kind_icon(note.kind), name_of(note.kind, note.label), class_name="lead-note__kind"),
                    rx.cond(note.partner != "", rx.el.span(note.partner, class_name="words", dir="auto")),
                    class_name="lead-note__about",
                ),
                class_name="lead-note__words lead-note__words--still",
            ),
            press(
                t("lead.bring-back"),
                ready=READY,
                busy=lead.press == "back:" + note.id,
                on_click=call(lead, "bringBack", note.id),
                aria_label=rx.cond(note.open, t("lead.bring-back-this", text=note.text), t("lead.bring-back")),
            ),
            class_name="lead-note__head",
        ),
        key=note.id,
        class_name="lead-note",
        custom_attrs={"data-kind": note.kind},
    )
