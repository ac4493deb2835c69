"""The close: reading back page by page, what goes home, and the day on which everything is deleted."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_agreements import agreement_words, gone_by_meeting
from facilitation.web.pages.lead_notes import READY, lead_note
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import AgreementRow, Line, NetLaw, Said, Turn
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.kind import kind_name
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t

FORMATS = ("PDF", "XLSX", "PNG", "SVG", "CSV", "JSON")


def close() -> rx.Component:
    return rx.fragment(
        rx.cond((lead.work.reading.of > 0) & ~lead.closed, _reading()),
        _going_home(),
        _team_link(),
        rx.cond(
            lead.closed,
            notice(
                rx.el.strong(t("lead.closed-title")),
                rx.el.p(t("lead.closed-text", date=lead.purge)),
                tone="good",
            ),
            _closing(),
        ),
    )


def _closing() -> rx.Component:
    """The button stands here as long as the one in the bar turns pages."""
    return card(
        rx.el.h3(t("lead.close-title")),
        rx.el.p(t("lead.close-hint", date=lead.purge)),
        rx.cond(
            lead.doing == "read",
            rx.el.div(
                press(t("lead.close"), ready=READY, busy=lead.press == "close", on_click=call(lead, "askClose")),
                class_name="row",
            ),
        ),
    )


def _reading() -> rx.Component:
    reading = lead.work.reading
    return card(
        rx.el.div(
            rx.el.h3(t("lead.read-title")),
            rx.cond(
                reading.at > 0,
                rx.el.p(t("lead.page-of", n=reading.at, count=reading.of), class_name="faint small", role="status"),
            ),
            class_name="row row--apart",
        ),
        rx.cond(reading.at > 0, _page(), rx.el.p(t("lead.read-how", n=reading.of))),
        _pages(),
        id="lead-reading",
    )


def _pages() -> rx.Component:
    """Beside the button in the bar that turns to the next page."""
    reading = lead.work.reading
    return rx.el.div(
        rx.cond(reading.before.there, _turn(reading.before, icon("back"), t("lead.page-before"))),
        rx.cond(
            (reading.at > 0) & ~reading.last,
            press(
                t("lead.read-stop"),
                ready=READY,
                look="quiet",
                on_click=call(lead, "turn", "", "", 0),
            ),
        ),
        rx.cond((reading.at == 0) & reading.begun, _turn(reading.after, t("lead.read-again"))),
        class_name="row row--apart",
    )


def _turn(turn: Turn, *content: Any) -> rx.Component:
    return press(
        *content,
        ready=READY,
        busy=lead.press == "page",
        on_click=call(lead, "turn", turn.stage, turn.partner, turn.part),
    )


def _page() -> rx.Component:
    reading = lead.work.reading
    return rx.el.div(
        _heading(),
        rx.foreach(reading.words, _said),
        rx.cond(
            (reading.form == "frame") & (length_of(reading.lines) > 0),
            rx.el.p(t("lead.read-proposals"), class_name="faint small"),
        ),
        rx.el.ul(rx.foreach(reading.lines, _line), class_name="lead-notes"),
        rx.el.ul(rx.foreach(reading.laws, _law), class_name="lead-notes"),
        rx.el.ol(rx.foreach(reading.agreements, _agreement), class_name="lead-notes"),
        rx.cond(
            (reading.form == "agreements") & (lead.work.meeting != ""),
            rx.el.p(t("lead.meeting"), ": ", rx.el.strong(lead.work.meeting)),
        ),
        class_name="stack",
    )


def _heading() -> rx.Component:
    reading = lead.work.reading
    partner = rx.el.span(" · ", rx.el.span(reading.partner, class_name="words", dir="auto"))
    part = rx.el.span(" ", t("lead.part-of", n=reading.part, count=reading.parts), class_name="faint")
    return rx.el.h4(
        reading.title,
        rx.cond(reading.partner != "", partner),
        rx.cond(reading.parts > 1, part),
        class_name="lead__label",
    )


def _agreement(agreement: AgreementRow) -> rx.Component:
    return rx.el.li(agreement_words(agreement, whole=True), key=agreement.id, class_name="lead-law")


def _said(said: Said) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.match(
                said.key,
                ("strengths", t("lead.strengths")),
                ("story", t("lead.story")),
                ("question", t("lead.question")),
                kind_name(said.key),
            ),
            class_name="faint small",
        ),
        rx.el.p(said.text, class_name="words", dir="auto"),
        key=said.key,
    )


def _law(law: NetLaw) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(law.name, class_name="words", dir="auto")),
        rx.cond(law.allows != "", rx.el.p(law.allows, class_name="words", dir="auto")),
        rx.cond(law.asks != "", rx.el.p(law.asks, class_name="words", dir="auto")),
        key=law.id,
        class_name="lead-law",
    )


def _line(line: Line) -> rx.Component:
    fate = rx.match(
        line.fate,
        ("met", badge(icon("kept"), t("lead.is-met"), tone="offer")),
        ("unmet", badge(t("lead.is-unmet"), tone="need")),
        ("unused", badge(t("lead.is-unused"), tone="faint")),
        rx.fragment(),
    )
    return lead_note(line.note, rx.cond(line.fate != "", rx.el.div(fate, class_name="lead-note__tools")))


def _going_home() -> rx.Component:
    aside: Any = length_of(lead.work.aside)
    return card(
        rx.el.h3(t("lead.home-title")),
        rx.el.p(
            rx.el.strong(t("common.partners", n=lead.floor.of)),
            " · ",
            rx.el.strong(t("lead.notes", n=lead.board.notes)),
            rx.cond(lead.board.closed > 0, rx.el.span(" · ", t("lead.of-which-closed", n=lead.board.closed))),
            rx.cond(aside > 0, rx.el.span(" · ", t("lead.of-which-aside", n=aside))),
        ),
        rx.cond(
            lead.gone_by_meeting,
            rx.fragment(rx.el.p(t("lead.meeting"), ": ", rx.el.strong(lead.work.meeting)), gone_by_meeting()),
        ),
        rx.el.div(
            link_button(icon("open"), t("lead.canvas"), href=lead.links.canvas, target="_blank"),
            class_name="row",
        ),
        rx.el.ul(rx.foreach(lead.links.downloads, _download), class_name="downloads"),
    )


def _download(each: Any) -> rx.Component:
    id = "lead-download-" + each.format
    name = rx.cond(each.format == "XLSX", t("canvas.download-xlsx"), each.format)
    return rx.el.li(
        download_button(icon("download"), name, href=each.href, custom_attrs={"aria-describedby": id}),
        rx.el.span(
            rx.match(each.format, *((form, t(f"lead.for-{form.lower()}")) for form in FORMATS), ""),
            id=id,
            class_name="faint small",
        ),
        key=each.format,
    )


def _team_link() -> rx.Component:
    return card(
        rx.el.label(t("lead.team-link"), html_for="lead-team-link", class_name="lead__label"),
        rx.el.p(t("lead.team-hint"), class_name="faint small"),
        rx.el.div(
            rx.el.input(id="lead-team-link", value=lead.links.team, read_only=True, class_name="field__input"),
            button(rx.cond(lead.copied, t("lead.copied"), t("lead.copy")), on_click=call(lead, "copyLink")),
            class_name="circle__add",
        ),
    )
