"""The canvas as the team opens it afterwards: the wheel, everything that was said, and the downloads."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from facilitation.web.live.live import length_of, page_hook
from facilitation.web.pages.canvas_told import Agreed, Asked, FramePart, Law, Need, Titles, after, before
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.page import page_frame
from facilitation.web.parts.radar import RadarView
from facilitation.web.parts.rehearsal import rehearsal_mark
from facilitation.web.parts.told import ToldNote
from facilitation.web.parts.wheel import WheelView, wheel
from facilitation.web.parts.words_table import Group, Kind, Row, words_table
from facilitation.web.texts import t


@dataclass
class Subject:
    alias: str
    story: str
    question: str
    strengths: str
    confirmed: bool


@dataclass
class Download:
    format: str
    href: str


@dataclass
class CanvasPage:
    """What `useCanvasPage` returns; `seat` is the way back to the seat of this phone, "" when it has none."""

    state: str
    message: str
    seat: str
    title: str
    date: str
    purged: str
    subject: Subject
    wheel: WheelView
    titles: Titles
    kinds: list[Kind]
    partners: list[Row]
    frame: list[FramePart]
    proposals: list[ToldNote]
    laws: list[Law]
    needed: list[Asked]
    needs: list[Need]
    unmet: list[ToldNote]
    unused: list[ToldNote]
    agreements: list[Agreed]
    meeting: str
    lookback: list[Group]
    radar: RadarView
    scored: int
    aside: list[ToldNote]
    open: int
    closed: int
    downloads: list[Download]


canvas = page_hook("canvas.js", "useCanvasPage", "canvas", CanvasPage)


def page() -> rx.Component:
    return page_frame(
        rehearsal_mark(),
        rx.match(
            canvas.state,
            ("ready", _canvas()),
            ("refused", _refused()),
            ("ended", _refused()),
            ("offline", notice(t("canvas.offline"), tone="warn")),
            rx.el.p(t("common.connecting"), class_name="faint", role="status"),
        ),
        title=rx.cond(canvas.title != "", canvas.title, t("canvas.title")),
        actions=[rx.cond(canvas.seat != "", link_button(t("canvas.to-seat"), href=canvas.seat))],
        width="wide",
    )


def _refused() -> rx.Component:
    return notice(rx.el.p(canvas.message), rx.el.p(t("canvas.how-to-enter")), tone="plain")


def _canvas() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            canvas.date,
            rx.cond(canvas.purged != "", rx.el.span(" · ", t("canvas.purged", date=canvas.purged))),
            class_name="faint",
        ),
        _downloads(),
        rx.el.div(
            _subject(),
            rx.el.div(
                wheel(canvas.wheel, t("canvas.wheel")),
                rx.cond(length_of(canvas.wheel.bows) > 0, rx.el.p(t("canvas.legend"), class_name="faint small")),
                class_name="canvas__wheel",
            ),
            class_name="canvas__top",
        ),
        before(canvas),
        _partners(),
        after(canvas),
        class_name="stack",
    )


def _downloads() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("canvas.downloads"), class_name="only-read-aloud"),
        rx.el.ul(
            rx.foreach(
                canvas.downloads,
                lambda download: rx.el.li(
                    download_button(
                        icon("download"),
                        rx.match(
                            download.format,
                            ("pdf", t("canvas.download-pdf")),
                            ("png", t("canvas.download-png")),
                            ("svg", t("canvas.download-svg")),
                            ("xlsx", t("canvas.download-xlsx")),
                            ("csv", t("canvas.download-csv")),
                            t("canvas.download-json"),
                        ),
                        href=download.href,
                    ),
                    key=download.format,
                ),
            ),
            class_name="row",
        ),
    )


def _subject() -> rx.Component:
    return card(
        rx.el.div(
            rx.el.h2(canvas.subject.alias, class_name="words", dir="auto"),
            rx.cond(
                canvas.subject.confirmed,
                badge(icon("kept"), t("canvas.confirmed"), tone="offer"),
                badge(t("canvas.not-confirmed"), tone="faint"),
            ),
            class_name="row row--apart",
        ),
        _own_words(t("canvas.question"), canvas.subject.question),
        _own_words(t("canvas.story"), canvas.subject.story),
        _own_words(t("canvas.strengths"), canvas.subject.strengths),
    )


def _own_words(label: rx.Var[str], text: str) -> rx.Component:
    return rx.cond(
        text != "",
        rx.el.div(rx.el.h3(label, class_name="faint small"), rx.el.p(text, class_name="words", dir="auto")),
    )


def _partners() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("canvas.by-partner")),
        rx.cond(canvas.closed > 0, notice(t("canvas.closed", n=canvas.closed))),
        rx.cond(
            canvas.open > 0,
            words_table(t("canvas.table"), canvas.kinds, canvas.partners),
            card(rx.el.p(t("canvas.nothing-open"))),
        ),
        class_name="stack",
    )
