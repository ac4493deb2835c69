"""Playing many seeds in one process."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.node import Node
from tests.simulation.world import FoundError, World

COLLECT_EVERY = 10


@dataclass
class Result:
    """What some seeds came to: the report of each that failed, and what happened in all of them.

    `done` counts, by name, the commands that changed something.
    """

    played: int = 0
    failures: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)


def play(seeds: Iterable[int], trace: bool = False, node: Node | None = None) -> Result:
    """Play these seeds. With `trace` what happens is printed as it happens."""
    result = Result()
    gc.collect()
    gc.freeze()
    try:
        if node is not None:
            _play(seeds, node, trace, result)
        else:
            with Node() as own:
                _play(seeds, own, trace, result)
    finally:
        gc.unfreeze()
    return result


def _play(seeds: Iterable[int], node: Node, trace: bool, result: Result) -> None:
    was_on = gc.isenabled()
    gc.disable()
    try:
        for seed in seeds:
            world = World(seed, node)
            if trace:
                world.tell = _print
            try:
                world.run()
            except FoundError as failure:
                result.failures[seed] = str(failure)
            except Exception as error:
                result.failures[seed] = f"seed {seed}: the simulation itself failed: {error!r}\n" + world.report()
            result.played += 1
            result.counts += _counts(world)
            result.done.update(
                world.ledger.commands[id].name for id in world.oracle.commands if id in world.ledger.commands
            )
            if result.played % COLLECT_EVERY == 0:
                gc.collect()
    finally:
        if was_on:
            gc.enable()


def _counts(world: World) -> Counter[str]:
    counts = Counter(world.weather.counts)
    counts["changes in the logs"] += world.oracle.head
    counts["values judged on the wire"] += world.oracle.told
    counts["refused, then carried out by a slower server"] += world.ledger.overtaken
    return counts


def _print(*what: Any) -> None:
    sys.stdout.write(" ".join(str(each) for each in what) + "\n")
