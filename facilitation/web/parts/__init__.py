"""The parts of which pages are made; each has its style sheet beside it.

A part takes its texts and Vars as arguments and knows nothing of the page it stands on. All parts are shown in all
their states on the page `/parts`, which only development serves.
"""

from __future__ import annotations

from pathlib import Path

import reflex as rx

STYLES = [rx.asset(path.name, shared=True) for path in sorted(Path(__file__).parent.glob("*.css"))]
"""The parts' style sheets."""
