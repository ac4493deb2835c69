"""Fields to write in, each with its label, a hint and, when something is wrong, the reason."""

from __future__ import annotations

from typing import Any

import reflex as rx


def field(
    label: Any, *, id: str, hint: Any | None = None, error: Any | None = None, lines: int = 1, **props: Any
) -> rx.Component:
    """A labelled input, or a text area of `lines` lines. `error` is a text Var, empty when all is well.

    `props` go to the input: `value`, `on_change`, `max_length`, `placeholder`, `on_key_down`, …
    """
    attrs = {"dir": "auto", "aria-describedby": f"{id}-hint {id}-error", **props.pop("custom_attrs", {})}
    if error is not None:
        attrs["aria-invalid"] = rx.cond(error != "", "true", "false")
    common = {"id": id, "class_name": "field__input", "custom_attrs": attrs, **props}
    control = rx.el.textarea(rows=str(lines), **common) if lines > 1 else rx.el.input(**common)
    return rx.el.div(
        rx.el.label(label, html_for=id, class_name="field__label"),
        *([rx.el.p(hint, id=f"{id}-hint", class_name="field__hint")] if hint is not None else []),
        control,
        *(
            [rx.cond(error != "", rx.el.p(error, id=f"{id}-error", class_name="field__error", role="alert"))]
            if error is not None
            else []
        ),
        class_name="field",
    )


def choice(label: Any, *options: Any, id: str, **props: Any) -> rx.Component:
    """A labelled list to choose one of; `options` are `<option>` elements."""
    return rx.el.div(
        rx.el.label(label, html_for=id, class_name="field__label"),
        rx.el.select(*options, id=id, class_name="field__input", **props),
        class_name="field",
    )
