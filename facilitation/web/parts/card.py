"""A white card on the paper: one thing with what belongs to it."""

from __future__ import annotations

from typing import Any

import reflex as rx


def card(*content: Any, **props: Any) -> rx.Component:
    """The content under one another on a card."""
    return rx.el.div(*content, class_name="card", **props)
