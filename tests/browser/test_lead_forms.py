"""What the facilitator writes in a form is there until it is saved or left: over a reload, a stop and another stage."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.browser.cable import cable
from tests.browser.devices import Laptop, nl
from tests.browser.room import TITLES, Room
from tests.browser.test_lead_stages import HOME, go, needed, note_of

WORDS = "Een vaste plek om te wonen."


def law_field(laptop: Laptop, part: str) -> Locator:
    """A field of the form for a law."""
    return laptop.page.locator(f"#lead-law-{part}")


async def kept_here(laptop: Laptop) -> str:
    """All that this laptop keeps of what was typed."""
    return str(await laptop.page.evaluate("() => JSON.stringify(Object.entries(localStorage))"))


async def test_a_law_is_given_back_after_a_reload_and_a_stop_until_it_is_saved(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await go(lead, "welcome", "person", "frame")
    laptop = await room.laptop(session.id)
    await laptop.button("lead.law-add").click()
    await law_field(laptop, "name").fill("Jeugdwet")
    await law_field(laptop, "asks").fill("Een plan.")
    await laptop.reload()
    await expect(law_field(laptop, "name")).to_have_value("Jeugdwet")
    await law_field(laptop, "allows").fill("Hulp voor het hele gezin.")
    await lead.done("safety.stop")
    await expect(law_field(laptop, "name")).to_have_count(0)
    await lead.done("safety.resume")
    for part, text in (("name", "Jeugdwet"), ("allows", "Hulp voor het hele gezin."), ("asks", "Een plan.")):
        await expect(law_field(laptop, part)).to_have_value(text)
    await laptop.forward_button.click()
    await expect(laptop.left_open).to_have_text([nl("lead.left-law")])
    await laptop.button("lead.stay").click()
    await laptop.button("common.save").click()
    await expect(laptop.page.locator(".lead-law")).to_contain_text("Hulp voor het hele gezin.")
    assert "Jeugdwet" not in await kept_here(laptop)
    await laptop.button("lead.edit-this", text="Jeugdwet").click()
    await law_field(laptop, "name").fill("Wmo")
    await laptop.reload()
    await expect(law_field(laptop, "name")).to_have_value("Wmo")
    await laptop.button("common.cancel").click()
    await laptop.reload()
    await expect(laptop.page.locator(".lead-law")).to_contain_text("Jeugdwet")
    await expect(law_field(laptop, "name")).to_have_count(0)


async def test_an_agreement_is_given_back_after_a_reload_and_another_stage(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await go(lead, "welcome", "agreements")
    laptop = await room.laptop(session.id)
    await laptop.button("lead.agreement-add").click()
    await laptop.page.locator("#lead-what").fill("Opa rijdt.")
    await laptop.page.locator("#lead-due").fill("2026-12-01")
    await laptop.forward_anyway(TITLES["lookback"], nl("lead.left-agreement"))
    await go(lead, "lookback", "agreements")
    await expect(laptop.page.locator("#lead-what")).to_have_value("Opa rijdt.")
    await laptop.reload()
    await expect(laptop.page.locator("#lead-what")).to_have_value("Opa rijdt.")
    await expect(laptop.page.locator("#lead-due")).to_have_value("2026-12-01")
    await laptop.button("common.cancel").click()
    await laptop.button("lead.agreement-add").click()
    await expect(laptop.page.locator("#lead-what")).to_have_value("")
    assert "Opa rijdt." not in await kept_here(laptop)


async def test_other_words_are_given_back_after_a_reload_and_after_another_note(room: Room) -> None:
    session, _, _ = await needed(room)
    laptop = await room.laptop(session.id)
    field = laptop.page.get_by_label(nl("lead.word-label"))
    await note_of(laptop, HOME).locator(".lead-note__words").click()
    await laptop.button("lead.word").click()
    await field.fill(WORDS)
    await laptop.reload()
    await expect(field).to_have_value(WORDS)
    await note_of(laptop, HOME).locator(".lead-note__words").click()
    await note_of(laptop, HOME).locator(".lead-note__words").click()
    await laptop.button("lead.word").click()
    await expect(field).to_have_value(WORDS)
    await laptop.button("lead.word-send").click()
    await expect(laptop.text("lead.proposed")).to_be_visible()
    await laptop.reload()
    await expect(laptop.text("lead.proposed")).to_be_visible()
    await expect(field).to_have_count(0)
    assert WORDS not in await kept_here(laptop)


async def test_what_is_typed_while_a_form_is_being_saved_stays_in_it(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await go(lead, "welcome", "person", "frame")
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        await laptop.button("lead.law-add").click()
        await law_field(laptop, "name").fill("Jeugdwet")
        line.hold()
        await law_field(laptop, "name").press("Enter")
        await law_field(laptop, "asks").fill("Een plan.")
        line.release()
        await lead.until(lambda: any(kind == "law" for _, kind, _, _ in lead.changes()))
        await expect(laptop.button("common.save")).to_have_attribute("aria-disabled", "false")
        await expect(law_field(laptop, "name")).to_have_value("Jeugdwet")
        await expect(law_field(laptop, "asks")).to_have_value("Een plan.")
        await laptop.button("common.save").click()
        await expect(laptop.page.locator(".lead-law")).to_contain_text("Een plan.")
        await expect(law_field(laptop, "name")).to_have_count(0)
    assert len({id for _, kind, id, _ in lead.changes() if kind == "law"}) == 1


async def test_what_is_left_in_a_form_goes_with_its_session_and_with_who_typed_it(room: Room) -> None:
    laws = {"Rond Sam": "Jeugdwet", "Rond Bo": "Wmo"}
    laptop = await room.laptop()
    for title, law in laws.items():
        session = await room.house.session("Moeder", title=title)
        await go(await session.lead(), "welcome", "person", "frame")
        await laptop.page.goto(f"{room.url}/s/{session.id}/lead")
        await laptop.button("lead.law-add").click()
        await law_field(laptop, "name").fill(law)
    await laptop.page.goto(f"{room.url}/desk")
    await laptop.page.get_by_label(nl("desk.alias"), exact=True).fill("Bo")
    card = laptop.page.get_by_role("listitem").filter(has_text="Rond Bo")
    await card.get_by_role("button", name=nl("desk.remove"), exact=True).click()
    await laptop.button("desk.remove-yes").click()
    await expect(card).to_have_count(0)
    kept = await kept_here(laptop)
    assert laws["Rond Sam"] in kept and laws["Rond Bo"] not in kept
    await laptop.button("desk.sign-out").click()
    await expect(laptop.page).to_have_url(f"{room.url}/")
    assert laws["Rond Sam"] not in await kept_here(laptop)
    assert "Bo" not in str(await laptop.page.evaluate("() => sessionStorage.getItem('desk-draft')"))
