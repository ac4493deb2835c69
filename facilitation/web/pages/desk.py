"""The desk: the facilitator's sessions, and a form for a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, TYPED, call, length_of, page_hook
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.field import choice, field
from facilitation.web.parts.notice import notice
from facilitation.web.parts.page import page_frame
from facilitation.web.parts.toggle import toggle
from facilitation.web.texts import t


@dataclass
class Listed:
    """One session in the list; `created` and `purged` are dates as the reader writes them."""

    id: str
    title: str
    status: str
    created: str
    purged: str
    partners: int
    notes: int
    lead: str
    canvas: str
    rehearse: str


@dataclass
class Guide:
    """A guide to choose; `purpose` says in one line what it is for."""

    name: str
    title: str
    purpose: str
    chosen: bool


@dataclass
class Form:
    title: str
    alias: str
    age: str
    guide: str
    language: str
    partners: str
    joins: bool


@dataclass
class Desk:
    """What `useDesk` returns."""

    state: str
    sessions: list[Listed]
    guides: list[Guide]
    form: Form
    ready: bool
    busy: bool
    problem: str
    asked: Listed


desk = page_hook("desk.js", "useDesk", "desk", Desk)


def page() -> rx.Component:
    return page_frame(
        rx.match(
            desk.state,
            ("ready", _desk()),
            ("signed-out", _signed_out()),
            ("offline", notice(t("desk.offline"), tone="warn")),
            rx.el.p(t("common.connecting"), class_name="faint", role="status"),
        ),
        title=t("desk.title"),
        actions=[
            rx.cond(
                desk.state == "ready",
                rx.fragment(
                    link_button(t("desk.guides"), href="/desk/guides", look="quiet", reload_document=True),
                    button(t("desk.sign-out"), look="quiet", on_click=call(desk, "signOut")),
                ),
            )
        ],
        width="wide",
    )


def _signed_out() -> rx.Component:
    return notice(
        rx.el.p(t("desk.signed-out")), rx.el.p(link_button(t("desk.to-home"), href="/"), class_name="row"), tone="plain"
    )


def _desk() -> rx.Component:
    return rx.el.div(
        rx.cond(
            desk.problem != "",
            notice(rx.cond(desk.problem == "offline", t("desk.offline"), desk.problem), tone="alert"),
        ),
        rx.el.div(_list(), _new_session(), class_name="desk"),
        _remove_dialog(),
        _close_dialog(),
        class_name="stack",
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("desk.sessions"), class_name="only-read-aloud"),
        rx.cond(
            length_of(desk.sessions) > 0,
            rx.el.ul(rx.foreach(desk.sessions, _row), class_name="stack"),
            card(rx.el.p(t("desk.none"))),
        ),
        class_name="stack",
    )


def _row(session: Listed) -> rx.Component:
    return rx.el.li(
        card(
            rx.el.div(
                rx.el.h3(
                    rx.el.a(session.title, href=session.lead, reload_document=True, dir="auto", class_name="words")
                ),
                _status(session),
                class_name="row row--apart",
            ),
            rx.el.p(
                session.created,
                " · ",
                t("common.partners", n=session.partners),
                " · ",
                t("common.notes", n=session.notes),
                rx.cond(session.purged != "", rx.el.span(" · ", t("desk.purged", date=session.purged))),
                class_name="faint small",
            ),
            rx.el.div(
                link_button(t("desk.open"), href=session.lead, reload_document=True),
                link_button(t("desk.canvas"), href=session.canvas, look="quiet"),
                link_button(t("rehearsal.title"), href=session.rehearse, look="quiet", reload_document=True),
                rx.cond(
                    session.status == "closed",
                    button(t("desk.reopen"), look="quiet", on_click=call(desk, "reopen", session.id)),
                    button(t("desk.close"), look="quiet", on_click=call(desk, "ask", session.id, "desk-close")),
                ),
                button(t("desk.remove"), look="quiet", on_click=call(desk, "ask", session.id, "desk-remove")),
                class_name="row",
            ),
        ),
        key=session.id,
    )


def _status(session: Listed) -> rx.Component:
    return rx.match(
        session.status,
        ("open", badge(t("desk.status-open"))),
        ("live", badge(t("desk.status-live"), tone="offer")),
        badge(t("desk.status-closed"), tone="faint"),
    )


def _new_session() -> rx.Component:
    return rx.el.section(
        card(
            rx.el.h2(t("desk.new")),
            rx.el.form(
                _text_field("title", hint=t("desk.title-hint"), max_length=120),
                rx.el.div(
                    _text_field("alias", hint=t("desk.alias-hint"), max_length=40),
                    _text_field("age", hint=t("desk.age-hint"), max_length=20),
                    class_name="desk__pair",
                ),
                toggle(
                    rx.cond(desk.form.alias != "", t("desk.joins", alias=desk.form.alias), t("desk.joins-somebody")),
                    hint=t("desk.joins-hint"),
                    on=desk.form.joins,
                    on_click=call(desk, "join"),
                    id="desk-joins",
                ),
                _text_field("partners", hint=t("desk.partners-hint"), lines=4),
                rx.el.fieldset(
                    rx.el.legend(t("desk.guide"), class_name="field__label"),
                    rx.el.p(t("desk.guide-hint"), class_name="field__hint"),
                    rx.el.div(rx.foreach(desk.guides, _guide), class_name="desk__guides"),
                    class_name="stack stack--tight",
                ),
                choice(
                    t("desk.language"),
                    rx.el.option("Nederlands", value="nl", lang="nl"),
                    rx.el.option("English", value="en", lang="en"),
                    id="desk-language",
                    value=desk.form.language,
                    on_change=call(desk, "write", "language", TYPED),
                ),
                button(t("desk.create"), look="primary", large=True, type="submit", disabled=~desk.ready | desk.busy),
                on_submit=call(desk, "create", EVENT),
                class_name="stack",
            ),
        ),
        class_name="stack",
    )


def _guide(guide: Guide) -> rx.Component:
    """A guide to choose, with what it is for."""
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="desk-guide",
            value=guide.name,
            checked=guide.chosen,
            on_change=call(desk, "write", "guide", guide.name),
        ),
        rx.el.span(
            rx.el.span(guide.title, dir="auto", class_name="words desk__guide-title"),
            rx.el.span(guide.purpose, dir="auto", class_name="words faint small"),
            class_name="desk__guide-texts",
        ),
        key=guide.name,
        class_name="desk__guide",
    )


def _text_field(name: str, **props: Any) -> rx.Component:
    return field(
        t("desk.session-title" if name == "title" else f"desk.{name}"),
        id=f"desk-{name}",
        value=getattr(desk.form, name),
        on_change=call(desk, "write", name, TYPED),
        auto_complete="off",
        **props,
    )


def _remove_dialog() -> rx.Component:
    return dialog(
        t("desk.remove-title"),
        rx.el.p(desk.asked.title, class_name="words", dir="auto"),
        rx.el.p(t("desk.remove-text", n=desk.asked.notes)),
        id="desk-remove",
        actions=[
            button(t("common.cancel"), on_click=call(desk, "cancel", "desk-remove"), auto_focus=True),
            button(t("desk.remove-yes"), look="danger", on_click=call(desk, "remove")),
        ],
    )


def _close_dialog() -> rx.Component:
    return dialog(
        t("desk.close-title"),
        rx.el.p(desk.asked.title, class_name="words", dir="auto"),
        rx.el.p(t("desk.close-text")),
        id="desk-close",
        actions=[
            button(t("common.cancel"), on_click=call(desk, "cancel", "desk-close"), auto_focus=True),
            button(t("desk.close-yes"), look="primary", on_click=call(desk, "close")),
        ],
    )
