"""Buttons, and links that look like them. One primary button on a page."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Look = Literal["plain", "primary", "ready", "danger", "quiet"]


def button(*content: Any, look: Look = "plain", large: bool = False, wide: bool = False, **props: Any) -> rx.Component:
    """A button; `props` are those of the HTML element (`on_click`, `disabled`, `aria_pressed`, …)."""
    return rx.el.button(*content, type=props.pop("type", "button"), class_name=_class(look, large, wide), **props)


def link_button(
    *content: Any, href: Any, look: Look = "plain", large: bool = False, wide: bool = False, **props: Any
) -> rx.Component:
    """A link to another page, in the clothes of a button."""
    return rx.el.a(*content, href=href, class_name=_class(look, large, wide), **props)


def download_button(*content: Any, href: Any, **props: Any) -> rx.Component:
    """A link to a file, in the clothes of a button."""
    # The pages' router would look for a page at this address; the browser fetches the file.
    return link_button(*content, href=href, reload_document=True, download=True, **props)


def _class(look: Look, large: bool, wide: bool) -> str:
    names = ["button", f"button--{look}" if look != "plain" else ""]
    return " ".join([*filter(None, names), *(["button--large"] if large else []), *(["button--wide"] if wide else [])])
