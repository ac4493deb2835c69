"""What several states of the projector are made of."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.pages.screen_shape import clock, screen, sound
from facilitation.web.parts.icon import icon
from facilitation.web.parts.join_card import join_card
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.note_list import note_group
from facilitation.web.parts.person_disc import person_disc
from facilitation.web.parts.timer import timer_clock
from facilitation.web.parts.wheel import wheel
from facilitation.web.texts import t

LONG = 24
"""From so many characters on, a name is set smaller."""
LEAST = "0.625"
"""How far type may shrink before it goes on in pages: to 24 px on a projector of 1080 lines."""


def step(named: bool = True) -> rx.Component:
    """Where we are in the guide, with the name of the stage (`named`) where no title says it; while it is read back,
    which page this is."""
    return rx.el.p(
        rx.cond(
            screen.reading.place > 0,
            t("screen.reading", place=screen.reading.place, pages=screen.reading.pages),
            t("screen.step-of", step=screen.step, steps=screen.steps, stage=screen.stage)
            if named
            else t("screen.step", step=screen.step, steps=screen.steps),
        ),
        class_name="screen__step",
    )


def head(*below: Any, title: Any = None) -> rx.Component:
    """The title of the stage, or another one, under the step."""
    return rx.el.header(
        step(named=title is not None),
        rx.el.h1(screen.stage if title is None else title),
        *below,
        class_name="screen__head",
    )


def asked() -> rx.Component:
    """What the stage asks; not while it is read back, when nobody is asked anything any more."""
    return rx.cond(screen.reading.place == 0, rx.el.p(screen.ask, dir="auto"))


def long(text: Any) -> dict[str, Any]:
    """A mark on a name that is longer than most, to be set smaller."""
    return {"data-long": length_of(text) > LONG}


def fitted(content: rx.Component, least: str = LEAST, columns: int = 1, **props: Any) -> rx.Component:
    """Room in which `content` is set as large as it fits: see `web/live/fit.js`."""
    return rx.el.div(
        rx.el.div(content, class_name=f"screen__pages screen__pages--{columns}"),
        class_name="screen__fitted",
        custom_attrs={"data-fit": least, "data-of": t("screen.page-of")},
        **props,
    )


def join() -> rx.Component:
    """The way in for who comes late."""
    counts = rx.el.p(
        t("common.partners", n=screen.partners),
        " · ",
        t("common.people", n=screen.people),
        class_name="screen__counts",
    )
    return rx.cond(screen.qr != "", join_card(screen.qr, t("screen.qr"), t("screen.join"), screen.code, counts))


def timer() -> rx.Component:
    """How much time is left, and whether the browser waits for a click before it can sound."""
    return rx.el.div(
        timer_clock(clock),
        rx.cond(sound.blocked, rx.el.p(t("screen.sound-blocked"), class_name="screen__sound", role="status")),
        class_name="screen__timer",
    )


def corner() -> rx.Component:
    """The time and the way in, where there is little room: who comes late finds a QR code in every stage."""
    way_in = join_card(screen.qr, t("screen.qr"), screen.address, screen.code)
    return rx.el.div(timer(), rx.cond(screen.qr != "", way_in), class_name="screen__corner")


def foot(*beside: Any) -> rx.Component:
    """The way in at the left, the time at the right."""
    return rx.el.footer(join(), *beside, timer(), class_name="screen__foot")


def unconfirmed() -> rx.Component:
    """That nobody said "klopt", beside the person."""
    return rx.cond(
        screen.unconfirmed,
        rx.el.p(t("screen.unconfirmed", subject=screen.alias), class_name="screen__unconfirmed", dir="auto"),
    )


def beside_wheel(*panel: Any) -> rx.Component:
    """The wheel at the left, the words at the right."""
    return rx.el.div(
        rx.el.div(circle(), unconfirmed(), class_name="screen__wheel"),
        rx.el.div(*panel, class_name="screen__panel"),
        class_name="screen__circle",
    )


def circle() -> rx.Component:
    return wheel(screen.wheel, t("screen.wheel", n=screen.partners, notes=screen.notes))


def beside_person(*panel: Any, middle: Any = None, below: Any = None, look: str = "") -> rx.Component:
    """The person at the left (or `middle`, with the person in it) and what is `below`, the words at the right."""
    return rx.el.div(
        rx.el.div(
            disc() if middle is None else middle,
            unconfirmed(),
            *([] if below is None else [below]),
            class_name="screen__person",
        ),
        rx.el.div(*panel, class_name="screen__panel"),
        class_name=f"screen__around {look}",
    )


def disc() -> rx.Component:
    return person_disc(screen.disc, t("screen.person", subject=screen.heading))


def label_of(named: Any) -> Any:
    """What the guide calls a kind of note, or its usual name."""
    return rx.cond(named.label != "", named.label, kind_name(named.kind))


def group_of(group: Any) -> rx.Component:
    """Notes of one kind under its name."""
    return note_group(group.kind, label_of(group), group.notes, key=group.kind)


def card(note: Any) -> rx.Component:
    """A note, alone or on top of the similar ones."""
    return rx.el.li(
        rx.el.p(note.text, class_name="words wall-note__text", dir="auto"),
        rx.cond(
            note.count > 1,
            rx.el.ul(
                rx.foreach(note.below, lambda each: rx.el.li(each.text, key=each.id, class_name="words", dir="auto")),
                class_name="wall-note__below",
            ),
        ),
        rx.cond((note.count > 1) | (note.support > 0) | (note.partner != ""), _about(note)),
        key=note.id,
        class_name="wall-note",
        custom_attrs={"data-kind": note.kind, "data-stack": note.count > 1},
    )


def _about(note: Any) -> rx.Component:
    return rx.el.p(
        rx.cond(note.partner != "", rx.el.bdi(note.partner, class_name="words")),
        rx.cond(note.count > 1, rx.el.span(t("screen.stack", n=note.count), class_name="wall-note__count")),
        rx.cond(
            note.support > 0,
            rx.el.span(icon("kept"), t("screen.support", n=note.support), class_name="wall-note__support"),
        ),
        class_name="wall-note__about",
    )


def silence(notes: Any, *tallies: rx.Component, between: Any = None) -> rx.Component:
    """While everybody writes: what is asked, as large as it fits, and how much has come in of what nobody can read."""
    return rx.fragment(
        rx.el.header(step(), class_name="screen__head"),
        rx.el.div(
            fitted(rx.el.h1(rx.cond(screen.ask != "", screen.ask, screen.stage), dir="auto"), least="0.4"),
            class_name="screen__asking",
        ),
        rx.el.div(
            *([] if between is None else [between]),
            on_phones(t("screen.write-unread")),
            rx.el.div(pile(notes.closed, notes.pile), ready(), *tallies, class_name="screen__tallies"),
            class_name="screen__silence",
        ),
    )


def on_phones(text: Any) -> rx.Component:
    """What to do now; not in private time, which has its own rule of who writes and who reads."""
    return rx.cond(screen.privately.count == 0, rx.el.p(icon("phone"), text, class_name="screen__on-phones"))


def pile(closed: Any, ids: Any) -> rx.Component:
    """Notes that lie face down: how many there are, and nothing of what they say."""
    cards = rx.el.ul(
        rx.foreach(ids, lambda id: rx.el.li(icon("closed"), key=id)),
        class_name="screen__pile",
        custom_attrs={"aria-hidden": "true"},
    )
    return rx.el.div(_tally(closed, t("screen.closed", n=closed)), cards, class_name="screen__tally")


def ready() -> rx.Component:
    """How many have finished writing."""
    return of_people(screen.ready, t("screen.ready"))


def of_people(count: Any, what: Any) -> rx.Component:
    """How many of all people have done `what`."""
    return rx.el.div(_tally(t("screen.of", n=count, people=screen.people), what), class_name="screen__tally")


def _tally(count: Any, what: Any) -> rx.Component:
    return rx.el.p(rx.el.strong(count), " ", what, role="status")


def sign(kind: Any) -> rx.Component:
    """The sign and the name of a kind, as a title."""
    return rx.el.h2(kind_icon(kind), kind_name(kind), class_name="screen__kind-title")
