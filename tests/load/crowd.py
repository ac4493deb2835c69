"""A session, and phones that come to it all at once."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.load.door import Seat, join, request
from tests.load.phones import Message, Phone, Reader, new_id
from tests.load.samples import NOTE_BYTES, NOTES, PARTNERS, texts

WRITERS = 30
PATIENCE_S = 60.0
LOOK_S = 0.002


@dataclass(slots=True)
class Coming:
    """How long it took from the first request until everybody had joined over HTTP, and until all held the board."""

    joined_s: float
    held_s: float


@dataclass(slots=True)
class Crowd:
    """Phones of one session at the server on `url`.

    `heard` is called with every event of every phone, and `read` once with each message that was read.
    """

    url: str
    key: str = ""
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    seats: list[Seat] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    heard: Callable[[Message], None] | None = None
    read: Callable[[Message], None] | None = None
    session: str = ""
    _token: str = ""
    _lead: Phone | None = None
    _reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self._reader = Reader(self._was_read)

    async def begin(self) -> None:
        """Make a session in which everybody may write openly, with `NOTES` notes by phones that then leave.

        Without a key there is nothing to make: a reference has one room, and its board is there from the start.
        """
        if not self.key:
            return
        body = {"title": "Load", "subject": {"alias": "Sam"}, "guide": "person", "language": "nl"}
        made = await request(self.url, "POST", "/api/sessions", {**body, "partners": list(PARTNERS)}, bearer=self.key)
        self.session, self._token = made.body["id"], made.body["join_url"].rpartition("/")[2]
        auth = Seat(self.session, "", "").auth(role="lead")
        self._lead = await Phone.connect(self.url, auth, bearer=self.key, keep=False)
        for here, there in (("welcome", "person"), ("person", "partners")):
            await self._done(self._lead, "stage.go", {"stage": there, "from": here, "anyway": True})
        await self._done(self._lead, "notes.open", {})
        seats = await asyncio.gather(*(self._sit() for _ in range(WRITERS)))
        writers = await asyncio.gather(*(self.connect(seat) for seat in seats))
        words = texts(self.rng)
        for number in range(NOTES):
            note = {"note": new_id(), "kind": "wish", "text": words[number % len(words)]}
            await self._done(writers[number % WRITERS], "note.add", note)
        await self._hang_up(writers)

    async def arrive(self, count: int) -> Coming:
        """That many new phones join and connect, all of them at the same moment."""
        begin = time.monotonic()
        joined = begin

        async def come() -> tuple[Seat, Phone]:
            nonlocal joined
            seat = await self._sit()
            joined = time.monotonic()
            return seat, await self.connect(seat)

        came = await self._in_time(asyncio.gather(*(come() for _ in range(count))))
        self.seats, self.phones = [seat for seat, _ in came], [phone for _, phone in came]
        await self._all_level()
        return Coming(joined - begin, time.monotonic() - begin)

    async def part(self) -> None:
        """All phones leave; their seats stay."""
        await self._hang_up(self.phones)
        self.phones = []

    async def come_back(self) -> float:
        """All phones leave and connect again at the same moment; how long until all held the board again."""
        await self.part()
        begin = time.monotonic()
        self.phones = await self._in_time(asyncio.gather(*(self.connect(seat) for seat in self.seats)))
        await self._all_level()
        return time.monotonic() - begin

    async def leave(self) -> None:
        """Everybody goes."""
        await self._hang_up([*self.phones, *([self._lead] if self._lead else [])])
        self.phones, self._lead = [], None

    async def _sit(self) -> Seat:
        if not self.key:
            return Seat("reference", "", "")
        return await join(self.url, self._token, self.rng.choice(PARTNERS))

    async def connect(self, seat: Seat) -> Phone:
        """A line of the phone at this seat, which counts changes and keeps no records."""
        return await Phone.connect(
            self.url, seat.auth(), seat.cookie, keep=False, reader=self._reader, hear=self._hear, patience=PATIENCE_S
        )

    def _hear(self, message: Message) -> None:
        if self.heard is not None:
            self.heard(message)

    def _was_read(self, message: Message) -> None:
        if self.read is not None:
            self.read(message)

    async def _all_level(self) -> None:
        """Until every phone has what the furthest has: then all hold the board as it is."""
        async with asyncio.timeout(PATIENCE_S):
            while len({phone.seq for phone in self.phones}) > 1:  # noqa: ASYNC110  # an event would cost every frame
                await asyncio.sleep(LOOK_S)
        if any(phone.bytes_in + phone.bytes_saved < NOTES * NOTE_BYTES for phone in self.phones):
            raise RuntimeError("a phone was welcomed without the board")

    async def _hang_up(self, phones: Iterable[Phone]) -> None:
        gone = [phone for phone in phones if phone.transport is not None]
        for phone in gone:
            phone.close()
        await self._in_time(asyncio.gather(*(phone.ended() for phone in gone)))

    async def _done(self, phone: Phone, name: str, args: dict[str, Any]) -> None:
        answer = await phone.command(name, args)
        if not answer["ok"]:
            raise RuntimeError(f"{name} was refused: {answer['code']}")

    async def _in_time(self, all_of_it: Awaitable[Any]) -> Any:
        async with asyncio.timeout(PATIENCE_S):
            return await all_of_it
