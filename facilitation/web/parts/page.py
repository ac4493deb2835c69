"""The frame of a page for hands and desks: a head with the name of the product and the language, then the page."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from facilitation.web.parts.language_switch import language_switch
from facilitation.web.texts import t


def page_frame(
    *content: Any, title: Any, actions: list[rx.Component] | None = None, width: Literal["narrow", "wide"] = "narrow"
) -> rx.Component:
    """A page with `title` as its one `<h1>`; `narrow` keeps lines short enough to read, `wide` is for lists."""
    return rx.el.div(
        rx.el.header(
            rx.el.a(t("common.product"), href="/", class_name="page__product"),
            rx.el.div(*(actions or []), language_switch(), class_name="row"),
            class_name="page__head",
        ),
        rx.el.main(rx.el.h1(title), *content, class_name="page__main"),
        class_name=f"page page--{width}",
    )
