"""Several processes on one port: `facilitation serve --workers N`.

The parent holds the socket and starts the workers. One that dies is started again, at first at once and then ever more
slowly, for as long as the parent lives; a worker whose parent is gone stops. Uvicorn's supervisor does the rest.
"""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prometheus_client.multiprocess import mark_process_dead
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from facilitation.config import Settings
from facilitation.live.metrics import SHARED
from facilitation.live.passing import Place
from facilitation.serving import configured, prepare_process

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 10.0
STEADY_S = 30.0
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _App:
    """Makes the app in the worker's own process."""

    settings: Settings
    pages: Path
    place: Place

    def __call__(self) -> Any:
        from facilitation.wiring import build

        return build(self.settings, self.pages, self.place)


class Worker(Process):
    """One of the processes."""

    def __init__(self, app: _App, sockets: list[socket.socket]) -> None:
        super().__init__(configured(app, factory=True), sockets)
        self.begun = time.monotonic()

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """What the process does."""
        prepare_process()
        # Uvicorn stops cleanly at a signal and then passes it on to whoever had it before: that is nobody.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self.parent_conn.close()  # or the parent's end would still be open when the parent is gone
        _ = self.server  # made here, lest the thread that answers the parent makes another
        super().target(sockets)

    def always_pong(self) -> None:
        """Answer the parent; when there is none any more, stop."""
        with suppress(EOFError, OSError):
            super().always_pong()
        os.kill(os.getpid(), signal.SIGTERM)


class Workers(Multiprocess):
    """The parent of `settings.workers` processes. `run` returns after SIGINT or SIGTERM, when all have stopped."""

    def __init__(self, settings: Settings, pages: Path, sock: socket.socket, when_up: Callable[[], None]) -> None:
        """`when_up` is called once, when all of them answer."""
        self._when_up: Callable[[], None] | None = when_up
        self._waits: dict[int, tuple[float, float]] = {}
        self._directory = tempfile.TemporaryDirectory(prefix="speelveld-")
        places = (Place(number, settings.workers, Path(self._directory.name)) for number in range(settings.workers))
        self._apps = [_App(settings, pages, place) for place in places]
        super().__init__(configured(self._apps[0], factory=True, workers=settings.workers), [sock])

    def run(self) -> None:
        """Start all, keep them alive, and stop all at a signal."""
        with self._directory as directory:
            # Of a directory in which everybody's numbers are, the one that is asked for them answers for all.
            os.environ[SHARED] = directory
            super().run()

    def init_processes(self) -> None:
        """Start all."""
        self.processes = [self._started(number) for number in range(len(self._apps))]

    def keep_subprocess_alive(self) -> None:
        """Start again who has died."""
        for number, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if not process.process.is_alive():
                self._start_again(number)
        if self._when_up is not None and all(process.is_ready(timeout=1) for process in self.processes):
            self._when_up()
            self._when_up = None

    def join_all(self) -> None:
        """Wait until all have stopped; who does not is killed."""
        until = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            process.process.join(max(0.0, until - time.monotonic()))
            if process.process.is_alive():
                process.process.kill()
                process.process.join()

    def handle_hup(self) -> None:
        """There is nothing to read again; without this, the signal would make workers that have no place."""

    handle_ttin = handle_ttou = handle_hup

    def _start_again(self, number: int) -> None:
        now, died = time.monotonic(), self.processes[number]
        wait, due = self._waits.get(number, (FIRST_WAIT_S, 0.0))
        if not due:
            wait = FIRST_WAIT_S if now - getattr(died, "begun", now) > STEADY_S else wait
            self._waits[number] = (wait, now + wait)
        elif now >= due:
            with suppress(FileNotFoundError):
                mark_process_dead(died.process.pid)  # type: ignore[no-untyped-call]
            self._waits[number] = (min(wait * 2, LONGEST_WAIT_S), 0.0)
            self.processes[number] = self._started(number)

    def _started(self, number: int) -> Worker:
        worker = Worker(self._apps[number], self.sockets)
        worker.start()
        return worker
