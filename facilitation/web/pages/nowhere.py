"""An address that leads nowhere: said plainly, with the way to the front door."""

from __future__ import annotations

import reflex as rx

from facilitation.web.parts.button import link_button
from facilitation.web.parts.page import page_frame
from facilitation.web.texts import t


def page() -> rx.Component:
    return page_frame(
        rx.el.p(t("nowhere.text")),
        rx.el.p(link_button(t("nowhere.home"), href="/", look="primary"), class_name="row"),
        title=t("nowhere.title"),
    )
