"""The circle with the person in the middle. It takes what `createWheelView` in `web/live/wheel_view.js` makes.

Everything that turns has a `place`, a CSS transform: giving the floor to another partner changes transforms alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

RIM, RING_EDGES, DISC, OUTER = 450, (249, 350), 146, 494
"""Radii, as in `canvas/wheel.py`."""


@dataclass
class Edge:
    id: str
    place: str


@dataclass
class Arc:
    id: str
    path: str


@dataclass
class Name:
    key: str
    arc: str
    text: str
    size: str
    bold: bool
    place: str


@dataclass
class Dot:
    id: str
    kind: str
    open: bool
    number: str
    size: str
    place: str


@dataclass
class Words:
    key: str
    text: str
    y: str
    size: str
    bold: bool


@dataclass
class Place:
    partner: str
    outline: str
    wish: str
    offer: str
    need: str


@dataclass
class WheelView:
    id: str
    facing: bool
    turning: bool
    floor: Place
    edges: list[Edge]
    arcs: list[Arc]
    names: list[Name]
    dots: list[Dot]
    words: list[Words]


def wheel(view: Any, label: Any) -> rx.Component:
    """The wheel as one picture, as wide as the room it is given; `label` says to a screen reader what it shows.

    Notes are HTML over the drawing: a browser that moves or renumbers text in an SVG lays out all of it again.
    """
    return rx.el.div(
        _drawing(view),
        rx.foreach(view.dots, _dot),
        class_name="wheel",
        role="img",
        custom_attrs={"aria-label": label, "data-turning": view.turning},
    )


def _drawing(view: Any) -> rx.Component:
    return rx.el.svg(
        rx.el.svg.defs(rx.foreach(view.arcs, lambda arc: rx.el.svg.path(id=arc.id, d=arc.path, key=arc.id))),
        _ground(),
        rx.foreach(view.edges, _edge),
        rx.el.svg.circle(cx="0", cy="0", r=str(DISC), class_name="wheel__disc"),
        rx.cond(view.facing, _floor(view.floor)),
        rx.foreach(view.words, _words),
        rx.foreach(view.names, _name),
        view_box="-500 -500 1000 1000",
        class_name="wheel__drawing",
    )


def _ground() -> rx.Component:
    radii = (("rim", OUTER), ("ground", RIM), *(("ring", edge) for edge in RING_EDGES))
    return rx.el.svg.g(*(rx.el.svg.circle(cx="0", cy="0", r=str(r), class_name=f"wheel__{name}") for name, r in radii))


def _placed(place: Any) -> dict[str, Any]:
    """The transform as a plain style: Reflex would make a style sheet of each."""
    return {"style": rx.Var(f"({{transform: {place!s}}})", _var_data=place._get_all_var_data())}


def _edge(edge: Any) -> rx.Component:
    return rx.el.svg.line(
        x1=str(DISC),
        x2=str(RIM),
        y1="0",
        y2="0",
        key=edge.id,
        class_name="wheel__edge wheel__turning",
        custom_attrs=_placed(edge.place),
    )


def _floor(floor: Any) -> rx.Component:
    return rx.el.svg.g(
        *(
            rx.el.svg.path(d=getattr(floor, kind), class_name=f"wheel__cell wheel__cell--{kind}")
            for kind in ("wish", "offer", "need")
        ),
        rx.el.svg.path(d=floor.outline, class_name="wheel__outline"),
        class_name="wheel__floor",
    )


def _words(line: Any) -> rx.Component:
    return rx.el.svg.text(
        line.text,
        x="0",
        y=line.y,
        key=line.key,
        custom_attrs={"fontSize": line.size, "data-bold": line.bold},
        class_name="wheel__words",
    )


def _name(name: Any) -> rx.Component:
    return rx.el.svg.g(
        rx.el.svg.text(
            rx.el.svg.text_path(name.text, href=name.arc, start_offset="50%"),
            custom_attrs={"fontSize": name.size, "data-bold": name.bold},
            class_name="wheel__name",
        ),
        key=name.key,
        class_name="wheel__turning",
        custom_attrs=_placed(name.place),
    )


def _dot(dot: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(
            dot.number, class_name="wheel__number", custom_attrs={"style": rx.Var(f"({{fontSize: {dot.size!s}}})")}
        ),
        key=dot.id,
        class_name="wheel__dot wheel__turning",
        custom_attrs={"data-kind": dot.kind, "data-open": dot.open, **_placed(dot.place)},
    )
