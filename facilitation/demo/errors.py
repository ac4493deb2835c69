"""What can go wrong in a demonstration, each with one clear sentence."""

from __future__ import annotations

from typing import Any

from facilitation.locale import DEFAULT_LANGUAGE, say


class DemoError(Exception):
    """The demonstration cannot go on. `code` names a sentence in the catalogue `demo`, `values` fill it in."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def sentence(self, language: str) -> str:
        """What to tell the host."""
        return say(language, f"demo.{self.code}", **self.values)

    def __str__(self) -> str:
        return self.sentence(DEFAULT_LANGUAGE)
