"""Virtual time: an event loop whose clock jumps to the next timer, and processes that can die on it.

Nothing here reads a clock, opens anything or starts a thread, so what happens is a function of the seed alone.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from typing import Any

CURRENT: contextvars.ContextVar[Process | None] = contextvars.ContextVar("process", default=None)
"""The process in which the code at hand runs."""


class Process:
    """One program of the simulation: a server, or a page in a browser.

    Everything it started runs in its context, and stops with it. A process may carry a fuse: it dies at that many
    of its own effects (a line to the network, a request to the database) from now. What the code at hand still does
    after that reaches nobody, so a death between any two effects is a death between any two lines.
    """

    def __init__(self, loop: VirtualLoop, name: str) -> None:
        self.loop = loop
        self.name = name
        self.alive = True
        self.fuse: int | None = None
        self.died: Callable[[], None] | None = None
        self.context = contextvars.Context()
        self.context.run(CURRENT.set, self)

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` as a task of this process."""
        return self.loop.create_task(work, context=self.context)

    def later(self, seconds: float, call: Callable[..., None], *args: Any) -> asyncio.TimerHandle:
        """Call `call(*args)` in this process after `seconds`."""
        return self.loop.call_later(seconds, call, *args, context=self.context)

    def burns(self) -> bool:
        """Another effect is about to happen: whether this process still lives to see it."""
        if self.alive and self.fuse is not None:
            self.fuse -= 1
            if self.fuse <= 0:
                self.kill()
        return self.alive

    def kill(self) -> None:
        """End it here and now."""
        if not self.alive:
            return
        self.alive = False
        self.loop.forget(self)
        if self.died:
            contextvars.Context().run(self.died)  # what comes of it is nothing that this process does


class VirtualLoop(asyncio.BaseEventLoop):
    """An event loop of its own time, which starts at 0 and costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._clock_resolution = 1e-9
        self._selector = self
        self.set_debug(False)

    def time(self) -> float:
        """Seconds since the beginning."""
        return self._now

    def select(self, timeout: float | None) -> list[Any]:
        """Nothing ever comes from outside: go on to the next timer.

        Raises:
            RuntimeError: everybody waits for somebody else.
        """
        if timeout is None:
            raise RuntimeError("everybody waits for somebody else")
        if timeout > 0:
            self._now = max(self._now, self._scheduled[0].when())
        return []

    def call_soon(
        self, callback: Callable[..., Any], *args: Any, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        """As every loop does, but what a dead process asks for does not happen."""
        handle = asyncio.Handle(callback, args, self, context)
        process = handle._context.get(CURRENT)
        if process is not None and not process.alive:
            handle.cancel()
        else:
            self._ready.append(handle)
        return handle

    def call_at(
        self, when: float, callback: Callable[..., Any], *args: Any, context: contextvars.Context | None = None
    ) -> asyncio.TimerHandle:
        """As every loop does, but what is asked for a dead process does not happen."""
        handle = super().call_at(when, callback, *args, context=context)
        process = handle._context.get(CURRENT)
        if process is not None and not process.alive:
            handle.cancel()
        return handle

    def forget(self, process: Process) -> None:
        """Take back everything that this process was about to do."""
        for handle in [*self._ready, *self._scheduled]:
            if not handle.cancelled() and handle._context.get(CURRENT) is process:
                handle.cancel()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """There is nobody to wake: everything happens on this thread."""


def finish(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("this was not to wait for anything")
