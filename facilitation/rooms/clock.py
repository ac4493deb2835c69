"""The clock of the machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class SystemClock:
    """`Clock` on the wall clock and the running loop."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def later(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        return asyncio.get_running_loop().call_later(delay_ms / 1000, call).cancel
