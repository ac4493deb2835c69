"""The projector: put up once, read from eight metres, never touched again."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.screen_shape import screen
from facilitation.web.parts.icon import icon
from facilitation.web.parts.join_card import join_card, qr_code
from facilitation.web.parts.note_list import note_group
from facilitation.web.parts.wheel import wheel
from facilitation.web.texts import t

LONG = 24
"""From so many characters on, a name is set smaller."""
VALUES = ("safety", "transparency", "coherence", "connection")
LEAST = "0.625"
"""How far type may shrink before it goes on in pages: to 24 px on a projector of 1080 lines."""


def page() -> rx.Component:
    return rx.el.main(
        rx.match(
            screen.phase,
            ("welcome", _welcome()),
            ("person", _person()),
            ("partners", _partners()),
            ("close", _close()),
            ("closed", _closed()),
            ("gone", _gone()),
            rx.el.h1(t("common.product"), class_name="screen__waiting"),
        ),
        rx.cond(screen.offline, rx.el.p(t("screen.offline"), class_name="screen__offline", role="status")),
        rx.el.button(
            icon("screen"),
            t("screen.whole"),
            type="button",
            class_name="screen__whole",
            on_click=call(screen, "wholeScreen"),
        ),
        class_name="screen",
        custom_attrs={"data-phase": screen.phase},
    )


# --- welcome -----------------------------------------------------------------------------------------------------


def _welcome() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(screen.qr != "", qr_code(screen.qr, t("screen.qr")), _wheel()),
            class_name="screen__door",
        ),
        rx.el.div(
            rx.el.header(
                rx.el.h1(t("screen.welcome")), rx.el.p(t("screen.around", subject=screen.heading), dir="auto")
            ),
            _way_in(),
            rx.el.section(
                rx.el.p(t("common.partners", n=screen.partners), " · ", t("common.people", n=screen.people)),
                _fitted(rx.el.ul(rx.foreach(screen.seats, _seat), class_name="screen__seats"), least="0.45"),
                class_name="screen__room",
            ),
            rx.el.ul(
                *(rx.el.li(t(f"common.value-{value}")) for value in VALUES),
                class_name="screen__values",
                custom_attrs={"aria-label": t("screen.values")},
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
                _step(),
                rx.el.div(
                    rx.el.h1(screen.heading, class_name="words", dir="auto", custom_attrs=_long(screen.heading)),
                    rx.cond(screen.told, _confirmed()),
                    class_name="screen__who",
                ),
            ),
            _join(),
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


def _long(text: Any) -> dict[str, Any]:
    """A mark on a name that is longer than most, to be set smaller."""
    return {"data-long": text.length() > LONG}


def _spoken(name: str, title: Any, words: Any, share: Any = None) -> rx.Component:
    """The person's own words, in quotes, as large as they fit in their `share` of the height; nothing without words."""
    attrs = {} if share is None else _plain_style("flexGrow", share)
    return rx.cond(
        words != "",
        rx.el.section(
            rx.el.h2(title),
            _fitted(rx.el.blockquote(words, class_name="words screen__quote", dir="auto"), least="0.37"),
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


# --- the circle --------------------------------------------------------------------------------------------------


def _partners() -> rx.Component:
    return _beside_wheel(
        rx.match(
            screen.panel.mode,
            ("floor", _floor()),
            ("open", _told(t("screen.opened"))),
            ("heard", _told(t("screen.all-heard"))),
            _told(screen.ask),
        ),
        _join(),
    )


def _beside_wheel(*panel: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(_wheel(), class_name="screen__wheel"),
        rx.el.div(*panel, class_name="screen__panel"),
        class_name="screen__circle",
    )


def _floor() -> rx.Component:
    panel = screen.panel
    nothing = (panel.words == 0) & (panel.closed == 0)
    return rx.fragment(
        rx.el.header(
            _step(),
            rx.el.h1(panel.partner, class_name="words", dir="auto", custom_attrs=_long(panel.partner)),
            rx.el.p(
                rx.cond(panel.next != "", t("screen.floor-next", next=panel.next), t("screen.floor")),
                dir="auto",
                role="status",
            ),
            class_name="screen__head",
        ),
        _fitted(
            rx.el.div(
                note_group("wish", t("common.wish"), panel.wishes),
                note_group("offer", t("common.offer"), panel.offers),
                note_group("need", t("common.need"), panel.needs),
                rx.cond(
                    panel.closed > 0, rx.el.p(t("screen.still-closed", n=panel.closed), class_name="screen__aside")
                ),
                rx.cond(nothing, rx.el.p(t("screen.no-notes"), class_name="screen__aside")),
            ),
            # Another partner's words begin on their first page.
            key=panel.partner,
        ),
    )


def _told(text: Any) -> rx.Component:
    """The stage, what it asks or what has happened, and how much there is of each kind."""
    return rx.fragment(
        rx.el.header(
            rx.el.p(t("screen.step", step=screen.step, steps=screen.steps), class_name="screen__step"),
            rx.el.h1(screen.stage),
            rx.el.p(text, dir="auto"),
            class_name="screen__head",
        ),
        _kinds(),
        rx.cond(
            screen.panel.mode == "writing",
            rx.el.p(t("screen.ready", n=screen.ready, people=screen.people), class_name="screen__ready", role="status"),
        ),
    )


def _kinds() -> rx.Component:
    names = {kind: t(f"common.{kind}") for kind in ("wish", "offer", "need")}
    rows = (
        rx.el.li(
            icon(kind),
            rx.el.span(
                rx.el.strong(names[kind]),
                rx.el.span(screen.kinds[index].question, dir="auto"),
                class_name="screen__kind-text",
            ),
            rx.el.span(screen.kinds[index].count, class_name="screen__count"),
            class_name="screen__kind",
            custom_attrs={"data-kind": kind},
        )
        for index, kind in enumerate(names)
    )
    return rx.el.ul(*rows, class_name="screen__kinds")


def _wheel() -> rx.Component:
    return wheel(screen.wheel, t("screen.wheel", n=screen.partners, notes=screen.notes))


# --- the end -----------------------------------------------------------------------------------------------------


def _close() -> rx.Component:
    return _beside_wheel(
        rx.el.header(_step(), rx.el.h1(t("screen.thanks")), rx.el.p(screen.ask, dir="auto"), class_name="screen__head"),
        rx.cond(
            screen.words.length() > 0,  # type: ignore[attr-defined]  # a Var
            _fitted(rx.el.div(rx.foreach(screen.words, _words)), least="0.7"),
            _kinds(),
        ),
        rx.el.div(
            _join(),
            rx.el.div(
                rx.el.p(icon("phone"), t("screen.on-phone")),
                rx.cond(screen.days > 0, rx.el.p(icon("remove"), t("screen.deleted-after", n=screen.days))),
                class_name="screen__promises",
            ),
            class_name="screen__foot",
        ),
    )


def _words(partner: Any) -> rx.Component:
    """A partner's open notes, to be read once more."""
    return rx.el.section(
        rx.el.h2(partner.name, class_name="words", dir="auto"),
        note_group("wish", t("common.wish"), partner.wishes),
        note_group("offer", t("common.offer"), partner.offers),
        note_group("need", t("common.need"), partner.needs),
        key=partner.id,
        class_name="screen__words",
    )


def _closed() -> rx.Component:
    return _beside_wheel(
        rx.el.header(rx.el.h1(t("screen.thanks")), rx.el.p(t("screen.session-closed")), class_name="screen__head"),
        _kinds(),
        rx.el.div(
            rx.el.p(icon("phone"), t("screen.on-phone")),
            rx.cond(screen.deleted != "", rx.el.p(icon("remove"), t("screen.deleted-on", date=screen.deleted))),
            class_name="screen__promises",
        ),
    )


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


# --- on several --------------------------------------------------------------------------------------------------


def _step() -> rx.Component:
    return rx.el.p(
        t("screen.step-of", step=screen.step, steps=screen.steps, stage=screen.stage), class_name="screen__step"
    )


def _fitted(content: rx.Component, least: str = LEAST, **props: Any) -> rx.Component:
    """Room in which `content` is set as large as it fits: see `web/live/fit.js`."""
    return rx.el.div(
        rx.el.div(content, class_name="screen__pages"),
        class_name="screen__fitted",
        custom_attrs={"data-fit": least},
        **props,
    )


def _join() -> rx.Component:
    counts = rx.el.p(
        t("common.partners", n=screen.partners),
        " · ",
        t("common.people", n=screen.people),
        class_name="screen__counts",
    )
    return rx.cond(screen.qr != "", join_card(screen.qr, t("screen.qr"), t("screen.join"), screen.code, counts))
