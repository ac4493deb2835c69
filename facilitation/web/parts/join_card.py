"""How to come in: the QR code, the address and the code to type."""

from __future__ import annotations

from typing import Any

import reflex as rx


def join_card(qr: Any, alt: Any, call: Any, code: Any, *below: Any) -> rx.Component:
    """A small QR code (`qr` is its URL) beside a `call` to come in, the `code` in groups, and what else is said."""
    return rx.el.aside(
        qr_code(qr, alt),
        rx.el.div(
            rx.el.p(call, class_name="join-card__call"),
            rx.el.p(code, class_name="join-card__code", custom_attrs={"translate": "no"}),
            *below,
            class_name="join-card__text",
        ),
        class_name="join-card",
    )


def qr_code(qr: Any, alt: Any) -> rx.Component:
    """The QR code on white, as large as the room it is given; the white around it is part of the code."""
    return rx.el.img(src=qr, alt=alt, class_name="qr-code")
