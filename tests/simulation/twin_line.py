"""The twin of `connection.js`: one line, kept up, checked when it is silent and dialled again after a loss."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from tests.simulation.network import Link
from tests.simulation.twin_outbox import LostError, backoff
from tests.simulation.virtual import Process

ANSWER_S, DOUBT_S, PING_S, QUIET_S, STEADY_S = 8.0, 3.0, 3.0, 8.0, 5.0
GRANT_S, WELCOME_S = (6.0, 8.0, 10.0), 20.0
FINAL = ("protocol-unknown", "session-unknown", "not-signed-in", "removed", "bad-request")
BUSY_ATTEMPT = 3


class Ear(Protocol):
    """Who uses a line."""

    def auth(self) -> dict[str, Any]:
        """The handshake, asked for at every attempt."""
        ...

    def hear(self, event: str, body: Any) -> None:
        """A frame has come."""
        ...

    def line_is(self, state: str) -> None:
        """The line has become something else."""
        ...


class TwinLine:
    """The connection of one page."""

    def __init__(
        self, process: Process, dial: Callable[[Process], Link], ear: Ear, chance: Callable[[], float]
    ) -> None:
        self._process, self._dial_link, self._ear, self._chance = process, dial, ear, chance
        self._now = process.loop.time
        self.state = "connecting"
        self._link: Link | None = None
        self._waiting: list[asyncio.Future[Any]] = []
        self._attempt = self._hung = 0
        self._since = self._heard = self._dialled_at = 0.0
        self._checking = False
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def open(self) -> None:
        """Dial, unless there is a line or it is over."""
        if self._link is None and self.state not in ("refused", "ended"):
            self._dial()

    def check(self) -> None:
        """Make sure that the line is alive."""
        if self.state in ("refused", "ended"):
            return
        if self._link is None:
            self._attempt = 0
            self.open()
        elif self.state == "connected" and not self._checking:
            self._checking = True
            self._process.start(self._ping(self._link))

    async def request(self, event: str, body: Any, seconds: float = ANSWER_S) -> Any:
        """Send and wait for the answer.

        Raises:
            LostError: there was no line, it was lost, or it took too long.
        """
        link = self._link
        if link is None or self.state != "connected":
            raise LostError("offline")
        answer: asyncio.Future[Any] = self._process.loop.create_future()
        self._waiting.append(answer)
        timers = [self._process.later(seconds, _fail, answer, "timeout")]
        if event != "ping":
            timers.append(self._process.later(DOUBT_S, self.check))
        link.emit(event, body, lambda value: _settle(answer, value))
        try:
            value = await answer
            self._heard = self._now()
            return value
        finally:
            self._waiting.remove(answer)
            for timer in timers:
                timer.cancel()

    async def _ping(self, link: Link) -> None:
        try:
            await self.request("ping", None, PING_S)
        except LostError:
            if self._link is link:
                self._attempt = 0
                self._lose()
                self.open()
        finally:
            self._checking = False

    def _dial(self) -> None:
        self._cancel("retry")
        link = self._link = self._dial_link(self._process)
        self._dialled_at = self._now()
        self._hang_up_after(GRANT_S[min(self._hung, 2)], link)
        for event in ("connect", "welcome", "changes", "presence", "bye", "connect_error", "disconnect"):
            link.on(event, lambda body, event=event: self._link is link and self._on(link, event, body))
        link.open(self._ear.auth())

    def _on(self, link: Link, event: str, body: Any) -> None:
        if event == "connect":
            self._hang_up_after(WELCOME_S, link)
        elif event == "welcome":
            self._cancel("welcome")
            self._since, self._hung = self._now(), 0
            self._become("connected")
            self._frame(event, body)
            self._watch(QUIET_S)
        elif event in ("changes", "presence"):
            self._frame(event, body)
        elif event == "bye":
            self._end("ended")
        elif event == "connect_error":
            code = (body.get("data") or {}).get("code", "")
            if code in FINAL:
                self._end("refused")
            else:
                self._attempt = max(self._attempt, BUSY_ATTEMPT) if code else self._attempt
                self._lose()
        else:
            self._lose()

    def _frame(self, event: str, body: Any) -> None:
        self._heard = self._now()
        self._ear.hear(event, body)

    def _hang_up_after(self, seconds: float, link: Link) -> None:
        def hang_up() -> None:
            if self._link is link:
                self._hung += 1
                self._lose()

        self._cancel("welcome")
        self._timers["welcome"] = self._process.later(seconds, hang_up)

    def _watch(self, seconds: float) -> None:
        def look() -> None:
            left = QUIET_S - (self._now() - self._heard)
            if left <= 0:
                self.check()
            if self.state == "connected":
                self._watch(max(left, 0.001) if left > 0 else QUIET_S)

        self._cancel("watch")
        self._timers["watch"] = self._process.later(seconds, look)

    def _end(self, state: str) -> None:
        self._cancel("retry")
        self._drop()
        self._become(state)

    def _lose(self) -> None:
        connected = self.state == "connected"
        if connected and self._now() - self._since >= STEADY_S:
            self._attempt = 0
        self._drop()
        if connected:
            self._become("offline")
        waited = 0.0 if connected else self._now() - self._dialled_at
        wait = max(backoff(self._attempt, self._chance()) - waited, backoff(0, self._chance()))
        self._attempt += 1
        self._cancel("retry")
        self._timers["retry"] = self._process.later(wait, self.open)

    def _drop(self) -> None:
        link, self._link = self._link, None
        self._cancel("welcome")
        self._cancel("watch")
        if link:
            link.close()
        for answer in self._waiting:
            _fail(answer, "lost")

    def _become(self, state: str) -> None:
        if self.state != state:
            self.state = state
            self._ear.line_is(state)

    def _cancel(self, name: str) -> None:
        if name in self._timers:
            self._timers.pop(name).cancel()


def _settle(answer: asyncio.Future[Any], value: Any) -> None:
    if not answer.done():
        answer.set_result(value)


def _fail(answer: asyncio.Future[Any], code: str) -> None:
    if not answer.done():
        answer.set_exception(LostError(code))
