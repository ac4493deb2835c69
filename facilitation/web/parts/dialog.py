"""A dialog over the page: the browser's own, so that focus, Escape and screen readers work as they should."""

from __future__ import annotations

from typing import Any

import reflex as rx


def dialog(title: Any, *content: Any, id: str, actions: list[rx.Component], **props: Any) -> rx.Component:
    """A `<dialog>` that JavaScript opens with `showModal()` (`openDialog(id)` in `dialog.js`)."""
    return rx.el.dialog(
        rx.el.h2(title, id=f"{id}-title"),
        rx.el.div(*content, class_name="stack"),
        rx.el.div(*actions, class_name="dialog__actions"),
        id=id,
        class_name="dialog",
        custom_attrs={"aria-labelledby": f"{id}-title"},
        **props,
    )
