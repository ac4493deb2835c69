"""The screenshots in `docs/pictures`: every page in its main states, in both languages. `make pictures` makes them all.

A real server is filled by the simulated phones of the demonstration, which stay in the room while browsers look at it
as the projector, the facilitator's laptop and phone, and the phones of participants. What people write is Dutch.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
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
from facilitation.demo import Example, Played, Until, load_example, staged
from facilitation.demo.example import ExampleNote, ExampleParticipant
from facilitation.locale import say
from tests.browser.conftest import FLAGS
from tests.serving import KEY, serving

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
ADDRESS = "http://192.168.1.20:8000"
"""What the projector shows as the address for phones: an ordinary one, the same on every machine."""

SPEAKER, WRITER = "Pleegouder", "Moeder"
MORE = ("Tante", "Voogd", "Buurvrouw", "Huisarts", "Voetbalclub", "Jongerenwerk", "Schuldhulp", "Broer")
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
            await page.locator(".phone-header__dot--connected").wait_for()
            yield page

    async def phone(self, state: str, partner: str) -> None:
        """What that phone shows."""
        async with self.seat(partner) as page:
            await self._studio.take(page, f"seat-{state}")


async def the_door(studio: Studio, played: Played) -> None:
    """How somebody comes in."""
    async with studio.open("/", Device.PHONE) as page:
        await page.locator("#home-code").wait_for()
        await studio.take(page, "home")
    async with studio.open(urlsplit(played.links.join_url).path, Device.PHONE) as page:
        await page.locator(".seat-button").first.wait_for()
        await studio.take(page, "join-choose")
        await page.locator(".seat-button").filter(has_text=SPEAKER).tap()
        await page.locator("#join-name").wait_for()
        await studio.take(page, "join-seat")


async def writing(studio: Studio, stage: Stage) -> None:
    """A phone on which somebody writes, and loses its connection."""
    async with stage.seat(SPEAKER) as page:
        await page.locator("#seat-note").fill("Dat ze haar broer")
        await studio.take(page, "seat-partners")
        await page.context.set_offline(True)
        await page.locator(".phone-header__dot--offline, .phone-header__dot--connecting").wait_for()
        await page.locator("#seat-note").fill("Dat er iemand belt als het anders loopt.")
        await page.get_by_role("button", name=studio.say("seat.place"), exact=True).tap()
        await page.get_by_text(studio.say("seat.mark-waiting")).wait_for()
        await page.locator(".phone-header__dot--offline").wait_for()
        await studio.take(page, "seat-offline")


async def board(studio: Studio, stage: Stage) -> None:
    """The other side of a phone: everything that is open."""
    async with stage.seat(SPEAKER) as page:
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
    """The facilitator's sessions."""
    async with studio.open("/desk", Device.LAPTOP, played.cookies) as page:
        await page.locator(".card h3").first.wait_for()
        await studio.take(page, "desk")


def first_page(pdf: bytes) -> bytes:
    """The first page of a document as PNG."""
    command = ["pdftoppm", "-png", "-singlefile", "-r", "90", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def with_partners(example: Example, count: int) -> Example:
    """The example with fewer partners, or with more that write what the first ones wrote."""
    names = (*example.partners, *MORE)[:count]
    writers = {name: example.partners[place % len(example.partners)] for place, name in enumerate(names)}
    notes = [
        ExampleNote(partner=name, kind=note.kind, text=note.text)
        for name, writer in writers.items()
        for note in example.notes
        if note.partner == writer
    ]
    people = [ExampleParticipant(partner=name) for name in names]
    return example.model_copy(update={"partners": names, "participants": tuple(people), "notes": tuple(notes)})


async def every_picture(studio: Studio) -> None:
    """All pictures of one language, in the order of a gathering."""
    example = load_example("pleeggezin").model_copy(update={"language": studio.language})
    before = load_example("gezinshuis").model_copy(update={"language": studio.language})

    @asynccontextmanager
    async def playing(case: Example, until: Until, **how: Any) -> AsyncIterator[tuple[Played, Stage]]:
        async with staged(studio.url, KEY, case, speed=inf, until=until, **how) as played:
            yield played, Stage(studio, played)

    async with playing(before, Until.CLOSE) as (played, _):
        await played.lead.command("session.close")
    async with playing(example, Until.WELCOME) as (played, stage):
        await the_door(studio, played)
        await desk(studio, played)
        await stage.screen("welcome", "welcome")
        await stage.lead("welcome")
        await stage.phone("welcome", WRITER)
    async with playing(example, Until.PERSON) as (_, stage):
        await stage.screen("person", "person")
        await stage.lead("person")
        await stage.phone("person", WRITER)
    async with playing(example, Until.PARTNERS) as (_, stage):
        await stage.screen("partners-closed", "partners")
        await stage.lead("partners-closed")
        await stage.lead("open-the-board", dialog="lead.open")
        await writing(studio, stage)
    async with playing(example, Until.OPENED, floor=SPEAKER) as (_, stage):
        await stage.screen("partners", "partners")
        await stage.lead("partners")
        await stage.phone("floor", SPEAKER)
        await stage.phone("listening", WRITER)
        await board(studio, stage)
    for count in (3, 16):
        async with playing(with_partners(example, count), Until.OPENED, floor=SPEAKER, phones=count) as (_, stage):
            await stage.screen(f"{count}-partners", "partners")
    async with playing(example, Until.CLOSE) as (played, stage):
        await stage.screen("close", "close")
        await stage.lead("close")
        await stage.phone("close", SPEAKER)
        await taken_home(studio, played)


async def make(pages: Path, into: Path, languages: tuple[str, ...] = ("nl", "en")) -> None:
    """All pictures in these languages."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        for language in languages:
            with tempfile.TemporaryDirectory() as directory:
                async with serving(Path(directory), pages, public_url=ADDRESS) as house:
                    await every_picture(Studio(browser, house.url, language, into))
        await browser.close()


def main() -> None:
    build_pages(lambda text: None, lambda key, **values: key)
    PICTURES.mkdir(parents=True, exist_ok=True)
    asyncio.run(make(pages_directory(), PICTURES))


if __name__ == "__main__":
    main()
