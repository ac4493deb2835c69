"""The bar at the foot of a phone with which one goes from one side of the page to the other."""

from __future__ import annotations

from typing import Any

import reflex as rx


def tab(*content: Any, current: Any, **props: Any) -> rx.Component:
    """One side of the page; `current` is a Var that says whether it is the one shown."""
    attrs = {"aria-current": rx.cond(current, "page", "false")}
    return rx.el.button(*content, type="button", class_name="tab-bar__tab", custom_attrs=attrs, **props)


def tab_bar(label: Any, *tabs: rx.Component) -> rx.Component:
    """The tabs beside one another; `label` names the bar for those who do not see it."""
    return rx.el.nav(*tabs, class_name="tab-bar", custom_attrs={"aria-label": label})
