"""The switch between the languages of the interface; what people write is never translated."""

from __future__ import annotations

import reflex as rx
from reflex.vars import FunctionStringVar, VarData

from facilitation.web.live.live import module_import
from facilitation.web.texts import LANGUAGE_DATA, t

_NAMES = {"nl": "Nederlands", "en": "English"}
_DATA = VarData.merge(LANGUAGE_DATA, VarData(imports=module_import("language.js", "chooseLanguage")))


def language_switch() -> rx.Component:
    """One button per language; the chosen one is pressed. Languages are named in themselves."""
    return rx.el.div(
        *(
            rx.el.button(
                rx.el.span(name, lang=code),
                type="button",
                class_name="language-switch__choice",
                on_click=FunctionStringVar.create(f'(() => chooseLanguage("{code}"))', _var_data=_DATA),
                custom_attrs={"aria-pressed": rx.Var(f'(language === "{code}" ? "true" : "false")', _var_data=_DATA)},
            )
            for code, name in _NAMES.items()
        ),
        class_name="language-switch",
        role="group",
        custom_attrs={"aria-label": t("common.language")},
    )
