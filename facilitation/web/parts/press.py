"""A button that asks something of the server: it shows that it is on its way, and cannot be pressed twice."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.parts.button import Look

NEVER: Any = False


def press(
    *content: Any,
    ready: Any,
    busy: Any = NEVER,
    primary: Any = NEVER,
    look: Look = "plain",
    large: bool = False,
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    """A button by three Vars: `ready` (can be pressed), `busy` (this press is on its way), `primary` (do this now).

    It keeps the keyboard's focus while it cannot be pressed, which a disabled button would lose; what is called must
    itself leave such a press aside.
    """
    size = " ".join(["press", *(["button--large"] if large else []), *(["button--wide"] if wide else [])])
    plain = f"button button--{look} {size}" if look != "plain" else f"button {size}"
    chosen = plain if primary is NEVER else rx.cond(primary, f"button button--primary {size}", plain)
    return rx.el.button(
        *content,
        type=props.pop("type", "button"),
        class_name=chosen,
        custom_attrs={
            "aria-disabled": rx.cond(ready, "false", "true"),
            "aria-busy": "false" if busy is NEVER else rx.cond(busy, "true", "false"),
            **props.pop("custom_attrs", {}),
        },
        **props,
    )
