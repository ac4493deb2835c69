"""The guides that come with the product, one TOML file each.

`facilitation.canvas.guides` says what a guide is; here they are found by name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from facilitation.canvas.guide_toml import read_guide
from facilitation.canvas.guides import Guide

HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of all guides, in the order in which they are offered."""
    return "person", "organisation", "network"


@cache
def load(name: str) -> Guide:
    """The guide `name`.

    Raises:
        KeyError: there is no such guide.
        GuideError: its file is faulty; the message says where and why.
    """
    return read_guide(name, file(name))


def file(name: str) -> str:
    """The TOML file of the guide `name`, with what is explained in it. Raises KeyError as `load`."""
    # A name comes from outside: only what stands in the list is ever opened.
    if name not in names():
        raise KeyError(f"{name}: no such guide; there are {', '.join(names())}")
    return (HERE / f"{name}.toml").read_text(encoding="utf-8")
