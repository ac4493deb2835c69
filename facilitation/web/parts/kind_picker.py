"""The choice between wish, offer and need, each with its own shape and colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon
from facilitation.web.texts import t

KINDS = ("wish", "offer", "need")


def kind_picker(chosen: Any, choose: Callable[[str], Any], label: Any) -> rx.Component:
    """Three buttons of which `chosen` is pressed; `choose(kind)` is the handler of each. `label` is read aloud."""
    return rx.el.div(
        *(
            rx.el.button(
                icon(kind),
                rx.el.span(t(f"common.{kind}")),
                type="button",
                class_name=f"kind-picker__kind kind-picker__kind--{kind}",
                on_click=choose(kind),
                custom_attrs={"aria-pressed": rx.cond(chosen == kind, "true", "false")},
            )
            for kind in KINDS
        ),
        class_name="kind-picker",
        role="group",
        custom_attrs={"aria-label": label},
    )
