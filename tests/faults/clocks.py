"""Devices whose clock is five minutes off, or is put right while they look: what they take for the server's time."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.checker import check
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import ROOT, serving_processes

NODE = Path(sys.prefix) / "bin" / "node"
OFF_MS = 300_000
AGREE_MS = 250
PHONES = 4
READING_S = 20.0

CLOCKS = {
    "right": (0, 0),
    "five minutes behind": (OFF_MS, 0),
    "five minutes ahead": (-OFF_MS, 0),
    "behind, then put right": (OFF_MS, OFF_MS),
    "ahead, then put right": (-OFF_MS, -OFF_MS),
}
"""How far the clock is behind, and how far it is turned ahead halfway, in ms."""


async def clock_off(directory: Path, rng: Random) -> Figures:
    """The page's own store under Node, which reads the clock of this machine, as the server does."""
    figures = Figures("clock five minutes off")
    async with serving_processes(directory) as servers, meeting(servers[0].url, rng, PHONES) as here:
        errors: dict[str, float] = {}
        for name, (behind, turned) in CLOCKS.items():
            told = json.dumps(
                {
                    "url": servers[0].url,
                    "cookie": here.cookie,
                    "auth": here.auth("screen"),
                    "behind": behind,
                    "turned": turned,
                }
            )
            page = await asyncio.create_subprocess_exec(
                *(str(NODE), "tests/faults/clock.mjs", told), cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
            async with asyncio.timeout(READING_S):
                errors[name] = await _error(page, here)
        spread = max(errors.values()) - min(errors.values())
        figures.remarks.append("clocks: " + ", ".join(f"{name} {error:+.0f} ms" for name, error in errors.items()))
        worst = max(abs(error) for error in errors.values())
        figures.expect(worst <= AGREE_MS and spread <= AGREE_MS, f"clocks differ by {max(worst, spread):.0f} ms")
        figures.add(await check(figures.fault, here, servers, asyncio.get_running_loop().time()))
    return figures


async def _error(page: Process, here: Meeting) -> float:
    """How far this page's idea of the time is off in the end."""
    assert page.stdin is not None
    await _read(page, 1)
    await _read(page, await _change(here))
    page.stdin.write(b"turn\n")
    await _change(here)
    told = await _read(page, await _change(here))
    page.stdin.close()
    await page.wait()
    return float(told["error"])


async def _change(here: Meeting) -> int:
    """One more note; returns the `seq` up to which it goes."""
    phone = here.chance.choice(here.phones)
    here.write(phone)
    await phone.until(lambda: phone.has_said_everything)
    return max(int(answer["seq"]) for answer in phone.acknowledged.values())


async def _read(page: Process, seq: int) -> dict[str, Any]:
    """What it says when it has come to `seq`."""
    assert page.stdout is not None
    while True:
        told: dict[str, Any] = json.loads(await page.stdout.readline())
        if (told["seq"] or 0) >= seq:
            return told
