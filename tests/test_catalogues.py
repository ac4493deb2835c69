"""The catalogues: each text once, in every language, with the same things filled in."""

from __future__ import annotations

import re

import pytest

from facilitation.canvas.guides import LANGUAGES
from facilitation.locale import HERE, Message, domains, messages

_KEYS = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


def filled_in(message: Message) -> set[str]:
    """What a text has blanks for, in any of its forms."""
    return set(re.findall(r"\{(\w+)\}", message if isinstance(message, str) else " ".join(message)))


@pytest.mark.parametrize("domain", domains())
def test_no_text_stands_twice_in_a_catalogue_since_the_second_would_never_be_said(domain: str) -> None:
    for language in LANGUAGES:
        keys = _KEYS.findall((HERE / language / f"{domain}.po").read_text(encoding="utf-8"))
        assert [key for key in keys if keys.count(key) > 1] == []


@pytest.mark.parametrize("domain", domains())
def test_every_text_is_there_in_both_languages_and_fills_in_the_same(domain: str) -> None:
    dutch, english = (messages(language, domain) for language in LANGUAGES)
    assert dutch.keys() == english.keys()
    assert [key for key in dutch if filled_in(dutch[key]) != filled_in(english[key])] == []
    assert [key for key in dutch if not all(dutch[key]) or not all(english[key])] == []
