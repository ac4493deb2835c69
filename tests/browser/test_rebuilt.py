"""A phone whose page is of a build that the server no longer has: what it had not fetched yet is nowhere any more."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.async_api import Browser, expect

from facilitation.pages import ROUTES_FILE
from tests.browser.cable import cable
from tests.browser.room import Room
from tests.serving import serving

SEAT = "Moeder"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException("", "SecurityError"); } });
"""


def copied(pages: Path, to: Path) -> Path:
    """The built pages, to be changed; without what was compressed, which would not change along."""
    copy = to / "build" / "client"
    shutil.copytree(pages, copy, ignore=shutil.ignore_patterns("*.gz"))
    shutil.copy(pages.parents[1] / ROUTES_FILE, to)
    return copy


def code_of_later(pages: Path) -> Path:
    (found,) = pages.glob("assets/seat_later-*.js")
    return found


def built_anew(pages: Path, to: Path) -> Path:
    """As a build of other sources leaves them: files with other names. Those with the old names a browser keeps."""
    copy = copied(pages, to)
    names = {file.name: f"{file.stem}-anew.js" for file in (copy / "assets").glob("*.js")}
    mentioned = re.compile("|".join(re.escape(name) for name in names))
    for file in (*copy.rglob("*.js"), *copy.rglob("*.html")):
        file.write_text(mentioned.sub(lambda found: names[found[0]], file.read_text("utf-8")), "utf-8")
    for old, new in names.items():
        (copy / "assets" / old).rename(copy / "assets" / new)
    return copy


async def test_a_phone_says_what_is_missing_and_loads_itself_again_once_when_the_server_was_built_anew(
    tmp_path: Path, pages: Path, chromium: Browser
) -> None:
    old, sessions = copied(pages, tmp_path / "old"), tmp_path / "sessions"
    code_of_later(old).unlink()
    async with serving(sessions, old) as house, cable(house.url) as line:
        room = Room(chromium, house)
        session = await house.session(SEAT)
        lead = await session.lead()
        phone = await room.seated(session, SEAT, line.url)
        await phone.page.evaluate("() => { window.untouched = true; }")
        await lead.done("stage.go", stage="partners", anyway=True, **{"from": "welcome"})
        await expect(phone.text("seat.missing")).to_be_visible()
        assert await phone.page.evaluate("() => window.untouched"), "nothing is gained by loading the same page again"
        line.cut()
        async with serving(sessions, built_anew(pages, tmp_path / "new")) as again:
            line.leads_to(again.url)
            line.mend()
            await expect(phone.field).to_be_visible()
            assert not await phone.page.evaluate("() => window.untouched")
            await phone.write("wish", "Dat zij blijft lachen")
            await phone.marked("Dat zij blijft lachen", "kept")
            await room.leave()


async def test_a_phone_that_keeps_nothing_is_loaded_again_by_hand_alone_and_loses_nothing(
    tmp_path: Path, pages: Path, chromium: Browser
) -> None:
    old, sessions = copied(pages, tmp_path / "old"), tmp_path / "sessions"
    code_of_later(old).unlink()
    async with serving(sessions, old) as house, cable(house.url) as line:
        room = Room(chromium, house)
        session = await house.session(SEAT)
        lead = await session.lead()
        phone = await room.phone()
        await phone.context.add_init_script(NO_STORAGE)
        await phone.join(f"{line.url}/j/{session.token}", SEAT)
        await lead.done("stage.go", stage="partners", anyway=True, **{"from": "welcome"})
        await expect(phone.text("seat.missing")).to_be_visible()
        await phone.page.evaluate("() => { window.untouched = true; }")
        line.cut()
        async with serving(sessions, built_anew(pages, tmp_path / "new")) as again:
            async with phone.page.expect_response(lambda answer: answer.status == 404 and "manifest" in answer.url):
                line.leads_to(again.url)
                line.mend()
            await phone.connected()
            assert await phone.page.evaluate("() => window.untouched")
            await phone.button("seat.reload").tap()
            await expect(phone.field).to_be_visible()
            await room.leave()


async def test_what_is_missing_for_a_moment_comes_at_the_press_of_a_button(
    tmp_path: Path, pages: Path, chromium: Browser
) -> None:
    there = copied(pages, tmp_path)
    kept = code_of_later(there).read_bytes()
    place = code_of_later(there)
    place.unlink()
    async with serving(tmp_path / "sessions", there) as house:
        room = Room(chromium, house)
        session = await house.session(SEAT)
        lead = await session.lead()
        phone = await room.seated(session, SEAT)
        await lead.done("stage.go", stage="partners", anyway=True, **{"from": "welcome"})
        await expect(phone.text("seat.missing")).to_be_visible()
        place.write_bytes(kept)
        await phone.button("seat.reload").tap()
        await expect(phone.field).to_be_visible()
        await expect(phone.text("seat.missing")).to_have_count(0)
        await room.leave()
