"""The common frame: three short texts that the group proposes and settles, and the laws that lie below as a net."""

from __future__ import annotations

from typing import Literal

import reflex as rx

from facilitation.canvas import limits
from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.lead_notes import READY, lead_note, name_of
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_words import words_field
from facilitation.web.pages.lead_work_view import FramePart, LeadLaw, Suggestion
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.field import field
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def frame() -> rx.Component:
    return rx.fragment(
        rx.el.p(icon("screen"), t("lead.frame-shown"), class_name="lead__aside"),
        rx.cond(~lead.closed, rx.el.p(t("lead.frame-press"), class_name="faint")),
        rx.foreach(lead.work.frame.parts, _part),
        _net(),
    )


def _part(part: FramePart) -> rx.Component:
    return card(
        words_field(part.kind, name_of(part.kind, part.label), part.words, limits.FRAME, lines=2),
        rx.cond(part.question != "", rx.el.p(part.question, class_name="words faint")),
        rx.cond(
            length_of(part.proposals) > 0,
            rx.el.ul(rx.foreach(part.proposals, lambda each: _suggestion(part, each)), class_name="lead-notes"),
            rx.el.p(t("lead.no-proposals"), class_name="faint small"),
        ),
        key=part.kind,
    )


def _suggestion(part: FramePart, each: Suggestion) -> rx.Component:
    return lead_note(
        each.note,
        rx.el.div(
            rx.cond(
                each.taken,
                badge(icon("kept"), t("lead.settled"), tone="offer"),
                rx.cond(
                    part.filled,
                    rx.fragment(
                        _settle(part, each, "lead.settle-too"),
                        _settle(part, each, "lead.settle-instead", instead=True, look="quiet"),
                    ),
                    _settle(part, each, "lead.settle"),
                ),
            ),
            class_name="lead-note__tools",
        ),
        shows_kind=False,
    )


def _settle(
    part: FramePart, each: Suggestion, text: str, instead: bool = False, look: Literal["plain", "quiet"] = "plain"
) -> rx.Component:
    return press(
        t(text),
        ready=READY,
        look=look,
        on_click=call(lead, "settle", part.kind, each.note.id, instead),
        aria_label=t(f"{text}-this", text=each.note.text),
    )


def _net() -> rx.Component:
    adding = lead.work.hand.law == "new"
    return card(
        rx.el.h3(t("lead.laws")),
        rx.el.p(t("lead.laws-hint"), class_name="faint small"),
        rx.el.ul(rx.foreach(lead.work.frame.laws, _law), class_name="lead-notes"),
        rx.cond(
            ~lead.closed,
            rx.cond(
                adding,
                _law_form(),
                rx.cond(lead.work.hand.law == "", button(t("lead.law-add"), on_click=call(lead, "writeLaw", "new"))),
            ),
        ),
    )


def _law(law: LeadLaw) -> rx.Component:
    return rx.el.li(
        rx.cond(law.editing, _law_form(), _law_words(law)),
        key=law.id,
        class_name="lead-law",
        custom_attrs={"data-row": law.id},
    )


def _law_words(law: LeadLaw) -> rx.Component:
    return rx.fragment(
        rx.el.p(rx.el.strong(law.name, class_name="words", dir="auto")),
        rx.cond(law.allows != "", _told(t("lead.law-allows"), law.allows)),
        rx.cond(law.asks != "", _told(t("lead.law-asks"), law.asks)),
        rx.cond(law.by != "", rx.el.p(t("lead.law-by", name=law.by), class_name="faint small")),
        rx.cond(
            ~lead.closed,
            rx.el.div(
                rx.cond(
                    law.own,
                    press(
                        t("common.edit"),
                        ready=READY & (lead.work.hand.law == ""),
                        on_click=call(lead, "writeLaw", law.id),
                        aria_label=t("lead.edit-this", text=law.name),
                    ),
                ),
                press(
                    t("common.remove"),
                    ready=READY,
                    busy=lead.press == "law:" + law.id,
                    look="quiet",
                    on_click=call(lead, "removeLaw", law.id),
                    aria_label=t("lead.remove-this", text=law.name),
                ),
                class_name="row",
            ),
        ),
    )


def _told(label: rx.Var[str], text: str) -> rx.Component:
    return rx.el.p(rx.el.span(label, " ", class_name="faint"), rx.el.span(text, class_name="words", dir="auto"))


def _law_form() -> rx.Component:
    """The form for the law that is in hand."""
    begun = lead.work.forms.law
    typed = call(lead, "type", "law", EVENT)
    return rx.el.form(
        field(
            t("lead.law-name"),
            id="lead-law-name",
            name="name",
            default_value=begun.name,
            on_change=typed,
            max_length=limits.LAW,
            required=True,
            auto_focus=True,
            auto_complete="off",
        ),
        *(
            field(
                t(f"lead.law-{each}"),
                id=f"lead-law-{each}",
                name=each,
                default_value=text,
                on_change=typed,
                max_length=limits.LAW_TEXT,
                lines=2,
            )
            for each, text in (("allows", begun.allows), ("asks", begun.asks))
        ),
        rx.el.div(
            press(t("common.save"), ready=READY, busy=lead.press == "law:" + lead.work.hand.law, type="submit"),
            button(t("common.cancel"), look="quiet", on_click=call(lead, "writeLaw", "")),
            class_name="row",
        ),
        on_submit=call(lead, "keepLaw", EVENT),
        class_name="stack",
    )
