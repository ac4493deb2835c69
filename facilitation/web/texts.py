"""Texts on pages: from the catalogues, in the language of the phone.

`t("seat.ready")` is a Var that holds the text in the language chosen on the phone; both languages are compiled into
the page, so a page carries just its own texts. A key that does not exist ends the build.
"""

from __future__ import annotations

import json
from typing import Any

import reflex as rx
from reflex.vars import LiteralVar, VarData

from facilitation.canvas.guides import LANGUAGES
from facilitation.locale import messages
from facilitation.web.live.live import module_import

LANGUAGE_DATA = VarData(
    imports=module_import("language.js", "useLanguage", "fill"),
    hooks={"const language = useLanguage()": None},
)


def t(key: str, **values: Any) -> rx.Var[str]:
    """The text `key`, filled in with `values` (Vars or plain values); a text that counts takes its number as `n`.

    Raises:
        KeyError: the key is in no catalogue, or misses in a language.
    """
    texts = {language: messages(language, key.split(".", 1)[0])[key] for language in LANGUAGES}
    if any(not text for text in texts.values()):
        raise KeyError(key)
    expression = f"({json.dumps(texts, ensure_ascii=False)})[language]"
    if values:
        given = LiteralVar.create(values)
        return rx.Var(
            f"fill({expression}, {given!s})",
            _var_type=str,
            _var_data=VarData.merge(LANGUAGE_DATA, given._get_all_var_data()),
        ).guess_type()
    return rx.Var(expression, _var_type=str, _var_data=LANGUAGE_DATA).guess_type()
