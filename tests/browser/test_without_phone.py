"""Whoever has no phone has a seat all the same: in a window of the facilitator's own laptop."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.devices import KINDS, Laptop, Phone, nl
from tests.browser.room import Room


async def window(laptop: Laptop) -> Phone:
    """The window that opens to write in for somebody."""
    async with laptop.page.expect_popup() as opened:
        await laptop.button("lead.no-phone").click()
    page: Page = await opened.value
    return Phone(laptop.context, page, laptop.ear)


async def take(phone: Phone, seat: str) -> None:
    """Sit down here, with a mouse."""
    await phone.page.locator(".seat-button").filter(has_text=seat).click()
    await phone.button("join.sit").click()
    await phone.seated(seat)


async def write(phone: Phone, text: str) -> None:
    """Write a note, with a mouse."""
    await phone.page.locator(f".kind-picker__kind--{KINDS[0]}").click()
    await phone.field.fill(text)
    await phone.place_button.click()
    await phone.marked(text, "kept")


async def test_a_facilitator_writes_for_somebody_without_a_phone_and_then_for_another(room: Room) -> None:
    session, lead = await room.writing("Moeder", "Oma")
    laptop = await room.laptop(session.id)
    seat = await window(laptop)
    await take(seat, "Oma")
    await write(seat, "Elke zondag soep.")
    await lead.until(lambda: any(change[1] == "note" for change in lead.changes()))
    await expect(laptop.page.locator(".circle__seat").filter(has_text="Oma").locator(".circle__person")).to_have_count(
        1
    )
    # Both stay who they are: the seat over a reload, and the lead beside it.
    await seat.page.reload()
    await seat.seated("Oma")
    await expect(seat.card("Elke zondag soep.")).to_be_visible()
    await laptop.reload()
    await expect(laptop.stage).to_be_visible()
    await seat.page.close()
    again = await window(laptop)
    await again.seated("Oma")

    await again.button("seat.menu").click()
    await again.page.get_by_text(nl("seat.leave"), exact=True).click()
    await again.button("seat.leave-yes").click()
    await take(again, "Moeder")
    await expect(again.cards).to_have_count(0)
    await laptop.open_board()
    await expect(again.page.locator(".phone-header__place")).to_contain_text("Moeder")
    await expect(laptop.button("lead.floor-begin", name="Moeder")).to_be_visible()


async def test_a_window_that_is_held_back_can_be_opened_in_a_tab(room: Room) -> None:
    session = await room.house.session("Oma")
    laptop = await room.laptop(session.id)
    await laptop.page.evaluate("() => (window.open = () => null)")
    await laptop.button("lead.no-phone").click()
    link = laptop.page.get_by_role("link", name=nl("lead.screen-link"))
    await expect(laptop.text("lead.no-phone-blocked")).to_be_visible()
    await expect(link).to_have_attribute("href", f"/j/{session.token}")
