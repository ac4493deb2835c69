"""What was said together, on the team's page: what came before the partners' own words, and what came after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import length_of
from facilitation.web.parts.badge import badge
from facilitation.web.parts.kind import kind_name
from facilitation.web.parts.radar import radar
from facilitation.web.parts.told import ToldNote, told_note
from facilitation.web.parts.words_table import kind_title
from facilitation.web.texts import t

REPLIES = ("yes", "no", "try", "unclear")


@dataclass
class Titles:
    """What the guide calls its stages."""

    frame: str
    connect: str
    agreements: str
    lookback: str


@dataclass
class FramePart:
    kind: str
    label: str
    text: str


@dataclass
class Law:
    id: str
    name: str
    allows: str
    asks: str


@dataclass
class Asked:
    """A stage in which notes were laid side by side."""

    id: str
    title: str
    notes: list[ToldNote]


@dataclass
class Answer:
    """What a partner was asked; `offer` holds the offer it was about, or nothing; `reply` is "" while there is none."""

    id: str
    partner: str
    reply: str
    willing: bool
    line: str
    offer: list[ToldNote]


@dataclass
class Need:
    id: str
    note: ToldNote
    answers: list[Answer]


@dataclass
class Agreed:
    id: str
    what: str
    does: str
    tries: str
    unclear: str
    no: str
    asked: str
    means: str
    due: str


def before(canvas: Any) -> rx.Component:
    """Frame, laws and what is needed."""
    return rx.fragment(
        _section(
            canvas.titles.frame, (length_of(canvas.frame) > 0) | (length_of(canvas.proposals) > 0), _frame(canvas)
        ),
        _section(
            t("canvas.laws"),
            length_of(canvas.laws) > 0,
            rx.el.ul(rx.foreach(canvas.laws, _law), class_name="canvas__cards"),
        ),
        rx.foreach(
            canvas.needed,
            lambda asked: rx.el.section(
                rx.el.h2(asked.title, dir="auto"), _notes(asked.notes), key=asked.id, class_name="stack"
            ),
        ),
    )


def after(canvas: Any) -> rx.Component:
    """Matches, agreements, looking back, and what was laid aside."""
    connected = (length_of(canvas.needs) > 0) | (length_of(canvas.unmet) > 0) | (length_of(canvas.unused) > 0)
    agreed = (length_of(canvas.agreements) > 0) | (canvas.meeting != "")
    looked = (length_of(canvas.lookback) > 0) | (canvas.scored > 0)
    return rx.fragment(
        _section(canvas.titles.connect, connected, _connect(canvas)),
        _section(canvas.titles.agreements, agreed, _agreements(canvas)),
        _section(canvas.titles.lookback, looked, _lookback(canvas)),
        _section(t("canvas.aside"), length_of(canvas.aside) > 0, _notes(canvas.aside)),
    )


def _section(title: Any, there: Any, content: rx.Component) -> rx.Component:
    return rx.cond(there, rx.el.section(rx.el.h2(title, dir="auto"), content, class_name="stack"))


def _notes(notes: Any) -> rx.Component:
    return rx.el.ul(rx.foreach(notes, lambda note: told_note(note)), class_name="canvas__notes")


def _listed(title: Any, notes: Any) -> rx.Component:
    return rx.cond(length_of(notes) > 0, rx.el.div(rx.el.h3(title), _notes(notes), class_name="stack stack--tight"))


def _words(text: Any) -> rx.Component:
    return rx.el.p(text, class_name="words", dir="auto")


def _named(name: Any, text: Any) -> rx.Component:
    """Words under their name; nothing without words."""
    return rx.cond(
        text != "", rx.el.div(rx.el.dt(name, class_name="faint small"), rx.el.dd(text, class_name="words", dir="auto"))
    )


def _frame(canvas: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            length_of(canvas.frame) > 0,
            rx.el.dl(
                rx.foreach(
                    canvas.frame,
                    lambda part: rx.el.div(
                        rx.el.dt(rx.cond(part.label != "", part.label, kind_name(part.kind)), class_name="faint small"),
                        rx.el.dd(part.text, class_name="words", dir="auto"),
                        key=part.kind,
                    ),
                ),
                class_name="card stack stack--tight",
            ),
        ),
        _listed(t("canvas.proposals"), canvas.proposals),
    )


def _law(law: Any) -> rx.Component:
    return rx.el.li(
        rx.el.h3(law.name, class_name="words", dir="auto"),
        rx.el.dl(_named(t("canvas.law-allows"), law.allows), _named(t("canvas.law-asks"), law.asks)),
        key=law.id,
        class_name="card",
    )


def _connect(canvas: Any) -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(canvas.needs, _need), class_name="canvas__cards"),
        _listed(t("canvas.unmet"), canvas.unmet),
        _listed(t("canvas.unused"), canvas.unused),
    )


def _need(need: Any) -> rx.Component:
    return rx.el.li(
        rx.el.ul(told_note(need.note)),
        rx.el.ul(rx.foreach(need.answers, _answer), class_name="canvas__answers"),
        key=need.id,
        class_name="card",
    )


def _answer(answer: Any) -> rx.Component:
    replies = ((reply, t(f"canvas.reply-{reply}")) for reply in REPLIES)
    reply = rx.match(answer.reply, *replies, t("canvas.reply-none"))
    return rx.el.li(
        rx.el.p(
            rx.el.span(answer.partner, class_name="words", dir="auto"),
            rx.cond(answer.willing, badge(reply, tone="offer"), badge(reply, tone="faint")),
            class_name="row",
        ),
        rx.el.ul(rx.foreach(answer.offer, lambda note: told_note(note, who=False))),
        rx.cond(answer.line != "", _words(answer.line)),
        key=answer.id,
        class_name="canvas__answer",
    )


def _agreements(canvas: Any) -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(canvas.agreements, _agreement), class_name="canvas__cards"),
        rx.cond(canvas.meeting != "", rx.el.p(t("canvas.meeting", day=canvas.meeting), class_name="card")),
    )


def _agreement(agreement: Any) -> rx.Component:
    return rx.el.li(
        rx.el.h3(agreement.what, class_name="words", dir="auto"),
        rx.el.dl(
            _named(
                t("canvas.who"),
                rx.cond((agreement.does == "") & (agreement.tries == ""), t("canvas.nobody-yet"), agreement.does),
            ),
            _named(t("canvas.tries"), agreement.tries),
            _named(t("canvas.unclear"), agreement.unclear),
            _named(t("canvas.no"), agreement.no),
            _named(t("canvas.asked"), agreement.asked),
            _named(t("canvas.means"), agreement.means),
            _named(t("canvas.due"), agreement.due),
        ),
        key=agreement.id,
        class_name="card",
    )


def _lookback(canvas: Any) -> rx.Component:
    return rx.fragment(
        rx.foreach(
            canvas.lookback,
            lambda group: rx.el.div(
                rx.el.h3(kind_title(group), class_name="canvas__kind"),
                _notes(group.notes),
                key=group.kind,
                class_name="stack stack--tight",
                custom_attrs={"data-kind": group.kind},
            ),
        ),
        rx.cond(
            canvas.scored > 0,
            rx.el.div(
                rx.el.h3(t("canvas.scores", n=canvas.scored)),
                rx.el.div(radar(canvas.radar, canvas.wheel.words, t("canvas.radar")), class_name="canvas__radar"),
                class_name="stack stack--tight",
            ),
        ),
    )
