"""Simulated phones: each joins by the code, takes its seat and writes what its script says."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from facilitation.demo.browser import Browser
from facilitation.demo.line import Line
from facilitation.demo.script import PhoneScript

INSTANT = 1_000.0
"""From this speed on, nobody pauses."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast time goes in the demonstration: 1 is life."""

    speed: float = 1.0

    @property
    def instant(self) -> bool:
        return self.speed >= INSTANT

    async def pause(self, seconds: float) -> None:
        """Wait for so many seconds of the demonstration."""
        if not self.instant:
            await asyncio.sleep(seconds / self.speed)


class Phone:
    """One phone with its script. `join` comes first; `close` hangs up."""

    def __init__(self, url: str, language: str, script: PhoneScript, pace: Pace) -> None:
        self.script = script
        self.browser = Browser(url)
        self.session = self.participant = self.partner = self.seat_url = ""
        self._language = language
        self._pace = pace
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        assert self._line is not None, "a phone joins before it speaks"
        return self._line

    async def join(self, code: str) -> None:
        """Come in after the pause of the script, take the seat and connect."""
        await self._pace.pause(self.script.arrives)
        body = {"code": code, "partner": {"name": self.script.partner}, "name": self.script.name}
        answer = await self.browser.post("/api/join", body)
        self.session, self.participant = answer["session"], answer["participant"]
        self.partner, self.seat_url = answer["partner"], answer["seat_url"]
        self._line = Line(self.browser.url, self.browser.http, self.session, "seat", self._language)
        await self.line.connect()

    async def close(self) -> None:
        """Hang up and put the phone away."""
        try:
            if self._line is not None:
                await self._line.close()
        finally:
            await self.browser.close()
