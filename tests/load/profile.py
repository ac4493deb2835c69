"""Where the server's time goes under load: py-spy on it while a crowd joins, and while notes come in.

`make profile` writes for each scene the stacks (`*.raw`, for https://www.speedscope.app or flamegraph.pl) and prints
the functions in which most samples were: themselves, and with what they called.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from tests.load.crowd import Crowd
from tests.load.processes import allow_many_files, cores, serving, stay_on
from tests.load.rate import Run
from tests.load.servers import KEY

SAMPLES_A_SECOND = 100
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Scene:
    """Phones, and notes a second for so long; 0 for their coming in alone."""

    name: str
    phones: int
    rate: float
    seconds: float


SCENES = (
    Scene("join-1000", 1_000, 0, 0),
    Scene("1000-at-50", 1_000, 50, 10),
    Scene("30-at-3000", 30, 3_000, 8),
)


@asynccontextmanager
async def recorded(pid: int, file: Path) -> AsyncIterator[None]:
    """py-spy on this process meanwhile."""
    spy = str(Path(sys.executable).parent / "py-spy")
    # It looks without stopping the server: some samples are lost, and what is measured meanwhile stays true.
    options = ("--nonblocking", "--format", "raw", "--rate", str(SAMPLES_A_SECOND), "--duration", "unlimited")
    process = await asyncio.create_subprocess_exec(
        spy, "record", "--pid", str(pid), "--output", str(file), *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = await process.stdout.readline()
    while said and b"Sampling" not in said:
        said = await process.stdout.readline()
    try:
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        rest = await process.stdout.read()
        if await process.wait():
            raise RuntimeError(f"py-spy recorded nothing: {rest.decode()}")


async def play(scene: Scene, directory: Path) -> str:
    """One scene on a server of its own; what to print about it."""
    file = directory / f"{scene.name}.raw"
    with tempfile.TemporaryDirectory() as sessions:
        async with serving("ours", Path(sessions)) as (url, pid):
            crowd = Crowd(url, KEY)
            await crowd.begin()
            if not scene.rate:
                async with recorded(pid, file):
                    coming = await crowd.arrive(scene.phones)
                heading = (
                    f"{scene.name}: all joined in {coming.joined_s:.2f} s, held the board in {coming.held_s:.2f} s"
                )
            else:
                await crowd.arrive(scene.phones)
                async with recorded(pid, file):
                    figures = await Run(crowd, pid, scene.rate, scene.seconds).measure()
                batch = figures.acked / max(1, figures.frames)
                heading = (
                    f"{scene.name}: p50 {figures.screen.p50} ms, p99 {figures.screen.p99} ms, lost {figures.lost}, "
                    f"{figures.cpu_s_per_million:.1f} CPU s / M, server {figures.server_busy:.0%} busy, "
                    f"generator {figures.generator_busy:.0%}, {batch:.1f} notes a frame"
                )
            await crowd.leave()
    return f"=== {heading}\n{top(file)}\n"


def top(file: Path) -> str:
    """The functions with most samples, themselves and with what they called."""
    own: Counter[str] = Counter()
    within: Counter[str] = Counter()
    total = 0
    for line in file.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        frames = [re.sub(r":\d+\)$", ")", frame) for frame in stack.split(";")]
        total += int(count)
        own[frames[-1]] += int(count)
        within.update({frame: int(count) for frame in set(frames)})
    lines = [f"{total} samples in {file.name}", f"{'self':>7}  function"]
    lines += [f"{count / total:>7.1%}  {frame}" for frame, count in own.most_common(SHOWN)]
    lines += [f"{'total':>7}  function"]
    lines += [f"{count / total:>7.1%}  {frame}" for frame, count in within.most_common(SHOWN * 2)]
    return "\n".join(lines)


async def run(scenes: list[Scene], directory: Path) -> None:
    for scene in scenes:
        sys.stdout.write(await play(scene, directory) + "\n")
        sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [scene.name for scene in SCENES]
    parser.add_argument("scenes", nargs="*", help=f"some of {', '.join(names)}; all of them when none is named")
    parser.add_argument("--into", type=Path, help="the directory for the stacks; a new one otherwise")
    chosen = parser.parse_args()
    if unknown := set(chosen.scenes) - set(names):
        parser.error(f"no such scene: {', '.join(sorted(unknown))}")
    into = chosen.into or Path(tempfile.mkdtemp(prefix="speelveld-profile-"))
    into.mkdir(parents=True, exist_ok=True)
    allow_many_files()
    stay_on(cores()[1])
    uvloop.run(run([scene for scene in SCENES if scene.name in (chosen.scenes or names)], into))
    sys.stdout.write(f"the stacks are in {into}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
