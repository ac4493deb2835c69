"""The checker can fail: each of these faults is found within a few seeds, which the program itself passes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.simulation.mutants import MUTANTS, Mutant, store_past_a_gap
from tests.simulation.node import REAL_EVERY, Node
from tests.simulation.runs import play
from tests.simulation.world import FoundError, World

SEEDS = range(80)


def first_found(seeds: Iterable[int], node: Node | None = None) -> int | None:
    """The first of these seeds at which something is found."""
    for seed in seeds:
        try:
            World(seed, node).run()
        except FoundError:
            return seed
    return None


def test_the_program_passes_the_seeds_of_the_mutants() -> None:
    result = play(SEEDS)
    assert result.failures == {}
    assert result.played == len(SEEDS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_found(mutant: Mutant) -> None:
    with mutant.put_in():
        found = first_found(SEEDS)
    assert found is not None, f"nobody noticed a program that {mutant.name}"


@pytest.mark.parametrize("first", (0, 1), ids=("in whole pages", "by what its twin took"))
def test_a_javascript_store_that_applies_changes_past_a_gap_is_found(first: int, tmp_path: Path) -> None:
    with Node(store_past_a_gap(tmp_path)) as node:
        seeds = range(first, len(SEEDS), REAL_EVERY)
        assert {node.takes(seed) for seed in seeds} == {first == 0}
        assert first_found(seeds, node) is not None
