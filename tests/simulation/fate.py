"""What goes wrong, and when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.phones import Phone
    from tests.simulation.workers import Worker
    from tests.simulation.world import World


async def fate(world: World, seconds: float) -> None:
    """Let things go wrong for so many seconds."""
    rng, weather = world.weather.rng, world.weather
    end = world.loop.time() + seconds
    while not world.problems:
        await asyncio.sleep(rng.expovariate(1 / weather.every))
        if world.loop.time() > end:
            return
        strike(world)


def strike(world: World) -> None:
    """One misfortune."""
    rng = world.weather.rng
    roll = rng.random()
    phone, worker = rng.choice(world.phones), rng.choice(world.workers)
    if roll < 0.30:
        _cut(world, phone)
    elif roll < 0.40:
        _kill(world, worker)
    elif roll < 0.50:
        # Between any two effects of what it does next: a commit, an answer, a batch, a hint.
        worker.process.fuse = rng.randint(1, 12)
        world.trace(f"{worker.process.name} will die in {worker.process.fuse} effects")
    elif roll < 0.58:
        worker.clock.skew += rng.choice((-90_000, -2_000, 5_000, 300_000))
        _count(world, "clock jump", worker.process.name)
    elif roll < 0.75:
        _reload(world, phone)
    elif roll < 0.85:
        phone.move()
        _cut(world, phone)
    elif roll < 0.93:
        _stall(world, phone)
    elif phone.page is not None and not phone.away:
        _count(world, "wake", phone.name)
        phone.page.wake()


def _count(world: World, what: str, whom: str) -> None:
    world.weather.counts[what] += 1
    world.trace(f"{what}: {whom}")


def _open_links(world: World, phone: Phone) -> list:
    return [link for link in world.links if link.phone is phone and not link.closed]


def _cut(world: World, phone: Phone) -> None:
    for link in _open_links(world, phone):
        _count(world, "line fault", phone.name)
        link.cut()


def _kill(world: World, worker: Worker) -> None:
    if worker.alive:
        _count(world, "kill", worker.process.name)
        worker.kill()


def _reload(world: World, phone: Phone) -> None:
    if phone.page is None or phone.away:
        return
    _count(world, "reload", phone.name)
    phone.leave()
    gone_for = world.weather.rng.choice((0.1, 0.5, 5.0, 12.0))

    def back() -> None:
        if phone.away and not world.over:
            phone.begin()

    world.loop.call_later(gone_for, back)


def _stall(world: World, phone: Phone) -> None:
    for link in _open_links(world, phone):
        _count(world, "stall", phone.name)
        link.stall()
        world.loop.call_later(0.5 + world.weather.rng.random() * 6.0, link.flow)
