"""The parts that stand on a wall, or over a page, in all their states: see `parts.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from facilitation.canvas.kinds import NoteKind
from facilitation.web.live.live import page_hook
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.net import net
from facilitation.web.parts.person_disc import person_disc
from facilitation.web.parts.radar import RadarView, radar
from facilitation.web.parts.rehearsal import rehearsal_mark
from facilitation.web.parts.timer import timer_clock
from facilitation.web.parts.told import ToldNote, told_note
from facilitation.web.parts.wheel import WheelView
from facilitation.web.texts import t


@dataclass
class ScreenParts:
    """What of `useParts` is shown here."""

    few: WheelView
    radar: RadarView


@dataclass
class Clock:
    state: str
    text: str


_HELD = {"height": "100%", "transform": "translateZ(0)"}
"""Holds what would otherwise stand at the top of the page."""

parts = page_hook("parts.js", "useParts", "parts", ScreenParts)


def screen_parts() -> list[tuple[str, list[rx.Component]]]:
    """Each part by its name, with its examples."""
    return [
        ("kind", [_kind(kind) for kind in NoteKind]),
        ("net", [_sized(net(), "100%", "8rem")]),
        ("person_disc", [_sized(person_disc(parts.few.words, t("parts.person")), "18rem", "18rem")]),
        ("radar", [_sized(radar(parts.radar, parts.few.words, t("parts.radar")), "30rem", "30rem")]),
        ("rehearsal", [_sized(rx.el.div(rehearsal_mark(True), style=_HELD), "18rem", "3rem")]),
        ("told", [_told()]),
        (
            "timer",
            [rx.el.div(clock(state), style={"font-size": "2.5rem"}) for state in ("running", "last", "paused", "over")],
        ),
    ]


def _kind(kind: str) -> rx.Component:
    return rx.el.span(
        kind_icon(rx.Var.create(kind)),
        " ",
        kind_name(rx.Var.create(kind)),
        style={"color": "var(--kind)", "background": "var(--kind-tint)", "padding": "0.2em 0.6em"},
        custom_attrs={"data-kind": kind},
    )


def clock(state: str) -> rx.Component:
    """The timer in this state."""
    shown: Any = rx.Var.create({"state": state, "text": "2:15"}).to(Clock)
    return timer_clock(shown)


def _told() -> rx.Component:
    below = {"id": "2", "who": "School", "text": "Iemand die luistert"}
    note = {"id": "1", "kind": "needed", "name": "", "number": "3", "who": "Moeder", "text": "Rust na school"}
    shown: Any = rx.Var.create({**note, "support": 2, "below": [below]}).to(ToldNote)
    return rx.el.ul(told_note(shown), class_name="stack")


def _sized(part: rx.Component, width: str, height: str) -> rx.Component:
    return rx.el.div(part, style={"width": f"min({width}, 100%)", "height": height})
