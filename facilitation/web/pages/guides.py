"""The guides: which there are, and what can be done with each. The form in which one is changed is `guides_form`."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.guides_form import guide_form
from facilitation.web.pages.guides_shape import Fault, Listed, guides
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.page import page_frame
from facilitation.web.texts import t


def page() -> rx.Component:
    return page_frame(
        rx.match(
            guides.state,
            ("ready", rx.cond(guides.shows == "form", guide_form(), _list())),
            ("signed-out", _signed_out()),
            ("offline", notice(t("desk.offline"), tone="warn")),
            rx.el.p(t("common.connecting"), class_name="faint", role="status"),
        ),
        title=rx.cond(guides.shows == "form", guides.guide.title, t("guides.title")),
        actions=[
            rx.cond(
                guides.shows == "form",
                link_button(icon("back"), t("guides.all"), href="/desk/guides", look="quiet", reload_document=True),
                link_button(icon("back"), t("guides.to-desk"), href="/desk", look="quiet", reload_document=True),
            )
        ],
        width="wide",
    )


def _signed_out() -> rx.Component:
    return notice(
        rx.el.p(t("desk.signed-out")), rx.el.p(link_button(t("desk.to-home"), href="/"), class_name="row"), tone="plain"
    )


def _list() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("guides.intro"), class_name="guides__intro"),
        rx.cond(
            guides.problem != "",
            notice(rx.cond(guides.problem == "offline", t("desk.offline"), guides.problem), tone="alert"),
        ),
        rx.cond(length_of(guides.faults) > 0, _faults()),
        rx.el.ul(rx.foreach(guides.guides, _row), class_name="guides__list"),
        _take_in(),
        _remove_dialog(),
        class_name="stack",
    )


def _row(guide: Listed) -> rx.Component:
    return rx.el.li(
        card(
            rx.el.div(
                rx.el.h2(rx.el.a(guide.title, href=guide.form, reload_document=True, dir="auto", class_name="words")),
                rx.cond(guide.own, badge(t("guides.own"), tone="offer"), badge(t("guides.built-in"), tone="faint")),
                class_name="row row--apart",
            ),
            rx.el.p(guide.purpose, dir="auto", class_name="words"),
            rx.el.p(
                t("guides.stages", n=guide.stages),
                " · ",
                t("guides.minutes", n=guide.minutes),
                class_name="faint small",
            ),
            rx.el.div(
                rx.cond(
                    guide.own,
                    link_button(icon("edit"), t("guides.change"), href=guide.form, reload_document=True),
                    link_button(icon("open"), t("guides.look"), href=guide.form, reload_document=True),
                ),
                button(t("guides.copy"), look="quiet", on_click=call(guides, "copy", guide.name)),
                download_button(icon("download"), t("guides.export"), href=guide.file, look="quiet"),
                rx.cond(
                    guide.own,
                    button(t("guides.remove"), look="quiet", on_click=call(guides, "ask", guide.name, "guides-remove")),
                ),
                class_name="row",
            ),
        ),
        key=guide.name,
    )


def _take_in() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("guides.take-in")),
        rx.el.p(t("guides.take-in-text")),
        rx.el.label(
            t("guides.choose-file"),
            rx.el.input(
                type="file",
                accept=".toml,application/toml,text/plain",
                id="guides-file",
                on_change=call(guides, "take", EVENT),
                class_name="guides__file",
            ),
            class_name="button guides__choose",
        ),
        class_name="stack guides__take-in",
    )


def _faults() -> rx.Component:
    """What is wrong with the file that was read in, each with its line."""
    return notice(
        rx.el.h2(t("guides.not-taken-in")),
        rx.el.ul(rx.foreach(guides.faults, _fault), class_name="stack stack--tight"),
        tone="alert",
        id="guides-faults",
    )


def _fault(fault: Fault) -> rx.Component:
    return rx.el.li(
        rx.cond(fault.line > 0, rx.el.strong(t("guides.line", n=fault.line), " ")),
        rx.cond(fault.stage > 0, rx.el.span("(", t("guides.stage-number", n=fault.stage), ") ")),
        rx.cond(fault.field != "", rx.el.code(fault.field, " ")),
        rx.cond(fault.code == "too-large", t("guides.fault-too-large", most=60), fault.message),
    )


def _remove_dialog() -> rx.Component:
    return dialog(
        t("guides.remove-title"),
        rx.el.p(guides.asked.title, class_name="words", dir="auto"),
        rx.el.p(t("guides.remove-text")),
        id="guides-remove",
        actions=[
            button(t("common.cancel"), on_click=call(guides, "cancel", "guides-remove"), auto_focus=True),
            button(t("guides.remove-yes"), look="danger", on_click=call(guides, "remove")),
        ],
    )
