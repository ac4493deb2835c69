"""A phone whose line goes: it loses nothing, doubles nothing, and keeps its promises (protocol 3.2, 3.4 and 3.9)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import expect

from facilitation.locale import say
from tests.browser.cable import Cable, cable
from tests.browser.devices import Phone, Projector, nl
from tests.browser.downloads import open_texts
from tests.browser.room import Room
from tests.serving import Line, Session, new_id

FIRST = "Dat zij blijft lachen"
SECOND = "Elke dinsdag samen eten"
THIRD = "Een bed voor in de vakantie"
HALF = "Misschien kan ik ook op zat"


def latest(lead: Line, kind: str) -> dict[str, Any]:
    """The records of this kind, by their ids, as the facilitator's line last heard of them."""
    known = {id: value for each, id, value in lead.welcome["snapshot"] if each == kind}
    return known | {id: value for _, each, id, value in lead.changes() if each == kind}


def kinds_of(lead: Line) -> list[str]:
    """The kind of each note, in the order in which the log has them."""
    return list({id: value["kind"] for _, kind, id, value in lead.changes() if kind == "note"}.values())


async def published(session: Session) -> list[str]:
    """The open notes of the canvas to take home, oldest first."""
    answer = await session.host.get(f"/api/sessions/{session.id}/canvas.json")
    return open_texts(answer.text)


async def goes_away_in_the_middle_of_a_word(phone: Phone, line: Cable) -> None:
    """Cut in the middle of a word; two notes are written without a line, and half of a third."""
    await phone.choose("offer")
    await phone.field.press_sequentially(SECOND[:10])
    line.cut()
    await phone.context.set_offline(True)
    await expect(phone.text("seat.line-offline")).to_be_visible()
    await phone.field.press_sequentially(SECOND[10:])
    await phone.place()
    await phone.write("need", THIRD)
    await phone.marked(SECOND, "waiting")
    await phone.marked(THIRD, "waiting")
    await phone.field.press_sequentially(HALF)


async def comes_back(phone: Phone, line: Cable) -> None:
    line.mend()
    await phone.context.set_offline(False)
    await phone.connected()


async def leaves_and_opens_the_page_again(phone: Phone, line: Cable) -> None:
    """Without a line a page cannot be loaded: there is no service worker on plain http. So it is opened afterwards."""
    address = phone.page.url
    await phone.page.close()
    line.mend()
    await phone.context.set_offline(False)
    phone.page = await phone.context.new_page()
    await phone.page.goto(address)
    await phone.connected()


async def shown_by_their_author(phone: Phone, projector: Projector) -> None:
    """Rule 3.9: the board was opened meanwhile, but these were written in the belief that nobody would read them."""
    for text in (SECOND, THIRD):
        await phone.marked(text, "yours")
    await expect(projector.open_dots).to_have_count(1)
    await expect(projector.closed_dots).to_have_count(2)
    for text in (SECOND, THIRD):
        await phone.card(text).get_by_role("button", name=nl("seat.show"), exact=True).tap()
        await phone.marked(text, "open")
    await expect(projector.open_dots).to_have_count(3)
    await expect(projector.closed_dots).to_have_count(0)


@pytest.mark.parametrize("returns", [comes_back, leaves_and_opens_the_page_again])
async def test_3_9_a_phone_without_a_line_loses_nothing_and_doubles_nothing(room: Room, returns: Any) -> None:
    session, lead = await room.writing("Moeder", "School")
    projector = await room.projector(session.id)
    async with cable(room.url) as line:
        phone = await room.seated(session, "Moeder", line.url)
        await phone.write("wish", FIRST)
        await phone.marked(FIRST, "kept")
        await goes_away_in_the_middle_of_a_word(phone, line)
        await lead.done("notes.open")
        await expect(projector.open_dots).to_have_count(1)
        await returns(phone, line)

        await expect(phone.cards).to_have_count(3)
        assert await phone.my_texts() == [FIRST, SECOND, THIRD]
        await expect(phone.field).to_have_value(HALF)
        await expect(phone.text("seat.readers-promised")).to_be_visible()
        assert await published(session) == [FIRST]
        await shown_by_their_author(phone, projector)

        assert await published(session) == [FIRST, SECOND, THIRD]
        assert kinds_of(lead) == ["wish", "offer", "need"]
        await lead.done("floor.next")
        await expect(projector.page.locator(".note-group__text")).to_have_text([FIRST, SECOND, THIRD])
        assert await phone.my_texts() == [FIRST, SECOND, THIRD]
        await expect(phone.field).to_have_value(HALF)


async def test_3_2_an_answer_that_is_lost_on_the_way_makes_no_second_note(room: Room) -> None:
    session, lead = await room.writing("Moeder", "School")
    async with cable(room.url) as line:
        phone = await room.seated(session, "Moeder", line.url)
        line.deaf = True
        await phone.write("wish", FIRST)
        await lead.until(lambda: any(kind == "note" for _, kind, _, _ in lead.changes()))
        await phone.marked(FIRST, "sending")
        line.cut()
        line.deaf = False
        line.mend()
        await phone.marked(FIRST, "kept")
        await phone.write("wish", SECOND)
        await phone.marked(SECOND, "kept")
        assert await phone.my_texts() == [FIRST, SECOND]
        await lead.done("notes.open")
        assert await published(session) == [FIRST, SECOND]


async def test_3_20_a_yes_without_a_line_to_words_that_change_is_asked_anew_and_loses_no_words(room: Room) -> None:
    session = await room.house.session("School")
    lead, agreement, match = await session.lead(), new_id(), new_id()
    for here, there in pairwise(("welcome", "connect", "agreements")):
        await lead.done("stage.go", stage=there, anyway=True, **{"from": here})
    async with cable(room.url) as line:
        phone = await room.seated(session, "School", line.url)
        school = next(id for id, value in latest(lead, "partner").items() if value["name"] == "School")
        await lead.done("agreement.add", agreement=agreement, what="Elke week bellen")
        await lead.done("match.ask", match=match, partner=school, agreement=agreement)
        asked = phone.page.locator("main .card").filter(has=phone.page.locator(".phone__replies"))
        await expect(asked).to_contain_text("Elke week bellen")
        line.cut()
        await phone.context.set_offline(True)
        await expect(phone.text("seat.line-offline")).to_be_visible()
        await phone.page.locator(f"#line-{match}").fill("Op vrijdag")
        await phone.page.locator('[data-reply="yes"]').tap()
        await expect(phone.text("seat.reply-waiting")).to_be_visible()
        await lead.done("agreement.edit", agreement=agreement, what="Elke dag bellen")
        await comes_back(phone, line)
        for reloads in (True, False):
            await expect(asked).to_contain_text("Elke dag bellen")
            await expect(phone.page.get_by_text(say("nl", "refusal.reworded"))).to_be_visible()
            await expect(asked).to_contain_text(nl("seat.ask-again"))
            await expect(phone.button("seat.try-again")).to_have_count(0)
            await expect(phone.page.locator(f"#line-{match}")).to_have_value("Op vrijdag")
            await expect(phone.page.locator('[data-reply="yes"]')).to_have_attribute("aria-pressed", "false")
            if reloads:
                await phone.reload()
        assert latest(lead, "agreement")[agreement]["who"] == []
        await phone.page.locator('[data-reply="yes"]').tap()
        await expect(phone.text("seat.reply-kept")).to_be_visible()
        await expect(phone.page.get_by_text(say("nl", "refusal.reworded"))).to_have_count(0)
        await lead.until(lambda: latest(lead, "agreement")[agreement]["who"] == [school])
        assert latest(lead, "match")[match]["line"] == "Op vrijdag"
