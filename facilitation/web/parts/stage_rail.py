"""The stages of the guide in a row: what has been, where we are, what comes. Each is a button that goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon


@dataclass
class RailStage:
    """One stage; `state` is `done`, `now` or `later`."""

    key: str
    number: int
    title: str
    state: str
    current: bool


def stage_rail(
    stages: Any, *, label: Any, ready: Any, on_choose: Callable[[Any], Any], says: Callable[[Any], Any]
) -> rx.Component:
    """A list of `RailStage`s; `says` gives the hint that tells where the button of a stage goes."""

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
                    "aria-disabled": rx.cond(ready | stage.current, "false", "true"),
                },
            ),
            key=stage.key,
        )

    return rx.el.nav(
        rx.el.ol(rx.foreach(stages, one), class_name="stage-rail__stages"),
        class_name="stage-rail",
        custom_attrs={"aria-label": label},
    )
