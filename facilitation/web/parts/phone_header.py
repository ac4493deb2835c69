"""The head of a phone: around whom, for which partner, at which stage, and how the line is."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.texts import t


def phone_header(
    subject: Any, place: Any, online: Any, *actions: rx.Component, timer: rx.Component | None = None
) -> rx.Component:
    """`subject` in large, `place` below it, the `timer`, and the line (`connected`, `connecting` or `offline`)."""
    return rx.el.header(
        rx.el.div(
            rx.el.p(subject, class_name="phone-header__subject words", dir="auto"),
            rx.el.p(place, class_name="phone-header__place"),
            class_name="phone-header__who",
        ),
        rx.el.div(*([timer] if timer is not None else []), _line(online), class_name="phone-header__state"),
        *actions,
        class_name="phone-header",
    )


def _line(online: Any) -> rx.Component:
    return rx.el.p(
        rx.el.span(class_name=f"phone-header__dot phone-header__dot--{online}", custom_attrs={"aria-hidden": "true"}),
        rx.match(
            online,
            ("connected", t("common.connected")),
            ("connecting", t("common.connecting")),
            t("common.offline"),
        ),
        class_name="phone-header__line",
        role="status",
    )
