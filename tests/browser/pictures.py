"""The screenshots in `docs/pictures`: every page in its main states, in both languages. `make pictures` makes them all.

A real server is filled by the simulated phones of the demonstration, which stay in the room while browsers look at it
as the projector, the facilitator's laptop and phone, and the phones of participants. `python -m tests.browser.pictures
--only frame needed` makes those of these moments.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from facilitation.build import build_pages, pages_directory
from facilitation.canvas.kinds import CIRCLE_KINDS, StageForm
from facilitation.demo import Example, Played, Until, load_example, staged
from facilitation.demo.example import ExampleControl, ExampleNote, ExampleParticipant
from facilitation.locale import say
from tests.browser.conftest import FLAGS
from tests.serving import KEY, serving

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
ADDRESS = "http://192.168.1.20:8000"
"""What the projector shows as the address for phones: an ordinary one, the same on every machine."""

WRITER, SPEAKER = 0, 2
"""Whose phones are in the pictures, by their place among the partners of the example."""
MORE = {
    "nl": ("Tante", "Voogd", "Buurvrouw", "Huisarts", "Voetbalclub", "Jongerenwerk", "Schuldhulp", "Broer"),
    "en": ("Aunt", "Guardian", "Neighbour", "Doctor", "Football club", "Youth work", "Debt help", "Brother"),
}
TYPED = {
    "nl": ("Dat ze haar broer", "Dat er iemand belt als het anders loopt."),
    "en": ("That she sees her", "That somebody calls when things go differently."),
}
"""What stands on a phone while somebody types, and what is written without a connection."""
SIZES = (3, 8, 16, 30, 60)
"""With how many partners there is a picture of the circle."""
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
COLOURS = 256


@dataclass(frozen=True)
class Device:
    """What a picture is taken with."""

    width: int
    height: int
    sharpness: int = 1
    touch: bool = False

    LAPTOP: ClassVar[Device]
    PHONE: ClassVar[Device]
    PROJECTOR: ClassVar[Device]


Device.LAPTOP = Device(1366, 768)
Device.PHONE = Device(390, 844, 2, touch=True)
Device.PROJECTOR = Device(1920, 1080)


class Studio:
    """Takes pictures in one language of what one server shows."""

    def __init__(self, browser: Browser, url: str, language: str, into: Path) -> None:
        self._browser, self.url, self.language, self._into = browser, url, language, into

    @asynccontextmanager
    async def open(self, path: str, device: Device, cookies: Mapping[str, str] | None = None) -> AsyncIterator[Page]:
        """The page at `path` on a new device that carries these cookies."""
        context = await self._browser.new_context(
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.sharpness,
            is_mobile=device.touch,
            has_touch=device.touch,
            locale=LOCALES[self.language],
            reduced_motion="reduce",
        )
        try:
            await _carry(context, self.url, cookies or {})
            page = await context.new_page()
            await page.goto(self.url + path)
            yield page
        finally:
            await context.close()

    async def take(self, page: Page, name: str) -> None:
        """A picture of what `page` shows once it is at rest."""
        await self.rest(page)
        self.keep(await page.screenshot(animations="disabled", caret="hide"), name)

    async def rest(self, page: Page) -> None:
        """Wait until everything has come in."""
        await page.evaluate("() => document.fonts.ready")
        await page.wait_for_load_state("networkidle")

    def keep(self, png: bytes, name: str) -> None:
        """Write a picture with few colours, which makes it small, and tell."""
        path = self._into / f"{name}-{self.language}.png"
        picture = Image.open(BytesIO(png)).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        sys.stdout.write(f"{path.name}  {picture.width}×{picture.height}  {path.stat().st_size // 1000} kB\n")

    def say(self, key: str, **values: Any) -> str:
        return say(self.language, key, **values)


async def _carry(context: BrowserContext, url: str, cookies: Mapping[str, str]) -> None:
    await context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])


class Stage:
    """One session, played as far as its pictures need, and those who look at it."""

    def __init__(self, studio: Studio, played: Played) -> None:
        self._studio, self._played = studio, played
        self._path = f"/s/{played.session_id}"

    async def screen(self, state: str, phase: str) -> None:
        """The projector."""
        async with self._studio.open(f"{self._path}/screen", Device.PROJECTOR, self._played.cookies) as page:
            await page.locator(f'.screen[data-phase="{phase}"]').wait_for()
            await self._studio.take(page, f"screen-{state}")

    async def lead(self, state: str, dialog: str = "") -> None:
        """What the facilitator holds: on a laptop with its copy of the projector, and on a phone."""
        for name, device in (("laptop", Device.LAPTOP), ("phone", Device.PHONE)):
            async with self._studio.open(f"{self._path}/lead", device, self._played.cookies) as page:
                await page.locator(".lead__stage").wait_for()
                if device is Device.LAPTOP:
                    await page.frame_locator(".mirror__screen").locator(".screen:not([data-phase=loading])").wait_for()
                if dialog:
                    await page.get_by_role("button", name=self._studio.say(dialog), exact=True).click()
                    await page.locator("dialog[open]").wait_for()
                await self._studio.take(page, f"lead-{state}-{name}")

    @asynccontextmanager
    async def seat(self, partner: str) -> AsyncIterator[Page]:
        """The phone of somebody at this partner."""
        seat = next(seat for seat in self._played.seats if seat.partner_name == partner)
        path = urlsplit(seat.seat_url).path
        async with self._studio.open(path, Device.PHONE, seat.cookies) as page:
            await page.locator(".phone-header__dot--connected, .phone__calm").first.wait_for()
            yield page

    async def phone(self, state: str, partner: str) -> None:
        """What that phone shows."""
        async with self.seat(partner) as page:
            await self._studio.take(page, f"seat-{state}")


async def the_door(studio: Studio, played: Played, example: Example) -> None:
    """How somebody comes in."""
    async with studio.open("/", Device.PHONE) as page:
        await page.locator("#home-code").wait_for()
        await studio.take(page, "home")
    async with studio.open(urlsplit(played.links.join_url).path, Device.PHONE) as page:
        await page.locator(".seat-button").first.wait_for()
        await studio.take(page, "join-choose")
        await page.locator(".seat-button").filter(has_text=example.partners[SPEAKER]).tap()
        await page.locator("#join-name").wait_for()
        await studio.take(page, "join-seat")


async def writing(studio: Studio, stage: Stage, example: Example) -> None:
    """A phone on which somebody writes, and loses its connection."""
    begun, written = TYPED[studio.language]
    async with stage.seat(example.partners[SPEAKER]) as page:
        await page.locator("#seat-note").fill(begun)
        await studio.take(page, "seat-partners")
        await page.context.set_offline(True)
        await page.locator(".phone-header__dot--offline, .phone-header__dot--connecting").wait_for()
        await page.locator("#seat-note").fill(written)
        await page.get_by_role("button", name=studio.say("seat.place-closed"), exact=True).tap()
        await page.get_by_text(studio.say("seat.mark-waiting")).wait_for()
        await page.locator(".phone-header__dot--offline").wait_for()
        await studio.take(page, "seat-offline")


async def board(studio: Studio, stage: Stage, example: Example) -> None:
    """The other side of a phone: everything that is open."""
    async with stage.seat(example.partners[SPEAKER]) as page:
        await page.get_by_role("button", name=studio.say("seat.tab-board"), exact=True).tap()
        await page.locator(".phone__partner").first.wait_for()
        await studio.take(page, "seat-board")


async def taken_home(studio: Studio, played: Played) -> None:
    """The team's page, and the first page of the document."""
    for name, device in (("laptop", Device.LAPTOP), ("phone", Device.PHONE)):
        async with studio.open(f"/s/{played.session_id}/canvas", device, played.cookies) as page:
            await page.locator(".words-table").wait_for()
            await studio.take(page, f"canvas-{name}")
            if device is Device.LAPTOP:
                pdf = await page.request.get(f"{studio.url}/api/sessions/{played.session_id}/canvas.pdf")
                studio.keep(await asyncio.to_thread(first_page, await pdf.body()), "canvas-pdf")


async def desk(studio: Studio, played: Played) -> None:
    """The facilitator's sessions and guides."""
    async with studio.open("/desk", Device.LAPTOP, played.cookies) as page:
        await page.locator(".card h3").first.wait_for()
        await studio.take(page, "desk")
    async with studio.open("/desk/guides", Device.LAPTOP, played.cookies) as page:
        await page.locator(".guides__list > li").first.wait_for()
        await studio.take(page, "guides")
    async with studio.open("/desk/guides?guide=network", Device.LAPTOP, played.cookies) as page:
        await page.locator(".guides__stage").nth(2).click()
        await studio.take(page, "guide")


def first_page(pdf: bytes) -> bytes:
    """The first page of a document as PNG."""
    command = ["pdftoppm", "-png", "-singlefile", "-r", "90", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def with_partners(example: Example, count: int) -> Example:
    """Only what stands on the circle, with fewer partners, or with more that write what the first ones wrote."""
    known = (*example.partners, *MORE[example.language])
    names = tuple(name if not turn else f"{name} {turn + 1}" for turn in range(count) for name in known)[:count]
    writers = {name: example.partners[place % len(example.partners)] for place, name in enumerate(names)}
    notes = [
        ExampleNote(partner=name, kind=note.kind, text=note.text)
        for name, writer in writers.items()
        for note in example.notes
        if note.partner == writer and note.kind in CIRCLE_KINDS
    ]
    people = [ExampleParticipant(partner=name) for name in names]
    told = {"partners": names, "participants": tuple(people), "notes": tuple(notes), "control": ExampleControl()}
    return example.model_copy(update={**told, "laws": (), "matches": (), "agreements": ()})


class Session:
    """The pictures of one language, moment by moment."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.example = load_example("pleeggezin", studio.language)
        self.writer, self.speaker = (self.example.partners[place] for place in (WRITER, SPEAKER))

    @asynccontextmanager
    async def playing(
        self, until: Until, example: Example | None = None, **how: Any
    ) -> AsyncIterator[tuple[Played, Stage]]:
        case = self.example if example is None else example
        async with staged(self.studio.url, KEY, case, speed=inf, until=until, **how) as played:
            yield played, Stage(self.studio, played)

    async def welcome(self) -> None:
        async with self.playing(Until.CLOSE, load_example("gezinshuis", self.studio.language)) as (played, _):
            await played.lead.command("session.close")
        async with self.playing(Until.WELCOME) as (played, stage):
            await the_door(self.studio, played, self.example)
            await desk(self.studio, played)
            await self._seen(stage, "welcome", self.writer)

    async def person(self) -> None:
        await self._end_of(Until.PERSON, self.writer)

    async def frame(self) -> None:
        await self._end_of(Until.FRAME, self.writer)

    async def needed(self) -> None:
        await self._end_of(Until.NEEDED, self.speaker)

    async def partners(self) -> None:
        """Writing in silence, then the board open."""
        async with self.playing(Until.PARTNERS) as (_, stage):
            await stage.screen("partners-closed", "partners")
            await stage.lead("partners-closed")
            await stage.lead("open-the-board", dialog="lead.open")
            await writing(self.studio, stage, self.example)
        async with self.playing(Until.OPENED, floor=self.speaker) as (played, stage):
            await stage.screen("partners", "partners")
            await stage.lead("partners")
            await stage.phone("floor", self.speaker)
            await stage.phone("listening", self.writer)
            await board(self.studio, stage, self.example)
            await self._control(played, stage)

    async def _control(self, played: Played, stage: Stage) -> None:
        """The note in the spotlight, private time, the safety stop."""
        records = played.lead.records
        note = next(id for id, note in records["note"].items() if note["kind"] == "wish" and note["open"])
        await played.lead.command("timer.start", seconds=300)
        await played.lead.command("spotlight.set", note=note)
        await stage.screen("spotlight", "partners")
        await played.lead.command("spotlight.set", note=None)
        chosen = [id for id, one in records["partner"].items() if one["name"] in self.example.partners[:2]]
        await played.lead.command("private.start", partners=chosen)
        await self._seen(stage, "private", self.speaker, phase="partners")
        await played.lead.command("safety.stop")
        await self._seen(stage, "stopped", self.speaker)

    async def sizes(self) -> None:
        """The circle with few partners and with many."""
        for count in SIZES:
            case = with_partners(self.example, count)
            async with self.playing(Until.OPENED, case, floor=case.partners[WRITER], phones=count) as (_, stage):
                await stage.screen(f"{count}-partners", "partners")

    async def connect(self) -> None:
        await self._end_of(Until.CONNECT, self.speaker)

    async def agreements(self) -> None:
        await self._end_of(Until.AGREEMENTS, self.speaker)

    async def lookback(self) -> None:
        await self._end_of(Until.LOOKBACK, self.speaker)

    async def close(self) -> None:
        """The end, a page that is read back, and what goes home."""
        async with self.playing(Until.CLOSE) as (played, stage):
            await self._seen(stage, "close", self.speaker)
            frame = next(each for each in self.example.load_guide().stages if each.form is StageForm.FRAME)
            await played.lead.command("page.set", stage=frame.key)
            await stage.screen("reading", "close")
            await taken_home(self.studio, played)

    async def _end_of(self, until: Until, partner: str) -> None:
        """The end of a stage."""
        async with self.playing(until) as (_, stage):
            await self._seen(stage, until, partner)

    async def _seen(self, stage: Stage, state: str, partner: str, phase: str = "") -> None:
        """What the projector, the facilitator and this partner see."""
        await stage.screen(state, phase or state)
        await stage.lead(state)
        await stage.phone(state, partner)


MOMENTS = (
    *("welcome", "person", "frame", "needed", "partners", "sizes"),
    *("connect", "agreements", "lookback", "close"),
)
"""The moments of which there are pictures, in the order of a gathering: methods of `Session`."""


async def every_picture(studio: Studio, moments: Sequence[str] = MOMENTS) -> None:
    """All pictures of one language, or those of these moments."""
    session = Session(studio)
    for moment in moments:
        await getattr(session, moment)()


async def make(pages: Path, into: Path, moments: Sequence[str], languages: tuple[str, ...] = ("nl", "en")) -> None:
    """The pictures of these moments in these languages."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        for language in languages:
            with tempfile.TemporaryDirectory() as directory:
                async with serving(Path(directory), pages, public_url=ADDRESS) as house:
                    await every_picture(Studio(browser, house.url, language, into), moments)
        await browser.close()


def main() -> None:
    build_pages(lambda text: None, lambda key, **values: key)
    PICTURES.mkdir(parents=True, exist_ok=True)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=MOMENTS, default=MOMENTS, help="only these moments")
    asyncio.run(make(pages_directory(), PICTURES, parser.parse_args().only))


if __name__ == "__main__":
    main()
