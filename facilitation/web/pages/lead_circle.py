"""Who is here, partner by partner, and the circle itself: adding, naming, ordering and removing partners."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.canvas.guides import LANGUAGES
from facilitation.locale import messages
from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.lead_view import Person, Seat, lead
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def people() -> rx.Component:
    """The card with everybody at the circle."""
    return card(
        rx.el.div(
            rx.el.h2(t("lead.people")),
            rx.cond(
                ~lead.closed,
                button(
                    rx.cond(lead.arranging, t("lead.arrange-done"), t("lead.arrange")),
                    on_click=call(lead, "arrange"),
                    aria_expanded=lead.arranging,
                ),
            ),
            class_name="row row--apart",
        ),
        rx.el.p(
            t("lead.present", n=lead.count, present=lead.present),
            rx.cond(lead.stage.form == "partners", rx.el.span(" · ", t("common.ready", n=lead.ready))),
            class_name="faint small",
            role="status",
        ),
        rx.cond(length_of(lead.partners) == 0, rx.el.p(t("lead.no-partners"))),
        rx.cond(
            lead.arranging & ~lead.closed,
            rx.el.ol(rx.foreach(lead.partners, _arranged), class_name="circle"),
            rx.el.ol(rx.foreach(lead.partners, _seat), class_name="circle"),
        ),
        rx.cond(lead.arranging & ~lead.closed, rx.fragment(_add(), rx.cond(lead.own, rx.fragment(), _add_own()))),
        rx.cond(~lead.closed & lead.links.there, _without_phone()),
    )


def _without_phone() -> rx.Component:
    """A seat in a window of this machine: for whoever would have no way in otherwise."""
    return rx.el.div(
        button(t("lead.no-phone"), on_click=call(lead, "openSeat")),
        rx.el.p(t("lead.no-phone-hint"), class_name="faint small"),
        rx.cond(
            lead.besides != "",
            notice(
                t("lead.no-phone-blocked"),
                rx.el.div(link_button(t("lead.screen-link"), href=lead.besides, target="_blank"), class_name="row"),
                tone="alert",
            ),
        ),
        class_name="stack stack--tight",
    )


def _seat(seat: Seat) -> rx.Component:
    return rx.el.li(
        rx.el.h3(seat.name, class_name="words", dir="auto"),
        rx.cond(
            seat.empty,
            rx.el.p(t("lead.nobody-yet"), class_name="faint small"),
            rx.el.ul(rx.foreach(seat.people, _person), class_name="circle__people"),
        ),
        key=seat.id,
        class_name="circle__seat",
    )


def _person(person: Person) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            class_name=rx.cond(person.present, "circle__dot circle__dot--here", "circle__dot"),
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.span(_name(person), class_name=rx.cond(person.name != "", "words", "words faint"), dir="auto"),
        rx.cond(~person.present, rx.el.span("· ", t("lead.away"), class_name="faint small")),
        rx.cond(
            person.ready & (lead.stage.form == "partners"),
            rx.el.span(
                icon("kept"), rx.el.span(t("lead.ready"), class_name="only-read-aloud"), class_name="circle__ready"
            ),
        ),
        key=person.id,
        class_name="circle__person",
    )


def _name(person: Person) -> Any:
    return rx.cond(person.name != "", person.name, t("lead.somebody"))


def _arranged(seat: Seat) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.input(
                default_value=seat.name,
                key=seat.id + seat.name,
                class_name="field__input",
                max_length=limits.NAME,
                on_blur=call(lead, "rename", seat.id, EVENT),
                on_key_down=call(lead, "enterLeaves", EVENT),
                custom_attrs={"dir": "auto", "aria-label": t("lead.rename", name=seat.name)},
            ),
            rx.el.div(
                _tool("up", "lead.move-up", seat, ~seat.first, call(lead, "move", seat.id, seat.number - 2, EVENT)),
                _tool("down", "lead.move-down", seat, ~seat.last, call(lead, "move", seat.id, seat.number, EVENT)),
                _tool("remove", "lead.remove-partner", seat, True, call(lead, "askRemovePartner", seat.id)),
                class_name="circle__tools",
            ),
            class_name="circle__edit",
        ),
        rx.el.ul(rx.foreach(seat.people, _removable)),
        key=seat.id,
        class_name="circle__arranged",
    )


def _removable(person: Person) -> rx.Component:
    about = t("lead.remove-person", name=_name(person), partner=person.partner)
    return rx.el.li(
        rx.el.span(_name(person), class_name="words", dir="auto"),
        press(
            t("common.remove"),
            ready=lead.pressable,
            look="quiet",
            on_click=call(lead, "askRemovePerson", person.id, person.name, person.partner),
            aria_label=about,
            title=about,
        ),
        key=person.id,
        class_name="circle__removable",
    )


def _tool(look: str, text: str, seat: Seat, possible: Any, on_click: Any) -> rx.Component:
    return press(
        icon(look),
        ready=lead.pressable & possible,
        on_click=on_click,
        aria_label=t(text, name=seat.name),
        title=t(text, name=seat.name),
    )


def _add_own() -> rx.Component:
    """A seat for the person concerned, as long as there is none."""
    return rx.el.div(
        press(
            t("lead.add-own", alias=lead.alias),
            ready=lead.pressable,
            busy=lead.press == "own",
            on_click=call(lead, "addOwn", {each: messages(each, "lead")["lead.own-name"] for each in LANGUAGES}),
        ),
        rx.el.p(t("lead.add-own-hint"), class_name="faint small"),
        class_name="stack stack--tight",
    )


def _add() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("lead.add-label"), html_for="lead-add", class_name="field__label"),
        rx.el.div(
            rx.el.input(
                id="lead-add",
                name="name",
                class_name="field__input",
                max_length=limits.NAME,
                auto_complete="off",
                custom_attrs={"dir": "auto"},
            ),
            press(t("lead.add"), ready=lead.pressable, busy=lead.press == "add", type="submit"),
            class_name="circle__add",
        ),
        on_submit=call(lead, "addPartner", EVENT),
        class_name="field",
    )
