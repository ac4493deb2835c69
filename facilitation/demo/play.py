"""Playing an example on a running server, over HTTP and the real socket, as a facilitator and a room full of phones.

`staged` keeps everybody connected while its block runs; `play` and `seed` hang up when they are done.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urljoin

from facilitation.canvas.kinds import StageForm
from facilitation.demo.browser import Browser
from facilitation.demo.errors import DemoError
from facilitation.demo.example import Example
from facilitation.demo.line import Line
from facilitation.demo.phones import Pace, Phone
from facilitation.demo.played import Links, Played, Seat, Step, Tell, Until
from facilitation.demo.script import write_script

READING, FLOOR, BREATH = 12.0, 7.0, 3.0
"""Seconds for reading the person's words, for a partner's turn, and between two moments."""


def _say_nothing(step: Step, values: Mapping[str, Any]) -> None:
    pass


@asynccontextmanager
async def staged(
    url: str,
    key: str,
    example: Example,
    *,
    phones: int = 12,
    speed: float = 1.0,
    until: Until = Until.CLOSE,
    floor: str | None = None,
    random_seed: int = 1,
    tell: Tell = _say_nothing,
) -> AsyncIterator[Played]:
    """Play `example` on the server at `url`, signed in with the facilitator's `key`, and keep the room together.

    From a `speed` of 1,000 on nobody pauses. `floor` is the name of the partner who has the floor when `until` is
    `opened`; otherwise it is the first one.

    Raises:
        DemoError: there is no server, or it refuses.
    """
    if phones < 1:
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
        await _Play(example, lead, people, links.code, pace, tell).run(until, floor)
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


class _Play:
    """The stages, one after another."""

    def __init__(self, example: Example, lead: Line, phones: list[Phone], code: str, pace: Pace, tell: Tell) -> None:
        self.example, self.lead, self.phones = example, lead, phones
        self.code, self.pace, self.tell = code, pace, tell
        self.joined = self.written = 0
        self.notes = sum(len(phone.script.notes) for phone in phones)

    async def run(self, until: Until, floor: str | None) -> None:
        await self._welcome()
        if until.reaches(Until.WELCOME):
            await self._person()
        if until.reaches(Until.PERSON):
            await self._confirm()
            await self._partners()
        if until.reaches(Until.PARTNERS):
            await self._open_board()
            await self._give_floor(floor)
        if until.reaches(Until.OPENED):
            await self._go_round()
            await self.pace.pause(BREATH)
            await self._go(StageForm.CLOSE)

    async def _welcome(self) -> None:
        await self._gather([phone for phone in self.phones if not phone.script.late], self._join)
        await self.pace.pause(BREATH)

    async def _person(self) -> None:
        await self._go(StageForm.PERSON)
        words = self.example.subject
        await self.pace.pause(BREATH)
        await self.lead.command("subject.set", story=words.story, question=words.question, strengths=words.strengths)

    async def _confirm(self) -> None:
        await self.pace.pause(READING)
        words = self.example.subject
        speaker = next((p for p in self.phones if p.script.partner == words.confirmed_by and p.participant), None)
        if speaker is None:
            await self.lead.command("subject.confirm", as_=words.confirmed_as)
        else:
            await speaker.confirm(words.confirmed_as)
        await self.lead.wait_for(lambda: self.lead.records["subject"]["subject"]["confirmed"] is not None)
        self.tell(Step.CONFIRMED, {})
        await self.pace.pause(BREATH)

    async def _partners(self) -> None:
        await self._go(StageForm.PARTNERS)
        await self._gather(self.phones, self._write)
        await self.pace.pause(BREATH)

    async def _open_board(self) -> None:
        await self.lead.command("notes.open", stage=self._stage_key(StageForm.PARTNERS))
        self.tell(Step.OPENED, {"n": self.notes})
        await self.pace.pause(BREATH)

    async def _give_floor(self, partner_name: str | None) -> None:
        if partner_name is None:
            await self.lead.command("floor.next", from_="")
        else:
            partners = self.lead.records["partner"].items()
            partner = next((id for id, value in partners if value["name"] == partner_name), partner_name)
            await self.lead.command("floor.give", partner=partner, from_="")
        await self._turn()

    async def _go_round(self) -> None:
        while len(self._floor["heard"]) < len(self.lead.records["partner"]):
            await self.lead.command("floor.next", from_=self._floor["partner"] or "")
            await self._turn()
        await self.lead.command("floor.give", partner=None, from_=self._floor["partner"] or "")

    async def _turn(self) -> None:
        name = self.lead.records["partner"][self._floor["partner"]]["name"]
        self.tell(Step.FLOOR, {"name": name, "n": len(self._floor["heard"]), "of": len(self.lead.records["partner"])})
        await self.pace.pause(FLOOR)

    async def _join(self, phone: Phone) -> None:
        await phone.join(self.code)
        self.joined += 1
        self.tell(Step.JOINED, {"n": self.joined, "of": len(self.phones)})

    async def _write(self, phone: Phone) -> None:
        if phone.script.late:
            await self._join(phone)
        async for _ in phone.write():
            self.written += 1
            self.tell(Step.WRITTEN, {"n": self.written, "of": self.notes})

    async def _gather(self, phones: list[Phone], act: Callable[[Phone], Any]) -> None:
        if self.pace.instant:
            # One after another: a board that was filled at once has its notes in the order of the example.
            for phone in phones:
                await act(phone)
            return
        try:
            async with asyncio.TaskGroup() as group:
                for phone in phones:
                    group.create_task(act(phone))
        except* DemoError as several:
            first = several.exceptions[0]
        else:
            return
        raise first

    @property
    def _floor(self) -> Mapping[str, Any]:
        floor: Mapping[str, Any] = self.lead.records["floor"]["floor"]
        return floor

    @property
    def _stages(self) -> list[Mapping[str, Any]]:
        return list(self.lead.records["guide"]["guide"]["stages"])

    def _stage_key(self, form: StageForm) -> str:
        key = next((str(stage["key"]) for stage in self._stages if stage["form"] == form), None)
        if key is None:
            raise DemoError("no-stage", form=form)
        return key

    async def _go(self, form: StageForm) -> None:
        """Go forward, one stage at a time, to the first stage of this form."""
        keys = [str(stage["key"]) for stage in self._stages]
        session = self.lead.records["session"][next(iter(self.lead.records["session"]))]
        here, there = keys.index(session["stage"]), keys.index(self._stage_key(form))
        for from_, stage in zip(keys[here:there], keys[here + 1 : there + 1], strict=True):
            await self.lead.command("stage.go", stage=stage, from_=from_, anyway=True)
            title = self._stages[keys.index(stage)]["title"][self.example.language]
            self.tell(Step.STAGE, {"title": title})
