"""What a fault came to: four counts that must be nought, and how long it took until everybody was whole again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WHOLE_P99_S = 15.0


@dataclass(slots=True)
class Figures:
    """One fault, over all its runs.

    `whole` are seconds from the end of the fault until a device was whole, one for every device and run. `remarks` is
    what else was measured, `broken` what else was promised and did not hold.
    """

    fault: str
    runs: int = 0
    devices: int = 0
    acknowledged: int = 0
    missing: int = 0
    doubled: int = 0
    unequal: int = 0
    leaked: int = 0
    whole: list[float] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Count another run in."""
        self.runs += other.runs
        self.devices = max(self.devices, other.devices)
        self.acknowledged += other.acknowledged
        self.missing += other.missing
        self.doubled += other.doubled
        self.unequal += other.unequal
        self.leaked += other.leaked
        self.whole += other.whole
        self.remarks += other.remarks
        self.broken += other.broken

    @property
    def good(self) -> bool:
        """Whether everything that was promised held, and there was something to hold."""
        nought = not (self.missing or self.doubled or self.unequal or self.leaked or self.broken)
        return nought and self.runs > 0 and percentile(self.whole, 99) <= WHOLE_P99_S

    def expect(self, held: bool, promise: str) -> None:
        """Note a promise of this fault's own that did not hold."""
        if not held:
            self.broken.append(promise)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of them do not exceed; 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


HEAD = (
    f"{'fault':<34}{'runs':>5}{'dev.':>6}{'ack.':>8}{'missing':>8}{'doubled':>8}{'unequal':>8}{'leaked':>7}"
    f"{'whole p50':>11}{'p99':>7}{'max':>7}"
)


def line(each: Figures) -> str:
    """One line of the table; times in seconds."""
    whole = "".join(
        f"{value:>{width}.2f}"
        for value, width in (
            (percentile(each.whole, 50), 11),
            (percentile(each.whole, 99), 7),
            (max(each.whole, default=0.0), 7),
        )
    )
    counts = (
        f"{each.runs:>5}{each.devices:>6}{each.acknowledged:>8}{each.missing:>8}{each.doubled:>8}"
        f"{each.unequal:>8}{each.leaked:>7}"
    )
    return f"{each.fault:<34}{counts}{whole}  {'' if each.good else 'NOT GOOD'}".rstrip()


def total(all_of_them: Sequence[Figures]) -> Figures:
    """Everything together."""
    whole = Figures("total")
    for each in all_of_them:
        whole.add(each)
    return whole
