"""The four values of all together, around the person. It takes what `radarOf` in `web/live/radar.js` makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.web.parts.person_disc import disc_line, disc_shape
from facilitation.web.texts import t

INNER, STEP, SCORES = 215, 50, 5
"""How far from the middle a 1 stands, what each point more adds, and how many there are: as in `radar.js`."""
OUTER = INNER + STEP * (SCORES - 1)
_AXES = {"safety": (-1, -1), "transparency": (1, -1), "coherence": (1, 1), "connection": (-1, 1)}
"""To which corner each value points: its name stands there."""
_SIDE, _LINE, _MIDDLE = 492, 42, 1.4
"""Half the drawing; the height of a line; how much larger the person is than on the wheel."""


@dataclass
class Spoke:
    value: str
    score: str
    x: str
    y: str


@dataclass
class RadarView:
    shape: str
    spokes: list[Spoke]


def radar(view: Any, lines: Any, label: Any) -> rx.Component:
    """The radar around the person's words (`lines`). What it says stands in it as text, each value with its mean."""
    rings = (
        rx.el.svg.circle(cx="0", cy="0", r=str(INNER + STEP * step), class_name="radar__ring") for step in range(SCORES)
    )
    return rx.el.figure(
        rx.el.svg(
            *rings,
            *(_axis(x, y) for x, y in _AXES.values()),
            rx.el.svg.polygon(points=view.shape, class_name="radar__shape"),
            rx.el.svg.g(disc_shape(), rx.foreach(lines, disc_line), transform=f"scale({_MIDDLE})"),
            rx.foreach(view.spokes, _point),
            rx.foreach(view.spokes, _label),
            view_box="-500 -500 1000 1000",
            class_name="radar__drawing",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.figcaption(
            rx.el.span(label),
            rx.el.ul(
                rx.foreach(view.spokes, lambda spoke: rx.el.li(_name(spoke), " ", spoke.score, key=spoke.value)),
            ),
            class_name="only-read-aloud",
        ),
        class_name="radar",
    )


def _name(spoke: Any) -> rx.Component:
    return rx.match(spoke.value, *((value, t(f"common.value-{value}")) for value in _AXES), "")


def _point(spoke: Any) -> rx.Component:
    return rx.el.svg.circle(cx=spoke.x, cy=spoke.y, r="13", key=spoke.value, class_name="radar__point")


def _axis(x: int, y: int) -> rx.Component:
    far = OUTER * 0.7071
    return rx.el.svg.line(x1="0", y1="0", x2=f"{x * far:.1f}", y2=f"{y * far:.1f}", class_name="radar__axis")


def _label(spoke: Any) -> rx.Component:
    def at(value: str, x: int, y: int) -> rx.Component:
        side = str(_SIDE * x)
        first = -_SIDE + _LINE if y < 0 else _SIDE - _LINE
        return rx.el.svg.text(
            rx.el.svg.tspan(t(f"common.value-{value}"), x=side, y=str(first)),
            rx.el.svg.tspan(spoke.score, x=side, y=str(first + _LINE), class_name="radar__score"),
            class_name="radar__label",
            custom_attrs={"textAnchor": "start" if x < 0 else "end"},
        )

    which = ((value, at(value, x, y)) for value, (x, y) in _AXES.items())
    return rx.el.svg.g(rx.match(spoke.value, *which, rx.fragment()), key=spoke.value)
