"""The person in the middle at their own table: a seat of their own, and questions in words meant for them."""

from __future__ import annotations

import re

from playwright.async_api import expect

from facilitation import guides
from facilitation.locale import say
from tests.browser.devices import Laptop, Phone, nl
from tests.browser.gathering import QUESTION
from tests.browser.room import TITLES, Room
from tests.browser.test_guides_page import opened, said, text
from tests.serving import Session

PERSON = guides.load("person")


async def taken(room: Room, session: Session) -> Phone:
    """A phone on which the person concerned came in and took their own seat."""
    phone = await room.phone()
    await phone.page.goto(f"{room.url}/j/{session.token}")
    await phone.page.locator(".seat-button").first.tap()
    await expect(phone.text("join.own", alias="Sam")).to_be_visible()
    await phone.button("join.sit").tap()
    await phone.seated("Sam zelf")
    return phone


async def test_a_child_finds_their_seat_and_is_asked_about_themself(room: Room) -> None:
    session = await room.house.session("Moeder", joins=True)
    child, mother = await taken(room, session), await room.seated(session, "Moeder")
    lead = await session.lead()
    await lead.done("stage.go", stage="person", **{"from": "welcome"})
    await lead.done("subject.set", question=QUESTION)
    await expect(mother.text("seat.right-elsewhere", alias="Sam")).to_be_visible()
    await expect(mother.button("seat.right-yes")).to_have_count(0)
    await child.button("seat.right-own-yes").tap()
    await expect(child.text("seat.right-by-me")).to_be_visible()
    await expect(mother.text("seat.right-by-person", alias="Sam")).to_be_visible()
    await lead.done("stage.go", stage="partners", **{"from": "person"})
    stage = PERSON.stage("partners")
    question = child.page.locator("#seat-question")
    await expect(question).to_have_text(stage.own["wish"]["nl"])
    await expect(child.page.locator(".phone__question")).to_contain_text(nl("seat.question-own"))
    await child.choose("need")
    await expect(question).to_have_text(stage.own["need"]["nl"])
    await expect(mother.page.locator("#seat-question")).to_have_text("Wat wens jij voor Sam?")


async def test_what_was_said_for_a_child_makes_room_for_their_own_word(room: Room) -> None:
    session = await room.house.session("Moeder", joins=True)
    lead, mother = await session.lead(), await room.seated(session, "Moeder")
    await lead.done("stage.go", stage="person", **{"from": "welcome"})
    await lead.done("subject.set", question=QUESTION)
    await mother.button("seat.right-yes").tap()
    await mother.button("seat.right-spokesperson", alias="Sam").tap()
    await expect(mother.text("seat.right-by-spokesperson", alias="Sam")).to_be_visible()
    child = await taken(room, session)
    await expect(child.text("seat.right-by-spokesperson", alias="Sam")).to_be_visible()
    await child.button("seat.right-own-yes").tap()
    await expect(child.text("seat.right-by-me")).to_be_visible()
    await expect(child.button("seat.right-own-yes")).to_have_count(0)
    await expect(mother.text("seat.right-by-person", alias="Sam")).to_be_visible()


async def test_a_second_phone_comes_to_the_seat_of_a_child_only_when_the_facilitator_lets_it_in(room: Room) -> None:
    session = await room.house.session("Moeder", "School", joins=True)
    laptop = await room.laptop(session.id)
    await taken(room, session)
    phone, school = await room.phone(), await room.seated(session, "School")
    await phone.page.goto(f"{room.url}/j/{session.token}")
    await phone.page.locator(".seat-button").first.tap()
    await expect(phone.text("join.taken")).to_be_visible()
    await expect(phone.text("join.shared", n=1)).to_have_count(0)
    await phone.button("join.ask").tap()
    await expect(phone.text("join.waiting")).to_be_visible()
    await phone.reload()
    await expect(phone.text("join.waiting")).to_be_visible()
    knock = laptop.page.locator(".lead__side .door__knock")
    await expect(knock).to_contain_text(nl("control.knock-second"))
    await school.button("seat.menu").tap()
    await school.text("seat.another-seat").tap()
    await school.page.get_by_role("dialog").get_by_role("button", name="Sam zelf").tap()
    await expect(school.page.get_by_role("dialog").get_by_text(nl("refusal.own-taken"))).to_be_visible()
    await knock.get_by_role("button", name=nl("control.admit")).first.click()
    await phone.seated("Sam zelf")


async def test_a_session_is_made_for_somebody_who_takes_part(room: Room) -> None:
    laptop = await room.laptop()
    await laptop.page.locator("#desk-alias").fill("Noor")
    joins = laptop.page.get_by_role("switch", name=re.compile(re.escape(nl("desk.joins", alias="Noor"))))
    await joins.click()
    await expect(joins).to_have_attribute("aria-checked", "true")
    await laptop.create("Rond Noor", "Noor", "Moeder")
    await expect(laptop.page.locator(".circle__seat h3")).to_have_text(["Noor zelf", "Moeder"])
    await laptop.button("lead.arrange").click()
    await expect(laptop.button("lead.add")).to_be_visible()
    await expect(laptop.button("lead.add-own", alias="Noor")).to_have_count(0)


async def given_later(room: Room, session: Session) -> tuple[Laptop, Phone]:
    """The person gets a seat on the facilitator's page; and a phone at the door after that."""
    laptop = await room.laptop(session.id)
    await laptop.button("lead.arrange").click()
    await laptop.button("lead.add-own", alias="Sam").click()
    await expect(laptop.button("lead.add-own", alias="Sam")).to_have_count(0)
    phone = await room.phone()
    await phone.page.goto(f"{room.url}/j/{session.token}")
    return laptop, phone


async def test_a_seat_of_their_own_can_come_later_also_where_somebody_gave_it_their_name(room: Room) -> None:
    session = await room.house.session("Moeder", "sam")
    laptop, phone = await given_later(room, session)
    await expect(phone.page.locator(".seat-button__name")).to_have_text([nl("join.me", alias="Sam"), "Moeder"])
    await laptop.button("control.undo").click()
    await expect(laptop.button("lead.add-own", alias="Sam")).to_be_visible()
    await phone.reload()
    await expect(phone.page.locator(".seat-button__name")).to_have_text(["Moeder", "sam"])


async def test_a_seat_that_comes_later_is_called_in_the_language_of_the_session(room: Room) -> None:
    session = await room.house.session("Mother", language="en")
    _, phone = await given_later(room, session)
    await phone.page.locator(".seat-button").first.tap()
    await phone.button("join.sit").tap()
    await phone.seated(say("en", "lead.own-name", alias="Sam"))


async def test_what_the_person_themself_is_asked_is_changed_in_the_form_and_lost_by_nothing_else(room: Room) -> None:
    laptop, name = await opened(room)
    page = laptop.page
    await page.locator(".guides__stage").filter(has_text=TITLES["partners"]).click()
    await page.locator("#guides-own-nl-wish").fill("Waar droom jij van?")
    await text(page, "own-ask").fill("Dit is voor jou.")
    await text(page, "own-ask", "en").fill("This is for you.")
    await laptop.button("guides.save").click()
    await said(laptop, "said-saved")
    saved = (await (await page.request.get(f"{room.url}/api/guides/{name}")).json())["guide"]["stages"]
    before = {stage.key: {kind: dict(words) for kind, words in stage.own.items()} for stage in PERSON.stages}
    before["partners"]["wish"]["nl"] = "Waar droom jij van?"
    before["partners"]["ask"] = {"nl": "Dit is voor jou.", "en": "This is for you."}
    assert {stage["key"]: stage["own"] for stage in saved} == before
