"""A small label for a state or a number."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Tone = Literal["plain", "faint", "wish", "offer", "need"]


def badge(*content: Any, tone: Tone = "plain", **props: Any) -> rx.Component:
    """One or two words on a tinted ground."""
    return rx.el.span(*content, class_name=f"badge badge--{tone}", **props)
