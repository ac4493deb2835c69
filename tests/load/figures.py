"""Figures of one measurement, and how they are made from what came to whom at which moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BUSY = 0.85
"""A load generator that is busier than this may itself be what was measured."""

_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Times:
    """Three percentiles, in ms; None when nothing was timed."""

    p50: float | None
    p95: float | None
    p99: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured at one rate.

    `ack` and `screen` count from the moment at which a note was due, so a sender that is late makes nothing look
    better; `screen` is over all deliveries, `last` over the phone that had each note last. `late` is how late the
    generator sent. `delivered` counts note and phone; `lost` those that were acknowledged and did not come. `cut`
    phones lost their line, `refused` notes were not taken, `unanswered` ones got no acknowledgement in time. `others`
    is what everybody else used of the two processors, as a part of one: a disturbed measurement.
    """

    rate: float
    seconds: float
    sent: int
    acked: int
    refused: int
    unanswered: int
    cut: int
    lost: int
    delivered: int
    delivered_per_s: float
    ack: Times
    screen: Times
    last: Times
    late: Times
    drain_s: float
    frames: int
    cpu_s: float
    cpu_s_per_million: float
    server_busy: float
    generator_busy: float
    others: float
    bytes_per_note: float

    @property
    def whole(self) -> bool:
        """Whether every note was taken, and came to every phone."""
        return not (self.lost or self.cut or self.refused or self.unanswered)

    def holds(self, p99_ms: float, drain_s: float) -> bool:
        """Whether this rate can be held: nothing lost, p99 within bounds, and no queue left behind at the end."""
        within = self.screen.p99 is not None and self.screen.p99 < p99_ms
        return self.whole and within and self.drain_s < drain_s

    @property
    def generator_bound(self) -> bool:
        return self.generator_busy > BUSY


class Histogram:
    """How often each delay came, in steps of a tenth of a millisecond."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def add(self, delays: Iterable[float]) -> None:
        """Add delays in seconds."""
        counts = self._counts
        for delay in delays:
            step = int(delay * _STEPS)
            counts[step] = counts.get(step, 0) + 1

    def times(self) -> Times:
        return Times(self._at(0.50), self._at(0.95), self._at(0.99))

    def _at(self, part: float) -> float | None:
        left = sum(self._counts.values()) * part
        for step in sorted(self._counts):
            left -= self._counts[step]
            if left <= 0:
                return (step + 1) * 1000 / _STEPS
        return None


def times_of(delays: Sequence[float]) -> Times:
    """The percentiles of delays in seconds."""
    histogram = Histogram()
    histogram.add(delays)
    return histogram.times()
