"""The choice between the kinds of note that are asked for, each with its own sign and colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.parts.kind import kind_icon, kind_name


@dataclass
class KindChoice:
    """A kind that can be chosen; `label` is what the guide calls it, "" for its usual name."""

    kind: str
    label: str
    chosen: bool


def kind_picker(kinds: Any, choose: Callable[[Any], Any], label: Any) -> rx.Component:
    """A button for each of `kinds` (Var of `list[KindChoice]`); `choose(kind)` handles it, `label` is read out."""

    def choice(each: KindChoice) -> rx.Component:
        return rx.el.button(
            kind_icon(each.kind),
            rx.el.span(rx.cond(each.label != "", each.label, kind_name(each.kind))),
            type="button",
            key=each.kind,
            class_name=f"kind-picker__kind kind-picker__kind--{each.kind}",
            on_click=choose(each.kind),
            custom_attrs={"aria-pressed": rx.cond(each.chosen, "true", "false"), "data-kind": each.kind},
        )

    return rx.el.div(
        rx.foreach(kinds, choice), class_name="kind-picker", role="group", custom_attrs={"aria-label": label}
    )
