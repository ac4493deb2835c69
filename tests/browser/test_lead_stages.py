"""The facilitator's hands in the stages: notes laid together, the frame settled, agreements made, pages turned."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import Locator, expect

from tests.browser.axe import faults
from tests.browser.devices import Laptop, nl
from tests.browser.gathering import PARTNERS, Gathering
from tests.browser.keyboard import Keyboard
from tests.browser.room import TITLES, Room
from tests.serving import Line, Session, new_id

HOME, RHYTHM, TOGETHER = "Een vaste plek.", "Elke dag hetzelfde ritme.", "Dat we elkaar blijven zien."


async def go(lead: Line, here: str, *stages: str) -> None:
    """Go on through these stages, one after another."""
    for stage in stages:
        await lead.done("stage.go", stage=stage, anyway=True, **{"from": here})
        here = stage


async def write(line: Line, kind: str, text: str) -> str:
    """Write a note and return its id."""
    note = new_id()
    await line.done("note.add", note=note, kind=kind, text=text)
    return note


def partner_of(lead: Line) -> str:
    """The id of the first partner at the circle."""
    return next(str(id) for kind, id, value in lead.welcome["snapshot"] if kind == "partner" and value["position"] == 0)


async def needed(room: Room) -> tuple[Session, Line, dict[str, str]]:
    """A session in which three notes say what is needed, and are open."""
    session = await room.house.session("Moeder", "School")
    lead = await session.lead()
    await go(lead, "welcome", "person", "frame", "needed")
    _, mother = await session.phone("Moeder")
    notes = {text: await write(mother, "needed", text) for text in (HOME, RHYTHM, TOGETHER)}
    await lead.done("notes.open", stage="needed")
    return session, lead, notes


def note_of(laptop: Laptop, text: str) -> Locator:
    """The note with these words on top."""
    words = laptop.page.locator(".lead-note__words").get_by_text(text, exact=True)
    return laptop.page.locator("[data-note]").filter(has=words)


def below(laptop: Laptop, text: str) -> Locator:
    """What lies below the note with these words."""
    return note_of(laptop, text).locator(".lead-note__stack")


async def test_similar_notes_are_laid_together_with_a_mouse(room: Room) -> None:
    session, _, _ = await needed(room)
    laptop = await room.laptop(session.id)
    await note_of(laptop, RHYTHM).locator("[data-grip]").drag_to(note_of(laptop, HOME))
    await expect(below(laptop, HOME)).to_contain_text(RHYTHM)
    await note_of(laptop, TOGETHER).locator("[data-grip]").drag_to(laptop.stage)
    await expect(note_of(laptop, TOGETHER)).to_be_visible()
    await below(laptop, HOME).get_by_role("button").click()
    await expect(note_of(laptop, RHYTHM)).to_be_visible()


async def test_similar_notes_are_laid_together_with_a_finger(room: Room) -> None:
    """A finger on the grip does not scroll the page, and what it lets go of lies where it pointed."""
    session, _, notes = await needed(room)
    laptop = await room.laptop(session.id)
    await note_of(laptop, HOME).scroll_into_view_if_needed()
    touch = await laptop.context.new_cdp_session(laptop.page)
    await touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    start = await note_of(laptop, RHYTHM).locator("[data-grip]").bounding_box()
    end = await note_of(laptop, HOME).bounding_box()
    assert start and end
    here = {"x": start["x"] + 10, "y": start["y"] + 20}
    there = {"x": end["x"] + 100, "y": end["y"] + 20}
    await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [here]})
    await touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [there]})
    await expect(laptop.page.locator(f"[data-note='{notes[HOME]}'][data-under]")).to_be_visible()
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(below(laptop, HOME)).to_contain_text(RHYTHM)


async def test_similar_notes_are_laid_together_by_keyboard(room: Room) -> None:
    """And the keyboard stays where it was needed last."""
    session, _, _ = await needed(room)
    laptop = await room.laptop(session.id)
    keys = Keyboard(laptop.page)
    await keys.press(note_of(laptop, RHYTHM).locator(".lead-note__words"))
    await keys.press(laptop.button("lead.pick"))
    await keys.press(laptop.button("lead.lay-on", text=HOME))
    await expect(below(laptop, HOME)).to_contain_text(RHYTHM)
    await expect(note_of(laptop, HOME).locator(".lead-note__words")).to_be_focused()
    await keys.press(laptop.button("lead.lay-aside"))
    await expect(note_of(laptop, TOGETHER).locator(".lead-note__words")).to_be_focused()
    await expect(laptop.page.locator("summary").filter(has_text=nl("lead.aside"))).to_be_visible()


async def test_a_note_is_given_other_words_by_its_author_alone(room: Room) -> None:
    session, _, _ = await needed(room)
    laptop = await room.laptop(session.id)
    await note_of(laptop, HOME).locator(".lead-note__words").click()
    await laptop.button("lead.word").click()
    await laptop.page.get_by_label(nl("lead.word-label")).fill("Een vaste plek om te wonen.")
    await laptop.button("lead.word-send").click()
    await expect(laptop.text("lead.proposed")).to_be_visible()
    await expect(note_of(laptop, HOME)).to_be_visible()
    await laptop.button("lead.withdraw").click()
    await expect(laptop.text("lead.proposed")).to_have_count(0)


async def test_a_private_note_is_said_to_stay_closed_before_the_board_opens_and_after(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    lead = await session.lead()
    await go(lead, "welcome", "partners")
    _, mother = await session.phone("Moeder")
    await lead.done("private.start", partners=[partner_of(lead)])
    await write(mother, "wish", "Alleen voor ons.")
    await lead.done("private.end")
    await write(mother, "wish", "Voor iedereen.")
    laptop = await room.laptop(session.id)
    await laptop.button("lead.open").click()
    await expect(laptop.page.locator("dialog[open]").get_by_text(nl("lead.private-notes", n=1))).to_be_visible()
    await laptop.button("lead.open-yes").click()
    await expect(laptop.page.locator("main").get_by_text(nl("lead.private-notes", n=1))).to_be_visible()
    await go(lead, "partners", "close")
    await expect(laptop.page.locator("main")).to_contain_text(nl("lead.notes", n=2))
    await expect(laptop.page.locator("main")).to_contain_text(nl("lead.of-which-closed", n=1))


async def test_a_note_stands_large_on_the_projector_until_it_no_longer_does(room: Room) -> None:
    session, _, _ = await needed(room)
    laptop = await room.laptop(session.id)
    await note_of(laptop, HOME).locator(".lead-note__words").click()
    await laptop.button("lead.light").click()
    await expect(note_of(laptop, HOME)).to_contain_text(nl("lead.is-lit"))
    await laptop.button("lead.unlight").click()
    await expect(note_of(laptop, HOME)).not_to_contain_text(nl("lead.is-lit"))


async def test_somebody_who_wrote_nothing_gets_a_nudge_and_nobody_else_does(room: Room) -> None:
    session, _, _ = await needed(room)
    phone = await session.join("School", "Juf")
    silent, (_, other) = await phone.connect(), await session.phone("School")
    laptop = await room.laptop(session.id)
    await laptop.button("lead.nudge-who", name="Juf", partner="School").click()
    await expect(laptop.page.locator(".unheard__person").filter(has_text="Juf").locator(".badge")).to_be_visible()
    await silent.until(
        lambda: ["nudge", phone.participant] in [change[1:3] for change in silent.changes() if change[3]]
    )
    await other.up_to(silent.bodies("changes")[-1]["to"])
    assert not [change for change in other.changes() if change[1] == "nudge" and change[3]]


async def test_who_is_in_is_in_sight_on_a_laptop_while_they_come_in(room: Room) -> None:
    here = await Gathering.begin(room.house)
    laptop = await room.laptop(here.session.id)
    seat = laptop.page.locator(".circle__seat")
    await expect(seat).to_have_count(len(PARTNERS))
    last, bar = await seat.last.bounding_box(), await laptop.page.locator(".lead__bar").bounding_box()
    assert last and bar and last["y"] + last["height"] <= bar["y"]


async def test_a_proposal_is_settled_in_one_press_and_changed_after_that(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await go(lead, "welcome", "person", "frame")
    _, mother = await session.phone("Moeder")
    await write(mother, "aim", "Samen verder.")
    laptop = await room.laptop(session.id)
    # The other words have other buttons by then: a second press does not write them twice.
    await laptop.button("lead.settle-this", text="Samen verder.").dblclick()
    await expect(laptop.page.locator("#lead-aim")).to_have_value("Samen verder.")
    await expect(laptop.text("lead.settled")).to_be_visible()
    await laptop.tell("aim", "Samen verder, elke dag.")
    await write(mother, "aim", "Rust in huis.")
    await laptop.button("lead.settle-too-this", text="Rust in huis.").click()
    await expect(laptop.page.locator("#lead-aim")).to_have_value("Samen verder, elke dag.\nRust in huis.")
    await laptop.button("lead.settle-instead-this", text="Samen verder.").click()
    await expect(laptop.page.locator("#lead-aim")).to_have_value("Samen verder.")
    await expect(laptop.text("lead.settled")).to_be_visible()
    await laptop.button("control.undo").click()
    await expect(laptop.page.locator("#lead-aim")).to_have_value("Samen verder, elke dag.\nRust in huis.")
    await laptop.tell("aim", "Samen verder, elke dag.")
    await laptop.button("lead.law-add").click()
    await laptop.page.get_by_label(nl("lead.law-name")).fill("Jeugdwet")
    await laptop.page.get_by_label(nl("lead.law-asks")).fill("Een plan.")
    await laptop.button("common.save").click()
    await expect(laptop.page.locator(".lead-law")).to_contain_text("Jeugdwet")
    await laptop.reload()
    await expect(laptop.page.locator("#lead-aim")).to_have_value("Samen verder, elke dag.")


async def test_going_on_past_who_was_not_heard_is_asked_and_what_was_needed_stays_at_hand(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.up_to("partners")
    await here.lead.done("floor.give", partner=here.partner("Opa"))
    laptop = await room.laptop(here.session.id)
    unheard = f"{nl('lead.unheard-partners')} Moeder, School, Wijkteam"
    await laptop.forward_button.click()
    await expect(laptop.left_open).to_have_text([unheard])
    # To stay is the safe choice, so that is what stands out.
    await expect(laptop.page.locator("dialog[open] .button--primary")).to_have_text(nl("lead.stay"))
    await laptop.button("lead.stay").click()
    await laptop.forward_anyway(TITLES["connect"], unheard)
    needed = laptop.text("lead.needed-before", n=2)
    await needed.click()
    await expect(note_of(laptop, "Een vaste dag samen.")).to_be_visible()


async def test_going_on_says_in_every_stage_what_stays_open_and_going_back_does_not(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.go("needed")
    laptop = await room.laptop(here.session.id)
    await here.note("Moeder", "needed", "Een vaste dag samen.")
    silent = f"{nl('lead.left-silent')} Opa, School, Wijkteam"
    await laptop.forward_anyway(TITLES["partners"], nl("lead.left-notes", n=1), silent)
    await laptop.button("common.back").click()
    await expect(laptop.stage).to_have_text(TITLES["needed"])
    here.stage = "needed"
    await here.lead.done("notes.open", stage="needed")

    await here.circle()
    await here.match()
    await laptop.forward_anyway(TITLES["agreements"], f"{nl('lead.left-questions', n=1)}: School")
    here.stage = "agreements"
    await here.lead.done("agreement.add", agreement=new_id(), what="Iemand belt de andere school.")
    await expect(laptop.text("lead.who-nobody")).to_be_visible()
    await laptop.forward_anyway(TITLES["lookback"], nl("lead.left-nobodys", n=1))
    here.stage = "lookback"
    await here.look_back()
    await expect(laptop.button("lead.scores-show")).to_be_enabled()
    await laptop.forward_anyway(TITLES["close"], nl("lead.left-scores"))


async def test_opening_the_board_is_the_thing_to_do_once_everybody_is_ready(room: Room) -> None:
    here = await Gathering.begin(room.house)
    await here.go("needed")
    laptop = await room.laptop(here.session.id)
    first = re.compile("button--primary")
    await here.note("Moeder", "needed", "Een vaste dag samen.")
    await expect(laptop.text("lead.notes-closed", n=1)).to_be_visible()
    await expect(laptop.button("lead.open")).not_to_have_class(first)
    for phone in here.phones.values():
        await phone.done("ready.set", ready=True)
    await expect(laptop.button("lead.open")).to_have_class(first)


async def test_a_next_meeting_after_the_day_of_deletion_is_told_where_it_is_set_and_beside_the_downloads(
    room: Room,
) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await go(lead, "welcome", "agreements")
    laptop = await room.laptop(session.id)
    told = laptop.page.locator(".notice").filter(has_text=nl("lead.gone-by-meeting", date="@").partition("@")[0])
    await lead.done("meeting.set", date=(datetime.now(UTC) + timedelta(days=7)).date().isoformat())
    await expect(laptop.page.locator("#lead-day")).not_to_have_value("")
    await expect(told).to_have_count(0)
    await lead.done("meeting.set", date=(datetime.now(UTC) + timedelta(days=60)).date().isoformat())
    await expect(told).to_be_visible()
    await laptop.forward(TITLES["lookback"])
    await laptop.forward(TITLES["close"])
    await expect(told).to_be_visible()


def asked_of(phone: Line) -> list[str]:
    """What was asked so far, by the id of the match, in that order."""
    return list(dict.fromkeys(change[2] for change in phone.changes() if change[1] == "match"))


def agreed_in(line: Line) -> str:
    """The agreement there is."""
    return str(next(change[2] for change in line.changes() if change[1] == "agreement"))


async def test_from_a_need_to_an_agreement_that_is_read_back(room: Room) -> None:
    """Asked in two presses, answered elsewhere, agreed in one press, asked anew to other words, and read back."""
    session = await room.house.session("Moeder", "School")
    lead = await session.lead()
    await go(lead, "welcome", "partners")
    _, mother = await session.phone("Moeder")
    _, school = await session.phone("School")
    await write(mother, "need", "Iemand die belt.")
    await lead.done("notes.open", stage="partners")
    await go(lead, "partners", "connect")
    laptop = await room.laptop(session.id)
    await note_of(laptop, "Iemand die belt.").locator(".lead-note__words").click()
    await laptop.page.locator(".connect__choices button").click()
    await school.until(lambda: any(change[1] == "match" for change in school.changes()))
    (match,) = asked_of(school)
    await school.done("match.answer", match=match, reply="yes", line="Op vrijdag.")
    await expect(laptop.page.locator(".asks__ask")).to_contain_text("Op vrijdag.")

    await laptop.forward("Afspraken")
    await laptop.button("lead.agree-with", name="School").click()
    await expect(laptop.page.locator("#lead-what")).to_have_value("Iemand die belt.")
    await expect(laptop.text("lead.what-again")).to_be_visible()
    await laptop.page.locator("#lead-what").fill("School belt elke vrijdag.")
    await laptop.page.locator("#lead-due").fill("2026-12-01")
    await laptop.button("common.save").click()
    facts = laptop.page.locator(".agreed__facts")
    await expect(facts).to_contain_text(nl("lead.nobody-yet"))
    await expect(laptop.text("lead.reply-again")).to_be_visible()
    await expect(facts).to_contain_text("1 december 2026")
    await school.until(lambda: len(asked_of(school)) == 2)
    read = {"at": [change[3] for change in school.changes() if change[1] == "agreement"][-1]["edited"]}
    await school.done("match.answer", match=asked_of(school)[-1], reply="try", line="Als er tijd is.", **read)
    await expect(facts).to_contain_text(f"{nl('lead.who-tries')}School")
    await expect(laptop.text("lead.reply-again")).to_be_hidden()

    await go(lead, "agreements", "lookback", "close")
    await laptop.button("lead.read-begin").click()
    await expect(laptop.text("lead.page-of", n=1, count=3)).to_be_visible()
    await laptop.button("lead.page-after").click()
    await expect(laptop.text("lead.page-of", n=2, count=3)).to_be_visible()
    await laptop.button("lead.page-after").click()
    await expect(laptop.page.locator(".lead__main")).to_contain_text("School belt elke vrijdag.")
    await laptop.button("lead.read-done").click()
    await lead.done("agreement.edit", agreement=agreed_in(lead), what="School belt elke vrijdag om vier uur.")
    await laptop.button("lead.close").click()
    waits = laptop.page.locator("dialog[open]").get_by_text(f"{nl('lead.left-questions', n=1)}: School")
    await expect(waits).to_be_visible()


async def test_no_stage_has_a_grave_fault_with_its_tools_at_hand(room: Room) -> None:
    """As axe-core sees it, and with words that have no space on a narrow phone."""
    session = await room.house.session("Moeder", "School")
    lead, (_, mother) = await session.lead(), await session.phone("Moeder")
    laptop = await room.laptop(session.id)
    await laptop.page.set_viewport_size({"width": 320, "height": 800})
    here = "welcome"
    for stage, kinds in (
        ("frame", ("mission", "aim")),
        ("needed", ("needed", "needed")),
        ("partners", ("wish", "offer", "need")),
        ("connect", ()),
        ("agreements", ()),
        ("lookback", ("well", "hard")),
        ("close", ()),
    ):
        await go(lead, here, stage)
        here = stage
        for kind in kinds:
            await write(mother, kind, "w" * 500)
        if kinds:
            await lead.done("notes.open", stage=stage)
        if stage == "partners":
            await lead.done("floor.next")
        if stage == "agreements":
            await lead.done("agreement.add", agreement=new_id(), what="w" * 300)
        if stage == "close":
            await lead.done("page.set", stage="partners", partner=partner_of(lead), part=0)
        await expect(laptop.stage).to_have_text(TITLES[stage])
        if stage != "agreements":
            await laptop.page.locator(".lead-note__words:visible").first.click()
            await expect(laptop.button("lead.lay-aside")).to_be_visible()
        assert await faults(laptop.page) == [], stage
        assert await laptop.too_wide() <= 0, stage
