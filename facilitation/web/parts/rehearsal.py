"""That this is a rehearsal, on every page of one, so that nobody takes what is played for real."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import page_hook
from facilitation.web.texts import t


def rehearsal_mark() -> rx.Component:
    """A strip at the top of a page with a live session; nothing in a real one."""
    return rx.cond(
        page_hook("rehearsal.js", "useRehearsal", "rehearsal", bool),
        rx.el.p(t("rehearsal.short"), class_name="rehearsal-mark", role="note"),
    )
