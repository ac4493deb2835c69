"""The circle with the person in the middle. It takes what `createWheelView` in `web/live/wheel_view.js` makes.

Everything that turns has a `place`, a CSS transform: giving the floor to another partner changes transforms alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

OUTER = 494
"""The radius of the outer edge, as in `canvas/wheel.py`."""


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
    x: str
    anchor: str
    text: str
    size: str
    bold: bool
    place: str


@dataclass
class Bow:
    key: str
    state: str
    path: str


@dataclass
class Dot:
    id: str
    kind: str
    open: bool
    loose: bool
    number: str
    size: str
    place: str


@dataclass
class Still:
    id: str
    kind: str
    open: bool
    loose: bool
    number: str
    left: str
    top: str
    width: str
    size: str


@dataclass
class Words:
    key: str
    text: str
    y: str
    size: str
    bold: bool


@dataclass
class PlaceCell:
    kind: str
    path: str


@dataclass
class Place:
    partner: str
    outline: str
    cells: list[PlaceCell]


@dataclass
class WheelView:
    id: str
    facing: bool
    turning: bool
    many: bool
    disc: str
    rim: str
    rings: list[str]
    floor: Place
    edges: list[Edge]
    bows: list[Bow]
    arcs: list[Arc]
    names: list[Name]
    dots: list[Dot]
    crowd: list[Still]
    words: list[Words]


def wheel(view: Any, label: Any) -> rx.Component:
    """The wheel as one picture, as wide as the room it is given; `label` says to a screen reader what it shows.

    Notes are HTML over the drawing: a browser that moves or renumbers text in an SVG lays out all of it again.
    """
    return rx.el.div(
        _drawing(view),
        rx.foreach(view.dots, _dot),
        rx.foreach(view.crowd, _still),
        class_name="wheel",
        role="img",
        custom_attrs={"aria-label": label, "data-turning": view.turning, "data-many": view.many},
    )


def _drawing(view: Any) -> rx.Component:
    return rx.el.svg(
        rx.el.svg.defs(rx.foreach(view.arcs, lambda arc: rx.el.svg.path(id=arc.id, d=arc.path, key=arc.id))),
        _circle(str(OUTER), "rim"),
        _circle(view.rim, "ground"),
        rx.foreach(view.rings, lambda radius: _circle(radius, "ring", key=radius)),
        rx.foreach(view.edges, lambda edge: _edge(edge, view)),
        rx.cond(view.facing, _floor(view.floor)),
        rx.foreach(view.bows, _bow),
        _circle(view.disc, "disc"),
        rx.foreach(view.words, _words),
        rx.foreach(view.names, _name),
        view_box="-500 -500 1000 1000",
        class_name="wheel__drawing",
    )


def _circle(radius: Any, name: str, **props: Any) -> rx.Component:
    return rx.el.svg.circle(cx="0", cy="0", r=radius, class_name=f"wheel__{name}", **props)


def _placed(place: Any) -> dict[str, Any]:
    """The transform as a plain style: Reflex would make a style sheet of each."""
    return {"style": rx.Var(f"({{transform: {place!s}}})", _var_data=place._get_all_var_data())}


def _edge(edge: Any, view: Any) -> rx.Component:
    return rx.el.svg.line(
        x1=view.disc,
        x2=view.rim,
        y1="0",
        y2="0",
        key=edge.id,
        class_name="wheel__edge wheel__turning",
        custom_attrs=_placed(edge.place),
    )


def _floor(floor: Any) -> rx.Component:
    return rx.el.svg.g(
        rx.foreach(
            floor.cells,
            lambda cell: rx.el.svg.path(
                d=cell.path, key=cell.kind, class_name="wheel__cell", custom_attrs={"data-kind": cell.kind}
            ),
        ),
        rx.el.svg.path(d=floor.outline, class_name="wheel__outline"),
        class_name="wheel__floor",
    )


def _bow(bow: Any) -> rx.Component:
    return rx.el.svg.path(d=bow.path, key=bow.key, class_name="wheel__bow", custom_attrs={"data-state": bow.state})


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
    style = {"fontSize": name.size, "textAnchor": name.anchor, "data-bold": name.bold}
    return rx.el.svg.g(
        rx.cond(
            name.arc != "",
            rx.el.svg.text(
                rx.el.svg.text_path(name.text, href=name.arc, start_offset="50%"),
                custom_attrs=style,
                class_name="wheel__name",
            ),
            rx.el.svg.text(name.text, x=name.x, dy="0.34em", custom_attrs=style, class_name="wheel__name"),
        ),
        key=name.key,
        class_name="wheel__turning",
        custom_attrs=_placed(name.place),
    )


def _said(dot: Any) -> dict[str, Any]:
    return {"data-kind": dot.kind, "data-open": dot.open, "data-loose": dot.loose}


def _dot(dot: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(
            dot.number, class_name="wheel__number", custom_attrs={"style": rx.Var(f"({{fontSize: {dot.size!s}}})")}
        ),
        key=dot.id,
        class_name="wheel__dot wheel__turning",
        custom_attrs={**_said(dot), **_placed(dot.place)},
    )


def _still(dot: Any) -> rx.Component:
    """One of a crowd: a single element without a transform."""
    style = f"({{left: {dot.left!s}, top: {dot.top!s}, width: {dot.width!s}, fontSize: {dot.size!s}}})"
    return rx.el.span(
        dot.number,
        key=dot.id,
        class_name="wheel__dot wheel__dot--still",
        custom_attrs={**_said(dot), "style": rx.Var(style)},
    )
