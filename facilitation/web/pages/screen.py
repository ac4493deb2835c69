"""The projector: put up once, read from eight metres, never touched again."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.screen_circle import close, closed, connect, partners
from facilitation.web.pages.screen_common import circle, disc, fitted, join, label_of, long, step, timer
from facilitation.web.pages.screen_group import agreements, frame, lookback, needed
from facilitation.web.pages.screen_shape import screen
from facilitation.web.parts.icon import icon
from facilitation.web.parts.join_card import qr_code
from facilitation.web.parts.kind import kind_icon
from facilitation.web.texts import t

VALUES = ("safety", "transparency", "coherence", "connection")


def page() -> rx.Component:
    return rx.el.main(
        rx.match(
            screen.shows,
            ("stopped", _stopped()),
            ("spotlight", _spotlight()),
            ("welcome", _welcome()),
            ("person", _person()),
            ("frame", frame()),
            ("needed", needed()),
            ("partners", partners()),
            ("connect", connect()),
            ("agreements", agreements()),
            ("lookback", lookback()),
            ("close", close()),
            ("closed", closed()),
            ("gone", _gone()),
            rx.el.h1(t("common.product"), class_name="screen__waiting"),
        ),
        _private_time(),
        _at_the_edge(),
        class_name="screen",
        custom_attrs={
            "data-phase": screen.phase,
            "data-shows": screen.shows,
            "data-private": screen.privately.count > 0,
        },
    )


# --- over every stage ----------------------------------------------------------------------------------------------


def _stopped() -> rx.Component:
    """The safety stop: nothing of the session is on the page."""
    return rx.el.div(
        rx.el.h1(t("screen.stopped")), rx.el.p(t("screen.stopped-calm")), class_name="screen__stopped", role="status"
    )


def _spotlight() -> rx.Component:
    """One note, as large as it fits, beside the person."""
    light = screen.spotlight
    return rx.el.div(
        rx.el.div(disc(), timer(), class_name="screen__person"),
        rx.el.section(
            rx.el.h1(kind_icon(light.kind), label_of(light)),
            fitted(rx.el.p(light.text, class_name="words", dir="auto"), least="0.4", key=light.id),
            rx.cond(light.partner != "", rx.el.p(light.partner, class_name="words screen__of", dir="auto")),
            class_name="screen__light",
            custom_attrs={"data-kind": light.kind},
        ),
        class_name="screen__spotlight",
    )


def _private_time() -> rx.Component:
    return rx.cond(
        screen.privately.count > 0,
        rx.el.p(
            icon("closed"),
            rx.el.span(t("screen.private", n=screen.privately.count, names=screen.privately.names), dir="auto"),
            class_name="screen__private",
            role="status",
        ),
    )


def _at_the_edge() -> rx.Component:
    """Small signs: the line is lost, a rehearsal; and the whole screen."""
    return rx.fragment(
        rx.cond(screen.offline, rx.el.p(t("screen.offline"), class_name="screen__offline", role="status")),
        rx.cond(screen.rehearsal, rx.el.p(t("screen.rehearsal"), class_name="screen__rehearsal")),
        rx.el.button(
            icon("screen"),
            t("screen.whole"),
            type="button",
            class_name="screen__whole",
            on_click=call(screen, "wholeScreen"),
        ),
    )


# --- welcome -----------------------------------------------------------------------------------------------------


def _welcome() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(screen.qr != "", qr_code(screen.qr, t("screen.qr")), circle()),
            class_name="screen__door",
        ),
        rx.el.div(
            rx.el.header(
                rx.el.h1(t("screen.welcome")), rx.el.p(t("screen.around", subject=screen.heading), dir="auto")
            ),
            _way_in(),
            rx.el.section(
                rx.el.p(t("common.partners", n=screen.partners), " · ", t("common.people", n=screen.people)),
                fitted(rx.el.ul(rx.foreach(screen.seats, _seat), class_name="screen__seats"), least="0.45"),
                class_name="screen__room",
            ),
            rx.el.div(
                rx.el.ul(
                    *(rx.el.li(t(f"common.value-{value}")) for value in VALUES),
                    class_name="screen__values",
                    custom_attrs={"aria-label": t("screen.values")},
                ),
                timer(),
                class_name="screen__foot screen__foot--line",
            ),
            class_name="screen__panel",
        ),
        class_name="screen__halves",
    )


def _way_in() -> rx.Component:
    """The QR code's other half: where to go and what to type, for a phone whose camera does not read codes."""
    open_door = rx.el.div(
        rx.el.p(t("screen.scan")),
        rx.el.p(screen.address, class_name="screen__address", custom_attrs={"translate": "no"}),
        rx.el.p(t("screen.type-code")),
        rx.el.p(screen.code, class_name="screen__code", custom_attrs={"translate": "no"}),
        class_name="screen__way-in",
    )
    shut = rx.el.p(t("screen.door-closed"), class_name="screen__way-in")
    return rx.cond(screen.doorOpen, rx.cond(screen.code != "", open_door), shut)


def _seat(seat: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.cond(seat.taken, icon("person")), class_name="screen__mark", custom_attrs={"data-taken": seat.taken}
        ),
        rx.el.span(
            rx.el.bdi(seat.name, class_name="words"),
            rx.el.span(
                rx.foreach(seat.others, lambda id: rx.el.span(icon("person"), key=id, class_name="screen__mark")),
                rx.cond(seat.more != "", rx.el.span(seat.more, class_name="screen__more")),
                class_name="screen__others",
            ),
        ),
        key=seat.id,
        class_name="screen__seat",
        custom_attrs={"data-taken": seat.taken},
    )


# --- the person --------------------------------------------------------------------------------------------------


def _person() -> rx.Component:
    side = (screen.question != "") | (screen.strengths != "")
    return rx.el.div(
        rx.el.header(
            rx.el.div(
                step(),
                rx.el.div(
                    rx.el.h1(screen.heading, class_name="words", dir="auto", custom_attrs=long(screen.heading)),
                    rx.cond(screen.whole | (screen.confirmed != ""), _confirmed()),
                    class_name="screen__who",
                ),
            ),
            rx.el.div(timer(), join(), class_name="screen__foot screen__foot--line"),
            class_name="screen__person-head",
        ),
        rx.cond(
            screen.told,
            rx.el.div(
                _spoken("story", t("screen.story"), screen.story),
                rx.cond(
                    side,
                    rx.el.div(
                        _spoken("question", t("screen.question"), screen.question, screen.questionShare),
                        _spoken("strengths", t("screen.strengths"), screen.strengths, screen.strengthsShare),
                        class_name="screen__person-side",
                    ),
                ),
                class_name="screen__person-body",
            ),
            rx.el.p(t("screen.not-said", subject=screen.alias), class_name="screen__not-said words", dir="auto"),
        ),
        class_name="screen__person-page",
    )


def _plain_style(name: str, value: Any) -> dict[str, Any]:
    """One style as React has it; Reflex would make a style sheet of each value."""
    return {"style": rx.Var(f"({{{name}: {value!s}}})", _var_data=value._get_all_var_data())}


def _spoken(name: str, title: Any, words: Any, share: Any = None) -> rx.Component:
    """The person's own words, in quotes, as large as they fit in their `share` of the height; nothing without words."""
    attrs = {} if share is None else _plain_style("flexGrow", share)
    return rx.cond(
        words != "",
        rx.el.section(
            rx.el.h2(title),
            fitted(rx.el.blockquote(words, class_name="words screen__quote", dir="auto"), least="0.3"),
            class_name=f"screen__spoken screen__spoken--{name}",
            custom_attrs=attrs,
        ),
    )


def _confirmed() -> rx.Component:
    return rx.el.p(
        rx.match(
            screen.confirmed,
            ("person", rx.fragment(icon("kept"), t("screen.right-person", subject=screen.alias))),
            ("spokesperson", rx.fragment(icon("kept"), t("screen.right-spokesperson", subject=screen.alias))),
            rx.fragment(t("screen.right-question", subject=screen.alias)),
        ),
        class_name="screen__confirmed",
        role="status",
        custom_attrs={"data-confirmed": screen.confirmed != ""},
    )


# --- nothing to show ----------------------------------------------------------------------------------------------


def _gone() -> rx.Component:
    return rx.el.div(
        rx.el.h1(t("common.product")),
        rx.el.p(
            rx.match(
                screen.gone,
                ("signed-out", t("screen.signed-out")),
                ("deleted", t("screen.deleted")),
                t("screen.unknown"),
            )
        ),
        class_name="screen__gone",
    )
