"""The largest rate that holds: doubling, then bisection to about a tenth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import sqrt

CLOSE = 1.1
STEP = 2.0
TRIES = 12


async def largest(guess: float, holds: Callable[[float], Awaitable[bool]]) -> float:
    """The largest rate that was seen to hold; 0 when none did. `guess` is where to begin."""
    low, high, rate = 0.0, 0.0, guess
    for _ in range(TRIES):
        if await holds(rate):
            low = rate
        else:
            high = rate
        if low and high and high / low <= CLOSE:
            break
        rate = sqrt(low * high) if low and high else rate * STEP if low else rate / STEP
    return low
