"""Who has not been heard: a list for the facilitator alone, with a gentle word to one phone."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.lead_notes import READY
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import UnheardPerson
from facilitation.web.parts.badge import badge
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def unheard() -> rx.Component:
    """People without a note in what is asked now; nothing when everybody wrote."""
    people = lead.work.unheard.people
    return rx.cond(
        (people.length() > 0) & ~lead.closed,  # type: ignore[attr-defined]  # a Var
        card(
            rx.el.details(
                rx.el.summary(
                    t("lead.unheard", n=people.length()),  # type: ignore[attr-defined]  # a Var
                    class_name="lead__more",
                ),
                rx.el.p(t("lead.unheard-hint"), class_name="faint small"),
                rx.el.ul(rx.foreach(people, _person), class_name="unheard"),
                open=True,
            )
        ),
    )


def _person(person: UnheardPerson) -> rx.Component:
    name = rx.cond(person.name != "", person.name, t("lead.somebody"))
    return rx.el.li(
        rx.el.span(
            rx.el.span(person.partner, class_name="words", dir="auto"),
            rx.el.span(name, class_name="words faint", dir="auto"),
            rx.cond(~person.present, rx.el.span(t("lead.away"), class_name="faint small")),
            class_name="unheard__who",
        ),
        rx.cond(person.nudged != "", badge(icon("kept"), t("lead.nudged", time=person.nudged), tone="faint")),
        press(
            t("lead.nudge"),
            ready=READY,
            busy=lead.press == "nudge:" + person.id,
            look="quiet",
            on_click=call(lead, "nudge", person.id),
            aria_label=t("lead.nudge-who", name=name, partner=person.partner),
        ),
        key=person.id,
        class_name="unheard__person",
    )
