"""Where the logs end: asked before an answer that must not be older than another worker's, and watched all the time.

The database is the truth and every worker asks it. What the workers tell each other (`Fanout`) only makes it quicker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from facilitation.rooms.ports import ChangeLog, Clock

WATCH_MS = 2_000
"""How often each worker looks at the heads of its rooms."""

logger = logging.getLogger(__name__)


class Heads:
    """Asks a log for heads: one query at a time, and the next one for all who ask meanwhile.

    Whoever asks gets what the log said after they asked, since a query that is under way may be too old for them.
    """

    def __init__(self, log: ChangeLog) -> None:
        self._log = log
        self._running: asyncio.Task[dict[str, int]] | None = None
        self._next: asyncio.Task[dict[str, int]] | None = None
        self._asked: set[str] = set()

    async def of(self, session_id: str) -> int | None:
        """Where the log of this session ends now; None when there is no such session.

        Raises:
            LogError: the log did not answer.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._ask_after(self._running))
            self._next.add_done_callback(_noticed)
        self._asked.add(session_id)
        # Shielded: whoever gives up must not take the answer from the others.
        return (await asyncio.shield(self._next)).get(session_id)

    async def _ask_after(self, earlier: asyncio.Task[dict[str, int]] | None) -> dict[str, int]:
        if earlier is not None:
            await asyncio.wait([earlier])
        asked, self._asked = self._asked, set()
        self._running, self._next = self._next, None
        return await self._log.heads(asked)


def _noticed(task: asyncio.Task[dict[str, int]]) -> None:
    """An error that nobody waited for any more is no news."""
    if not task.cancelled():
        task.exception()


class Watch:
    """Calls `look` every two seconds, whatever happens, and remembers how that went.

    `look` returns by how many changes the room that is furthest behind was behind its log. `looked_at` is the moment
    of the last look that succeeded, in ms since 1970 (of the start, before the first), `lag` what it returned.
    """

    def __init__(self, look: Callable[[], Awaitable[int]], clock: Clock, every_ms: int = WATCH_MS) -> None:
        self._look, self._clock, self._every_ms = look, clock, every_ms
        self.looked_at = clock.now()
        self.lag = 0
        self._failing = False
        self._cancel: Callable[[], None] | None = None
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, with the first look after the usual time."""
        self._cancel = self._clock.later(self._every_ms, self._begin)

    def stop(self) -> None:
        """Look no more."""
        if self._cancel:
            self._cancel()
        if self._looking:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._look_once())

    async def _look_once(self) -> None:
        try:
            self.lag = await self._look()
            self.looked_at, self._failing = self._clock.now(), False
        except Exception as error:
            if not self._failing:
                logger.warning("the heads of the rooms cannot be read (%s)", type(error).__name__)
            self._failing = True
        self.start()
