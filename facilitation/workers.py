"""Several processes on one port: `facilitation serve --workers N`.

The parent holds the socket and starts the workers. One that dies is started again, at first at once and then ever more
slowly, for as long as the parent lives; one that stands still is killed first. A worker whose parent is gone stops.
Uvicorn's supervisor does the rest.
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
from pickle import UnpicklingError
from typing import Any

from uvicorn.supervisors.multiprocess import Multiprocess, Process

from facilitation.config import HostError, Settings
from facilitation.live.metrics import SHARED, forget_who_is_here, share
from facilitation.live.passing import Place
from facilitation.serving import configured, pass_no_signals_on, prepare_process

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 10.0
STEADY_S = 30.0
STOP_SECONDS = 10.0
MOST_SILENT_LOOKS = 20
"""A worker that leaves so many questions in a row unanswered stands still. They are counted, not timed (there are two
in a second): when the parent stood still as well, as after Ctrl-Z, nobody is to blame."""

START_S = 60.0
"""A worker that has never answered by then will not."""

LONGEST_SOCKET = 100
"""The address of a Unix socket has 104 to 108 bytes, depending on the system."""

Died = Callable[[int, int | None], None]


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
        self._number = app.place.number
        self.begun = time.monotonic()
        self.is_up = False
        self._has_answered = False
        self._silent_looks = 0

    def look(self) -> None:
        """Hear what it answered, and ask again. Nothing here waits, so a signal to the parent never does either."""
        self._silent_looks += 1
        with suppress(OSError, EOFError, UnpicklingError):
            while self.parent_conn.poll():
                self.is_up = self.parent_conn.recv() is True
                self._has_answered, self._silent_looks = True, 0
            self.parent_conn.send(b"ping")

    @property
    def stands_still(self) -> bool:
        """Whether it has not answered for too long."""
        if self._has_answered:
            return self._silent_looks > MOST_SILENT_LOOKS
        return self._silent_looks > MOST_SILENT_LOOKS and time.monotonic() - self.begun > START_S

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """What the process does."""
        prepare_process()
        share(self._number)
        pass_no_signals_on()
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

    processes: list[Worker]  # type: ignore[assignment]  # uvicorn's own are never among them

    def __init__(
        self, settings: Settings, pages: Path, sock: socket.socket, when_up: Callable[[], None], when_died: Died
    ) -> None:
        """`when_up` is called once, when all of them answer; `when_died` with the number and exit code of each death.

        Raises:
            HostError: there is no place for the sockets over which the workers hear each other.
        """
        self._when_up: Callable[[], None] | None = when_up
        self._when_died = when_died
        self._waits: dict[int, tuple[float, float]] = {}
        self._directory = _directory_for_sockets()
        count, directory = settings.workers, Path(self._directory.name)
        self._apps = [_App(settings, pages, Place(number, count, directory)) for number in range(count)]
        super().__init__(configured(self._apps[0], factory=True, workers=count), [sock])

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
        for number, worker in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if not worker.process.is_alive():
                self._start_again(number)
                continue
            worker.look()
            if worker.stands_still:
                worker.process.kill()
        if self._when_up is not None and all(worker.is_up for worker in self.processes):
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
            self._when_died(number, died.process.exitcode)
            forget_who_is_here(number, self._apps[number].place.directory)
            wait = FIRST_WAIT_S if now - died.begun > STEADY_S else wait
            self._waits[number] = (wait, now + wait)
        elif now >= due:
            self._waits[number] = (min(wait * 2, LONGEST_WAIT_S), 0.0)
            self.processes[number] = self._started(number)

    def _started(self, number: int) -> Worker:
        worker = Worker(self._apps[number], self.sockets)
        worker.start()
        return worker


def _directory_for_sockets() -> tempfile.TemporaryDirectory[str]:
    """A new directory for this user alone: where TMPDIR says, or in /tmp when its name would be too long for a socket.

    Raises:
        HostError: it cannot be made.
    """
    made = None
    for parent in (None, "/tmp"):
        try:
            made = tempfile.TemporaryDirectory(prefix="speelveld-", dir=parent)
        except OSError as error:
            raise HostError("no-directory", path=parent or tempfile.gettempdir(), why=error.strerror or "") from None
        if len(os.fsencode(made.name)) + len("/00.sock") <= LONGEST_SOCKET:
            break
        made.cleanup()
    assert made is not None
    return made
