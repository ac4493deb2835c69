"""A room full of devices around one server, and how sessions are brought as far as a test needs them."""

from __future__ import annotations

from io import BytesIO
from typing import TypeVar

import zxingcpp
from PIL import Image
from playwright.async_api import Browser, expect

from facilitation.guides import load
from facilitation.live.address import lan_address
from tests.browser.devices import Device, Laptop, Phone, Projector, nl
from tests.serving import KEY, House, Line, Session

D = TypeVar("D", bound=Device)

TITLES = {stage.key: stage.title["nl"] for stage in load("person").stages}
"""The titles of the stages in Dutch."""


class Room:
    """Everybody who is here. `url` is the address as the facilitator's own laptop knows it."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.house = house
        self.url = house.url
        self._browser = browser
        self.devices: list[Device] = []

    async def laptop(self, session: str = "", url: str = "") -> Laptop:
        """A signed-in laptop, on the desk or leading this session."""
        laptop = self._in(await Laptop.open(self._browser))
        await laptop.sign_in(url or self.url, KEY)
        if session:
            await laptop.page.goto(f"{url or self.url}/s/{session}/lead")
            await expect(laptop.stage).to_be_visible()
        return laptop

    async def visitor(self, address: str) -> Laptop:
        """A laptop that is signed in nowhere, at this address."""
        laptop = self._in(await Laptop.open(self._browser))
        await laptop.page.goto(address)
        return laptop

    async def projector(self, session: str) -> Projector:
        """The projector of this session."""
        projector = self._in(await Projector.open(self._browser))
        await projector.page.goto(f"{self.url}/sign-in?key={KEY}")
        await projector.page.goto(f"{self.url}/s/{session}/screen")
        return projector

    async def phone(self, locale: str = "nl-NL") -> Phone:
        """A phone on which nothing has happened yet."""
        return self._in(await Phone.open(self._browser, locale))

    async def seated(self, session: Session, seat: str, url: str = "") -> Phone:
        """A phone that came in by the session's link and took this seat."""
        phone = await self.phone()
        await phone.join(f"{url or self.url}/j/{session.token}", seat)
        return phone

    async def writing(self, *partners: str) -> tuple[Session, Line]:
        """A session in the stage in which everybody writes, and the facilitator's line."""
        session = await self.house.session(*partners)
        lead = await session.lead()
        await lead.done("stage.go", stage="partners", anyway=True, **{"from": "welcome"})
        return session, lead

    async def leave(self) -> None:
        """Everybody goes; nothing may have gone wrong on any page, and no page may have asked anybody else."""
        for device in self.devices:
            assert not device.ear.errors, device.ear.errors
            assert not device.ear.dialogs, device.ear.dialogs
            assert {host.rpartition(":")[0] for host in device.ear.hosts} <= self.own_hosts(), device.ear.hosts
            await device.context.close()

    def own_hosts(self) -> set[str]:
        """Under which names this server is known."""
        return {"127.0.0.1", lan_address() or "127.0.0.1"}

    def _in(self, device: D) -> D:
        self.devices.append(device)
        return device


async def read_code(projector: Projector) -> str:
    """What a phone's camera reads off the projector."""
    image = projector.page.get_by_alt_text(nl("screen.qr"))
    await image.evaluate("(image) => image.decode()")
    shot = Image.open(BytesIO(await projector.page.screenshot()))
    (code,) = zxingcpp.read_barcodes(shot)
    return str(code.text)
