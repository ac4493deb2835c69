"""A switch: something that is on or off, changed at once."""

from __future__ import annotations

from typing import Any

import reflex as rx


def toggle(label: Any, *, on: Any, ready: Any = True, hint: Any | None = None, **props: Any) -> rx.Component:
    """A switch with its label; `on` and `ready` are Vars, `props` those of the button."""
    return rx.el.button(
        rx.el.span(
            rx.el.span(label, class_name="toggle__label"),
            *([rx.el.span(hint, class_name="toggle__hint")] if hint is not None else []),
            class_name="toggle__texts",
        ),
        rx.el.span(class_name="toggle__track", custom_attrs={"aria-hidden": "true"}),
        type="button",
        role="switch",
        class_name="toggle",
        custom_attrs={
            "aria-checked": rx.cond(on, "true", "false"),
            "aria-disabled": rx.cond(ready, "false", "true"),
        },
        **props,
    )
