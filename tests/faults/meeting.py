"""One session with its phones, its lead, a projector and a reader, in which everybody writes in silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from random import Random
from typing import Any

import aiohttp

from tests.faults.device import CANARY, Device
from tests.load.phones import new_id
from tests.serving import KEY

PARTNERS = ("Moeder", "Pleegouder", "School", "Wijkteam", "Psycholoog")
TOGETHER_S = 60.0
NOTES_EACH = 60
"""So many a phone writes at most; a participant may write a hundred."""

_numbers = count(1)

Doors = Callable[[int], Sequence[str]]
"""The addresses over which the device with this number reaches the servers."""


@dataclass(slots=True)
class Meeting:
    """Who is there. `phones` write, and `watching` are the lead, the projector and the reader, in that order.

    `cookie` is the facilitator's.
    """

    session: str
    cookie: str
    http: aiohttp.ClientSession
    chance: Random
    phones: list[Device] = field(default_factory=list)
    watching: list[Device] = field(default_factory=list)
    _writing: list[asyncio.Task[None]] = field(default_factory=list)
    _own: dict[str, set[str]] = field(default_factory=dict)

    @property
    def devices(self) -> list[Device]:
        """Everybody's."""
        return [*self.phones, *self.watching]

    @property
    def lead(self) -> Device:
        """The facilitator's laptop."""
        return self.watching[0]

    @property
    def acknowledged(self) -> int:
        """How many notes have been acknowledged."""
        return sum(len(phone.notes) for phone in self.phones)

    def auth(self, role: str) -> dict[str, Any]:
        """The handshake of protocol 1.1."""
        return {"protocol": 1, "session": self.session, "role": role, "language": "nl"}

    def write(self, phone: Device) -> None:
        """Put one more note on this phone, with a text that is its own."""
        text = f"kanarie-{next(_numbers)}-{new_id().replace('-', '_')}"
        self._own.setdefault(phone.participant or "", set()).update(CANARY.findall(text))
        phone.write(text, self.chance.choice(("wish", "offer", "need")))

    def foreign(self, device: Device) -> set[str]:
        """The texts of others that have reached this device."""
        return device.canaries - self._own.get(device.participant or "", set())

    def write_along(self, pause_s: float) -> None:
        """Everybody writes from now on, each in bursts of their own."""
        self._writing = [asyncio.create_task(self._keep_writing(phone, pause_s)) for phone in self.phones]

    async def put_down_pens(self) -> None:
        """Nobody writes any more; what is in the outboxes is still to be sent."""
        for task in self._writing:
            task.cancel()
        if self._writing:
            await asyncio.wait(self._writing)
        self._writing = []

    async def _keep_writing(self, phone: Device, pause_s: float) -> None:
        for _ in range(NOTES_EACH):
            await asyncio.sleep(self.chance.uniform(0, 2 * pause_s))
            self.write(phone)

    async def leave(self) -> None:
        """Everybody goes home."""
        await self.put_down_pens()
        await asyncio.gather(*(device.close() for device in self.devices))


@asynccontextmanager
async def meeting(
    server: str, chance: Random, phones: int = 30, doors: Doors | None = None, stage: str = "partners"
) -> AsyncIterator[Meeting]:
    """A new session on the server at this address, with everybody connected, at the stage of writing."""
    reach = doors or (lambda number: [server])
    async with aiohttp.ClientSession(server, cookie_jar=aiohttp.DummyCookieJar()) as http:
        made, cookie = await _new_session(http)
        here = Meeting(made["id"], cookie, http, chance)
        joined = await asyncio.gather(*(_join(http, made["code"], number) for number in range(phones)))
        reader = await _cookie(http.get(f"/r/{made['canvas_url'].rpartition('/')[2]}", allow_redirects=False))

        def device(role: str, cookie: str, participant: str | None = None) -> Device:
            way = cycle(reach(len(here.devices)))
            return Device(way, cookie, here.auth(role), participant, Random(chance.random()))

        for participant, seat in joined:
            here.phones.append(device("seat", seat, participant))
        for role, whose in (("lead", cookie), ("screen", cookie), ("reader", reader)):
            here.watching.append(device(role, whose))
        try:
            async with asyncio.timeout(TOGETHER_S):
                await asyncio.gather(*(each.open() for each in here.devices))
                for to, from_ in (("person", "welcome"), (stage, "person")):
                    answer = await here.lead.command("stage.go", stage=to, anyway=True, **{"from": from_})
                    assert answer["ok"], answer
            yield here
        finally:
            await here.leave()


async def _new_session(http: aiohttp.ClientSession) -> tuple[dict[str, Any], str]:
    cookie = await _cookie(http.post("/api/sign-in", json={"key": KEY}))
    body = {
        "title": "Rond Sam",
        "subject": {"alias": "Sam"},
        "guide": "person",
        "language": "nl",
        "partners": list(PARTNERS),
    }
    async with http.post("/api/sessions", json=body, headers={"Cookie": cookie}) as answer:
        assert answer.status == 201, await answer.text()
        return await answer.json(), cookie


async def _join(http: aiohttp.ClientSession, code: str, number: int) -> tuple[str, str]:
    body = {"code": code, "partner": {"name": PARTNERS[number % len(PARTNERS)]}}
    async with http.post("/api/join", json=body) as answer:
        assert answer.status == 200, await answer.text()
        return (await answer.json())["participant"], _cookies_of(answer)


async def _cookie(asking: Any) -> str:
    async with asking as answer:
        assert answer.status < 400, await answer.text()
        return _cookies_of(answer)


def _cookies_of(answer: aiohttp.ClientResponse) -> str:
    return "; ".join(f"{name}={cookie.value}" for name, cookie in answer.cookies.items())
