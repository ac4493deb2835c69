"""How smoothly the projector draws: the times between its frames while notes come in, in a daily and a large gathering.

A real server, a real browser without a graphics card, simulated phones over python-socketio. Each moment of a session
is measured for 20 s: `requestAnimationFrame` to `requestAnimationFrame`, and the browser's own long tasks (over 50 ms).
An idle page in the same browser is measured before and after, as the reference for what this machine was doing.

`make projector` prints the table of `tests/load/README.md`. It ends with 1 when a frame took longer than 50 ms in a
moment in which none did on the idle page.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, async_playwright

from facilitation.build import pages_directory
from tests.serving import Line, Session, new_id, serving

SIZES = ((16, 160), (60, 600))
"""How many partners with how many notes in all."""
A_SECOND, SECONDS, MOST_MS = 10, 20.0, 50.0
FLOOR_SECONDS = 3.0
KINDS = ("wish", "offer", "need")
NAMES = (
    "Moeder", "Vader", "Pleegouder", "Opa en oma", "Kinderopvang", "School", "Wijkteam", "GZ-psycholoog",
    "Tante", "Voogd", "Buurvrouw", "Huisarts", "Voetbalclub", "Jongerenwerk", "Schuldhulp", "Broer",
)  # fmt: skip
WORDS = ("rust", "samen", "elke week", "haar broer", "spelen", "op school", "een vast ritme", "en", "want", "gewoon")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

MEASURE = """seconds => new Promise(done => {
  const frames = [], long = [];
  const observer = new PerformanceObserver(list => list.getEntries().forEach(entry => long.push(entry.duration)));
  observer.observe({type: "longtask"});
  const begin = performance.now();
  let last = begin;
  requestAnimationFrame(function frame(now) {
    frames.push(now - last);
    last = now;
    if (now - begin < seconds * 1000) requestAnimationFrame(frame);
    else setTimeout(() => { observer.disconnect(); done({frames: frames.slice(2), long}); }, 100);
  });
})"""


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement; times in ms."""

    moment: str
    frames: list[float]
    long: list[float]

    def at(self, part: float) -> float:
        """The time that `part` of the frames (0 to 1) stayed within."""
        ordered = sorted(self.frames)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    @property
    def slow(self) -> int:
        return sum(frame > MOST_MS for frame in self.frames)

    def row(self) -> str:
        times = " | ".join(f"{self.at(part):.1f}" for part in (0.5, 0.95, 0.99, 1))
        return f"| {self.moment} | {len(self.frames)} | {times} | {self.slow} | {len(self.long)} |"


class Room:
    """A phone at each partner, which write, and the lead."""

    def __init__(self, session: Session, lead: Line, phones: list[Line]) -> None:
        self.session, self.lead, self.phones = session, lead, phones
        self.rng = random.Random(1)
        self.written: list[tuple[Line, str]] = []

    async def write(self, phone: Line) -> None:
        """One more note by this phone."""
        note = new_id()
        text = " ".join(self.rng.choices(WORDS, k=self.rng.randint(4, 14)))
        await phone.done("note.add", note=note, kind=self.rng.choice(KINDS), text=text)
        self.written.append((phone, note))

    async def keep_writing(self) -> None:
        """Ten new notes a second by anybody; as many old ones go, so that as many stay."""
        begin = asyncio.get_running_loop().time()
        for count in itertools.count():
            await asyncio.sleep(max(0.0, begin + count / A_SECOND - asyncio.get_running_loop().time()))
            await self.write(self.rng.choice(self.phones))
            author, oldest = self.written.pop(0)
            await author.done("note.remove", note=oldest)

    async def keep_turning(self) -> None:
        """The floor goes round."""
        partners = [change[1] for change in self.lead.welcome["snapshot"] if change[0] == "partner"]
        for partner in itertools.cycle(partners):
            await self.lead.done("floor.give", partner=partner)
            await asyncio.sleep(FLOOR_SECONDS)

    async def open_board(self) -> None:
        await self.lead.done("notes.open")
        await self.lead.done("floor.next")


@asynccontextmanager
async def room(pages: Path, partners: int, notes: int) -> AsyncIterator[tuple[Room, str]]:
    """A room in which so many notes are written and closed, and the address of its server."""
    rounds = range(1, 2 + partners // len(NAMES))
    names = [name if turn == 1 else f"{name} {turn}" for turn in rounds for name in NAMES][:partners]
    with tempfile.TemporaryDirectory() as directory:
        async with serving(Path(directory), pages) as house:
            session = await house.session(*names)
            lead = await session.lead()
            await lead.done("subject.set", question="Waar mag ik blijven wonen, en wie komt er langs?")
            await lead.done("subject.confirm", **{"as": "person"})
            for here, there in itertools.pairwise(("welcome", "person", "partners")):
                await lead.done("stage.go", **{"from": here}, stage=there, anyway=True)
            phones = [(await session.phone(name))[1] for name in names]
            made = Room(session, lead, phones)
            for number in range(notes):
                await made.write(phones[number % partners])
            yield made, house.url


async def measure(page: Page, moment: str, seconds: float, *meanwhile: Callable[[], Awaitable[None]]) -> Figures:
    """The frames of `page` for so long, while all of `meanwhile` goes on."""
    going = [asyncio.ensure_future(act()) for act in meanwhile]
    try:
        found = await page.evaluate(MEASURE, seconds)
    finally:
        for act in going:
            act.cancel()
        ended = await asyncio.gather(*going, return_exceptions=True)
    for problem in ended:
        if isinstance(problem, Exception):
            raise problem
    return Figures(moment, found["frames"], found["long"])


async def run(pages: Path, seconds: float, partners: int, notes: int) -> list[Figures]:
    """All moments, one after another, between two measurements of an idle page."""
    async with room(pages, partners, notes) as (writers, url), async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        context = await chromium.new_context(viewport={"width": 1920, "height": 1080})
        cookies = writers.session.host.cookies.jar
        await context.add_cookies([{"name": each.name, "value": each.value or "", "url": url} for each in cookies])
        page = await context.new_page()

        async def idle(moment: str) -> Figures:
            await page.goto("about:blank")
            return await measure(page, moment, seconds)

        async def projector() -> None:
            await page.goto(f"{url}/s/{writers.session.id}/screen")
            await page.locator(".wheel__dot").nth(notes - 1).wait_for()
            await page.wait_for_timeout(1500)

        figures = [await idle("an idle page, before")]
        await projector()
        figures.append(await measure(page, "closed notes, nothing happens", seconds))
        figures.append(await measure(page, "closed notes come in", seconds, writers.keep_writing))
        await writers.open_board()
        await page.wait_for_timeout(1500)
        figures.append(await measure(page, "open notes come in", seconds, writers.keep_writing))
        figures.append(await measure(page, "the wheel turns", seconds, writers.keep_turning))
        both = writers.keep_writing, writers.keep_turning
        figures.append(await measure(page, "open notes come in and the wheel turns", seconds, *both))
        figures.append(await idle("an idle page, after"))
        await chromium.close()
        return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each moment is measured")
    parser.add_argument("--pages", type=Path, default=pages_directory(), help="the directory of the built pages")
    parser.add_argument("--partners", type=int, help="one size only: so many partners, ten notes each")
    chosen = parser.parse_args()
    busy = os.getloadavg()[0]
    sys.stdout.write(f"{os.cpu_count()} processors; {busy:.1f} were wanted before it began\n")
    slow = False
    for partners, notes in SIZES if chosen.partners is None else [(chosen.partners, 10 * chosen.partners)]:
        figures = asyncio.run(run(chosen.pages, chosen.seconds, partners, notes))
        sys.stdout.write(f"\n{partners} partners, {notes} notes\n\n")
        sys.stdout.write("| moment | frames | p50 ms | p95 ms | p99 ms | longest ms | over 50 ms | long tasks |\n")
        sys.stdout.write("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
        sys.stdout.write("\n".join(each.row() for each in figures) + "\n")
        quiet = figures[0].slow + figures[-1].slow == 0
        slow |= quiet and any(each.slow for each in figures)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
