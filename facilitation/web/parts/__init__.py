"""The parts of which pages are made; each has its style sheet beside it.

A part takes its texts and Vars as arguments and knows nothing of the page it stands on. All parts are shown in all
their states on the page `/parts`, which only development serves.
"""

from __future__ import annotations

from pathlib import Path

import reflex as rx

SHOWN_ON = {
    "stage_rail": ("lead", "parts"),
    "wheel": ("screen", "canvas", "parts"),
    "words_table": ("canvas", "parts"),
}
"""Parts with a large style sheet that are on no phone, and the pages they are on: it is loaded with those alone."""

_SHEETS = {path.stem: rx.asset(path.name, shared=True) for path in sorted(Path(__file__).parent.glob("*.css"))}
STYLES = [sheet for name, sheet in _SHEETS.items() if name not in SHOWN_ON]
"""The other parts' style sheets, for every page."""


def sheets(page: str) -> list[str]:
    """Import paths of the style sheets that come with this page."""
    return [_SHEETS[name].importable_path for name, pages in SHOWN_ON.items() if page in pages]
