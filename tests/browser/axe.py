"""Accessibility as axe-core sees it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from playwright.async_api import Page

from tests.browser.pictures import Studio

SOURCE = Path(__file__).parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  await Promise.all(document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished.catch(() => null)));
  const { violations, passes } = await axe.run(document, { iframes: false });
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const seen = ({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id} (${impact}) at ${target.join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`);
  return { faults: grave.flatMap(seen), passed: passes.length };
}"""


@lru_cache
def source() -> str:
    return SOURCE.read_text("utf-8")


async def faults(page: Page) -> list[str]:
    """Every serious or critical fault of what the page shows now."""
    await page.evaluate(source() + ";undefined")
    found = await page.evaluate(_RUN)
    assert found["passed"] > 5, "axe looked at hardly anything"
    return list(found["faults"])


class Inspector(Studio):
    """Looks at what is on a picture instead of taking it."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the studio's own
        self.looked: list[str] = []
        self.faults: list[str] = []

    async def take(self, page: Page, name: str) -> None:
        await self.rest(page)
        self.looked.append(name)
        self.faults += [f"{name}: {fault}" for fault in await faults(page)]

    def keep(self, png: bytes, name: str) -> None:
        """Nothing: a document is no page."""
