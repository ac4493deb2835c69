"""What is needed: written closed, opened together, and similar notes laid together in a stack."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.pages.lead_board import late, writing
from facilitation.web.pages.lead_heard import unheard
from facilitation.web.pages.lead_notes import lead_note, picked_up
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import Group
from facilitation.web.parts.card import card
from facilitation.web.texts import t


def needed() -> rx.Component:
    return rx.fragment(writing(), late(), rx.foreach(lead.work.groups, _notes), unheard())


def _notes(group: Group) -> rx.Component:
    return rx.cond(
        length_of(group.notes) > 0,
        card(
            rx.el.h3(rx.cond(group.label != "", group.label, t("lead.together")), class_name="words", dir="auto"),
            rx.cond(~lead.closed, rx.el.p(t("lead.together-how"), class_name="faint small")),
            picked_up(),
            rx.el.ul(
                rx.foreach(group.notes, lambda note: lead_note(note, stacking=True, shows_kind=False)),
                class_name="lead-notes lead-notes--stacking",
            ),
            key=group.kind,
        ),
    )
