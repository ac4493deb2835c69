"""Icons, drawn here so that they look the same on every phone. They are decoration: a text always says it too."""

from __future__ import annotations

import reflex as rx

_PATHS = {
    "wish": "M12 1.8l3.1 6.7 7.3.8-5.4 5 1.5 7.2L12 17.9l-6.5 3.6L7 14.3l-5.4-5 7.3-.8z",
    "offer": "M9 2h6v7h7v6h-7v7H9v-7H2V9h7z",
    "need": "M12 1.5L22.5 12 12 22.5 1.5 12z",
    "see": "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
    "works": "M4 12.5l5 5L20 6.5",
    "needed": "M12 2a7 7 0 00-4 12.700V18h8v-3.300A7 7 0 0012 2zM9.500 21.500h5",
    "mission": "M12 21.500V9M12 9l4.500-5H21v5l-5 4.500M12 13L7 8.500 3 10v4l4 2.500z",
    "vision": "M2 19h20M6 19a6 6 0 0112 0M12 9V5M4.500 12l-2-2M19.500 12l2-2",
    "aim": "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.500a4.500 4.500 0 100 9 4.500 4.500 0 000-9zM12 12h.01",
    "well": "M12 20.500S3 15 3 8.800A4.800 4.800 0 0112 6.500a4.800 4.800 0 019 2.300C21 15 12 20.500 12 20.500z",
    "hard": "M2 20L9 6l4 8 2.500-4L22 20z",
    "keep": "M6 3h12v18l-6-4.500L6 21z",
    "law": "M3 4l6 8-6 8M21 4l-6 8 6 8M9 12h6M5.500 7.500L12 12l6.500-4.500M5.500 16.500L12 12l6.500 4.500",
    "edit": "M3 21l1.2-5L16.4 3.8a2 2 0 012.8 0l1 1a2 2 0 010 2.8L8 19.8 3 21zM14.5 6.5l3 3",
    "remove": "M5 6h14M10 6V4h4v2M7 6l1 14h8l1-14M10.5 10v6M13.5 10v6",
    "kept": "M4 12.5l5 5L20 6.5",
    "phone": "M7 2.5h10v19H7zM10.5 18.5h3",
    "waiting": "M12 3a9 9 0 100 18 9 9 0 000-18M12 7v5.500l3.500 2",
    "open": "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
    "closed": "M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 017 0V11",
    "next": "M5 12h14M13 6l6 6-6 6",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "person": "M12 12a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM3.5 21.5c.8-4.6 4.3-7 8.5-7s7.7 2.4 8.5 7z",
    "alert": "M12 3L1.8 21h20.400zM12 10v5M12 17.500v1",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "up": "M12 19V5M6 11l6-6 6 6",
    "down": "M12 5v14M6 13l6 6 6-6",
    "screen": "M2.5 4h19v13h-19zM8 21h8M12 17v4",
    "aside": "M3 14v6h18v-6M3 14h5l1.500 2.500h5L16 14h5M12 3v7M8.500 7l3.500 3.500L15.500 7",
    "grip": "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
    "download": "M12 3v12M6.5 10l5.5 5.5 5.5-5.500M4 20.500h16",
    "undo": "M8 5L3 10l5 5M3 10h11a6 6 0 010 12h-3",
    "stop": "M8 2.500h8L21.500 8v8L16 21.500H8L2.500 16V8zM8.500 8.500l7 7M15.500 8.500l-7 7",
    "door": "M5 21.500V3h11v18.500M2.500 21.500h19M12.500 12.500h.01M16 6h3v15.500",
    "speak": "M3 4h18v12.500H11L6 21v-4.500H3zM7.500 8.500h9M7.500 12h6",
    "people": "M8.500 11a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM2 20c.5-4 3-6 6.500-6s6 2 6.500 6"
    "M16 4.500a3.500 3.500 0 010 6.500M18 14.500c2.300.8 3.700 2.700 4 5.500",
}
ICONS = tuple(_PATHS)
"""The names of all icons."""

_FILLED = {"wish", "offer", "need", "person"}


def icon(name: str, **props: object) -> rx.Component:
    """The icon `name`, as large as the text around it, in the colour of that text. Raises KeyError when unknown."""
    look = "icon icon--filled" if name in _FILLED else "icon"
    return rx.el.svg(
        rx.el.path(d=_PATHS[name]), view_box="0 0 24 24", class_name=look, custom_attrs={"aria-hidden": "true"}, **props
    )
