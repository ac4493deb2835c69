"""The largest rate that holds: short looks at doubled rates, then bisection with whole tries to about a tenth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import sqrt

FIRST, MOST = 16.0, 65_536.0
CLOSE = 1.1
TRIES = 8

Trial = Callable[[float], Awaitable[bool]]
"""Whether a rate (notes a second) holds."""


async def too_much(glance: Trial) -> float:
    """The first of ever doubled rates that does not even hold at a glance: where to look for the largest that does."""
    rate = FIRST
    while rate < MOST and await _twice(glance, rate):
        rate *= 2
    return rate


async def largest(over: float, holds: Trial) -> float:
    """The largest rate below `over` that was seen to hold; 0 when none did."""
    best, rate = 0.0, over / sqrt(2)
    for _ in range(TRIES):
        if await _twice(holds, rate):
            best = rate
        else:
            over = rate
        if best and over / best <= CLOSE:
            break
        rate = sqrt(best * over) if best else over / sqrt(2)
    return best


async def _twice(trial: Trial, rate: float) -> bool:
    """Whether it holds; what fails gets a second chance, since something else may have used the machine."""
    return await trial(rate) or await trial(rate)
