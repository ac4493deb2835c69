"""The numbers of the real client, read out of its modules, so that these phones wait exactly as long as those do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

MODULES = Path(__file__).parents[2] / "facilitation" / "web" / "live"


@cache
def _numbers(module: str, name: str) -> tuple[float, ...]:
    code = (MODULES / module).read_text()
    found = re.search(rf"^const {name} = (.+);$", code, re.MULTILINE)
    assert found, f"{module} has no {name}"
    return tuple(float(number.replace("_", "")) for number in re.findall(r"[\d_]+", found[1]))


def seconds(module: str, name: str) -> float:
    """The constant `name` of a module, given in ms there, in seconds."""
    return _numbers(module, name)[0] / 1000


def many_seconds(module: str, name: str) -> tuple[float, ...]:
    """The constant `name`, a list of ms, in seconds."""
    return tuple(number / 1000 for number in _numbers(module, name))


def number(module: str, name: str) -> int:
    """The constant `name` as it stands."""
    return int(_numbers(module, name)[0])


def backoff(attempt: int, random: float) -> float:
    """`backoff` of clock.js, in seconds."""
    first, most = seconds("clock.js", "FIRST_MS"), seconds("clock.js", "MOST_MS")
    return min(most, first * 2 ** min(attempt, 10) * (0.5 + random))
