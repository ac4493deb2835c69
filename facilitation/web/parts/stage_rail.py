"""The stages of the guide in a row: what has been, where we are, what comes. Each is a button that goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon
from facilitation.web.parts.press import NEVER


@dataclass
class RailStage:
    """One stage; `state` is `done`, `now` or `later`."""

    key: str
    number: int
    title: str
    state: str
    current: bool


def stage_rail(
    stages: Any,
    *,
    label: Any,
    ready: Any,
    on_choose: Callable[[Any], Any],
    says: Callable[[Any], Any],
    off: Any = NEVER,
) -> rx.Component:
    """A list of `RailStage`s; `says` gives the hint that tells where the button of a stage goes.

    While it is `off`, it looks it; a moment in which it is not `ready` passes without a flicker.
    """

    def one(stage: Any) -> rx.Component:
        return rx.el.li(
            rx.el.button(
                rx.el.span(
                    rx.cond(stage.state == "done", icon("kept"), stage.number),
                    class_name="stage-rail__number",
                ),
                rx.el.span(stage.title, class_name="stage-rail__title"),
                type="button",
                title=says(stage),
                class_name="stage-rail__stage stage-rail__stage--" + stage.state,
                on_click=on_choose(stage),
                custom_attrs={
                    "aria-current": rx.cond(stage.current, "step", "false"),
                    "aria-disabled": rx.cond((ready | stage.current) & ~off, "false", "true"),
                },
            ),
            key=stage.key,
        )

    return rx.el.nav(
        rx.el.ol(rx.foreach(stages, one), class_name="stage-rail__stages"),
        class_name=rx.cond(off, "stage-rail stage-rail--off", "stage-rail"),
        custom_attrs={"aria-label": label},
    )
