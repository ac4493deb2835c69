"""The person in the middle, alone: as in the heart of the wheel, where no partners stand around."""

from __future__ import annotations

from typing import Any

import reflex as rx

RADIUS = 146
"""As in `canvas/wheel.py`, which sets the words for it."""


def person_disc(lines: Any, label: Any) -> rx.Component:
    """The disc with the words (`WheelView.words`) in it, as large as the room it is given."""
    return rx.el.div(
        rx.el.svg(
            disc_shape(),
            rx.foreach(lines, disc_line),
            view_box=f"-{RADIUS + 2} -{RADIUS + 2} {2 * RADIUS + 4} {2 * RADIUS + 4}",
            class_name="person-disc__drawing",
        ),
        class_name="person-disc",
        role="img",
        custom_attrs={"aria-label": label},
    )


def disc_shape() -> rx.Component:
    """The disc itself, in the middle of a drawing."""
    return rx.el.svg.circle(cx="0", cy="0", r=str(RADIUS), class_name="person-disc__ground")


def disc_line(line: Any) -> rx.Component:
    """One line of the person's words."""
    return rx.el.svg.text(
        line.text,
        x="0",
        y=line.y,
        key=line.key,
        custom_attrs={"fontSize": line.size, "data-bold": line.bold},
        class_name="person-disc__words",
    )
