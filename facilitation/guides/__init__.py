"""The guides that come with the product, one TOML file each.

`facilitation.canvas.guides` says what a guide is and checks it; here they are found by name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from facilitation.canvas.guides import Guide, GuideError, read_guide

HERE = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """The names of all guides, sorted."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


@cache
def load(name: str) -> Guide:
    """The guide `name`.

    Raises:
        GuideError: there is no such guide, or its file is faulty; the message says where and why.
    """
    # A name comes from outside: only what stands in the list is ever opened.
    if name not in names():
        raise GuideError(f"{name}: no such guide; there are {', '.join(names())}")
    return read_guide(name, (HERE / f"{name}.toml").read_text(encoding="utf-8"))
