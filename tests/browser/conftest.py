"""Real pages, a real server and real browsers."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from facilitation.build import build_pages, pages_directory
from tests.browser.room import Room
from tests.serving import serving

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
)
PATIENCE_MS = 15_000
"""How long a page may take to show what is expected, on a machine that is busy with other things."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def pages() -> Path:
    """The built pages; built once, and only when their sources changed."""
    build_pages(lambda text: None, lambda key, **values: key)
    return pages_directory()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser without windows."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def room(tmp_path: Path, pages: Path, chromium: Browser) -> AsyncIterator[Room]:
    """A server on all interfaces, as phones need it, and nobody in the room yet."""
    async with serving(tmp_path, pages, host="0.0.0.0") as house:
        room = Room(chromium, house)
        yield room
        await room.leave()
