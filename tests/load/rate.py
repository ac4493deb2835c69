"""Notes at a rate, on a plan that does not wait for anybody: when each is due is settled before the first is sent."""

from __future__ import annotations

import asyncio
import functools
import gc
import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.load.crowd import Crowd
from tests.load.figures import Figures, Histogram, times_of
from tests.load.phones import LostError, Message
from tests.load.processes import cpu_seconds, machine_seconds
from tests.load.samples import texts

AT_ONCE = 64
"""So many notes are sent before what came in is read."""

LOOK_S = 0.02
DRAIN_S = 20.0
GIVE_UP_S = 2.0
"""A search ends early when so many seconds of notes are not acknowledged."""


@dataclass(slots=True)
class Run:
    """One measurement. `give_up` ends it as soon as it is plain that this rate cannot be held."""

    crowd: Crowd
    server: int
    rate: float
    seconds: float
    give_up: bool = False
    _due: list[float] = field(default_factory=list)
    _late: list[float] = field(default_factory=list)
    _acks: list[float] = field(default_factory=list)
    _refused: int = 0
    _frames: list[Message] = field(default_factory=list)
    _prefix: str = field(default_factory=lambda: secrets.token_hex(6))
    _head: int = 0

    async def measure(self) -> Figures:
        """Send, wait until everything has arrived (or will not), and count."""
        crowd = self.crowd
        crowd.read, crowd.heard = self._read, _heard
        gc.collect()
        gc.freeze()
        gc.disable()
        bytes_before = sum(phone.bytes_in for phone in crowd.phones)
        everybody, cpu = machine_seconds(), cpu_seconds(self.server)
        own, begin = time.process_time(), time.monotonic()
        try:
            await self._send_all(begin)
            sent_s = time.monotonic() - begin
            own_sending = time.process_time() - own
            drain = await self._drained()
        finally:
            gc.enable()
            crowd.read = crowd.heard = None
        spent = time.monotonic() - begin
        cpu = cpu_seconds(self.server) - cpu
        others = machine_seconds() - everybody - cpu - (time.process_time() - own)
        received = sum(phone.bytes_in for phone in crowd.phones) - bytes_before
        return self._figures(sent_s, spent, drain, cpu, own_sending / sent_s, max(0.0, others / spent), received)

    # --- sending ---

    async def _send_all(self, begin: float) -> None:
        crowd, rng = self.crowd, self.crowd.rng
        words = [text.encode() for text in texts(rng)]
        count = int(self.rate * self.seconds)
        # People who do not know of each other: the gaps are exponential, so that notes come in clusters and pauses.
        gaps = (rng.expovariate(self.rate) for _ in range(count))
        self._due = [begin + 0.01 + at for at in itertools.accumulate(gaps)]
        phones = rng.choices(crowd.phones, k=count)
        given_up = GIVE_UP_S * self.rate + 100
        for number, due in enumerate(self._due):
            now = time.monotonic()
            if due > now:
                await asyncio.sleep(due - now)
            elif number % AT_ONCE == 0:
                await asyncio.sleep(0)
            if self.give_up and number - len(self._acks) - self._refused > given_up:
                del self._due[number:]
                return
            self._late.append(time.monotonic() - due)
            id = b"%s%010d" % (self._prefix.encode(), number)
            args = b'{"note":"n%s","kind":"wish","text":"%s"}' % (id, words[number % len(words)])
            command = b'["command",{"id":"c%s","name":"note.add","args":%s}]' % (id, args)
            try:
                phones[number].ask(command, functools.partial(self._answered, due))
            except LostError:
                continue  # its line was cut, which is counted

    def _answered(self, due: float, answer: Any) -> None:
        if isinstance(answer, dict) and answer.get("ok"):
            self._acks.append(time.monotonic() - due)
            self._head = max(self._head, answer["seq"])
        else:
            self._refused += 1

    # --- arriving ---

    def _read(self, message: Message) -> None:
        if message.event == "changes":
            self._frames.append(message)

    def _notes(self, message: Message) -> list[int]:
        """The numbers of the notes of this run in a frame."""
        mine = "n" + self._prefix
        return [int(id[-10:]) for _, kind, id, _ in message.body["changes"] if kind == "note" and id.startswith(mine)]

    async def _drained(self) -> float:
        """Wait until all is answered and delivered, or until that takes too long; how long it took."""
        begin = time.monotonic()
        while (waited := time.monotonic() - begin) < (GIVE_UP_S if self.give_up else DRAIN_S):
            alive = sum(phone.connected for phone in self.crowd.phones)
            if len(self._acks) + self._refused >= len(self._due) and self._delivered() >= len(self._acks) * alive:
                break
            await asyncio.sleep(LOOK_S)
        return waited

    def _delivered(self) -> int:
        return sum(len(message.body["changes"]) * len(message.receipts) for message in self._frames)

    def _figures(
        self, sent_s: float, spent: float, drain: float, cpu: float, own_busy: float, others: float, received: int
    ) -> Figures:
        screen, last, delivered = Histogram(), [0.0] * len(self._due), 0
        for message in self._frames:
            for number in self._notes(message):
                due = self._due[number]
                screen.add([at - due for at in message.receipts])
                last[number] = max(last[number], max(message.receipts, default=due) - due)
                delivered += len(message.receipts)
        phones, acked = self.crowd.phones, len(self._acks)
        return Figures(
            rate=self.rate,
            seconds=round(sent_s, 2),
            sent=len(self._due),
            acked=acked,
            refused=self._refused,
            unanswered=len(self._due) - acked - self._refused,
            cut=sum(not phone.connected for phone in phones),
            lost=max(0, acked * len(phones) - delivered),
            delivered=delivered,
            delivered_per_s=delivered / spent,
            ack=times_of(self._acks),
            screen=screen.times(),
            last=times_of([each for each in last if each]),
            late=times_of(self._late),
            drain_s=round(drain, 3),
            frames=len(self._frames),
            cpu_s=cpu,
            cpu_s_per_million=cpu / delivered * 1e6 if delivered else 0.0,
            server_busy=cpu / spent,
            generator_busy=own_busy,
            others=others,
            bytes_per_note=received / delivered if delivered else 0.0,
        )


def _heard(message: Message) -> None:
    message.receipts.append(time.monotonic())
