"""The server as the host starts it, in a process of its own, which a test can kill."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Self

from facilitation.build import ROOT
from tests.serving import KEY

START_S, GONE_S = 60.0, 15.0


class Served:
    """`facilitation serve` on a port of its own, always the same one, with its sessions in `directory`."""

    def __init__(self, directory: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._directory = directory
        self._process: Process | None = None

    async def start(self) -> None:
        """Start, and wait until it says where it is."""
        settings = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SESSIONS_DIR": str(self._directory),
            "FACILITATION_KEY": KEY,
        }
        command = (sys.executable, "-m", "facilitation", "serve")
        self._process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env={**os.environ, **settings}, stdout=PIPE
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(START_S):
            while line := await self._process.stdout.readline():
                if b"/sign-in?key=" in line:
                    return
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        """SIGKILL: nothing can be finished, saved or said."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)

    async def gone(self) -> int | None:
        """Wait until the process is no more; returns how it ended."""
        if self._process is None:
            return None
        async with asyncio.timeout(GONE_S):
            await self._process.communicate()
        return self._process.returncode

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        await self.gone()
