"""Points, arcs and rings of the wheel as SVG paths. Angles are degrees, 0 at the right and clockwise."""

from __future__ import annotations

import math


def ring_path(inner: float, outer: float, start: float, end: float) -> str:
    """The outline of the part of a ring between two angles."""
    if end - start > 359.999:
        return f"{arc(outer, start, start + 360)}Z {arc(inner, start + 360, start)}Z"
    return f"{arc(outer, start, end)} L{arc(inner, end, start)[1:]}Z"


def arc(radius: float, start: float, end: float) -> str:
    """An arc as a path, clockwise when `end` is the larger angle; in two parts when it is more than half a circle."""
    sweep = 1 if end > start else 0
    stops = [start, (start + end) / 2, end] if abs(end - start) > 179 else [start, end]
    arcs = "".join(f" A{number(radius)} {number(radius)} 0 0 {sweep} {point(radius, stop)}" for stop in stops[1:])
    return f"M{point(radius, start)}{arcs}"


def point(radius: float, angle: float) -> str:
    """The point at this distance from the middle, as it stands in a path."""
    return position(radius * math.cos(radians(angle)), radius * math.sin(radians(angle)))


def position(x: float, y: float) -> str:
    """The point at (`x`, `y`), as it stands in a path."""
    return f"{number(x)} {number(y)}"


def number(value: float) -> str:
    """`value` with at most two decimals. It is rounded twice, so that a last bit of a sine never tips the balance."""
    hundredths = math.floor(math.floor(value * 1e6 + 0.5) / 1e4 + 0.5)
    whole, part = divmod(abs(hundredths), 100)
    text = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text


def radians(degrees: float) -> float:
    """`degrees` in radians, computed alike in both languages."""
    return degrees * math.pi / 180
