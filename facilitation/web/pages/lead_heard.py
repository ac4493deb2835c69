"""Who has not been heard: a list for the facilitator alone, with a gentle word to one phone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_notes import READY
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import UnheardPerson
from facilitation.web.parts.badge import badge
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def unheard() -> rx.Component:
    """People without a note in what is asked now and partners who have not spoken; nothing when there are none."""
    people = lead.work.unheard.people
    count: Any = length_of(people)
    return rx.cond(
        ((count > 0) | _silent()) & ~lead.closed,
        card(
            rx.el.details(
                rx.el.summary(
                    rx.cond(count > 0, t("lead.unheard", n=count), t("lead.unheard-nobody")), class_name="lead__more"
                ),
                rx.el.p(
                    t("lead.unheard-hint"), " ", rx.cond(count > 0, rx.el.q(t("seat.nudge"))), class_name="faint small"
                ),
                rx.el.ul(rx.foreach(people, _person), class_name="unheard"),
                rx.cond(_silent(), _partners()),
                open=True,
            )
        ),
    )


def _silent() -> Any:
    """Whether there is a round, and somebody has not had the floor in it."""
    return lead.board.opened & (length_of(lead.work.unheard.partners) > 0)


def _partners() -> rx.Component:
    return rx.el.p(
        t("lead.unheard-partners"),
        " ",
        rx.foreach(
            lead.work.unheard.partners,
            lambda each, index: rx.fragment(
                rx.cond(index > 0, ", ", ""), rx.el.span(each.name, class_name="words", dir="auto"), key=each.id
            ),
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
