"""Limits of the program, drawn together so that short runs reach them too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from facilitation.live import frames
from facilitation.rooms import memory
from facilitation.rooms.rooms import IDLE_MS


@dataclass(frozen=True)
class Tight:
    """How long a room lives that nobody uses, how old a `since` may be, and what may wait for one who does not read."""

    idle_ms: int
    max_since: int
    backlog: int

    @classmethod
    def drawn(cls, rng: Random) -> Tight:
        """The real limits, or some that are reached soon."""
        return cls(
            idle_ms=rng.choice((IDLE_MS, 2_000)),
            max_since=rng.choice((memory.MAX_SINCE, 12)),
            backlog=rng.choice((frames.BACKLOG_BYTES, 1_500)),
        )

    @contextmanager
    def applied(self) -> Iterator[None]:
        """For as long as a run lasts."""
        with patch.object(memory, "MAX_SINCE", self.max_since), patch.object(frames, "BACKLOG_BYTES", self.backlog):
            yield
