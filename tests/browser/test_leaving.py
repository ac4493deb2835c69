"""The facilitator leaves the page of a session: what was written and pressed there stays with that session."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, expect

from tests.browser.cable import cable
from tests.browser.devices import Laptop, nl
from tests.browser.room import Room
from tests.serving import Line

WORDS = "Sam slaapt slecht."


async def to_lead(laptop: Laptop, title: str) -> None:
    """From the desk to the page of the session with this title."""
    await laptop.page.get_by_role("link", name=title, exact=True).click()
    await expect(laptop.stage).to_be_visible()


def to_desk(laptop: Laptop) -> Locator:
    return laptop.page.get_by_role("link", name=nl("lead.desk"))


def last(watching: Line, kind: str) -> dict[str, Any]:
    """What came in last of this kind over this line."""
    return next((value for _, each, _, value in reversed(watching.changes()) if each == kind), {})


async def stays(laptop: Laptop) -> None:
    """The browser has asked whether to leave, and the answer was no."""
    while not laptop.ear.dialogs:
        await laptop.page.wait_for_event("dialog")
    laptop.ear.dialogs.clear()
    assert laptop.page.url.endswith("/lead")


async def test_words_that_are_not_kept_yet_are_asked_about_and_do_not_come_along_to_another_session(room: Room) -> None:
    here = await room.house.session("Moeder", title="Rond Sam")
    there = await room.house.session("Moeder", title="Rond Bo")
    for session in (here, there):
        await (await session.lead()).done("stage.go", stage="person", **{"from": "welcome"})
    watching = await here.screen()
    async with cable(room.url) as line:
        laptop = await room.laptop(url=line.url)
        await laptop.reload()
        await to_lead(laptop, "Rond Sam")
        story = laptop.page.locator("#lead-story")
        line.cut()
        await expect(laptop.text("lead.offline")).to_be_visible()
        await story.fill(WORDS)
        await to_desk(laptop).click(no_wait_after=True)
        await stays(laptop)
        line.mend()
        await watching.until(lambda: last(watching, "subject").get("story") == WORDS)
        await expect(laptop.page.locator("#lead-story-state")).to_have_text(nl("lead.kept"))
        await to_desk(laptop).click()
        await to_lead(laptop, "Rond Bo")
        await expect(story).to_have_value("")


async def test_words_that_were_not_kept_are_written_on_after_a_reload(room: Room) -> None:
    session = await room.house.session("Moeder")
    other = await session.lead()
    await other.done("stage.go", stage="person", **{"from": "welcome"})
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        address = laptop.page.url
        laptop.ear.leaving = True

        async def leaves_after(*typed: tuple[str, str]) -> None:
            line.cut()
            await expect(laptop.text("lead.offline")).to_be_visible()
            for field, text in typed:
                await laptop.page.locator(f"#lead-{field}").fill(text)
            await laptop.page.goto("about:blank")

        async def comes_back() -> None:
            line.mend()
            await laptop.page.goto(address)

        await leaves_after(("story", WORDS), ("question", "Waarom?"))
        await comes_back()
        await other.until(lambda: last(other, "subject").get("story") == WORDS)
        await other.until(lambda: last(other, "subject").get("question") == "Waarom?")
        await expect(laptop.page.locator("#lead-story")).to_have_value(WORDS)

        await leaves_after(("story", "Van mij."))
        await other.done("subject.set", story="Van een ander.")
        for _ in range(2):
            await comes_back()
            await expect(laptop.page.locator("#lead-story")).to_have_value("Van mij.")
            await expect(laptop.text("lead.conflict")).to_be_visible()
        assert last(other, "subject")["story"] == "Van een ander."
        await laptop.button("lead.conflict-mine").click()
        await other.until(lambda: last(other, "subject").get("story") == "Van mij.")
        await expect(laptop.page.locator(".lead__kept").first).to_be_visible()
        assert (
            await laptop.page.evaluate("() => Object.keys(localStorage).filter((key) => key.endsWith(':words'))") == []
        )
    laptop.ear.dialogs.clear()


async def test_a_stop_that_waits_for_the_line_waits_on_over_a_reload_and_is_asked_about_first(room: Room) -> None:
    session = await room.house.session("Moeder")
    watching = await session.screen()
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        screen = await laptop.open_screen()
        line.cut()
        await expect(laptop.text("lead.offline")).to_be_visible()
        await laptop.button("control.stop").click()
        await expect(screen).to_have_attribute("data-phase", "stopped")
        await to_desk(laptop).click(no_wait_after=True)
        await stays(laptop)
        laptop.ear.leaving = True
        address = laptop.page.url
        await laptop.page.goto("about:blank")
        assert not watching.changes()
        line.mend()
        await laptop.page.goto(address)
        await expect(laptop.page.locator(".stopped").get_by_text(nl("control.stopped-text"))).to_be_visible()
        assert [value["stopped"] for _, kind, _, value in watching.changes() if kind == "session"] == [True]
        await laptop.button("control.resume").click()
        await laptop.button("control.resume-yes").click()
        await expect(screen).to_have_attribute("data-phase", "welcome")
        await laptop.reload()
        await expect(laptop.stage).to_be_visible()
        assert (
            await laptop.page.evaluate("() => sessionStorage.getItem(`stop:${location.pathname.split('/')[2]}`)")
            is None
        )
        laptop.ear.dialogs.clear()


async def test_a_stop_that_went_with_its_tab_leaves_no_projector_blank(room: Room) -> None:
    session = await room.house.session("Moeder")
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        screen = await laptop.open_screen()
        line.cut()
        await expect(laptop.text("lead.offline")).to_be_visible()
        await laptop.button("control.stop").click()
        await expect(screen).to_have_attribute("data-phase", "stopped")
        await laptop.page.close(run_before_unload=False)
        line.mend()
        laptop.page = await laptop.context.new_page()
        await laptop.page.goto(f"{line.url}/s/{session.id}/lead")
        await expect(laptop.stage).to_be_visible()
        await expect(screen).to_have_attribute("data-phase", "welcome")


async def test_whoever_signs_out_leads_no_longer_from_another_window_of_that_machine(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    desk = await laptop.context.new_page()
    await desk.goto(f"{room.url}/desk")
    await desk.get_by_role("button", name=nl("desk.sign-out")).click()
    await expect(laptop.text("lead.signed-out-title")).to_be_visible()
    await expect(laptop.forward_button).to_have_count(0)
