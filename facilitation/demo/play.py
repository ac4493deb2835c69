"""Playing an example on a running server, over HTTP and the real socket, as a facilitator and a room full of phones.

`staged` keeps everybody connected while its block runs; `play` and `seed` hang up when they are done.
"""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urljoin

from facilitation.demo.browser import Browser
from facilitation.demo.errors import DemoError
from facilitation.demo.example import Example
from facilitation.demo.line import Line
from facilitation.demo.phones import Pace, Phone
from facilitation.demo.played import Links, Played, Seat, Step, Tell, Until
from facilitation.demo.scenes import BREATH, Move, Scene, real, write_scenes
from facilitation.demo.script import write_script


def _say_nothing(step: Step, values: Mapping[str, Any]) -> None:
    pass


@asynccontextmanager
async def staged(
    url: str,
    key: str,
    example: Example,
    *,
    phones: int | None = None,
    speed: float = 1.0,
    until: Until = Until.CLOSE,
    floor: str | None = None,
    random_seed: int = 1,
    tell: Tell = _say_nothing,
) -> AsyncIterator[Played]:
    """Play `example` on the server at `url`, signed in with the facilitator's `key`, and keep the room together.

    Everybody of the example comes, unless `phones` says how many. From a `speed` of 1,000 on nobody pauses. `floor` is
    the name of the partner who has the floor when `until` is `opened`; otherwise it is the first one.

    Raises:
        DemoError: there is no server, or it refuses.
    """
    if phones is not None and phones < 1:
        raise ValueError("a room has at least one phone")
    async with AsyncExitStack() as room:
        pace = Pace(speed)
        host = Browser(url)
        room.push_async_callback(host.close)
        await host.post("/api/sign-in", {"key": key})
        links = await _create(host, example)
        tell(Step.CREATED, {"title": example.title, "links": links})
        lead = Line(host.url, host.http, links.session_id, "lead", example.language)
        room.push_async_callback(lead.close)
        await lead.connect()
        people = [Phone(host.url, example.language, part, pace) for part in write_script(example, phones, random_seed)]
        for phone in people:
            room.push_async_callback(phone.close)
        scenes = _as_far_as(until, write_scenes(example, [phone.script for phone in people], floor))
        await _Play(lead, people, links.code, pace, tell).run(scenes)
        tell(Step.DONE, {"links": links})
        seats = tuple(_seat(phone) for phone in people if phone.participant)
        yield Played(links.session_id, links, seats, host.cookies(), lead)


async def play(url: str, key: str, example: Example, **how: Any) -> Played:
    """As `staged`, but everybody hangs up when it is done; the session stays."""
    async with staged(url, key, example, **how) as played:
        return played


async def seed(url: str, key: str, example: Example, **how: Any) -> Played:
    """As `play`, without a pause anywhere: fills a server with content in about a second."""
    return await play(url, key, example, **{"speed": math.inf, **how})


async def _create(host: Browser, example: Example) -> Links:
    body = {
        "title": example.title,
        "subject": {"alias": example.subject.alias, "age": example.subject.age},
        "guide": example.guide,
        "language": example.language,
        "partners": list(example.partners),
        "joins": example.joins,
    }
    made = await host.post("/api/sessions", body)
    urls = {name: urljoin(host.url, made[name]) for name in ("join_url", "lead_url", "screen_url", "canvas_url")}
    return Links(session_id=made["id"], code=made["code"], **urls)


def _seat(phone: Phone) -> Seat:
    return Seat(
        participant=phone.participant,
        partner=phone.partner,
        partner_name=phone.script.partner,
        name=phone.script.name,
        seat_url=urljoin(phone.browser.url, phone.seat_url),
        cookies=phone.browser.cookies(),
    )


def _as_far_as(until: Until, scenes: list[Scene]) -> list[Scene]:
    """The scenes to the end of the last one of this phase.

    Raises:
        DemoError: `no-stage`, when the guide has no stage for it.
    """
    if until is Until.WELCOME:
        return []
    last = max((place for place, scene in enumerate(scenes) if scene.until is until), default=None)
    if last is None:
        raise DemoError("no-stage", form=until)
    return scenes[: last + 1]


class _Play:
    """The scenes, one after another."""

    def __init__(self, lead: Line, phones: list[Phone], code: str, pace: Pace, tell: Tell) -> None:
        self.lead, self.phones = lead, phones
        self.code, self.pace, self.tell = code, pace, tell
        self.joined = self.written = 0

    async def run(self, scenes: list[Scene]) -> None:
        await self._gather([partial(self._join, phone) for phone in self.phones if not phone.script.late])
        await self.pace.pause(BREATH)
        for scene in scenes:
            if scene.together:
                await self._together(scene)
            else:
                for move in scene.moves:
                    await self._make(move)

    async def _together(self, scene: Scene) -> None:
        """Each phone at its own pace; who is late comes in first."""
        moves = defaultdict[int, list[Move]](list)
        for move in scene.moves:
            assert move.by is not None, "the facilitator waits until all are ready"
            moves[move.by].append(move)
        self.written, notes = 0, sum(move.name == "note.add" for move in scene.moves)

        async def take_part(number: int, phone: Phone) -> None:
            if not phone.participant:
                await self._join(phone)
            for move in moves[number]:
                await self._make(move)
                if move.name == "note.add":
                    self.written += 1
                    self.tell(Step.WRITTEN, {"n": self.written, "of": notes})

        await self._gather([partial(take_part, number, phone) for number, phone in enumerate(self.phones)])

    async def _join(self, phone: Phone) -> None:
        await phone.join(self.code)
        self.joined += 1
        self.tell(Step.JOINED, {"n": self.joined, "of": len(self.phones)})

    async def _make(self, move: Move) -> None:
        await self.pace.pause(move.after)
        line = self.lead if move.by is None else self.phones[move.by].line
        await line.command(move.name, **{name: self._real(value) for name, value in move.args.items()})
        # What comes next may be about what this has made.
        await self.lead.wait_for(
            lambda: self.lead.seq is not None and line.seq is not None and self.lead.seq >= line.seq
        )
        if move.tell is not None:
            step, values = move.tell
            self.tell(step, {name: self._real(value) for name, value in values.items()})

    def _real(self, value: Any) -> Any:
        return real(value, partner=self._partner, person=self._person, today=date.today())

    def _partner(self, name: str) -> str:
        partners = self.lead.records["partner"].items()
        return next((id for id, one in partners if one["name"] == name), name)

    def _person(self, phone: int) -> str:
        return self.phones[phone].participant

    async def _gather(self, people: list[Callable[[], Coroutine[Any, Any, None]]]) -> None:
        if self.pace.instant:
            # One after another: a board that was filled at once has its notes in the order of the example.
            for one in people:
                await one()
            return
        try:
            async with asyncio.TaskGroup() as group:
                for one in people:
                    group.create_task(one())
        except* DemoError as several:
            first = several.exceptions[0]
        else:
            return
        raise first
