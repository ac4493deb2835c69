"""No page, in no state and in neither language, has a fault that axe-core calls serious or critical."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page

from tests.browser.axe import Inspector, faults
from tests.browser.pictures import Device, every_picture
from tests.serving import House, Session, serving

LANGUAGES = ("nl", "en")


@pytest.fixture
async def house(tmp_path: Path, pages: Path) -> AsyncIterator[House]:
    """A server that also shows the page of parts."""
    async with serving(tmp_path, pages, development=True) as house:
        yield house


@pytest.fixture(params=LANGUAGES)
def inspector(request: pytest.FixtureRequest, chromium: Browser, house: House, tmp_path: Path) -> Inspector:
    """Somebody who looks at pages in one language."""
    return Inspector(chromium, house.url, request.param, tmp_path)


def cookies(browser: httpx.AsyncClient) -> dict[str, str]:
    return {cookie.name: cookie.value or "" for cookie in browser.cookies.jar}


async def look(inspector: Inspector, path: str, ready: str, name: str, *steps: Any, **how: Any) -> None:
    """Look at the page at `path` once `ready` is there, and again after each step."""
    device = how.pop("device", Device.PHONE)
    async with inspector.open(path, device, how.pop("cookies", None)) as page:
        await page.locator(ready).first.wait_for()
        await inspector.take(page, name)
        for number, step in enumerate(steps, 1):
            await step(page)
            await inspector.take(page, f"{name}-{number}")


def press(key: str, inspector: Inspector, shows: str, **values: Any) -> Any:
    """The step of pressing the button with this text, until `shows` is there."""

    async def step(page: Page) -> None:
        await page.get_by_role("button", name=inspector.say(key, **values), exact=True).first.click()
        await page.locator(shows).first.wait_for()

    return step


def write(field: str, text: str, shows: str = "") -> Any:
    """The step of writing into a field and pressing Enter with it."""

    async def step(page: Page) -> None:
        await page.locator(field).fill(text)
        await page.locator(field).press("Control+Enter")
        await page.locator(shows or field).first.wait_for()

    return step


async def escape(page: Page) -> None:
    await page.keyboard.press("Escape")
    await page.locator("dialog[open]").wait_for(state="detached")


@pytest.mark.parametrize("inspector", ["nl"], indirect=True)
async def test_every_page_of_a_gathering(inspector: Inspector) -> None:
    """Everything of which there is a picture, from the first code to the canvas; in one language, since it is long."""
    await every_picture(inspector)
    assert len(inspector.looked) > 30
    assert inspector.faults == []


async def test_every_part_in_every_state(inspector: Inspector) -> None:
    await look(inspector, "/parts", "[data-part]", "parts", press("parts.open", inspector, "#parts-modal[open]"))
    assert inspector.faults == []


async def test_pages_for_those_who_may_not_be_there(inspector: Inspector, house: House) -> None:
    """Without a key, a seat or a session; and an address that leads nowhere."""
    session = await house.session("Moeder")
    unknown = "/s/" + "A" * 22
    for path, ready, name in (
        ("/join", ".page__main a", "join-nobody"),
        ("/desk", ".notice", "desk-signed-out"),
        (f"/s/{session.id}/lead", ".lead__outside a", "lead-signed-out"),
        (f"/s/{session.id}/seat", ".phone__main h1", "seat-not-signed-in"),
        (f"/s/{session.id}/screen", ".screen h1", "screen-not-signed-in"),
        (f"/s/{session.id}/canvas", ".notice", "canvas-refused"),
        (f"{unknown}/seat", ".phone__main h1", "seat-unknown"),
    ):
        await look(inspector, path, ready, name)
    await look(inspector, f"{unknown}/lead", ".lead__outside a", "lead-unknown", cookies=cookies(session.host))
    await look(inspector, "/nowhere", "h1", "nowhere")
    assert len(inspector.looked) == 9
    assert inspector.faults == []


async def test_the_door(inspector: Inspector, house: House) -> None:
    """A wrong code, a wrong key, a partner who is not on the list, a name that is too long, a door that is shut."""
    session = await house.session("Moeder")
    await look(
        inspector,
        "/",
        "#home-code",
        "home",
        write("#home-code", "K7P", "#home-code-error"),
        lambda page: page.locator(".home__summary").click(),
        write("#home-key", "this is not the key"),
    )
    new = press("join.new", inspector, "#join-partner")
    too_long = write("#join-name", "n" * 200, "#join-name-error")
    await look(inspector, f"/j/{session.token}", ".seat-button", "join", new, too_long)
    await (await session.lead()).done("door.close")
    await look(inspector, f"/j/{session.token}", ".page__main button, .page__main a", "join-shut")
    assert inspector.faults == []


async def test_the_desk(inspector: Inspector, house: House) -> None:
    """Without a session, with one, and with each of its questions."""
    host = await house.facilitator()
    how: dict[str, Any] = {"device": Device.LAPTOP, "cookies": cookies(host)}
    await look(inspector, "/desk", "#desk-title", "desk-empty", **how)
    await house.session("Moeder")
    closing = press("desk.close", inspector, "#desk-close[open]")
    removing = press("desk.remove", inspector, "#desk-remove[open]")
    await look(inspector, "/desk", ".card h3", "desk", closing, escape, removing, **how)
    assert inspector.faults == []


async def test_the_questions_of_the_lead(inspector: Inspector, house: House) -> None:
    session = await house.session("Moeder", "School")
    await session.phone("Moeder")
    steps = (
        press("lead.help", inspector, "#lead-help[open]"),
        escape,
        press("lead.rotate", inspector, "#lead-rotate[open]"),
        escape,
    )
    how: dict[str, Any] = {"device": Device.LAPTOP, "cookies": cookies(session.host)}
    await look(inspector, f"/s/{session.id}/lead", ".lead__stage", "lead", *steps, **how)
    await to_partners(session)
    steps = (
        press("lead.qr-short", inspector, "#lead-qr[open]"),
        escape,
        press("lead.open", inspector, "#lead-open[open]"),
    )
    await look(inspector, f"/s/{session.id}/lead", ".lead__stage", "lead-partners", *steps, **how)
    assert inspector.faults == []


async def test_the_control_of_the_lead(inspector: Inspector, house: House) -> None:
    """Every dialog of the bar, private time, somebody at the door, a step taken back, the stop; and a rehearsal."""
    session = await house.session("Moeder", "School")
    await session.phone("Moeder")
    lead = await session.begin_writing()
    await lead.done("timer.start", seconds=600)
    opened = [
        step
        for key, dialog in (
            ("control.say", "say"),
            ("control.door", "door"),
            ("control.private", "private"),
            ("control.steps", "steps"),
            ("control.along", "along"),
        )
        for step in (press(key, inspector, f"#lead-{dialog}[open]"), escape)
    ]
    link = [
        press("control.along", inspector, "#lead-along[open]"),
        press("control.along-make", inspector, "#lead-along-link"),
        escape,
    ]
    undone = press("control.undo", inspector, ".control__now .notice")
    stopped = press("control.stop", inspector, ".stopped")
    how: dict[str, Any] = {"device": Device.LAPTOP, "cookies": cookies(session.host)}
    await look(inspector, f"/s/{session.id}/lead", ".control", "control", *opened, *link, undone, stopped, **how)
    await lead.done("safety.resume")
    more = press("control.more", inspector, "#lead-more[open]")
    await look(inspector, f"/s/{session.id}/lead", ".control", "control-phone", more, cookies=cookies(session.host))
    begin = press("rehearsal.begin", inspector, ".rehearse__view--phone")
    away = press("rehearsal.throw-away", inspector, "#rehearse-away[open]")
    await look(inspector, f"/s/{session.id}/rehearse", ".rehearse__begin", "rehearse", begin, away, **how)
    assert inspector.faults == []


async def test_what_a_phone_asks(inspector: Inspector, house: House) -> None:
    """The menu, changing and removing a note, personal data, and a session that was closed."""
    session = await house.session("Moeder")
    await to_partners(session)
    phone, line = await session.phone("Moeder")
    await line.done("note.add", note="n" * 22, kind="wish", text="Rust na schooltijd.")
    path = f"/s/{session.id}/seat"
    how: dict[str, Any] = {"cookies": cookies(phone.browser)}
    steps = (
        press("seat.menu", inspector, "#seat-menu[open]"),
        escape,
        press("seat.edit", inspector, "#seat-edit"),
        press("seat.remove", inspector, ".note-card [role=alert]"),
    )
    await look(inspector, path, ".note-card", "seat", *steps, **how)
    await look(inspector, path, "#seat-note", "seat-personal", write("#seat-note", "Bel 06 12345678", ".notice"), **how)
    await (await session.lead()).done("session.close")
    await look(inspector, path, ".phone__main h1", "seat-closed", **how)
    await look(inspector, f"/s/{session.id}/screen", ".screen h1", "screen-closed", cookies=cookies(session.host))
    assert inspector.faults == []


async def test_a_fault_would_be_found(chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.set_content("<main><h1>Hm</h1><img src='data:,'><button></button><p style='color:#ccc'>Pale</p></main>")
    found = "\n".join(await faults(page))
    assert all(rule in found for rule in ("image-alt", "button-name", "color-contrast"))


async def to_partners(session: Session) -> None:
    lead = await session.lead()
    await lead.done("stage.go", stage="partners", anyway=True, **{"from": "welcome"})
