"""The guides on the desk: made, changed and shared by somebody who knows no TOML, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from facilitation import guides
from facilitation.canvas.guide_toml import read_guide
from tests.browser.axe import faults
from tests.browser.devices import Laptop, nl
from tests.browser.keyboard import Keyboard
from tests.browser.room import Room
from tests.browser.test_hostile import SCRIPTS, is_unhurt

PERSON = guides.load("person")


async def opened(room: Room, copy_of: str = "person") -> tuple[Laptop, str]:
    """A laptop with the form of a new copy, and the name of that guide."""
    laptop = await room.laptop()
    answer = await laptop.page.request.post(f"{room.url}/api/guides", data={"copy_of": copy_of})
    name = (await answer.json())["name"]
    await laptop.page.goto(f"{room.url}/desk/guides?guide={name}")
    await laptop.page.locator(".guides__form").wait_for()
    return laptop, name


async def titles(page: Page) -> list[str]:
    """The titles of the stages in the form, in their order."""
    return await page.locator(".guides__stage-title").all_inner_texts()


def text(page: Page, name: str, language: str = "nl", action: str = "writeStage") -> Locator:
    """The field for one text of the stage at hand, or of the guide."""
    return page.locator(f"#guides-{action}-{name}-{language}")


async def said(laptop: Laptop, key: str, **values: object) -> None:
    await expect(laptop.page.locator(".guides__said")).to_have_text(nl(f"guides.{key}", **values))


async def test_somebody_without_a_mouse_makes_a_guide_and_begins_a_session_with_it(room: Room) -> None:
    laptop = await room.laptop()
    page, keys = laptop.page, Keyboard(laptop.page)
    await keys.press(page.get_by_role("link", name=nl("desk.guides"), exact=True))
    row = page.locator(".guides__list > li").filter(has_text=PERSON.title["nl"])
    await keys.press(row.get_by_role("button", name=nl("guides.copy")))
    await page.locator(".guides__form").wait_for()
    name = page.url.split("guide=")[1]
    await keys.reach(text(page, "title", action="write"))
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Rond een klas")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rond een klas")
    await keys.press(page.get_by_role("button", name=nl("guides.down", title=PERSON.stages[7].title["nl"])))
    await said(laptop, "said-moved", title=PERSON.stages[7].title["nl"], n=9)
    await page.keyboard.press("Enter")  # where it now stands last, it can only go up again
    await said(laptop, "said-moved", title=PERSON.stages[7].title["nl"], n=8)
    await page.keyboard.press("Enter")
    await said(laptop, "said-moved", title=PERSON.stages[7].title["nl"], n=7)
    assert (await titles(page))[6:8] == [PERSON.stages[7].title["nl"], PERSON.stages[6].title["nl"]]
    await keys.press(laptop.button("guides.save"))
    await said(laptop, "said-saved")
    await page.goto(f"{room.url}/desk")
    await keys.type(page.locator("#desk-title"), "Groep 7")
    await keys.type(page.locator("#desk-alias"), "Groep 7")
    await keys.reach(page.locator("input[name=desk-guide][value=person]"))
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    await expect(page.locator(f"input[name=desk-guide][value='{name}']")).to_be_checked()
    await keys.press(laptop.button("desk.create"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Groep 7")
    session = page.url.split("/")[-2]
    file = await page.request.get(f"{room.url}/api/sessions/{session}/canvas.json")
    guide = next(one["value"] for one in (await file.json())["records"] if one["kind"] == "guide")
    assert guide["title"]["nl"] == "Rond een klas"
    assert [stage["form"] for stage in guide["stages"]][6:8] == ["lookback", "agreements"]


async def test_what_was_not_saved_is_there_after_a_reload_and_can_be_thrown_away(room: Room) -> None:
    laptop, _ = await opened(room)
    page = laptop.page
    await text(page, "say").fill("Goedemorgen allemaal.")
    await page.locator(".guides__stage").nth(3).click()
    await text(page, "ask").fill("Wat zou {subject} helpen?")
    await expect(page.locator(".guides__phone")).to_contain_text("Wat zou N. helpen?")
    await laptop.reload()
    await said(laptop, "not-saved")
    await expect(text(page, "say")).to_have_value("Goedemorgen allemaal.")
    await laptop.button("guides.revert").click()
    await laptop.button("guides.revert-yes").click()
    await expect(text(page, "say")).to_have_value(PERSON.stages[0].say["nl"])
    await laptop.reload()
    await expect(text(page, "say")).to_have_value(PERSON.stages[0].say["nl"])
    await expect(laptop.button("guides.save")).to_be_disabled()


async def test_what_is_wrong_is_shown_where_it_is_wrong(room: Room) -> None:
    laptop, name = await opened(room)
    page = laptop.page
    await page.locator(".guides__stage").nth(4).click()
    await page.locator("#guides-question-en-offer").fill(" ")
    await page.locator("#guides-minutes").fill("lang")
    await page.locator(".guides__stage").nth(0).click()
    await laptop.button("guides.save").click()
    await said(laptop, "said-faulty", n=2)
    await expect(page.locator("[aria-current=step]")).to_contain_text(PERSON.stages[4].title["nl"])
    await expect(page.locator("#guides-question-en-offer-error")).to_have_text(nl("guides.fault-missing-en"))
    await expect(page.locator("#guides-minutes")).to_have_attribute("aria-invalid", "true")
    await page.locator("#guides-question-en-offer").fill("What can you bring?")
    await page.locator("#guides-minutes").fill("25")
    await laptop.button("guides.check").click()
    await said(laptop, "said-sound")
    await laptop.button("guides.save").click()
    await said(laptop, "said-saved")
    kept = await (await page.request.get(f"{room.url}/api/guides/{name}")).json()
    assert kept["guide"]["stages"][4]["minutes"] == 25
    assert kept["guide"]["stages"][4]["questions"]["offer"]["en"] == "What can you bring?"


async def test_a_stage_is_added_with_the_words_that_the_product_has_for_it_and_taken_away(room: Room) -> None:
    laptop, _ = await opened(room, "network")
    page = laptop.page
    await page.locator(".guides__stage").nth(2).click()
    await page.locator("#guides-add").focus()
    for _ in range(4):  # past the others, which are not added on the way
        await page.keyboard.press("ArrowDown")
    await laptop.button("guides.add-yes").click()
    await expect(text(page, "title")).to_have_value(PERSON.stage("needed").title["nl"])
    await expect(page.locator("[aria-current=step]")).to_contain_text("4")
    await laptop.button("guides.save").click()
    await said(laptop, "said-saved")
    await laptop.button("guides.drop").click()
    await laptop.button("guides.drop-yes").click()
    await expect(page.locator(".guides__stage")).to_have_count(7)
    assert PERSON.stage("needed").title["nl"] not in await titles(page)


async def test_a_file_is_saved_read_in_and_refused_line_by_line(room: Room, tmp_path: Path) -> None:
    laptop = await room.laptop()
    page = laptop.page
    await page.goto(f"{room.url}/desk/guides")
    row = page.locator(".guides__list > li").filter(has_text=PERSON.title["nl"])
    async with page.expect_download() as saving:
        await row.get_by_role("link", name=nl("guides.export")).click()
    saved = await saving.value
    assert saved.suggested_filename == "leidraad-rond-een-mens.toml"
    file = tmp_path / saved.suggested_filename
    await saved.save_as(file)
    assert read_guide("person", file.read_bytes()) == PERSON
    sound = file.read_text("utf-8")
    file.write_text(sound.replace("minutes = 30", "minutes = 'veel'"), "utf-8")
    await page.set_input_files("#guides-file", file)
    refusal = page.locator("#guides-faults li")
    line = sound[: sound.index("minutes = 30")].count("\n") + 1
    await expect(refusal).to_contain_text(f"{nl('guides.line', n=line)} ({nl('guides.stage-number', n=5)}) minutes")
    await expect(refusal).to_contain_text(nl("guides.fault-bad-minutes", most=600))
    file.write_text("x" * 100_000)
    await page.set_input_files("#guides-file", file)
    await expect(refusal).to_have_text(nl("guides.fault-too-large", most=60))
    file.write_text(sound, "utf-8")
    await page.set_input_files("#guides-file", file)
    await page.locator(".guides__form").wait_for()
    await expect(page.locator(".guides__stage")).to_have_count(9)


async def test_two_who_change_the_same_guide_do_not_write_over_each_other(room: Room) -> None:
    laptop, name = await opened(room)
    other = await room.laptop()
    await other.page.goto(f"{room.url}/desk/guides?guide={name}")
    for device, title in ((laptop, "Eerst"), (other, "Later")):
        await text(device.page, "title", action="write").fill(title)
        await device.button("guides.save").click()
    await said(laptop, "said-saved")
    await expect(other.page.locator(".guides__said")).to_have_text(nl("errors.guide-changed"))
    await expect(text(other.page, "title", action="write")).to_have_value("Later")


async def test_a_guide_of_the_product_is_looked_at_and_stays_as_it_is(room: Room) -> None:
    laptop = await room.laptop()
    page = laptop.page
    await page.goto(f"{room.url}/desk/guides?guide=person")
    await expect(laptop.text("guides.only-looking")).to_be_visible()
    await expect(text(page, "say")).to_have_attribute("readonly", "")
    await expect(laptop.button("guides.save")).to_have_count(0)
    await expect(page.locator(".guides__moves")).to_have_count(0)


async def test_the_guides_are_not_for_whoever_is_not_signed_in(room: Room) -> None:
    phone = await room.phone()
    await phone.page.goto(f"{room.url}/desk/guides")
    await expect(phone.text("desk.signed-out")).to_be_visible()
    assert await faults(phone.page) == []


async def test_an_own_guide_is_removed_after_a_question(room: Room) -> None:
    laptop, _ = await opened(room)
    page = laptop.page
    await page.goto(f"{room.url}/desk/guides")
    await laptop.button("guides.remove").click()
    await laptop.button("guides.remove-yes").click()
    await expect(page.locator(".guides__list > li")).to_have_count(3)


@pytest.mark.parametrize("width", [1366, 320])
async def test_hostile_words_in_a_guide_stay_words(room: Room, width: int) -> None:
    laptop, _ = await opened(room)
    page = laptop.page
    await page.set_viewport_size({"width": width, "height": 700})
    await text(page, "title", action="write").fill(SCRIPTS[0])
    await text(page, "purpose", action="write").fill("W" * 200)
    await text(page, "title").fill("W" * 60)
    await text(page, "ask").fill(SCRIPTS[1] + "W" * 150)
    await laptop.button("guides.save").click()
    await said(laptop, "said-saved")
    await expect(page.locator(".guides__phone")).to_contain_text(SCRIPTS[1])
    await is_unhurt(laptop)
    for path in ("/desk/guides", "/desk"):
        await page.goto(room.url + path)
        await expect(page.locator("main")).to_contain_text(SCRIPTS[0])
        await is_unhurt(laptop)


async def test_the_pages_of_guides_have_no_grave_fault(room: Room, tmp_path: Path) -> None:
    laptop, name = await opened(room, "network")
    page = laptop.page
    faulty = tmp_path / "faulty.toml"
    faulty.write_text("[[stage]]\n")
    for width in (1366, 390):
        await page.set_viewport_size({"width": width, "height": 800})
        await page.goto(f"{room.url}/desk/guides?guide={name}")
        await page.locator(".guides__stage").nth(2).click()
        await page.locator("#guides-minutes").fill("x")
        await laptop.button("guides.check").click()
        await said(laptop, "said-faulty", n=1)
        assert await faults(page) == []
        await page.goto(f"{room.url}/desk/guides")
        await page.set_input_files("#guides-file", faulty)
        await page.locator("#guides-faults").wait_for()
        assert await faults(page) == []
        await laptop.button("guides.remove").click()
        assert await faults(page) == []
        await page.goto(f"{room.url}/desk")
        await page.locator("#desk-title").wait_for()
        assert await faults(page) == []
    stops = await Keyboard(page).once_around()
    assert len(stops) > 8
