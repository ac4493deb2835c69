"""A phone, laptop or projector that knows since when it has been whole, and every text that ever reached it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, ClassVar

from tests.audience import LEAD
from tests.faults.canonical import Record
from tests.load.phones import Message, Phone, new_id
from tests.load.returning import ReturningPhone

CANARY = re.compile(r"kanarie-\d+-\w+")


class _Wire(Phone):
    """A line of which every message is looked at as it came, acknowledgements and refusals too."""

    def __init__(self, url: str, auth: dict[str, Any], cookie: str = "", **options: Any) -> None:
        super().__init__(url, auth, cookie, **options)
        hear = self.hear
        self._device: Device | None = getattr(hear, "__self__", None)

    def message(self, payload: bytes) -> None:
        if self._device is not None and b"kanarie" in payload:
            self._device.hear_text(payload.decode())
        super().message(payload)

    async def resync(self) -> None:
        await super().resync()
        if self._device is not None:
            self._device.moved()


class Device(ReturningPhone):
    """One device of one participant, or of somebody who watches (`participant` is None then).

    `eyes` is as whom it sees (`canonical.as_seen_by`).

    `canaries` are the texts that reached it, `notes` those it wrote and had acknowledged, by note. `dialled` are the
    moments at which it was to knock. Moments are the event loop's time.
    """

    line_type: ClassVar[type[Phone]] = _Wire

    def __init__(
        self, urls: Iterator[str], cookie: str, auth: dict[str, Any], participant: str | None, rng: Random
    ) -> None:
        super().__init__(urls, auth, cookie, rng=rng)
        self.participant = participant
        self.eyes = participant or (LEAD if auth["role"] == "lead" else "")
        self.canaries: set[str] = set()
        self.notes: dict[str, str] = {}
        self.answered_in: list[float] = []
        self.dialled: list[float] = []
        self._emptied_at = 0.0
        self._reached: list[tuple[int, float]] = []
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    @property
    def records(self) -> dict[tuple[str, str], Record]:
        """What it holds, by kind and id."""
        return {(kind, id): value for kind, table in self.board.records.items() for id, value in table.items()}

    def write(self, text: str, kind: str) -> None:
        """Put a closed note into the outbox. A refusal for good is a failure of the test."""
        note, began = new_id(), asyncio.get_running_loop().time()
        answer = self.say("note.add", {"note": note, "kind": kind, "text": text, "closed": True})
        answer.add_done_callback(lambda done: done.cancelled() or done.exception() or self._written(note, text, began))

    def _written(self, note: str, text: str, began: float) -> None:
        self._emptied_at = asyncio.get_running_loop().time()
        self.answered_in.append(self._emptied_at - began)
        if not self.refused:
            self.notes[note] = text
        self.moved()

    def hear_text(self, text: str) -> None:
        """Remember every canary in what came."""
        self.canaries.update(CANARY.findall(text))

    async def command(self, name: str, **args: Any) -> Any:
        """Give a command over the line as it is, and return its acknowledgement."""
        assert self.line is not None, "there is no line"
        return await self.line.command(name, args)

    # --- since when it is whole ---

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something has come or gone that makes this true."""
        if not holds():
            here: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((holds, here))
            await here

    @property
    def has_said_everything(self) -> bool:
        """Whether it is connected and has nothing left to say."""
        return self.connected and not self.outbox

    def is_whole(self, head: int) -> bool:
        """Whether it is connected, has everything up to `head`, and nothing left to say."""
        return self.has_said_everything and (self.board.seq or 0) >= head

    def whole_since(self, head: int) -> float:
        """Since when it has been whole; it is now."""
        reached = next(at for seq, at in self._reached if seq >= head)
        return max(reached, self.welcomed_at, self._emptied_at)

    def moved(self) -> None:
        """Something has come or gone: note it down, and tell whoever waits for it."""
        seq = self.board.seq or 0
        if not self._reached or seq != self._reached[-1][0]:
            self._reached.append((seq, asyncio.get_running_loop().time()))
        for waiting in [each for each in self._waiting if each[0]()]:
            self._waiting.remove(waiting)
            if not waiting[1].done():
                waiting[1].set_result(None)

    async def _dialled(self) -> Phone | None:
        self.dialled.append(self.due)
        return await super()._dialled()

    def _heard(self, message: Message) -> None:
        super()._heard(message)
        self.moved()

    async def _tell(self) -> None:
        await super()._tell()
        self.moved()
