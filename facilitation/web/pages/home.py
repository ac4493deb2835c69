"""The front door: a field for the code on the screen, the way back to one's seat, and the way in for a facilitator."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from facilitation.web.live.live import EVENT, TYPED, call, page_hook
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.field import field
from facilitation.web.parts.notice import notice
from facilitation.web.parts.page import page_frame
from facilitation.web.texts import t


@dataclass
class Kept:
    """A session in which this phone has a seat."""

    href: str
    number: int


@dataclass
class Home:
    """What `useHome` returns. `wrong` and `refused` are codes of what went wrong, `why` the server's words for it."""

    code: str
    whole: bool
    busy: bool
    wrong: str
    why: str
    facilitator: bool
    seats: list[Kept]
    several: bool
    key: str
    refused: str
    turned: str


home = page_hook("home.js", "useHome", "home", Home)


def page() -> rx.Component:
    return page_frame(
        _turned_away(), _seats(), _code(), rx.cond(home.facilitator, _desk(), _sign_in()), title=t("home.title")
    )


def _turned_away() -> rx.Component:
    """A link that led here says why."""
    reasons = [
        (code, notice(t(f"errors.{code}"), tone="alert")) for code in ("link-wrong", "key-wrong", "too-many-tries")
    ]
    return rx.match(home.turned, *reasons, rx.fragment())


def _seats() -> rx.Component:
    return rx.foreach(
        home.seats,
        lambda seat: link_button(
            rx.cond(home.several, t("home.back-to-seat-n", n=seat.number), t("home.back-to-seat")),
            href=seat.href,
            reload_document=True,
            look="ready",
            large=True,
            key=seat.href,
        ),
    )


def _code() -> rx.Component:
    return card(
        field(
            t("home.code"),
            id="home-code",
            hint=t("home.code-hint"),
            error=_problem(home.wrong),
            value=home.code,
            on_change=call(home, "type", EVENT),
            on_key_down=call(home, "enter_by_key", EVENT),
            auto_complete="off",
            custom_attrs={
                "autoCapitalize": "characters",
                "autoCorrect": "off",
                "spellCheck": "false",
                "enterKeyHint": "go",
                "dir": "ltr",
            },
        ),
        button(
            t("home.enter"), look="primary", large=True, wide=True, disabled=home.busy, on_click=call(home, "enter")
        ),
        rx.el.p(t("home.scan"), class_name="faint"),
    )


def _desk() -> rx.Component:
    return link_button(t("home.desk"), href="/desk", large=True)


def _sign_in() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("home.facilitator"), class_name="home__summary"),
        rx.el.div(
            rx.el.p(t("home.facilitator-hint")),
            field(
                t("home.key"),
                id="home-key",
                error=_problem(home.refused),
                type="password",
                value=home.key,
                on_change=call(home, "type_key", TYPED),
                on_key_down=call(home, "sign_in_by_key", EVENT),
                auto_complete="current-password",
            ),
            button(t("home.sign-in"), disabled=home.busy, on_click=call(home, "sign_in")),
            class_name="stack",
        ),
        class_name="home__facilitator",
    )


def _problem(code: str) -> rx.Var[str]:
    """The sentence for a code of what went wrong; empty when nothing did."""
    return rx.match(code, ("", ""), ("short", t("home.short")), ("offline", t("home.offline")), home.why)
