"""Somebody without a mouse, who must see where they are."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

MOST_STOPS = 80
REST_MS = 800
"""Shortcuts listen only after a moment of rest: keys that follow one another are typing."""

_STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = here.getBoundingClientRect();
  return {
    name: `${here.localName}#${here.id}.${here.className} "${(here.textContent || "").trim().slice(0, 40)}"`,
    visible: outlined && box.width > 0 && box.height > 0,
  };
}"""


class Keyboard:
    """A keyboard at one page. Every stop it makes must show that it is there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def stop(self) -> str | None:
        """Go on to the next stop; None when that is outside of the page."""
        await self.page.keyboard.press("Tab")
        here = await self.page.evaluate(_STOP)
        if here is None:
            return None
        assert here["visible"], f"the keyboard's focus is not to be seen on {here['name']}"
        return str(here["name"])

    async def reach(self, target: Locator) -> None:
        """Press Tab until `target` has the focus."""
        await target.wait_for()
        for _ in range(MOST_STOPS):
            if await target.evaluate("(element) => element === document.activeElement"):
                return
            await self.stop()
        raise AssertionError(f"the keyboard does not come to {target}")

    async def press(self, target: Locator, key: str = "Enter") -> None:
        """Go to `target` and press it."""
        await self.reach(target)
        await self.page.keyboard.press(key)

    async def type(self, target: Locator, text: str) -> None:
        """Go to `target` and type."""
        await self.reach(target)
        await self.page.keyboard.type(text)

    async def shortcut(self, key: str) -> None:
        """Rest for a moment and press one key, with no field in the way."""
        await self.page.wait_for_timeout(REST_MS)
        await self.page.keyboard.press(key)

    async def once_around(self) -> list[str]:
        """All stops of the page, in their order."""
        stops: list[str] = []
        for _ in range(MOST_STOPS):
            here = await self.stop()
            if here is None and stops:
                return stops
            if here is not None:
                stops.append(here)
        return stops

    async def stays_within(self, dialog: Locator) -> None:
        """The focus does not leave an open dialog for the page behind it, and Escape closes it."""
        await expect(dialog).to_be_visible()
        for _ in range(8):
            await self.page.keyboard.press("Tab")
            away = await dialog.evaluate(
                "(dialog) => document.activeElement !== document.body && !dialog.contains(document.activeElement)"
            )
            assert not away, "the keyboard's focus left the dialog"
        await self.page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
