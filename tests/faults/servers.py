"""Server processes of their own, which can be killed, stopped, starved of disk and started again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.serving import KEY

ROOT = Path(__file__).parents[2]
START_S, STOP_S = 60.0, 30.0
LASTING_PORTS = range(20_000, 32_000)


class Server:
    """The process; it always comes up on the same port and the same files.

    `settings` are environment variables, as the host would set them. Used as a context it is up inside.
    """

    def __init__(self, directory: Path, **settings: str) -> None:
        self.port = lasting_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = settings.get("DATABASE_URL", f"sqlite:///{directory / 'sessions.db'}")
        self._settings = {
            "SESSIONS_DIR": str(directory),
            "FACILITATION_KEY": KEY,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            **settings,
        }
        self._log = directory / f"stderr-{self.port}"
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.faults.serve_process"),
                cwd=ROOT,
                env={**os.environ, **self._settings},
                stdout=PIPE,
                stderr=errors,
            )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), START_S)
        assert line == b"up\n", f"the server did not come up: {self.log()[-500:]}"

    def log(self) -> str:
        """Everything it wrote on stderr."""
        return self._log.read_text()

    @property
    def pid(self) -> int:
        """The process that runs, or ran last."""
        assert self._process is not None
        return self._process.pid

    def memory(self) -> int:
        """What the process holds in memory now, in bytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    async def kill(self) -> None:
        """SIGKILL: no goodbye and no time to write anything."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def end(self) -> None:
        """See to it that it does not run."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self._process is not None
        self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), STOP_S)


def lasting_port() -> int:
    """A free port that stays free while the server is away.

    The system gives none of these to a connection on its way out; one of the many phones that knock might have it.
    """
    for port in random.sample(LASTING_PORTS, len(LASTING_PORTS)):
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@asynccontextmanager
async def serving_processes(directory: Path, count: int = 1, **settings: str) -> AsyncIterator[list[Server]]:
    """`count` servers over the same sessions, each on its own port; killed at the end, however it ends."""
    servers = [Server(directory, **settings) for _ in range(count)]
    try:
        for server in servers:
            await server.start()
        yield list(servers)
    finally:
        for server in servers:
            await server.end()
