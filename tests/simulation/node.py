"""One Node process with the real JavaScript of the live page in it, for as many runs as there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from tests.simulation.canonical import canonical
from tests.simulation.real_page import RealPage

if TYPE_CHECKING:
    from tests.simulation.phones import Phone
    from tests.simulation.world import World

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "facilitation" / "web" / "live"
REAL_EVERY = 2
"""In one of so many seeds every page is the real one; in the others the real store repeats what the twins took."""

NODE = Path(sys.prefix) / "bin" / "node"


class Node:
    """The process. `modules` is the directory with the modules to try."""

    def __init__(self, modules: Path = MODULES) -> None:
        self._process = subprocess.Popen(
            [NODE, HERE / "driver.mjs", modules], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Node:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def ask(self, **request: Any) -> Any:
        """Send one request and wait for its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(orjson.dumps(request) + b"\n")
        self._process.stdin.flush()
        return orjson.loads(self._process.stdout.readline())

    def takes(self, seed: int) -> bool:
        """Whether the pages of this seed run here."""
        return seed % REAL_EVERY == 0

    def page(self, phone: Phone) -> RealPage:
        """A page on this phone."""
        return RealPage(phone, self)

    def reset(self, seed: int) -> None:
        """A new run begins: no page and no phone of the one before is left."""
        self.ask(op="reset", seed=seed)

    def replay(self, world: World) -> None:
        """Let the real store take what each store of the run took, in that order, and compare everything.

        What differs is told to the world: an answer ("ok" or "gap"), a `seq`, or the SHA-256 of the records at the end.
        """
        frames: dict[int, int] = {}
        bodies: list[Any] = []
        steps: list[list[Any]] = []
        for _, store in world.stores:
            theirs = []
            for kind, frame, asked, resync, _, _ in store.steps:
                if id(frame) not in frames:
                    frames[id(frame)] = len(bodies)
                    bodies.append(frame)
                theirs.append((kind, frames[id(frame)], asked, resync))
            steps.append(theirs)
        replies = self.ask(op="replay", frames=bodies, steps=steps)
        for (name, store), reply in zip(world.stores, replies, strict=True):
            expected = ",".join(f"{answer} {'null' if seq is None else seq}" for *_, answer, seq in store.steps)
            world.weather.counts["steps replayed"] += len(store.steps)
            world.weather.counts["gap"] += expected.count("gap")
            if reply["answers"] != expected:
                world.fail(f"{name}: the JavaScript store says {reply['answers']}, its twin {expected}")
            elif reply["digest"] != canonical(store.records):
                world.fail(f"{name}: the JavaScript store holds another canvas than its twin")
