"""That this is a rehearsal, on every page of one, so that nobody takes what is played for real."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import page_hook
from facilitation.web.texts import t

rehearsal: Any = page_hook("rehearsal.js", "useRehearsal", "rehearsal", bool)
"""Whether the session of this page is one."""


def rehearsal_mark(shown: Any = rehearsal) -> rx.Component:
    """A strip at the top of a page; nothing in a real session."""
    return rx.cond(shown, rx.el.p(t("rehearsal.short"), class_name="rehearsal-mark", role="note"))
