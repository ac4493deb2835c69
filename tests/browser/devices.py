"""The devices in the room, each a browser of its own: the projector, the facilitator's laptop and the phones."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from facilitation.locale import say
from tests.browser.ear import Ear

KINDS = ("wish", "offer", "need")

_SEEN = """([selector, text, count]) => new Promise((done) => {
  const look = () => {
    const found = [...document.querySelectorAll(selector)].filter((each) => each.textContent.includes(text));
    if (found.length < count) return false;
    watching.disconnect();
    requestAnimationFrame(() => done(Date.now()));
    return true;
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  look();
})"""


def nl(key: str, **args: Any) -> str:
    """A text of the pages, in Dutch."""
    return say("nl", key, **args)


class Device:
    """One browser with its own cookies and memory, and one tab that matters."""

    shape: ClassVar[dict[str, Any]] = {"viewport": {"width": 1366, "height": 768}}

    def __init__(self, context: BrowserContext, page: Page, ear: Ear) -> None:
        self.context = context
        self.page = page
        self.ear = ear

    @classmethod
    async def open(cls, browser: Browser, locale: str = "nl-NL") -> Self:
        """A new device, with nothing on it yet."""
        context = await browser.new_context(**cls.shape, locale=locale, accept_downloads=True)
        ear = Ear(context)
        return cls(context, await context.new_page(), ear)

    def button(self, key: str, **args: Any) -> Locator:
        """The button with this text."""
        return self.page.get_by_role("button", name=nl(key, **args), exact=True)

    def text(self, key: str, **args: Any) -> Locator:
        """Where this text stands."""
        return self.page.get_by_text(nl(key, **args))

    async def reload(self) -> None:
        await self.page.reload()

    async def reopen(self) -> None:
        """Close the tab and open its address in a new one, as after an evening in a pocket."""
        address = self.page.url
        await self.page.close()
        self.page = await self.context.new_page()
        await self.page.goto(address)

    async def content(self) -> str:
        """All that the tabs hold, with what stands in fields and in frames."""
        contents = []
        for page in self.context.pages:
            for frame in page.frames:
                contents.append(await frame.content())
                contents += await frame.evaluate(
                    "() => [...document.querySelectorAll('input, textarea')].map((each) => each.value)"
                )
        return "\n".join(contents)

    async def seen(self, selector: str, text: str = "", count: int = 1) -> float:
        """When `count` elements with this text were there and drawn, ms by this machine's clock."""
        return float(await self.page.evaluate(_SEEN, [selector, text, count]))

    async def press(self, button: Locator) -> float:
        """Press, and return when that was, ms by this machine's clock."""
        await self.page.evaluate("() => addEventListener('click', () => (window.pressed = Date.now()), true)")
        await button.click()
        return float(await self.page.evaluate("() => window.pressed"))

    async def too_wide(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(
            await self.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )


class Projector(Device):
    """The screen on the wall."""

    shape: ClassVar[dict[str, Any]] = {"viewport": {"width": 1920, "height": 1080}}

    @property
    def open_dots(self) -> Locator:
        return self.page.locator('.wheel__dot[data-open="true"]')

    @property
    def closed_dots(self) -> Locator:
        return self.page.locator('.wheel__dot[data-open="false"]')

    async def shows(self, phase: str) -> None:
        """Wait until the projector shows this phase."""
        await expect(self.page.locator(".screen")).to_have_attribute("data-phase", phase)


class Laptop(Device):
    """What the facilitator holds."""

    async def sign_in(self, url: str, key: str) -> None:
        await self.page.goto(f"{url}/sign-in?key={key}")
        await expect(self.page).to_have_url(f"{url}/desk")

    async def create(self, title: str, alias: str, *partners: str) -> str:
        """Make a session on the desk and return its id."""
        await self.page.get_by_label(nl("desk.session-title"), exact=True).fill(title)
        await self.page.get_by_label(nl("desk.alias"), exact=True).fill(alias)
        await self.page.get_by_label(nl("desk.partners"), exact=True).fill("\n".join(partners))
        await self.button("desk.create").click()
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self.page.url.split("/")[-2]

    @property
    def forward_button(self) -> Locator:
        return self.page.locator(".lead__bar").get_by_role(
            "button", name=re.compile("^" + re.escape(nl("lead.forward-to", title="")))
        )

    @property
    def stage(self) -> Locator:
        return self.page.locator(".lead__stage")

    async def forward(self, title: str) -> None:
        """Go on to the stage with this title."""
        await self.button("lead.forward-to", title=title).click()
        await expect(self.stage).to_have_text(title)

    @property
    def left_open(self) -> Locator:
        """What the question before going on says is left open, line by line."""
        return self.page.locator("#lead-left[open] li")

    async def forward_anyway(self, title: str, *left: str) -> None:
        """Go on to the stage with this title past what is said to be left open there."""
        await self.button("lead.forward-to", title=title).click()
        await expect(self.left_open).to_have_text([*left])
        await self.button("lead.unconfirmed-yes", title=title).click()
        await expect(self.stage).to_have_text(title)

    async def tell(self, field: str, words: str) -> None:
        """Write the person's words, and wait until they are kept."""
        await self.page.locator(f"#lead-{field}").fill(words)
        await self.page.locator(f"#lead-{field}").blur()
        await expect(self.page.locator(f"#lead-{field}-state")).to_have_text(nl("lead.kept"))

    async def open_screen(self) -> Locator:
        """What the projector shows, in a window of this laptop, from the welcome on."""
        async with self.page.expect_popup() as opened:
            await self.button("lead.screen-open").click()
        screen = (await opened.value).locator(".screen")
        await expect(screen).to_have_attribute("data-phase", "welcome")
        return screen

    async def open_board(self) -> float:
        """Open the board; returns when that was pressed, ms."""
        await self.button("lead.open").click()
        return await self.press(self.button("lead.open-yes"))


class Phone(Device):
    """One participant's phone."""

    shape: ClassVar[dict[str, Any]] = {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    }

    @property
    def field(self) -> Locator:
        return self.page.locator("#seat-note")

    @property
    def cards(self) -> Locator:
        """My notes, the newest first."""
        return self.page.locator("main .phone__mine .note-card")

    def card(self, text: str) -> Locator:
        return self.cards.filter(has=self.page.get_by_text(text, exact=True))

    async def join(self, address: str, seat: str, name: str = "") -> None:
        """Open what a QR code says, and take this seat; a seat that is not there yet is named."""
        await self.page.goto(address)
        await self.sit(seat, name)

    async def sit(self, seat: str, name: str = "") -> None:
        """Choose a seat at the door."""
        page = self.page
        await expect(self.button("join.new")).to_be_visible()
        known = page.locator(".seat-button").filter(has=page.get_by_text(seat, exact=True))
        if await known.count():
            await known.tap()
        else:
            await self.button("join.new").tap()
            await page.get_by_label(nl("join.partner"), exact=True).fill(seat)
        await expect(self.text("join.name-hint")).to_be_visible()
        await page.get_by_label(nl("join.name"), exact=True).fill(name)
        await self.button("join.sit").tap()
        await self.seated(seat)

    async def seated(self, seat: str) -> None:
        """Wait until this phone sits here, with a line."""
        await expect(self.page.locator(".phone-header__place")).to_contain_text(seat)
        await self.connected()

    async def connected(self) -> None:
        await expect(self.page.locator(".phone-header__dot--connected")).to_be_visible()

    async def write(self, kind: str, text: str) -> None:
        """Write a note and put it on the board."""
        await self.choose(kind)
        await self.field.fill(text)
        await self.place()

    async def choose(self, kind: str) -> None:
        await self.page.locator(f".kind-picker__kind--{kind}").tap()

    @property
    def place_button(self) -> Locator:
        """What puts a note on the board or, while it is closed, keeps it."""
        return self.button("seat.place").or_(self.button("seat.place-closed"))

    async def place(self) -> None:
        await self.place_button.tap()
        await expect(self.field).to_have_value("")

    async def marked(self, text: str, mark: str) -> None:
        """Wait until my note with this text has this mark: `kept`, `open`, `waiting`, `yours` …"""
        await expect(self.card(text).locator(".note-card__mark")).to_have_text(nl(f"seat.mark-{mark}"))

    async def my_texts(self) -> list[str]:
        """My notes, the oldest first."""
        return list(reversed(await self.cards.locator(".words").all_text_contents()))

    async def tab(self, name: str) -> None:
        """Go to the side `mine` or `board`."""
        await self.button(f"seat.tab-{name}").tap()
