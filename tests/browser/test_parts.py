"""The page of parts: it shows all of them, and only to those who develop."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.async_api import Browser

from facilitation.config import Settings
from facilitation.web import parts
from tests.serving import serving

HERE = Path(parts.__file__).parent
MODULES = {path.stem for path in HERE.glob("*.py")} - {"__init__"}


async def test_every_part_is_shown_in_every_state_that_has_a_look(
    tmp_path: Path, pages: Path, chromium: Browser
) -> None:
    async with serving(tmp_path, pages, development=True) as house:
        page = await chromium.new_page()
        await page.goto(f"{house.url}/parts")
        await page.locator(".wheel__dot").first.wait_for()
        shown = await page.locator("[data-part]").evaluate_all("(parts) => parts.map((part) => part.dataset.part)")
        assert set(shown) == MODULES
        missing = [
            f"{sheet.name}: {selector}"
            for sheet in sorted(HERE.glob("*.css"))
            for selector in selectors(sheet.read_text("utf-8"))
            if not await page.locator(f"css={selector}").count()
        ]
        assert missing == []


async def test_nobody_else_is_served_it(tmp_path: Path, pages: Path) -> None:
    async with serving(tmp_path, pages) as house, httpx.AsyncClient() as browser:
        for path in ("/parts", "/parts/", "/parts.html", "/parts/index.html", "//parts", "/%70arts"):
            assert (await browser.get(house.url + path)).status_code == 404, path
        assert (await browser.get(f"{house.url}/")).status_code == 200


def selectors(sheet: str) -> list[str]:
    """What a sheet gives a look, without what comes and goes by itself: a pointer, a focus, an animation."""
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    rules = re.sub(r"@keyframes [\w-]+ \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", rules)
    found = {
        re.sub(
            r"::?(?:hover|active|focus(?:-visible)?|before|after|backdrop|placeholder|first-child)\b", "", part
        ).strip()
        for group in re.findall(r"(?:^|[{};])\s*([^{};@]+)\{", rules)
        for part in group.split(",")
    }
    return sorted(selector for selector in found if selector and selector[0] not in "0123456789")


def test_selectors_are_read() -> None:
    sheet = """
        /* a { */ .a, .b:hover > c { x: y; }
        @media (width > 3px) { .d[e='f'] { x: y } }
        @keyframes k { from { x: y } }
    """
    assert selectors(sheet) == [".a", ".b > c", ".d[e='f']"]


def test_a_host_does_not_develop_unless_told_to() -> None:
    assert not Settings.from_env({}).development
    assert not Settings.from_env({"DEVELOPMENT": "0"}).development
    assert Settings.from_env({"DEVELOPMENT": "1"}).development
