"""What the phones do in the stages after writing: three real phones, one of which loses its line halfway."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.async_api import expect

from tests.browser.cable import Cable, cable
from tests.browser.devices import Phone, nl
from tests.browser.room import Room
from tests.serving import Line, Session, new_id

NEED = "Een avond per week vrij"
OFFER = "Ik kan op woensdag komen"
LATER = "Alleen in de schoolweken"
SECRET = "Dit is alleen voor ons"
HALF = "Ik wil eigenlijk nog"
CHANGED_MS = 1_000
"""Somewhat less than a phone takes nothing for after the words of a question changed."""
STAGES = ("welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "close")


PRESSED_AS_IT_CHANGES = """(words) => {
  const yes = () => document.querySelector('[data-reply="yes"]');
  const watching = new MutationObserver(() => {
    if (!document.querySelector("main").textContent.includes(words)) return;
    watching.disconnect();
    yes().click();
    window.pressed = "on them";
  });
  watching.observe(document, { childList: true, subtree: true, characterData: true });
}"""
PRESSED_UNTIL_TAKEN = """() => {
  const yes = document.querySelector('[data-reply="yes"]');
  if (yes.getAttribute("aria-pressed") !== "true") yes.click();
  return yes.getAttribute("aria-pressed") === "true";
}"""


@dataclass
class Table:
    """A session, the facilitator's line, and the phones at the table by their seat."""

    room: Room
    session: Session
    lead: Line
    stage: str = "welcome"
    phones: dict[str, Phone] = field(default_factory=dict)

    async def sit(self, *seats: str, url: str = "") -> None:
        for seat in seats:
            self.phones[seat] = await self.room.seated(self.session, seat, url)

    async def go(self, stage: str) -> None:
        """Go on, stage by stage."""
        while self.stage != stage:
            following = STAGES[STAGES.index(self.stage) + 1]
            await self.lead.done("stage.go", stage=following, anyway=True, **{"from": self.stage})
            self.stage = following

    def records(self, kind: str) -> dict[str, dict[str, object]]:
        """The records of this kind, as the facilitator has them."""
        found = {id: value for kind_, id, value in self.lead.welcome["snapshot"] if kind_ == kind}
        for _, kind_, id, value in self.lead.changes():
            if kind_ == kind:
                found[id] = value
        return {id: value for id, value in found.items() if value is not None}

    async def until(self, kind: str, count: int) -> list[str]:
        """Wait until there are so many records of this kind; their ids."""
        await self.lead.until(lambda: len(self.records(kind)) >= count)
        return list(self.records(kind))

    def partner(self, name: str) -> str:
        return next(id for id, partner in self.records("partner").items() if partner["name"] == name)


@pytest.fixture
async def table(room: Room) -> Table:
    """Three partners, and nobody at the table yet."""
    session = await room.house.session("Moeder", "School", "Pleegouder")
    return Table(room, session, await session.lead())


async def written(table: Table, url: str = "") -> tuple[str, str]:
    """A need of the mother and an offer of the school, on an open board, where needs meet offers."""
    await table.sit("Moeder", "Pleegouder")
    await table.sit("School", url=url)
    await table.go("partners")
    await table.phones["Moeder"].write("need", NEED)
    await table.phones["School"].write("offer", OFFER)
    await table.until("note", 2)
    await table.lead.done("notes.open", stage="partners")
    await table.go("connect")
    kinds = {note["kind"]: id for id, note in table.records("note").items()}
    return kinds["need"], kinds["offer"]


async def test_3_9_an_answer_given_without_a_line_arrives_and_can_be_changed(table: Table) -> None:
    async with cable(table.room.url) as line:
        need, offer = await written(table, line.url)
        await table.lead.done("match.ask", match=new_id(), need=need, offer=offer)
        school = table.phones["School"]
        await expect(school.page.get_by_text(NEED).first).to_be_visible()
        await answers_without_a_line(school, line)
        await expect(school.text("seat.reply-waiting")).to_be_visible()
        line.mend()
        await school.context.set_offline(False)
        await school.connected()
        await table.lead.until(lambda: [match["line"] for match in table.records("match").values()] == [LATER])
        (match,) = table.records("match").values()
        assert match["reply"] == "try"
        await expect(school.text("seat.reply-kept")).to_be_visible()
        await school.page.locator('[data-reply="yes"]').tap()
        await table.lead.until(lambda: [match["reply"] for match in table.records("match").values()] == ["yes"])
        await school.reload()
        await expect(school.page.locator('[data-reply="yes"]')).to_have_attribute("aria-pressed", "true")
        await school.page.locator('textarea[id^="line-"]').fill("")
        await school.button("seat.line-save").tap()
        await table.lead.until(lambda: [match["line"] for match in table.records("match").values()] == [""])
        await is_agreed(table)


async def answers_without_a_line(phone: Phone, line: Cable) -> None:
    line.cut()
    await phone.context.set_offline(True)
    await expect(phone.text("seat.line-offline")).to_be_visible()
    await phone.page.locator('textarea[id^="line-"]').fill(LATER)
    await phone.page.locator('[data-reply="try"]').tap()


async def is_agreed(table: Table) -> None:
    """An agreement from that match asks the school about its words; another asks for the foster parent's part."""
    await table.go("agreements")
    (match,) = table.records("match")
    what = "School komt op woensdag"
    await table.lead.done("agreement.add", agreement=new_id(), what=what, match=match, asked=new_id())
    agreement = new_id()
    await table.lead.done("agreement.add", agreement=agreement, what="We bellen op vrijdag")
    await table.lead.done("match.ask", match=new_id(), agreement=agreement, partner=table.partner("Pleegouder"))
    school = table.phones["School"].page
    await school.locator("main .card").filter(has_text=what).locator('[data-reply="yes"]').tap()
    first = school.locator("main .note-card").filter(has_text=what)
    await expect(first.get_by_text(nl("seat.yours"))).to_be_visible()
    await table.phones["Pleegouder"].page.locator('[data-reply="yes"]').tap()
    await table.lead.until(
        lambda: table.records("agreement")[agreement]["who"] == [table.partner("Pleegouder")],
    )


async def test_somebody_asks_and_somebody_lays_an_own_offer(table: Table) -> None:
    need, offer = await written(table)
    mother, school = table.phones["Moeder"], table.phones["School"]
    await mother.button("seat.need-ask").tap()
    await mother.page.get_by_role("button", name="Pleegouder", exact=True).tap()
    await expect(mother.text("seat.asked-no-answer")).to_be_visible()
    await school.button("seat.need-offer").tap()
    await school.page.get_by_role("button", name=OFFER, exact=True).tap()
    await expect(mother.text("seat.need-met")).to_be_visible()
    await table.phones["Pleegouder"].page.locator('[data-reply="no"]').tap()
    await expect(mother.page.locator(".badge").get_by_text(nl("seat.reply-no"))).to_be_visible()
    laid = [match for match in table.records("match").values() if match["offer"] == offer]
    assert [(match["need"], match["reply"]) for match in laid] == [(need, "yes")]


async def test_the_frame_is_proposed_supported_and_settled_above_the_laws(table: Table) -> None:
    await table.sit("Moeder", "School")
    mother, school = table.phones.values()
    await table.go("frame")
    await expect(mother.text("seat.readers-proposal")).to_be_visible()
    await expect(mother.button("seat.place")).to_be_visible()
    await mother.write("mission", "Samen om Sam heen")
    await school.button("seat.support").tap()
    await expect(mother.page.locator(".phone__support")).to_contain_text("1")
    await school.button("seat.law-add").tap()
    await school.page.locator("#law-name").fill("Jeugdwet")
    await school.button("seat.save").tap()
    await expect(mother.page.get_by_text("Jeugdwet")).to_be_visible()
    await table.lead.done("frame.set", mission="Om Sam heen")
    await expect(mother.page.locator(".phone__frame")).to_contain_text("Om Sam heen")


async def test_looking_back_is_without_a_name_unless_chosen_and_scores_are_seen_by_nobody(table: Table) -> None:
    await table.sit("Moeder", "School")
    mother, school = table.phones.values()
    await table.go("lookback")
    await mother.write("hard", "Het duurde lang")
    await mother.button("seat.with-name").tap()
    await mother.write("well", "We lachten samen")
    await expect(mother.button("seat.without-name")).to_have_attribute("aria-pressed", "true")
    await table.until("note", 2)
    named = {note["kind"]: (note["named"], note["partner"]) for note in table.records("note").values()}
    assert named == {"hard": (False, ""), "well": (True, table.partner("Moeder"))}
    await table.lead.done("notes.open", stage="lookback")
    await expect(school.page.get_by_text("Het duurde lang")).to_be_visible()
    for value in ("safety", "transparency", "coherence", "connection"):
        await mother.page.locator(f'input[name="pulse-{value}"]').first.focus()
        await mother.page.keyboard.press("ArrowRight")
    await mother.reload()
    await mother.button("seat.pulse-give").tap()
    await expect(mother.text("seat.pulse-given")).to_be_visible()
    await table.lead.until(lambda: table.records("radar")["radar"]["answered"] == 1)
    assert table.records("pulse") == {}


async def test_who_comes_late_reads_the_question_for_which_is_asked(table: Table) -> None:
    await table.sit("Moeder")
    (phone,) = table.phones.values()
    question = phone.page.locator(".phone__question")
    await table.go("needed")
    await expect(phone.field).to_be_visible()
    await expect(question).to_have_count(0)
    await table.lead.done("subject.set", question="Mag ik mijn zusje elke week zien?")
    await expect(question).to_contain_text("Mag ik mijn zusje elke week zien?")
    await table.go("partners")
    await expect(question).to_contain_text(nl("seat.question-of", alias="Sam"))
    await table.go("lookback")
    await expect(question).to_have_count(0)


async def test_who_comes_late_reads_on_the_board_what_was_told_in_the_beginning(table: Table) -> None:
    await table.lead.done("subject.set", story="Ik woon bij mijn tante.", strengths="Mijn tante luistert.")
    await table.go("partners")
    await table.sit("Moeder")
    (phone,) = table.phones.values()
    await phone.tab("board")
    await phone.text("seat.more-about", alias="Sam").tap()
    for words in ("Ik woon bij mijn tante.", "Mijn tante luistert."):
        await expect(phone.page.locator("main").get_by_text(words)).to_be_visible()


async def test_what_somebody_promised_stands_where_they_are_thanked(table: Table) -> None:
    await table.sit("Moeder")
    (phone,) = table.phones.values()
    await table.go("agreements")
    for what in ("Moeder belt elke week.", "Iemand belt de school."):
        await table.lead.done("agreement.add", agreement=new_id(), what=what)
    mine = next(id for id, agreed in table.records("agreement").items() if agreed["what"].startswith("Moeder"))
    await table.lead.done("match.ask", match=new_id(), agreement=mine, partner=table.partner("Moeder"))
    await phone.page.locator('[data-reply="yes"]').tap()
    await table.lead.until(lambda: any(match["reply"] == "yes" for match in table.records("match").values()))
    await table.go("close")
    await table.lead.done("session.close")
    await expect(phone.page.get_by_role("heading", name=nl("seat.agreements-mine"))).to_be_visible()
    await expect(phone.page.locator("main").get_by_text("Moeder belt elke week.")).to_be_visible()
    await expect(phone.page.get_by_text("Iemand belt de school.")).to_have_count(0)


async def test_a_stopped_phone_is_blank_also_when_it_comes_back(table: Table) -> None:
    await table.sit("Moeder")
    (phone,) = table.phones.values()
    await table.go("partners")
    await phone.write("wish", SECRET)
    await phone.field.fill(HALF)
    await table.lead.done("safety.stop")
    for _ in range(2):
        await expect(phone.text("seat.stopped-text")).to_be_visible()
        held = await phone.content()
        assert not [text for text in (SECRET, HALF, "Moeder", "Sam") if text in held]
        await phone.reload()
    await phone.context.set_offline(True)
    await phone.context.set_offline(False)
    await expect(phone.text("seat.stopped-text")).to_be_visible()
    await table.lead.done("safety.resume")
    await expect(phone.field).to_have_value(HALF)
    assert await phone.my_texts() == [SECRET]


async def test_private_time_is_written_together_and_seen_by_nobody_else(table: Table) -> None:
    await table.sit("Moeder", "School", "Pleegouder")
    mother, school, foster = table.phones.values()
    await table.go("partners")
    await school.field.fill(HALF)
    await table.lead.done("private.start", partners=[table.partner("Moeder"), table.partner("Pleegouder")])
    await expect(school.text("seat.apart")).to_be_visible()
    await expect(mother.text("seat.readers-private", names="Pleegouder")).to_be_visible()
    await expect(mother.button("seat.place-closed")).to_be_visible()
    await mother.write("wish", SECRET)
    await expect(foster.page.get_by_text(SECRET)).to_be_visible()
    await expect(mother.card(SECRET).locator(".note-card__mark")).to_have_text(
        nl("seat.mark-private", names="Pleegouder")
    )
    await table.lead.done("private.end")
    await expect(school.field).to_have_value(HALF)
    await table.lead.done("notes.open", stage="partners")
    await expect(school.text("seat.readers-promised")).to_be_visible()
    await expect(school.button("seat.place-closed")).to_be_visible()
    assert SECRET not in "\n".join([await school.ear.everything(), await school.content()])
    await mother.card(SECRET).get_by_role("button", name=nl("seat.share"), exact=True).tap()
    await school.tab("board")
    await expect(school.page.get_by_text(SECRET)).to_be_visible()


async def test_a_nudge_is_on_one_phone_until_it_is_put_away(table: Table) -> None:
    await table.sit("Moeder", "School")
    mother, school = table.phones.values()
    await table.go("partners")
    person = next(
        id for id, person in table.records("participant").items() if person["partner"] == table.partner("Moeder")
    )
    await table.lead.done("nudge.give", participant=person)
    await expect(mother.text("seat.nudge")).to_be_visible()
    await mother.reload()
    await mother.button("seat.nudge-away").tap()
    await expect(mother.text("seat.nudge")).to_have_count(0)
    await mother.reload()
    await mother.connected()
    await expect(mother.field).to_be_visible()
    await expect(mother.text("seat.nudge")).to_have_count(0)
    await expect(school.text("seat.nudge")).to_have_count(0)


async def test_other_words_are_taken_by_their_author_alone(table: Table) -> None:
    await table.sit("Moeder")
    (phone,) = table.phones.values()
    await table.go("partners")
    await phone.write("wish", "Rust")
    (note,) = await table.until("note", 1)
    await table.lead.done("notes.open")
    await table.lead.done("note.propose", note=note, text="Rust in huis")
    await phone.button("seat.proposal-accept").tap()
    await phone.marked("Rust in huis", "open")
    await table.lead.done("note.propose", note=note, text="Iets anders")
    news = await phone.page.locator(".phone__news").bounding_box()
    for name in ("accept", "decline"):
        await phone.button(f"seat.proposal-{name}").scroll_into_view_if_needed()
        button = await phone.button(f"seat.proposal-{name}").bounding_box()
        assert news and button and news["y"] + news["height"] < button["y"], "what is told covers what is asked"
    await phone.button("seat.proposal-decline").tap()
    await expect(phone.button("seat.proposal-decline")).to_have_count(0)
    assert table.records("note")[note]["text"] == "Rust in huis"


async def test_5_8_a_phone_waits_at_the_door_and_goes_on_by_itself(table: Table) -> None:
    await table.lead.done("door.ask")
    phone = await table.room.phone()
    await phone.page.goto(f"{table.room.url}/j/{table.session.token}")
    await phone.page.locator(".seat-button").filter(has_text="School").tap()
    await phone.button("join.ask").tap()
    await expect(phone.text("join.waiting")).to_be_visible()
    await phone.reload()
    await expect(phone.text("join.waiting")).to_be_visible()
    (first,) = await table.until("knock", 1)
    await table.lead.done("knock.refuse", participant=first)
    await expect(phone.text("join.refused")).to_be_visible()
    await phone.button("join.again").tap()
    await phone.page.locator(".seat-button").filter(has_text="School").tap()
    await phone.button("join.ask").tap()
    await expect(phone.text("join.waiting")).to_be_visible()
    (second,) = await table.until("knock", 1)
    await table.lead.done("knock.admit", participant=second)
    await phone.seated("School")


async def test_3_20_nobody_says_yes_to_words_that_came_under_their_finger(table: Table) -> None:
    await table.sit("School")
    page = table.phones["School"].page
    await table.go("agreements")
    agreement, match = new_id(), new_id()
    await table.lead.done("agreement.add", agreement=agreement, what="We bellen op vrijdag")
    await table.lead.done("match.ask", match=match, agreement=agreement, partner=table.partner("School"))
    await expect(page.locator("main .note-card").filter(has_text="vrijdag")).to_have_count(2)
    await page.evaluate(PRESSED_AS_IT_CHANGES, "We bellen elke dag")
    await table.lead.done("agreement.edit", agreement=agreement, what="We bellen elke dag")
    await page.wait_for_function("() => window.pressed === 'on them'")
    await expect(page.locator('[data-reply="yes"]')).to_have_attribute("aria-pressed", "false")
    await page.wait_for_function(PRESSED_UNTIL_TAKEN)
    await table.lead.until(lambda: table.records("agreement")[agreement]["who"] == [table.partner("School")])
    answers = [value for _, kind, _, value in table.lead.changes() if kind == "match" and value["reply"]]
    read = table.records("agreement")[agreement]["edited"]
    assert [answer["replied"] - read >= CHANGED_MS for answer in answers] == [True]
