"""What the facilitator's two bars leave free: who knocks, what has the keyboard's focus, and a page that is turned."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.browser.devices import Laptop, nl
from tests.browser.gathering import Gathering
from tests.browser.keyboard import MOST_STOPS
from tests.browser.room import Room
from tests.serving import Session

_BETWEEN = """(element) => {
  const { top, bottom } = element.getBoundingClientRect();
  const [above, below] = [".control", ".lead__bar"].map((bar) => document.querySelector(bar).getBoundingClientRect());
  return top >= above.bottom - 1 && bottom <= below.top + 1;
}"""
_UNDER = f"""() => {{
  const here = document.activeElement;
  return here.matches(".lead__columns *:not(iframe)") && !({_BETWEEN})(here) ? here.outerHTML.slice(0, 200) : "";
}}"""
_BEGINS = """() => {
  const { top } = document.getElementById("lead-reading").getBoundingClientRect();
  const [above, below] = [".control", ".lead__bar"].map((bar) => document.querySelector(bar).getBoundingClientRect());
  return top >= above.bottom && top < below.top;
}"""


async def knock(session: Session, partner: str, name: str) -> None:
    """Somebody stands at a door that asks."""
    body = {"code": session.code, "partner": {"name": partner}, "name": name}
    answer = await session.house.browser().post("/api/join", json=body)
    assert answer.status_code in (200, 202), answer.text


async def is_between(what: Locator) -> bool:
    """Whether it lies between the two bars, to be seen whole."""
    return bool(await what.evaluate(_BETWEEN))


def openers(laptop: Laptop) -> Locator:
    """What opens a dialog, in the bar above."""
    return laptop.page.locator(".control__more button")


async def test_who_knocks_is_let_in_without_scrolling(room: Room) -> None:
    session, lead = await room.writing("Moeder", "School")
    laptop = await room.laptop(session.id)
    await lead.done("door.ask")
    for name in ("Fatima", "Henk"):
        await knock(session, "School", name)
    side = laptop.page.locator(".lead__side")
    for name in ("Fatima", "Henk"):
        admit = side.get_by_role("button", name=nl("control.admit-who", name=name, partner="School"), exact=True)
        await expect(admit).to_be_visible()
        assert await is_between(admit), name
    everybody = side.get_by_role("button", name=nl("control.admit-all", n=2))
    assert await is_between(everybody)
    await everybody.click()
    await expect(side.locator(".door__waiting")).to_have_count(0)
    await expect(side).to_contain_text("Fatima")


async def test_what_has_the_focus_lies_under_no_bar_however_much_they_tell(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.up_to("partners")
    laptop = await room.laptop(here.session.id)
    await here.lead.done("private.start", partners=[here.partner("Moeder")])
    await here.lead.done("door.ask")
    await knock(here.session, "School", "Fatima")
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        await laptop.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        await expect(laptop.page.locator(".control__now .notice")).to_be_visible()
        for _ in range(MOST_STOPS):
            await laptop.page.keyboard.press("Tab")
            assert await laptop.page.evaluate(_UNDER) == "", size
    await laptop.page.set_viewport_size({"width": 1366, "height": 768})
    await laptop.page.evaluate("() => window.scrollTo(0, 0)")
    for stage in (laptop.page.locator(".stage-rail__stage").first, laptop.page.locator(".stage-rail__stage").last):
        assert await is_between(stage)


async def test_the_page_stays_where_it_is_when_the_focus_comes_to_a_bar(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.up_to("partners")
    laptop = await room.laptop(here.session.id)
    for key in ("common.back", "control.undo"):
        await laptop.page.evaluate("() => window.scrollTo(0, 300)")
        await laptop.button(key).first.focus()
        assert await laptop.page.evaluate("() => window.scrollY") == 300, key


async def test_a_page_that_is_turned_is_read_from_its_beginning(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.up_to("lookback")
    await here.go("close")
    laptop = await room.laptop(here.session.id)
    await laptop.button("lead.read-begin").click()
    await expect(laptop.page.locator("#lead-reading [role=status]")).to_contain_text("1")
    # There is nothing to bring where it stands in view.
    assert await laptop.page.evaluate("() => window.scrollY") == 0
    await laptop.page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    assert not await laptop.page.evaluate(_BEGINS)
    await laptop.button("lead.page-after").click()
    await laptop.page.wait_for_function(_BEGINS)
    await here.lead.done("session.close")
    await expect(laptop.page.locator("#lead-reading")).to_have_count(0)


async def test_a_closed_session_offers_nothing_that_can_no_longer_be_done(room: Room) -> None:
    session, lead = await room.writing("Moeder", "School")
    laptop = await room.laptop(session.id)
    await lead.done("door.ask")
    await knock(session, "School", "Fatima")
    await expect(openers(laptop)).to_have_count(4)
    await lead.done("session.close")
    await expect(openers(laptop)).to_have_text([nl("control.say"), nl("control.along")])
    for gone in (
        ".control__undo",
        ".control__timer",
        ".control__count",
        ".control__stop",
        ".lead__side .door__waiting",
    ):
        await expect(laptop.page.locator(gone)).to_have_count(0)
    await expect(laptop.button("lead.arrange")).to_have_count(0)


async def test_a_stop_leaves_one_thing_to_do(room: Room) -> None:
    session, lead = await room.writing("Moeder", "School")
    laptop = await room.laptop(session.id)
    await lead.done("safety.stop")
    await expect(laptop.button("control.resume")).to_have_class("button button--primary press button--large")
    await expect(laptop.page.locator(".button--primary:visible")).to_have_count(1)
    stages = laptop.page.locator(".stage-rail__stage")
    assert await stages.evaluate_all("(all) => all.every((each) => each.ariaDisabled === 'true')")
    private = laptop.page.locator(".control__more").get_by_role("button", name=nl("control.private"), exact=True)
    await expect(private).to_have_attribute("aria-disabled", "true")
    await private.click(force=True)
    await expect(laptop.page.locator("dialog[open]")).to_have_count(0)
    await laptop.button("control.resume").click()
    await laptop.button("control.resume-yes").click()
    await private.click()
    await expect(laptop.page.locator("#lead-private")).to_be_visible()
