"""At the door of a session: which partner are you, what may we call you, and who will read what you write."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from facilitation.web.live.live import EVENT, TYPED, call, page_hook
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.field import field
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.page import page_frame
from facilitation.web.parts.seat_button import seat_button
from facilitation.web.texts import t


@dataclass
class Partner:
    """A seat at the circle, and how many people are on it; `own` is that of the person concerned themself."""

    id: str
    name: str
    people: int
    own: bool


@dataclass
class Join:
    """What `useJoin` returns.

    `state` is `loading`, `choose`, `waiting` to be let in (then `away` says that there is no line), `refused`, or why
    one cannot choose: `shut`, `nobody`, `gone`, `offline`, `failed`. `asks` says that everybody is let in one by one.
    `chosen` is `seat`, `new` or empty; `own` says that the chosen seat is that of the person themself, `with_own` that
    there is such a one, and `taken` that it is meant while somebody sits there: then the facilitator decides.
    `known` is the partner that has the name which was typed for a new one.
    """

    state: str
    title: str
    alias: str
    partners: list[Partner]
    chosen: str
    partner: str
    company: int
    own: bool
    with_own: bool
    taken: bool
    known: str
    partner_name: str
    name: str
    name_long: bool
    partner_long: bool
    sittable: bool
    asks: bool
    away: bool
    busy: bool
    code: str
    problem: str


door = page_hook("join.js", "useJoin", "door", Join)


def page() -> rx.Component:
    return page_frame(
        rx.match(
            door.state,
            ("choose", rx.cond(door.chosen == "", _choose(), _sit())),
            ("waiting", _waiting()),
            ("refused", _elsewhere("refused", again=True)),
            ("loading", rx.el.p(t("common.connecting"), role="status", class_name="faint")),
            ("shut", _elsewhere("shut", again=True)),
            ("nobody", _elsewhere("nobody", again=False)),
            ("gone", _elsewhere("gone", again=False)),
            ("offline", _elsewhere("offline", again=True)),
            _elsewhere("failed", again=True),
        ),
        title=rx.match(
            door.state,
            ("waiting", t("join.waiting-title")),
            ("refused", t("join.refused-title")),
            ("shut", t("join.shut-title")),
            ("nobody", t("join.nobody-title")),
            ("gone", t("join.gone-title")),
            ("offline", t("join.offline-title")),
            ("failed", t("join.failed-title")),
            t("join.title"),
        ),
    )


def _elsewhere(why: str, *, again: bool) -> rx.Component:
    """There is no choosing now: why, and what to do."""
    return rx.el.div(
        rx.el.p(t(f"join.{why}")),
        rx.el.div(
            *([button(t("join.again"), look="primary", on_click=call(door, "again"))] if again else []),
            link_button(t("join.to-code"), href="/", look="plain" if again else "primary"),
            class_name="row",
        ),
        class_name="stack",
    )


def _waiting() -> rx.Component:
    """The facilitator has been told; the page goes on by itself."""
    return rx.el.div(
        rx.el.p(t("join.waiting"), role="status"),
        rx.cond(door.away, notice(t("join.waiting-away"), tone="warn")),
        rx.el.div(button(t("join.withdraw"), disabled=door.busy, on_click=call(door, "withdraw")), class_name="row"),
        class_name="stack",
    )


def _choose() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("join.welcome", title=door.title, alias=door.alias), dir="auto", class_name="words"),
        rx.el.div(
            rx.el.h2(rx.cond(door.with_own, t("join.who-of"), t("join.who")), id="join-who"),
            rx.el.p(t("join.who-hint"), class_name="faint"),
            class_name="stack stack--tight",
        ),
        _problem(),
        rx.el.ul(
            rx.foreach(
                door.partners,
                lambda partner: rx.el.li(
                    seat_button(
                        rx.cond(partner.own, t("join.me", alias=door.alias), partner.name),
                        rx.cond(partner.people > 0, t("common.people", n=partner.people), t("join.nobody-yet")),
                        on_click=call(door, "choose", partner.id),
                    ),
                    key=partner.id,
                ),
            ),
            rx.el.li(
                button(t("join.new"), large=True, wide=True, on_click=call(door, "choose", "new")),
            ),
            class_name="stack stack--tight",
            custom_attrs={"aria-labelledby": "join-who"},
        ),
        class_name="stack",
    )


def _sit() -> rx.Component:
    return rx.el.div(
        rx.cond(door.chosen == "new", _new_partner(), _chosen_partner()),
        rx.cond(door.own, rx.el.p(t("join.own", alias=door.alias)), _name()),
        _readers(),
        rx.cond(door.taken, notice(t("join.taken")), rx.cond(door.asks, notice(t("join.asks")))),
        _problem(),
        button(
            rx.cond(door.asks, t("join.ask"), t("join.sit")),
            look="primary",
            large=True,
            wide=True,
            disabled=rx.cond(door.sittable, False, True),
            on_click=call(door, "sit"),
        ),
        button(t("join.other"), look="quiet", on_click=call(door, "other")),
        class_name="stack",
    )


def _name() -> rx.Component:
    return field(
        t("join.name"),
        id="join-name",
        hint=t("join.name-hint"),
        error=rx.cond(door.name_long, t("join.too-long"), ""),
        value=door.name,
        on_change=call(door, "type_name", TYPED),
        on_key_down=call(door, "sit_by_key", EVENT),
        auto_complete="off",
        custom_attrs={"enterKeyHint": "go"},
    )


def _chosen_partner() -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            t("join.seat"), " ", rx.el.span(door.partner, class_name="words", dir="auto"), id="join-seat", tab_index=-1
        ),
        rx.cond((door.company > 0) & ~door.own, rx.el.p(t("join.shared", n=door.company), class_name="faint")),
        class_name="stack stack--tight",
    )


def _new_partner() -> rx.Component:
    return rx.el.div(
        field(
            t("join.partner"),
            id="join-partner",
            hint=t("join.partner-hint"),
            error=rx.cond(door.partner_long, t("join.too-long"), ""),
            value=door.partner_name,
            on_change=call(door, "type_partner", TYPED),
            auto_complete="off",
        ),
        rx.cond(door.known != "", notice(t("join.known", name=door.known), tone="good")),
        class_name="stack stack--tight",
    )


def _readers() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("join.readers"), class_name="join__readers-title"),
        rx.el.ul(
            rx.el.li(icon("closed"), t("join.readers-first")),
            rx.el.li(icon("open"), t("join.readers-then")),
            rx.el.li(icon("download"), t("join.readers-home")),
            class_name="join__readers",
        ),
        class_name="stack stack--tight",
    )


def _problem() -> rx.Component:
    return rx.cond(
        door.code != "",
        notice(rx.cond(door.code == "offline", t("join.offline"), door.problem), tone="alert"),
    )
