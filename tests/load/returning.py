"""A phone that comes back by itself and sends again what was not answered, as `connection.js` and `outbox.js` do.

It waits exactly as long as they do: the numbers are read out of them.

phone = ReturningPhone(url, seat.auth(), seat.cookie)
await phone.open()                                   # is there, and stays there until `close`
answer = await phone.say("note.add", {…})            # the final answer, however often the line was lost meanwhile
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from typing import Any, ClassVar

from tests.load.board import Board
from tests.load.client import backoff, many_seconds, number, seconds
from tests.load.phones import Ack, LostError, Message, Phone, Reader, RefusedError, Source, new_id

GRANT_S = many_seconds("connection.js", "GRANT_MS")
ANSWER_S, DOUBT_S, PING_S, STEADY_S, QUIET_S, WELCOME_S = (
    seconds("connection.js", f"{name}_MS") for name in ("ANSWER", "DOUBT", "PING", "STEADY", "QUIET", "WELCOME")
)
BUSY_ATTEMPT = number("connection.js", "BUSY_ATTEMPT")
FINAL = frozenset({"protocol-unknown", "session-unknown", "not-signed-in", "removed", "bad-request"})


@dataclass(eq=False, slots=True)
class _Item:
    id: str
    name: str
    args: dict[str, Any]
    answer: asyncio.Future[Ack]


class EndedError(Exception):
    """This phone will not come back; `code` says why: that of a `bye` or of a refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReturningPhone:
    """One seat (or any other role) for as long as a test needs it. Of several addresses each attempt takes the next.

    `acknowledged` are the commands that were carried out, by id; `refused` those that never will be; `outbox` what
    waits, oldest first. `board` is carried on over all connections; `welcomes` and `losses` count them. `welcomed_at`
    and `lost_at` are the event loop's time of the last of each, and `due` when the last attempt was to be made: on a
    busy machine it is made later.
    """

    line_type: ClassVar[type[Phone]] = Phone
    """What is on the line."""

    def __init__(
        self, url: str | Iterator[str], auth: dict[str, Any], cookie: str = "", *, source: Source = None, **options: Any
    ) -> None:
        """Options: `bearer`, `reader`, `hear`, `rng` (a `random.Random`), `keep` (False: count, keep no records)."""
        self.cookie = cookie
        self._urls = repeat(url) if isinstance(url, str) else url
        self.board = Board(keep=options.get("keep", True))
        self.acknowledged: dict[str, Ack] = {}
        self.refused: dict[str, Ack] = {}
        self.outbox: list[_Item] = []
        self.line: Phone | None = None
        self.ended: str | None = None
        self.welcomes = self.losses = self.attempts = 0
        self.welcomed_at = self.lost_at = self.due = 0.0
        self.news = asyncio.Condition()
        self._auth, self._source = auth, source
        self._bearer: str = options.get("bearer", "")
        self._reader: Reader = options.get("reader") or Reader()
        self._hear = options.get("hear")
        self._rng: random.Random = options.get("rng") or random.Random()
        self._hung = self._attempt = 0
        self._at_once = False
        self._heard_at = 0.0
        self._filled = asyncio.Event()
        self._staying: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether the line is there, as far as this phone knows."""
        return self.line is not None and self.line.connected

    async def open(self) -> None:
        """Be there from now on; returns at the first welcome.

        Raises:
            EndedError: the phone is not let in.
        """
        self._staying = asyncio.create_task(self._stay())
        async with self.news:
            await self.news.wait_for(lambda: self.welcomes > 0 or self.ended is not None)
        if self.ended is not None:
            raise EndedError(self.ended)

    async def close(self) -> None:
        """Hang up, and stay away."""
        if self._staying is not None:
            self._staying.cancel()
            with suppress(asyncio.CancelledError):
                await self._staying
        for item in self.outbox:
            item.answer.cancel()

    def say(self, name: str, args: dict[str, Any] | None = None, id: str | None = None) -> asyncio.Future[Ack]:
        """Put a command in the outbox; what is returned becomes its final answer, carried out or refused."""
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        if self.ended is not None:
            answer.set_exception(EndedError(self.ended))
            return answer
        self.outbox.append(_Item(id or new_id(), name, args or {}, answer))
        self._filled.set()
        return answer

    async def reached(self, seq: int) -> None:
        """Wait until the board holds every change up to `seq`."""
        async with self.news:
            await self.news.wait_for(lambda: (self.board.seq or 0) >= seq)

    # --- staying there ---

    async def _stay(self) -> None:
        try:
            while self.ended is None:
                began, welcomes = asyncio.get_running_loop().time(), self.welcomes
                await self._one_line()
                if self.ended is None:
                    waited = asyncio.get_running_loop().time() - began if self.welcomes == welcomes else 0.0
                    await self._pause(waited)
        finally:
            if self.line is not None:
                self.line.close()

    async def _pause(self, waited: float) -> None:
        """Wait before the next attempt; what the last one took to fail counts, and a dead line is replaced at once."""
        if self._at_once:
            self._at_once, self._attempt = False, 1
            self.due = asyncio.get_running_loop().time()
            return
        wait = max(backoff(self._attempt, self._rng.random()) - waited, backoff(0, self._rng.random()))
        self._attempt += 1
        self.due = asyncio.get_running_loop().time() + wait
        # The very wait that is promised to the server.
        await asyncio.sleep(wait)

    async def _dialled(self) -> Phone | None:
        """A new line with its welcome, if it comes to that."""
        self.attempts += 1
        loop = asyncio.get_running_loop()
        auth = {**self._auth, "since": self.board.seq}
        options = {"bearer": self._bearer, "board": self.board, "reader": self._reader, "hear": self._heard}
        try:
            async with asyncio.timeout(GRANT_S[min(self._hung, len(GRANT_S) - 1)]) as patience:
                options["granted"] = lambda: patience.reschedule(loop.time() + WELCOME_S)
                line = await self.line_type.connect(
                    next(self._urls), auth, self.cookie, source=self._source, patience=None, **options
                )
        except RefusedError as error:
            await self._not_let_in(error.code)
            return None
        except TimeoutError:
            self._hung += 1
            return None
        except (LostError, OSError):
            return None
        return line

    async def _one_line(self) -> None:
        """Dial, and when there is a line, stay on it until it is lost."""
        loop = asyncio.get_running_loop()
        line = await self._dialled()
        if line is None:
            return
        self.line, self._hung, self.welcomed_at = line, 0, loop.time()
        self.welcomes += 1
        await self._tell()
        tasks = [asyncio.create_task(self._send_all(line)), asyncio.create_task(self._watch(line))]
        try:
            await line.ended()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self.losses += 1
        self.lost_at = loop.time()
        if self.lost_at - self.welcomed_at >= STEADY_S:
            self._attempt = 0
        if line.bye is not None:
            await self._end(line.bye)

    async def _watch(self, line: Phone) -> None:
        """Make sure of a line that has said nothing for a while."""
        loop = asyncio.get_running_loop()
        while True:
            left = self._heard_at + QUIET_S - loop.time()
            if left > 0:
                await asyncio.sleep(left)  # what is waited for is that nothing comes
            else:
                await self._make_sure(line)

    async def _make_sure(self, line: Phone) -> None:
        """Ping; without an answer the line is dead, and the next one is dialled at once."""
        alive, _ = await asyncio.wait([line.ping()], timeout=PING_S)
        if not alive:
            self._at_once = True
            line.abort()
        self._heard_at = asyncio.get_running_loop().time()

    async def _not_let_in(self, code: str) -> None:
        if code in FINAL:
            await self._end(code)
        elif not code.startswith("http-"):
            self._attempt = max(self._attempt, BUSY_ATTEMPT)

    async def _end(self, code: str) -> None:
        self.ended = code
        waiting, self.outbox = self.outbox, []
        for item in waiting:
            if not item.answer.done():
                item.answer.set_exception(EndedError(code))
        await self._tell()

    # --- what is heard and said ---

    def _heard(self, message: Message) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        if self._hear is not None:
            self._hear(message)
        if message.event in ("changes", "welcome"):
            asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def _send_all(self, line: Phone) -> None:
        """The outbox, in order, one at a time, each until its final answer."""
        attempt = 0
        while True:
            while not self.outbox:
                self._filled.clear()
                await self._filled.wait()
            item = self.outbox[0]
            try:
                answer = await self._deliver(line, item)
            except LostError:
                return
            if answer is not None and (answer.get("ok") or not answer.get("retry")):
                attempt = 0
                self._settle(item, answer)
                continue
            await asyncio.sleep(backoff(attempt, self._rng.random()))  # the wait that protocol 3.3 asks for
            attempt += 1

    async def _deliver(self, line: Phone, item: _Item) -> Ack | None:
        """The answer to one try, or None when there was none; a line that answers nothing at all is cut off."""
        answer = line.command(item.name, item.args, item.id)
        done, _ = await asyncio.wait([answer], timeout=DOUBT_S)
        if not done:
            await asyncio.wait([asyncio.ensure_future(self._make_sure(line)), answer], timeout=ANSWER_S - DOUBT_S)
        if not answer.done():
            return None
        self._heard_at = asyncio.get_running_loop().time()
        return answer.result()

    def _settle(self, item: _Item, answer: Ack) -> None:
        self.outbox.remove(item)
        (self.acknowledged if answer["ok"] else self.refused)[item.id] = answer
        if not item.answer.done():
            item.answer.set_result(answer)
