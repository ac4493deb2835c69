"""Every page and its address.

`[session]` is the session's id; `/parts` is for development alone (see `wiring.py`); `404` is every other address.
"""

from __future__ import annotations

import importlib
import importlib.util

import reflex as rx

ROUTES = {
    "home": "/",
    "join": "/join",
    "desk": "/desk",
    "guides": "/desk/guides",
    "lead": "/s/[session]/lead",
    "screen": "/s/[session]/screen",
    "seat": "/s/[session]/seat",
    "canvas": "/s/[session]/canvas",
    "rehearse": "/s/[session]/rehearse",
    "parts": "/parts",
    "nowhere": "404",
}


def add_pages(app: rx.App) -> None:
    """Add every page to `app`. Each page's module has `page()`."""
    for name, route in ROUTES.items():
        if importlib.util.find_spec(f"facilitation.web.pages.{name}") is None:
            continue
        module = importlib.import_module(f"facilitation.web.pages.{name}")
        # The function, not its result: Reflex then keeps each page's code in a file of its own.
        app.add_page(module.page, route=route, title="Speelveld", image="")
