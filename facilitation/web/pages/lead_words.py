"""Fields for the words of the person and of the frame: kept while they are typed, also when two write at once."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import TYPED, call
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import Words
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def words_field(name: Any, label: Any, words: Words, most: int, lines: int = 1) -> rx.Component:
    """The field `name` (a text or a Var) with its label, and how it stands with what is in it."""
    id = "lead-" + name
    common: dict[str, Any] = {
        "id": id,
        "class_name": "field__input",
        "value": words.value,
        "max_length": most,
        "on_change": call(lead, "write", name, TYPED),
        "on_blur": call(lead, "save", name),
        "auto_complete": "off",
        "read_only": lead.closed,
        "custom_attrs": {"dir": "auto", "aria-describedby": id + "-state"},
    }
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=id, class_name="field__label"),
            rx.el.p(_state(words), id=id + "-state", role="status", class_name="lead__state"),
            class_name="row row--apart",
        ),
        rx.el.textarea(rows=str(lines), **common) if lines > 1 else rx.el.input(**common),
        rx.cond(words.state == "refused", rx.el.p(words.message, class_name="field__error", role="alert")),
        rx.cond(words.state == "conflict", _conflict(name, words)),
        class_name="field",
    )


def _state(words: Words) -> rx.Component:
    return rx.match(
        words.state,
        ("kept", rx.el.span(icon("kept"), t("lead.kept"), class_name="lead__kept")),
        ("writing", rx.el.span(t("lead.writing"))),
        ("saving", rx.el.span(t("lead.writing"))),
        ("waiting", rx.el.span(t("lead.waiting"))),
        rx.fragment(),
    )


def _conflict(name: Any, words: Words) -> rx.Component:
    return notice(
        rx.el.p(t("lead.conflict")),
        rx.el.p(words.theirs, class_name="words lead__theirs", dir="auto"),
        rx.el.div(
            press(t("lead.conflict-mine"), ready=lead.connected, on_click=call(lead, "choose", name, True)),
            press(t("lead.conflict-theirs"), ready=lead.connected, on_click=call(lead, "choose", name, False)),
            class_name="row",
        ),
        tone="alert",
    )
