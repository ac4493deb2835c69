"""The catalogues: every text of the product, in every language, by key.

A key is `domain.name`; the texts of a domain stand in `<language>/<domain>.po` (gettext). `{…}` marks what is filled
in. Pages get the same texts through `messages`, so nothing is said in two places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from facilitation.canvas.guides import LANGUAGES

Message = str | tuple[str, ...]
"""A text, or for a text that counts: one form for exactly one and one for all other numbers."""

HERE = Path(__file__).parent
DEFAULT_LANGUAGE = LANGUAGES[0]
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def messages(language: str, domain: str) -> Mapping[str, Message]:
    """All texts of one domain by key.

    Raises:
        FileNotFoundError: there is no such language or domain.
    """
    with (HERE / language / f"{domain}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {_key(message.id): _forms(message.string) for message in catalogue if message.id}


def domains() -> list[str]:
    """The names of all domains, sorted."""
    return sorted(path.stem for path in (HERE / DEFAULT_LANGUAGE).glob("*.po"))


def say(language: str, key: str, **args: Any) -> str:
    """The text `key` in `language`, filled in. A text that counts takes its number as `n`.

    Raises:
        KeyError: there is no such text; a test keeps this from happening on a page.
    """
    message = messages(language, key.split(".", 1)[0])[key]
    if not isinstance(message, str):
        message = message[0 if args["n"] == 1 else 1]
    # All at once: what is filled in may look like a placeholder itself, and stays what somebody wrote.
    return _PLACEHOLDER.sub(lambda found: str(args.get(found[1], found[0])), message)


def best_language(accepted: str | None) -> str:
    """The language of the product that an `Accept-Language` header likes best; Dutch when it names none."""
    wanted: list[tuple[float, str]] = []
    for part in (accepted or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wanted.append((-float(quality or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(wanted, key=lambda item: item[0]) if tag in LANGUAGES), DEFAULT_LANGUAGE)


def terminal_language(environment: Mapping[str, str]) -> str:
    """The language of a terminal, as its environment names it; Dutch when it names none of ours."""
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "")
    return best_language(locale.partition(".")[0].replace("_", "-"))


def _forms(string: Any) -> Message:
    return string if isinstance(string, str) else tuple(string)


def _key(id: Any) -> str:
    return str(id) if isinstance(id, str) else str(id[0])
