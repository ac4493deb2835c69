"""All style sheets, in the order in which they count: tokens and base, then parts, then the pages' layouts."""

from __future__ import annotations

import reflex as rx

from facilitation.web import pages, parts

STYLESHEETS = [sheet.split("?")[0] for sheet in (rx.asset("theme.css", shared=True), *parts.STYLES, *pages.STYLES)]
