"""A button that is an icon: only where the icon is plain to see, and with a name for those who do not see it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.parts.icon import icon


def icon_button(name: str, label: Any, **props: Any) -> rx.Component:
    """The icon `name` as a button as large as a finger; `label` is its name."""
    attrs = {"aria-label": label, **props.pop("custom_attrs", {})}
    return rx.el.button(icon(name), type="button", title=label, class_name="icon-button", custom_attrs=attrs, **props)
