"""How bad things are: the odds of every fault, drawn once for each seed, and nothing at all after healing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random


@dataclass
class Weather:
    """The faults of one run. Odds are per request or message, `every` is the mean time between two, in seconds."""

    rng: Random
    counts: Counter[str] = field(default_factory=Counter)
    fair: bool = False
    commit_fails: float = 0.0
    commit_lost_answer: float = 0.0
    commit_late: float = 0.0
    read_fails: float = 0.0
    slow: float = 0.0
    hint_lost: float = 0.0
    hint_doubled: float = 0.0
    drop: float = 0.0
    doubled: float = 0.0
    every: float = 4.0
    network_ms: float = 20.0
    database_ms: float = 2.0

    @classmethod
    def drawn(cls, rng: Random) -> Weather:
        """Some seeds are quiet, some are storms, most have one kind of trouble more than the others."""

        def odds(most: float) -> float:
            return 0.0 if rng.random() < 0.4 else rng.random() * most

        return cls(
            rng,
            commit_fails=odds(0.15),
            commit_lost_answer=odds(0.15),
            commit_late=odds(0.08),
            read_fails=odds(0.2),
            slow=odds(0.1),
            hint_lost=odds(0.9),
            hint_doubled=odds(0.5),
            drop=odds(0.12),
            doubled=odds(0.15),
            every=rng.choice((1.5, 3.0, 6.0)),
            network_ms=rng.choice((2.0, 20.0, 150.0)),
            database_ms=rng.choice((0.5, 2.0, 30.0)),
        )

    def clear_up(self) -> None:
        """No faults from here on."""
        self.fair = True

    def strikes(self, name: str) -> bool:
        """Whether the fault `name` happens now; counted when it does."""
        odds: float = getattr(self, name)
        if self.fair or not odds or self.rng.random() >= odds:
            return False
        self.counts[name] += 1
        return True

    def travel(self, ms: float) -> float:
        """Seconds that something takes whose usual time is `ms`: mostly that, sometimes many times as much."""
        usual = ms / 1000 * (0.3 + self.rng.random())
        return usual + self.rng.random() * 3.0 if self.strikes("slow") else usual
