"""The door: coming in with a code, being kept out, and being shown out."""

from __future__ import annotations

from playwright.async_api import expect

from facilitation.locale import say
from tests.browser.devices import Laptop, Phone, nl
from tests.browser.room import Room, read_code


async def type_code(phone: Phone, url: str, code: str, language: str = "nl") -> None:
    """Type the code on the front page."""
    await phone.page.goto(url)
    await phone.page.locator("#home-code").fill(code)
    await phone.page.get_by_role("button", name=say(language, "home.enter"), exact=True).tap()


async def test_5_1_a_code_is_taken_in_any_case_and_with_any_spaces(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    symbols = "".join(char for char in session.code if char.isalnum())
    for typed in (session.code.lower(), f" {symbols.swapcase()} ", " ".join(symbols)):
        phone = await room.phone()
        await type_code(phone, room.url, typed)
        await phone.sit("School")


async def test_5_1_a_code_that_is_wrong_or_too_short_is_said_to_be_so(room: Room) -> None:
    session = await room.house.session("Moeder")
    phone = await room.phone()
    await type_code(phone, room.url, session.code[:3])
    await expect(phone.text("home.short")).to_be_visible()
    await type_code(phone, room.url, "2222 2222" if session.code != "2222 2222" else "3333 3333")
    await expect(phone.text("errors.code-wrong")).to_be_visible()
    await expect(phone.page).to_have_url(room.url + "/")


async def set_door(laptop: Laptop, *, open: bool) -> None:
    """Open the door, or close it."""
    door = laptop.page.locator(".lead__side").get_by_role("group", name=nl("control.door"))
    choice = door.get_by_role("button", name=nl("control.door-open" if open else "control.door-closed"))
    await choice.click()
    await expect(choice).to_have_attribute("aria-pressed", "true")


async def test_5_a_closed_door_keeps_everybody_out_until_it_is_opened(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    laptop, projector = await room.laptop(session.id), await room.projector(session.id)
    inside = await room.seated(session, "Moeder")
    late = await room.phone()
    await late.page.goto(f"{room.url}/j/{session.token}")
    await expect(late.button("join.new")).to_be_visible()
    await set_door(laptop, open=False)
    await expect(projector.text("screen.door-closed")).to_be_visible()

    await late.page.locator(".seat-button").first.tap()
    await late.button("join.sit").tap()
    await expect(late.text("join.shut-title")).to_be_visible()
    phone = await room.phone()
    await type_code(phone, room.url, session.code)
    await expect(phone.text("join.shut-title")).to_be_visible()
    await inside.reload()
    await inside.seated("Moeder")

    await set_door(laptop, open=True)
    await phone.button("join.again").tap()
    await phone.sit("School")


async def test_1_6_who_is_removed_sees_a_calm_page_with_what_was_not_sent(room: Room) -> None:
    session, _ = await room.writing("Moeder", "School")
    laptop = await room.laptop(session.id)
    phone = await room.seated(session, "Moeder")
    stays = await room.seated(session, "School")
    await phone.write("wish", "Dat zij blijft lachen")
    await phone.marked("Dat zij blijft lachen", "kept")
    await phone.field.press_sequentially("En ik wil ook nog")

    await laptop.button("lead.arrange").click()
    about = nl("lead.remove-person", name=nl("lead.somebody"), partner="Moeder")
    await laptop.page.get_by_role("button", name=about, exact=True).click()
    await laptop.page.get_by_role("dialog").get_by_role("button", name=nl("common.remove"), exact=True).click()

    await expect(phone.page.get_by_role("heading", level=1)).to_have_text(nl("seat.away-removed"))
    await expect(phone.text("seat.away-removed-text")).to_be_visible()
    await expect(phone.page.get_by_text("En ik wil ook nog")).to_be_visible()
    await phone.reload()
    await expect(phone.page.get_by_role("link", name=nl("seat.to-code"))).to_be_visible()
    await stays.connected()


async def test_3_13_a_new_code_makes_the_old_ones_worthless(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    laptop, projector = await room.laptop(session.id), await room.projector(session.id)
    inside = await room.seated(session, "Moeder")
    old_link = await read_code(projector)
    await laptop.button("lead.rotate").click()
    await laptop.button("lead.rotate-yes").click()
    await expect(projector.page.get_by_text(session.code)).to_have_count(0)
    await expect(projector.page.locator(".screen__code")).not_to_be_empty()

    phone = await room.phone()
    await phone.page.goto(old_link)
    await expect(phone.page.get_by_text(nl("errors.link-wrong"))).to_be_visible()
    await type_code(phone, room.url, session.code)
    await expect(phone.text("errors.code-wrong")).to_be_visible()
    await inside.reload()
    await inside.seated("Moeder")

    await type_code(phone, room.url, await projector.page.locator(".screen__code").inner_text())
    await expect(phone.button("join.new")).to_be_visible()
    scanning = await room.phone()
    await scanning.join(await read_code(projector), "School")


async def test_a_phone_in_english_reads_english_and_may_choose_dutch(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    phone = await room.phone("en-GB")
    heading = phone.page.get_by_role("heading", level=1)
    await type_code(phone, room.url, session.code, "en")
    await expect(heading).to_have_text(say("en", "join.title"))
    await phone.page.get_by_role("button", name="Nederlands").tap()
    await expect(heading).to_have_text(nl("join.title"))
    await phone.page.get_by_role("button", name="English").tap()
    await phone.page.locator(".seat-button").first.tap()
    await phone.page.get_by_role("button", name=say("en", "join.sit"), exact=True).tap()
    await expect(phone.page.get_by_text(say("en", "seat.welcome-values"))).to_be_visible()
    await phone.reload()
    await expect(phone.page.get_by_text(say("en", "seat.welcome-values"))).to_be_visible()
    assert await phone.page.evaluate("() => document.documentElement.lang") == "en"
