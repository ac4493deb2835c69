"""A database that somebody else holds, and a disk that is full."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults.figures import Figures
from tests.faults.meeting import Meeting
from tests.faults.servers import ROOT, Server, serving_processes
from tests.faults.trial import pause_over, trial

LOCKED_S = 30.0
FULL_S = 5.0
DISK_KIB = 32_768


async def database_locked(directory: Path, rng: Random, runs: int = 1, for_s: float = LOCKED_S) -> Figures:
    """Another process holds SQLite's write lock."""
    figures = Figures(f"database locked {for_s:.0f} s")

    async def fault(here: Meeting) -> None:
        command = (sys.executable, "-m", "tests.faults.hold_lock", str(directory / "sessions.db"))
        holder = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        assert holder.stdin is not None
        assert holder.stdout is not None
        head = int(await holder.stdout.readline())
        await asyncio.sleep(for_s)
        known = max(answer["seq"] for phone in here.phones for answer in phone.acknowledged.values())
        figures.expect(known <= head, "a note was acknowledged while nothing could be written")
        figures.expect(not any(phone.refused for phone in here.phones), "a note was refused for good")
        holder.stdin.close()
        assert await holder.wait() == 0

    async with serving_processes(directory) as servers:
        for _ in range(runs):
            figures.add(await trial(figures.fault, servers, rng, fault, pause_s=pause_over(for_s)))
    return figures


async def disk_full(directory: Path, rng: Random, runs: int = 3, for_s: float = FULL_S) -> Figures:
    """The disk with the sessions on it is full for a while."""
    figures = Figures("disk full")
    async with _disk(directory) as disk, serving_processes(disk) as servers:
        filled = _Ballast(disk) if can_mount() else _SizeLimit(servers[0], disk)
        if not can_mount():
            figures.remarks.append(
                "disk full: only root may mount a small disk; a limit on file sizes was used instead"
            )

        async def fault(here: Meeting) -> None:
            await asyncio.to_thread(filled.fill)
            await asyncio.sleep(for_s)
            waiting = sum(len(phone.outbox) for phone in here.phones)
            figures.expect(waiting > 0, "the disk was not full")
            await asyncio.to_thread(filled.free)

        for _ in range(runs):
            figures.add(await trial(figures.fault, servers, rng, fault, phones=15))
    return figures


@asynccontextmanager
async def _disk(directory: Path) -> AsyncIterator[Path]:
    """A small file system of its own, where that is allowed; with room for a write-ahead log, which grows to 4 MiB."""
    disk = directory / "disk"
    await asyncio.to_thread(disk.mkdir)
    if not can_mount():
        yield disk
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "speelveld-faults", str(disk)]
    await asyncio.to_thread(subprocess.run, command, check=True)
    try:
        yield disk
    finally:
        await asyncio.to_thread(subprocess.run, ["umount", str(disk)], check=True)


def can_mount() -> bool:
    """Whether this user may make a file system."""
    return os.geteuid() == 0


class _Ballast:
    """A file that takes all the room that is left."""

    def __init__(self, disk: Path) -> None:
        self._file = disk / "ballast"

    def fill(self) -> None:
        with self._file.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4_096)):
                pass

    def free(self) -> None:
        self._file.unlink()


class _SizeLimit:
    """No file of the server's may grow beyond what it is."""

    def __init__(self, server: Server, disk: Path) -> None:
        self._pid = server.pid
        self._files = disk
        self._before = resource.prlimit(self._pid, resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        largest = max(path.stat().st_size for path in self._files.iterdir())
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (largest, self._before[1]))

    def free(self) -> None:
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, self._before)
