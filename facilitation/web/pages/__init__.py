"""The pages: compositions of parts over one hook each. A page's sheet lays its parts out and styles nothing else."""

from __future__ import annotations

from pathlib import Path

import reflex as rx

from facilitation.web import parts

_SHEETS = {path.stem: rx.asset(path.name, shared=True) for path in sorted(Path(__file__).parent.glob("*.css"))}


def sheets(page: str) -> list[str]:
    """Import paths of what is loaded with `page` alone: of parts, and its layouts: `lead.css`, `lead_circle.css` …"""
    return [*parts.sheets(page), *(sheet.importable_path for name, sheet in _SHEETS.items() if _belongs(name, page))]


def _belongs(sheet: str, page: str) -> bool:
    """A sheet whose name begins with `<page>_later` is that of a part whose code comes later."""
    return sheet == page or (sheet.startswith(f"{page}_") and not sheet.startswith(f"{page}_later"))
