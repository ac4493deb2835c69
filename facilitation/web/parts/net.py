"""The law as a safety net: meshes under everything, drawn as a background for what hangs in it."""

from __future__ import annotations

import reflex as rx

WIDTH, HEIGHT = 1200, 300
_ROPES, _THREADS, _SAG = 6, 25, 46


def net() -> rx.Component:
    """The meshes, as wide and high as the room they are given. Decoration: what hangs in the net says it in words."""
    return rx.el.svg(
        rx.el.svg.path(d=_meshes(), class_name="net__mesh"),
        rx.el.svg.path(d=_rope(0), class_name="net__rope"),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        class_name="net",
        custom_attrs={"aria-hidden": "true", "preserveAspectRatio": "none"},
    )


def _rope(row: int) -> str:
    """A rope from side to side; it hangs through, the lower the less."""
    y = row * (HEIGHT - _SAG) / (_ROPES - 1)
    return f"M0 {y:.0f}Q{WIDTH / 2:.0f} {y + 2 * _SAG * (1 - row / (2 * _ROPES)):.0f} {WIDTH} {y:.0f}"


def _meshes() -> str:
    """All ropes but the first, and threads slanting both ways."""
    step = WIDTH / (_THREADS - 1)
    slants = (
        f"M{place * step:.0f} 0L{place * step + lean * 3 * step:.0f} {HEIGHT}"
        for place in range(-3, _THREADS + 3)
        for lean in (1, -1)
    )
    return "".join((*slants, *(_rope(row) for row in range(1, _ROPES))))
