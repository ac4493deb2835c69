"""Parts of a page whose code is fetched only when they are shown (`lazily.js`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, cast

import reflex as rx
from reflex.utils.imports import ImportVar

from facilitation.web.live.live import MODULES


class _Lazily(rx.Component):
    """Stands for a component that is compiled into a module of its own."""

    source: ClassVar[str]
    missing: rx.Var[str]
    again: rx.Var[str]

    def _get_imports(self) -> dict[str, list[ImportVar]]:
        return {MODULES["lazily.js"]: [ImportVar(tag="lazily")]}

    def _get_dynamic_imports(self) -> str:
        loading = f"import({json.dumps(self.source)}).then((module) => module.{self.tag})"
        return f"const {self.tag} = lazily(() => {loading})"


def lazily(part: Callable[[], rx.Component], **says: Any) -> Callable[[], rx.Component]:
    """Let the code of `part` come later than that of the page that shows it, together with all of its module.

    `missing` is said in its place when it does not come, beside a button that says `again`; without, nothing is.
    """
    compiled: Any = rx.memo(part)

    @cache
    def stand_in() -> Any:
        stands_for = compiled()
        fields = {"tag": stands_for.tag, "source": stands_for.library, "__module__": __name__}
        return type(f"Lazily{stands_for.tag}", (_Lazily,), fields)

    return lambda: cast(rx.Component, stand_in().create(**says))
