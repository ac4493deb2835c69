"""The largest rate that holds: short looks at doubled rates, then bisection with whole tries to about a tenth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import inf, sqrt
from time import monotonic

MOST = 65_536.0
CLOSE = 1.1
TRIES = 8

Trial = Callable[[float], Awaitable[bool]]
"""Whether a rate (notes a second) holds."""


async def too_much(first: float, glance: Trial) -> float:
    """Doubled from `first`, the first rate that does not even hold at a glance: look for the largest below it."""
    rate = first
    while rate < MOST and await _twice(glance, rate):
        rate *= 2
    return rate


async def largest(over: float, holds: Trial, until: float = inf) -> float:
    """The largest rate that was seen to hold; 0 when none did. Once one has, no try begins after `until` (monotonic).

    `over` is where to look: below it, unless whole tries show that more holds.
    """
    best, rate, sure = 0.0, over / sqrt(2), False
    for _ in range(TRIES):
        if best and monotonic() > until:
            break
        if await _twice(holds, rate):
            best = rate
        else:
            over, sure = rate, True
        if best and over / best <= CLOSE:
            if sure:
                break
            over *= 2  # the glance was mistaken
        rate = sqrt(best * over) if best else over / 2
    return best


async def _twice(trial: Trial, rate: float) -> bool:
    """Whether it holds; what fails gets a second chance, since something else may have used the machine."""
    return await trial(rate) or await trial(rate)
