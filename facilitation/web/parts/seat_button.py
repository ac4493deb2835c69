"""A seat at the circle, as a button as wide as the page."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon


def seat_button(name: Any, beside: Any, **props: Any) -> rx.Component:
    """The partner's name, with `beside` it who sits there."""
    return rx.el.button(
        rx.el.span(name, class_name="seat-button__name words", dir="auto"),
        rx.el.span(beside, class_name="seat-button__beside"),
        icon("next"),
        type="button",
        class_name="seat-button",
        **props,
    )
