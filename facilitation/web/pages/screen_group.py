"""The projector in the stages that all fill together: the frame, what is needed, agreements, looking back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.pages.screen_common import (
    asked,
    beside_person,
    card,
    corner,
    disc,
    fitted,
    foot,
    head,
    of_people,
    sign,
    silence,
)
from facilitation.web.pages.screen_shape import screen
from facilitation.web.parts.net import net
from facilitation.web.parts.radar import radar
from facilitation.web.texts import t

# --- the frame, with the law under it ------------------------------------------------------------------------------


def frame() -> rx.Component:
    return rx.el.div(
        beside_person(
            rx.el.div(head(asked()), corner(), class_name="screen__top"),
            rx.el.div(rx.foreach(screen.frame.parts, _part), class_name="screen__columns"),
            look="screen__around--low",
        ),
        _laws(),
        class_name="screen__frame",
    )


def _part(part: Any) -> rx.Component:
    proposed = length_of(part.proposals) > 0
    return rx.el.section(
        sign(part.kind),
        rx.cond(
            part.text != "",
            fitted(rx.el.p(part.text, class_name="words screen__settled", dir="auto"), least="0.5"),
            fitted(
                rx.cond(
                    proposed,
                    rx.el.ul(rx.foreach(part.proposals, card)),
                    rx.el.p(t("screen.no-proposal"), class_name="screen__aside"),
                ),
                least="0.5",
            ),
        ),
        rx.cond((part.text != "") & proposed, _not_taken(part)),
        key=part.kind,
        class_name="screen__part",
        custom_attrs={"data-settled": part.text != ""},
    )


def _not_taken(part: Any) -> rx.Component:
    """What else was proposed stays in sight, smaller, below what was settled."""
    return rx.fragment(
        rx.el.h3(t("screen.also-proposed"), class_name="screen__also"),
        fitted(rx.el.ul(rx.foreach(part.proposals, card)), least="0.75"),
    )


def _laws() -> rx.Component:
    laws = screen.frame.laws
    return rx.el.section(
        net(),
        rx.el.h2(t("screen.net"), class_name="screen__net-title"),
        rx.cond(
            length_of(laws) > 0,
            fitted(rx.el.ul(rx.foreach(laws, _law)), least="0.75", columns=3),
            rx.el.p(t("screen.no-laws"), class_name="screen__no-laws"),
        ),
        class_name="screen__net",
        custom_attrs={"data-empty": length_of(laws) == 0},
    )


def _law(law: Any) -> rx.Component:
    def line(text: Any, words: Any) -> rx.Component:
        return rx.cond(words != "", rx.el.p(rx.el.em(text), " ", rx.el.span(words, class_name="words", dir="auto")))

    return rx.el.li(
        rx.el.h3(law.name, class_name="words", dir="auto"),
        line(t("screen.law-allows"), law.allows),
        line(t("screen.law-asks"), law.asks),
        key=law.id,
        class_name="screen__law",
    )


# --- what is needed --------------------------------------------------------------------------------------------


def needed() -> rx.Component:
    notes = screen.needed
    opened = rx.fragment(
        head(asked()),
        rx.cond(
            length_of(notes.cards) > 0,
            fitted(rx.el.ul(rx.foreach(notes.cards, card)), columns=2, least="0.45"),
            rx.el.div(rx.el.p(t("screen.nothing-yet"), class_name="screen__aside"), class_name="screen__middle"),
        ),
        _still_closed(notes),
    )
    return beside_person(rx.cond(notes.open, opened, silence(notes)), below=foot())


def _still_closed(notes: Any) -> rx.Component:
    """How many notes still lie closed once the others are open."""
    return rx.cond(
        (screen.reading.place == 0) & (notes.closed > 0),
        rx.el.p(t("screen.still-closed", n=notes.closed), class_name="screen__ready"),
    )


# --- agreements ------------------------------------------------------------------------------------------------


def agreements() -> rx.Component:
    shown = screen.agreements
    return beside_person(
        head(asked()),
        rx.cond(
            length_of(shown.list) > 0,
            fitted(rx.el.ol(rx.foreach(shown.list, _agreement)), least="0.43"),
            rx.el.div(rx.el.p(t("screen.no-agreements"), class_name="screen__aside"), class_name="screen__middle"),
        ),
        rx.cond(
            shown.meeting != "",
            rx.el.p(t("screen.meeting"), " ", rx.el.strong(shown.meeting), class_name="screen__meeting"),
        ),
        below=foot(),
    )


def _agreement(agreement: Any) -> rx.Component:
    def fact(name: str, value: Any) -> rx.Component:
        return rx.cond(
            value != "",
            rx.el.div(rx.el.dt(t(f"screen.agreement-{name}")), rx.el.dd(value, class_name="words", dir="auto")),
        )

    return rx.el.li(
        rx.el.p(agreement.what, class_name="words screen__what", dir="auto"),
        rx.el.dl(
            rx.cond(
                (agreement.does != "") | (agreement.tries == ""),
                rx.el.div(
                    rx.el.dt(t("screen.agreement-who")),
                    rx.el.dd(
                        rx.cond(agreement.does != "", agreement.does, t("screen.nobody-yet")),
                        class_name="words screen__whose",
                        dir="auto",
                        custom_attrs={"data-known": agreement.does != ""},
                    ),
                ),
            ),
            fact("tries", agreement.tries),
            fact("unclear", agreement.unclear),
            fact("no", agreement.no),
            fact("asked", agreement.asked),
            fact("means", agreement.means),
            fact("due", agreement.due),
            class_name="screen__facts",
        ),
        key=agreement.id,
        class_name="screen__agreement",
    )


# --- looking back ----------------------------------------------------------------------------------------------


def lookback() -> rx.Component:
    notes = screen.lookback
    opened = rx.fragment(
        head(asked()),
        rx.el.div(rx.foreach(notes.columns, _column), class_name="screen__columns"),
        rx.el.div(_still_closed(notes), _answered(), class_name="screen__line"),
    )
    scored = of_people(notes.answered, t("screen.scored"))
    signs = rx.el.ul(rx.foreach(notes.columns, _sign), class_name="screen__signs")
    return beside_person(
        rx.cond(notes.open, opened, silence(notes, scored, between=signs)),
        middle=rx.cond(
            notes.shown,
            radar(notes.radar, screen.disc, t("screen.radar")),
            disc(),
        ),
        below=foot(),
        look="screen__around--radar",
    )


def _sign(column: Any) -> rx.Component:
    """The name of a column that is still to be filled."""
    return rx.el.li(
        sign(column.kind), key=column.kind, class_name="screen__column", custom_attrs={"data-kind": column.kind}
    )


def _column(column: Any) -> rx.Component:
    return rx.el.section(
        sign(column.kind),
        fitted(rx.el.ul(rx.foreach(column.cards, card)), least="0.6"),
        key=column.kind,
        class_name="screen__column",
        custom_attrs={"data-kind": column.kind},
    )


def _answered() -> rx.Component:
    """How many have scored, while the scores of all cannot be seen."""
    notes = screen.lookback
    return rx.cond(
        ~notes.shown & (screen.reading.place == 0),
        rx.el.p(
            t("screen.answered", n=notes.answered, people=screen.people), class_name="screen__ready", role="status"
        ),
    )
