"""Every action works by keyboard alone, and one always sees where one is."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.devices import nl
from tests.browser.keyboard import Keyboard
from tests.browser.room import TITLES, Room


async def test_somebody_joins_and_writes(room: Room) -> None:
    """From the code to a note that was changed, and another that was taken away."""
    session, _ = await room.writing("Moeder", "Pleegouder")
    phone = await room.phone()
    page, keys = phone.page, Keyboard(phone.page)
    await page.goto(room.url)
    await keys.type(page.locator("#home-code"), session.code.lower())
    await page.keyboard.press("Enter")
    await keys.press(page.locator(".seat-button").filter(has_text="Pleegouder"))
    await keys.type(page.locator("#join-name"), "Oma")
    await page.keyboard.press("Enter")
    await phone.seated("Pleegouder")

    await keys.press(page.locator(".kind-picker__kind--offer"), "Space")
    await keys.type(phone.field, "Ik rijd haar op woensdag")
    await page.keyboard.press("Control+Enter")
    await phone.marked("Ik rijd haar op woensdag", "kept")
    await expect(page.locator('.note-card[data-kind="offer"]')).to_have_count(1)

    await keys.press(phone.button("seat.edit"))
    await keys.reach(page.locator("#seat-edit"))
    await page.keyboard.press("Control+End")
    await page.keyboard.type(" naar haar broer.")
    await page.keyboard.press("Control+Enter")
    await phone.marked("Ik rijd haar op woensdag naar haar broer.", "kept")

    await keys.press(phone.button("seat.ready"), "Space")
    await expect(phone.button("seat.ready")).to_have_attribute("aria-pressed", "true")
    await keys.press(phone.button("seat.edit"))
    await keys.press(phone.button("seat.remove"))
    await keys.press(phone.button("seat.remove-yes"))
    await expect(phone.cards).to_have_count(0)


async def test_a_phone_s_menu_and_board(room: Room) -> None:
    session, _ = await room.writing("Moeder")
    phone = await room.seated(session, "Moeder")
    page, keys = phone.page, Keyboard(phone.page)
    await keys.press(phone.button("seat.menu"))
    await keys.stays_within(page.locator("#seat-menu"))
    await expect(phone.button("seat.menu")).to_be_focused()
    await keys.press(phone.button("seat.tab-board"))
    await expect(phone.button("seat.tab-board")).to_have_attribute("aria-current", "page")


async def test_a_facilitator_leads_by_tab_and_enter(room: Room) -> None:
    session, _ = await room.writing("Moeder", "School")
    phone = await room.seated(session, "Moeder")
    await phone.write("wish", "Rust na schooltijd.")
    laptop = await room.laptop(session.id)
    page, keys = laptop.page, Keyboard(laptop.page)
    await keys.press(laptop.button("common.back"))
    await expect(laptop.stage).to_have_text(TITLES["needed"])
    await keys.press(laptop.forward_button)
    await keys.press(laptop.button("lead.unconfirmed-yes", title=TITLES["partners"]))
    await expect(laptop.stage).to_have_text(TITLES["partners"])
    await keys.press(laptop.button("lead.open"))
    await keys.press(laptop.button("lead.open-yes"))
    await phone.marked("Rust na schooltijd.", "open")
    await keys.press(laptop.button("lead.floor-begin", name="Moeder"))
    await expect(phone.page.locator(".phone__floor")).to_have_text(nl("seat.floor-mine"))
    closed = page.locator(".lead__side").get_by_role("button", name=nl("control.door-closed"), exact=True)
    await keys.press(closed, "Space")
    await expect(closed).to_have_attribute("aria-pressed", "true")


async def test_a_facilitator_leads_by_shortcuts_once_they_are_on(room: Room) -> None:
    session, _ = await room.writing("Moeder", "School")
    phone = await room.seated(session, "Moeder")
    await phone.write("wish", "Rust na schooltijd.")
    laptop = await room.laptop(session.id)
    page, keys = laptop.page, Keyboard(laptop.page)
    await keys.shortcut("v")
    await keys.press(laptop.button("lead.help"))
    await keys.press(page.get_by_role("switch", name=nl("lead.shortcuts")), "Space")
    await keys.stays_within(page.locator("#lead-help"))
    await expect(laptop.stage).to_have_text(TITLES["partners"])
    await laptop.reload()
    await keys.shortcut("o")
    await keys.stays_within(page.locator("#lead-open"))
    await phone.marked("Rust na schooltijd.", "kept")
    await keys.shortcut("o")
    await keys.press(laptop.button("lead.open-yes"))
    await phone.marked("Rust na schooltijd.", "open")
    await keys.shortcut("w")
    await expect(phone.page.locator(".phone__floor")).to_have_text(nl("seat.floor-mine"))
    await keys.shortcut("v")
    await expect(laptop.stage).to_have_text(TITLES["connect"])
    await keys.shortcut("t")
    await expect(laptop.stage).to_have_text(TITLES["partners"])
    await keys.shortcut("?")
    await keys.stays_within(page.locator("#lead-help"))


async def test_a_facilitator_makes_a_session(room: Room) -> None:
    laptop = await room.laptop()
    page, keys = laptop.page, Keyboard(laptop.page)
    await keys.type(page.locator("#desk-title"), "Rond Sam")
    await keys.type(page.locator("#desk-alias"), "Sam")
    await keys.type(page.locator("#desk-partners"), "Moeder\nSchool")
    await keys.press(laptop.button("desk.create"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rond Sam")
    await page.goto(f"{room.url}/desk")
    for question in ("close", "remove"):
        asking = laptop.button(f"desk.{question}")
        await keys.press(asking)
        await keys.stays_within(page.locator(f"#desk-{question}"))
        await expect(asking).to_be_focused()
    await keys.press(laptop.button("desk.remove"))
    await keys.press(laptop.button("desk.remove-yes"))
    await expect(laptop.text("desk.none")).to_be_visible()


async def test_the_focus_is_seen_on_every_stop_of_every_page(room: Room) -> None:
    session, _ = await room.writing("Moeder", "School")
    phone = await room.seated(session, "Moeder")
    await phone.write("wish", "Rust na schooltijd.")
    laptop = await room.laptop(session.id)
    for device, path, least in (
        (phone, f"/s/{session.id}/seat", 8),
        (phone, "/", 4),
        (phone, f"/j/{session.token}", 5),
        (laptop, f"/s/{session.id}/lead", 12),
        (laptop, "/desk", 12),
        (laptop, f"/s/{session.id}/canvas", 8),
        (laptop, f"/s/{session.id}/screen", 1),
    ):
        await device.page.goto(room.url + path)
        await device.page.locator("h1").first.wait_for()
        await device.page.wait_for_load_state("networkidle")
        stops = await Keyboard(device.page).once_around()
        assert len(stops) >= least, (path, stops)
