"""Every part in all its states, for those who work on them. Only a server that is told to develop serves this page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.canvas.kinds import CIRCLE_KINDS, KINDS_OF
from facilitation.web.live.live import call, page_hook
from facilitation.web.pages.parts_screen import clock, screen_parts
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.field import choice, field
from facilitation.web.parts.icon import ICONS, icon
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.join_card import join_card, qr_code
from facilitation.web.parts.kind_picker import KindChoice, kind_picker
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.note_card import note_card, note_mark, note_words
from facilitation.web.parts.note_list import ShownNote, note_group
from facilitation.web.parts.notice import notice
from facilitation.web.parts.number import number
from facilitation.web.parts.page import page_frame
from facilitation.web.parts.phone_header import phone_header
from facilitation.web.parts.press import press
from facilitation.web.parts.seat_button import seat_button
from facilitation.web.parts.stage_rail import RailStage, stage_rail
from facilitation.web.parts.tab_bar import tab, tab_bar
from facilitation.web.parts.toggle import toggle
from facilitation.web.parts.wheel import WheelView, wheel
from facilitation.web.parts.words_table import Kind, Row, words_table
from facilitation.web.texts import t

TONES = ("wish", "offer", "need")
YES: Any = rx.Var("true").guess_type()
NO: Any = rx.Var("false").guess_type()
CODE = "K7P·M4X·2R"
QR = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E"
    "%3Cpath d='M1 1h3v3h-3zM5 1h3v3h-3zM1 5h3v3h-3zM5 5h1v1h-1zM7 6h1v2h-2v-1h1z'/%3E%3C/svg%3E"
)
"""Looks like a code and is none: a real one belongs to a session."""


@dataclass
class Parts:
    """What `useParts` returns."""

    kind: str
    tab: str
    on: bool
    empty: WheelView
    few: WheelView
    floor: WheelView
    many: WheelView
    sixty: WheelView
    matched: WheelView
    columns: list[Kind]
    partners: list[Row]
    wishes: list[ShownNote]
    offers: list[ShownNote]
    needs: list[ShownNote]
    stages: list[RailStage]


parts = page_hook("parts.js", "useParts", "parts", Parts)


def page() -> rx.Component:
    shown = (
        _buttons, _press, _icons, _fields, _badges, _notices, _cards, _dialog, _language, _kinds, _notes, _note_lists,
        _numbers, _seats, _stages, _toggles, _tabs, _head, _join, _wheels, _table,
    )  # fmt: skip
    return page_frame(
        rx.el.p(t("parts.about")),
        *(each() for each in shown),
        *(_part(name, *examples) for name, examples in screen_parts()),
        title=t("parts.title"),
        actions=[badge(t("parts.development"), tone="need")],
        width="wide",
    )


def _part(name: str, *examples: Any, side_by_side: bool = True) -> rx.Component:
    """The examples of the module `name` in `web/parts`."""
    return rx.el.section(
        rx.el.h2(rx.el.code(name)),
        rx.el.div(*examples, class_name="row" if side_by_side else "stack"),
        class_name="stack stack--tight",
        custom_attrs={"data-part": name},
    )


def _narrow(*content: Any, width: str = "24rem", padded: bool = False) -> rx.Component:
    """As wide as a phone."""
    return rx.el.div(
        *content, class_name="stack", style={"width": f"min(100%, {width})", "padding": "1rem" if padded else "0"}
    )


def _buttons() -> rx.Component:
    text = t("parts.press")
    return _part(
        "button",
        button(text),
        button(text, look="primary"),
        button(icon("kept"), text, look="ready", custom_attrs={"aria-pressed": "false"}),
        button(icon("kept"), text, look="ready", custom_attrs={"aria-pressed": "true"}),
        button(icon("remove"), text, look="danger"),
        button(text, look="quiet"),
        button(text, look="primary", large=True),
        button(text, disabled=True),
        button(text, look="primary", disabled=True),
        button(text, look="primary", custom_attrs={"aria-disabled": "true"}),
        link_button(icon("download"), t("parts.link"), href="#button"),
        button(t("parts.wide"), look="primary", large=True, wide=True),
    )


def _press() -> rx.Component:
    return _part(
        "press",
        press(t("parts.can"), ready=YES),
        press(t("parts.now"), ready=YES, primary=YES),
        press(t("parts.busy"), ready=YES, busy=YES, primary=YES),
        press(t("parts.cannot"), ready=NO, primary=YES, large=True),
        press(t("parts.can"), ready=YES, look="quiet"),
    )


def _icons() -> rx.Component:
    return rx.fragment(
        _part("icon", *(rx.el.span(icon(name), " ", rx.el.code(name), class_name="small") for name in ICONS)),
        _part(
            "icon_button",
            icon_button("edit", t("common.edit")),
            icon_button("remove", t("common.remove")),
            icon_button("person", t("common.partner")),
            icon_button("up", t("common.back"), disabled=True),
        ),
    )


def _fields() -> rx.Component:
    label, hint = t("parts.label"), t("parts.hint")
    return _part(
        "field",
        _narrow(field(label, id="parts-empty", hint=hint, placeholder=t("parts.placeholder"))),
        _narrow(field(label, id="parts-wrong", hint=hint, error=t("parts.error"), default_value=t("parts.filled"))),
        _narrow(field(label, id="parts-lines", lines=3, default_value=t("parts.filled"))),
        _narrow(choice(label, rx.el.option("A"), rx.el.option("B"), id="parts-choice")),
    )


def _badges() -> rx.Component:
    kinds = (badge(icon(kind), t(f"common.{kind}"), tone=kind) for kind in TONES)  # type: ignore[arg-type]  # a kind is a tone
    return _part("badge", badge(t("parts.plain")), badge(t("parts.faint"), tone="faint"), *kinds)


def _notices() -> rx.Component:
    go = button(t("parts.press"))
    return _part(
        "notice",
        notice(t("parts.notice")),
        notice(t("parts.notice-good"), tone="good"),
        notice(rx.el.p(t("parts.notice-warn")), rx.el.p(go, class_name="row"), tone="warn"),
        notice(t("parts.notice-alert"), tone="alert"),
        side_by_side=False,
    )


def _cards() -> rx.Component:
    return _part(
        "card", _narrow(card(rx.el.h3(t("parts.label")), rx.el.p(t("parts.filled")), button(t("parts.press"))))
    )


def _dialog() -> rx.Component:
    def one(id: str, **props: Any) -> rx.Component:
        closing = call(parts, "close", id)
        actions = [
            button(t("common.cancel"), on_click=closing, auto_focus=id == "parts-modal"),
            button(t("common.remove"), look="danger", on_click=closing),
        ]
        return dialog(t("parts.sure"), rx.el.p(t("parts.filled")), id=id, actions=actions, **props)

    return _part(
        "dialog",
        one("parts-dialog", open=True, style={"position": "static", "margin": "0"}),
        button(t("parts.open"), on_click=call(parts, "open", "parts-modal")),
        one("parts-modal"),
        side_by_side=False,
    )


def _language() -> rx.Component:
    return rx.fragment(
        _part("language_switch", language_switch()), _part("page", rx.el.p(t("parts.page"), class_name="faint"))
    )


def _kinds() -> rx.Component:
    sets = [kinds for kinds in KINDS_OF.values() if len(kinds) > 1]
    return _part(
        "kind_picker",
        *(
            _narrow(kind_picker(_choices(kinds), lambda kind: call(parts, "choose", kind), t("parts.kind")))
            for kinds in sets
        ),
    )


def _choices(kinds: Iterable[str]) -> rx.Var[list[KindChoice]]:
    """These kinds, of which the one that was pressed last is chosen."""
    choices = [{"kind": str(kind), "label": "", "chosen": parts.kind == str(kind)} for kind in kinds]
    return rx.Var.create(choices).to(list[KindChoice])


def _notes() -> rx.Component:
    edit = icon_button("edit", t("common.edit"))
    marks = (
        ("wish", note_mark(icon("phone"), t("parts.mark-phone"))),
        ("wish", note_mark(icon("kept"), t("parts.mark-kept"))),
        ("offer", note_mark(icon("waiting"), t("parts.mark-waiting"))),
        ("offer", note_mark(icon("open"), t("parts.mark-open"))),
        ("need", note_mark(icon("alert"), t("parts.mark-refused"), tone="alert")),
    )
    return _part(
        "note_card",
        *(_narrow(note_card(note_words(t("parts.words")), mark, kind=kind, action=edit)) for kind, mark in marks),
        _narrow(
            note_card(
                rx.el.span(icon("need"), t("common.need"), class_name="note-card__kind"),
                note_words("w" * 120),
                kind="need",
            )
        ),
    )


def _note_lists() -> rx.Component:
    return _part(
        "note_list",
        _narrow(
            note_group("wish", t("common.wish"), parts.wishes),
            note_group("offer", t("common.offer"), parts.offers),
            note_group("need", t("common.need"), parts.needs),
            width="40rem",
        ),
    )


def _numbers() -> rx.Component:
    return _part("number", *(number(value, kind) for kind in CIRCLE_KINDS for value in (1, 42, 160)))


def _seats() -> rx.Component:
    people, pressed = t("common.people", n=2), {"aria-pressed": "true"}
    return _part(
        "seat_button",
        _narrow(
            seat_button("Pleegouder", people),
            seat_button("School", t("parts.nobody"), custom_attrs=pressed),
            seat_button("Wijkteam", t("parts.nobody"), disabled=True),
        ),
    )


def _stages() -> rx.Component:
    def rail(ready: Any, off: Any = NO) -> rx.Component:
        return stage_rail(
            parts.stages,
            label=t("parts.stages"),
            ready=ready,
            off=off,
            on_choose=lambda stage: call(parts, "choose", stage.key),
            says=lambda stage: stage.title,
        )

    return _part("stage_rail", _narrow(rail(YES)), _narrow(rail(NO)), _narrow(rail(NO, off=YES)))


def _toggles() -> rx.Component:
    return _part(
        "toggle",
        _narrow(
            toggle(t("parts.toggle"), on=parts.on, hint=t("parts.hint"), on_click=call(parts, "flip")),
            toggle(t("parts.toggle"), on=NO),
            toggle(t("parts.cannot"), on=YES, ready=NO),
        ),
    )


def _tabs() -> rx.Component:
    tabs = (
        tab(t(f"parts.tab-{each}"), current=parts.tab == each, on_click=call(parts, "go", each))
        for each in ("mine", "board")
    )
    return _part("tab_bar", _narrow(tab_bar(t("parts.tabs"), *tabs)))


def _head() -> rx.Component:
    heads = (
        phone_header(
            subject,
            t("parts.place"),
            rx.Var.create(online),
            icon_button("person", t("parts.menu")),
            timer=clock("last"),
        )
        for subject, online in (("N. (4 jaar)", "connected"), ("N. " + "n" * 60, "connecting"), ("N.", "offline"))
    )
    # A phone's head stays at the top of its page: each here has a page of its own.
    return _part("phone_header", *(_narrow(rx.el.div(head, style={"position": "relative"})) for head in heads))


def _join() -> rx.Component:
    return _part(
        "join_card",
        join_card(QR, t("parts.qr"), t("parts.call"), CODE, rx.el.p(t("common.people", n=14), class_name="faint")),
        rx.el.div(qr_code(QR, t("parts.qr")), style={"width": "10rem"}),
    )


def _wheels() -> rx.Component:
    views = (
        (t("parts.wheel-empty"), parts.empty),
        (t("parts.wheel", n=3), parts.few),
        (t("parts.wheel-floor", n=8), parts.floor),
        (t("parts.wheel-floor", n=16), parts.many),
        (t("parts.wheel-matched", n=60), parts.sixty),
        (t("parts.wheel-matched", n=8), parts.matched),
    )
    return _part(
        "wheel",
        *(
            rx.el.figure(
                rx.el.div(wheel(view, label), style={"height": "min(34rem, 90vw)"}),
                rx.el.figcaption(label, class_name="faint small"),
                style={"width": "min(34rem, 100%)"},
            )
            for label, view in views
        ),
    )


def _table() -> rx.Component:
    table = words_table(t("parts.table"), parts.columns, parts.partners)
    return _part("words_table", table, side_by_side=False)
