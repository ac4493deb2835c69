"""The timer: how much time is left, alike on every screen and as large as the type around it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon
from facilitation.web.texts import t


def timer_clock(shown: Any) -> rx.Component:
    """What is left (`text`), with how it stands (`state`: `running`, `last`, `paused`, `over`); nothing for `none`."""
    return rx.cond(
        shown.state != "none",
        rx.el.div(
            icon("waiting"),
            rx.el.span(shown.text, class_name="timer__text"),
            rx.match(
                shown.state,
                ("paused", rx.el.span(t("common.timer-paused"), class_name="timer__word")),
                ("over", rx.el.span(t("common.timer-over"), class_name="timer__word")),
                rx.fragment(),
            ),
            class_name="timer",
            role="timer",
            custom_attrs={"aria-label": t("common.timer"), "data-state": shown.state},
        ),
    )
