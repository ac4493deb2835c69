"""A notice: something the reader should know now, said calmly, with what they can do about it."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from facilitation.web.parts.icon import icon

Tone = Literal["plain", "good", "warn", "alert"]
_ICONS: dict[str, str] = {"plain": "open", "good": "kept", "warn": "phone", "alert": "alert"}


def notice(*content: Any, tone: Tone = "plain", sign: str = "", **props: Any) -> rx.Component:
    """A coloured strip with an icon, `sign` or that of its tone; screen readers hear it when it appears."""
    return rx.el.div(
        icon(sign or _ICONS[tone]),
        rx.el.div(*content, class_name="notice__text"),
        role="alert" if tone == "alert" else "status",
        class_name=f"notice notice--{tone}",
        **props,
    )
