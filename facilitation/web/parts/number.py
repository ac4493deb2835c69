"""The number that links a note's dot on the wheel to its text."""

from __future__ import annotations

from typing import Any

import reflex as rx


def number(value: Any, kind: str) -> rx.Component:
    """`value` in a disc of the colour of `kind` (`wish`, `offer` or `need`)."""
    return rx.el.span(value, class_name=f"number number--{kind}")
