"""The style sheets of every page, in the order in which they count: tokens and base, then parts.

The layout of a page comes after them, and with that page alone (`page_hook`).
"""

from __future__ import annotations

import reflex as rx

from facilitation.web import parts

STYLESHEETS = [sheet.split("?")[0] for sheet in (rx.asset("theme.css", shared=True), *parts.STYLES)]
