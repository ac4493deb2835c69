"""Processes: which processor they stay on, what they have used, and starting and ending them."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S = 60.0
STOP_S = 20.0
_ALLOWED = os.sched_getaffinity(0)
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") / 1024


def cores() -> tuple[int | None, int | None]:
    """A processor for the server and another for whoever loads it; None when there are not two."""
    free = sorted(_ALLOWED)
    return (free[0], free[1]) if len(free) > 1 else (None, None)


def stay_on(core: int | None) -> None:
    """Keep this process, with all its threads to come, on one processor."""
    if core is not None:
        os.sched_setaffinity(0, {core})


def allow_many_files() -> None:
    """As many open files, and so connections, as the system lets this process have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def cpu_seconds(pid: int) -> float:
    """What a process has used so far, user and system together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def machine_seconds() -> float:
    """What all processes together have used so far of the two processors, the kernel's own work included."""
    ours = {f"cpu{core}" for core in cores() if core is not None} or {"cpu"}
    lines = [line.split() for line in Path("/proc/stat").read_text().splitlines() if line.startswith("cpu")]
    # user, nice and system, interrupts, and what other machines on the same metal took; not idle, not waiting.
    used = [sum(int(fields[index]) for index in (1, 2, 3, 6, 7, 8)) for fields in lines if fields[0] in ours]
    return sum(used) / _TICKS


def resident_kib(pid: int) -> float:
    """The memory that a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_KIB


@asynccontextmanager
async def started(module: str, *arguments: str, limit: int = 2**24) -> AsyncIterator[asyncio.subprocess.Process]:
    """A module as a process with its stdout piped; ended on the way out."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE, limit=limit
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_S)
            except TimeoutError:
                process.kill()
                await process.wait()


@asynccontextmanager
async def serving(kind: str, directory: Path) -> AsyncIterator[tuple[str, int]]:
    """A server of this kind on its processor: its address and its process id."""
    core = cores()[0]
    pinned = () if core is None else ("--core", str(core))
    async with started("tests.load.servers", kind, str(directory), *pinned) as process:
        assert process.stdout is not None
        port = await asyncio.wait_for(process.stdout.readline(), START_S)
        if not port:
            raise RuntimeError(f"the server {kind} did not come up")
        yield f"http://127.0.0.1:{int(port)}", process.pid
