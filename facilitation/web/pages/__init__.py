"""The pages: compositions of parts over one hook each. A page's sheet lays its parts out and styles nothing else."""

from __future__ import annotations

from pathlib import Path

import reflex as rx

STYLES = [rx.asset(path.name, shared=True) for path in sorted(Path(__file__).parent.glob("*.css"))]
"""The pages' layouts."""
