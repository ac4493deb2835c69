"""The benchmark's own instruments: what is lost is counted as lost, and what is slow is told as slow."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from tests.load.crowd import Crowd
from tests.load.figures import Figures, times_of
from tests.load.rate import Run
from tests.load.report import ending, missing, verdicts
from tests.load.samples import NOTE_BYTES, NOTES, changes, packet
from tests.load.search import largest, too_much
from tests.serving import KEY, serving

PHONES, RATE, SECONDS = 5, 40, 1.0


async def measured(directory: Path, disturb: bool = False) -> tuple[Figures, Crowd]:
    async with serving(directory) as house:
        crowd = Crowd(house.url, KEY)
        await crowd.begin()
        coming = await crowd.arrive(PHONES)
        assert 0 < coming.joined_s <= coming.held_s
        run = Run(crowd, os.getpid(), RATE, SECONDS, give_up=True)
        if disturb:
            asyncio.get_running_loop().call_later(SECONDS / 2, crowd.phones[0].abort)
        figures = await run.measure()
        await crowd.leave()
        return figures, crowd


async def test_every_note_is_counted_once_for_every_phone(tmp_path: Path) -> None:
    figures, _ = await measured(tmp_path)
    assert (figures.sent, figures.acked, figures.delivered) == (40, 40, 40 * PHONES)
    assert figures.whole and missing({"lost": 0, "refused": 0, "unanswered": 0, "cut": figures.cut}) == 0
    assert figures.screen.p50 is not None and figures.ack.p50 is not None
    assert 0 < figures.screen.p50 < 1_000
    assert figures.cpu_s > 0 and figures.generator_busy > 0
    frame = len(packet("changes", changes(NOTES, "n" * 22, "x" * NOTE_BYTES)))
    assert figures.bytes_per_note == pytest.approx(frame, rel=0.25), "the references send frames of our size"


async def test_a_phone_that_was_cut_off_is_not_overlooked(tmp_path: Path) -> None:
    figures, _ = await measured(tmp_path, disturb=True)
    assert figures.cut == 1
    assert figures.lost > 0
    assert not figures.whole and not figures.holds(10_000, 10)


@pytest.mark.parametrize("limit", [3.0, 20.0, 790.0, 6_100.0])
async def test_the_search_finds_the_limit_to_a_tenth(limit: float) -> None:
    tried: list[float] = []

    async def holds(rate: float) -> bool:
        tried.append(rate)
        return rate <= limit

    found = await largest(await too_much(16, holds), holds)
    assert limit / 1.1 <= found <= limit
    assert len(tried) < 40


async def test_a_mistaken_glance_is_no_limit() -> None:
    async def holds(rate: float) -> bool:
        return rate <= 100

    assert 100 / 1.1 <= await largest(64, holds) <= 100


async def test_a_failure_by_chance_gets_a_second_chance() -> None:
    calls = 0

    async def holds(rate: float) -> bool:
        nonlocal calls
        calls += 1
        return rate <= 100 and calls % 2 == 0

    assert await largest(await too_much(16, holds), holds) > 90


def test_percentiles_are_those_of_the_delays() -> None:
    times = times_of([number / 1000 for number in range(1, 101)])
    assert times.p50 == pytest.approx(50, abs=0.2)
    assert times.p95 == pytest.approx(95, abs=0.2)
    assert times.p99 == pytest.approx(99, abs=0.2)
    assert times_of([]).p50 is None


def test_a_promise_that_is_not_kept_fails_and_one_that_was_not_measured_does_neither() -> None:
    ours = {"came": {"held_s": 4.5}, "largest": 700.0, "rates": []}
    kept = {promise: kept for promise, _, kept in verdicts({"ours": {"1000": ours}})}
    assert kept["1,000 phones joined and held the board within 4 s"] is False
    assert kept["1,000 phones: at least 500 notes/s hold"] is True
    assert kept["30 phones: at least 6,000 notes/s hold"] is None


def test_a_quarter_is_promised_of_emit_as_it_comes_and_the_other_stands_beside_it() -> None:
    costs = {"ours": 10.0, "bare": 10.0, "emit": 50.0, "emit-lean": 25.0}
    results = {kind: {"1000": {"rates": [_at_10(cost)]}} for kind, cost in costs.items()}
    kept = {promise: (value, kept) for promise, value, kept in verdicts(results)}
    assert kept["1,000 phones, 10 notes/s: CPU ≤ 0.25 × emit"] == ("0.20 ×", True)
    assert kept["1,000 phones, 10 notes/s: CPU beside emit-lean"] == ("0.40 ×", None)
    assert "ours 1.00 × bare, 0.20 × emit, 0.40 × emit-lean; bare 0.20 × emit, 0.40 × emit-lean" in ending(results)
    dear = {**results, "ours": {"1000": {"rates": [_at_10(20.0)]}}}
    assert {promise: kept for promise, _, kept in verdicts(dear)}[
        "1,000 phones, 10 notes/s: CPU ≤ 0.25 × emit"
    ] is False


def _at_10(cost: float) -> dict[str, Any]:
    whole = dict.fromkeys(("lost", "refused", "unanswered", "cut"), 0)
    return {"rate": 10, "cpu_s_per_million": cost, "screen": {"p99": 5.0}, **whole}
