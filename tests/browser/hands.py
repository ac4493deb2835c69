"""What people press in each stage of a guide: on the facilitator's laptop, and on a phone."""

from __future__ import annotations

import re

from playwright.async_api import Locator, expect

from tests.browser.devices import Laptop, Phone, nl

VALUES = ("safety", "transparency", "coherence", "connection")


class LeadHands:
    """The facilitator at the laptop."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop
        self.page = laptop.page

    def named(self, key: str, **args: str | int) -> Locator:
        """The button of this name in the panel of the stage."""
        return self.page.get_by_role("main").get_by_role("button", name=nl(key, **args), exact=True)

    # --- the room ---

    async def start_timer(self, minutes: int) -> None:
        await self._open_dialog("control.timer-set")
        await self.page.locator("#lead-minutes").fill(str(minutes))
        await self._in_dialog("control.timer-start", n=minutes).click()
        await expect(self._in_dialog("control.timer-stop")).to_be_visible()
        await self._in_dialog("common.close").click()

    async def stop_timer(self) -> None:
        await self.page.locator(".control__timer").click()
        await self._in_dialog("control.timer-stop").click()
        await expect(self._in_dialog("control.timer-stop")).to_be_hidden()
        await self._in_dialog("common.close").click()

    async def begin_private_time(self, names: list[str]) -> None:
        await self._open_dialog("control.private")
        for name in names:
            choice = self.page.locator("dialog[open] .control__choice")
            await choice.filter(has=self.page.get_by_text(name, exact=True)).get_by_role("checkbox").check()
        await self._in_dialog("control.private-start").click()

    async def end_private_time(self) -> None:
        await self.page.locator(".control__now").get_by_role("button", name=nl("control.private-end")).click()

    async def stop_for_safety(self) -> None:
        await self.page.locator(".control__stop").click()

    async def go_on(self) -> None:
        await self.named("control.resume").click()
        await self._in_dialog("control.resume-yes").click()

    async def _open_dialog(self, key: str) -> None:
        await self.page.locator(".control").get_by_role("button", name=nl(key), exact=True).click()

    def _in_dialog(self, key: str, **args: int) -> Locator:
        return self.page.locator("dialog[open]").get_by_role("button", name=nl(key, **args), exact=True)

    # --- notes ---

    async def light(self, text: str) -> None:
        await (await self._tool(text, "lead.light")).click()
        await expect(await self._tool(text, "lead.unlight")).to_be_visible()

    async def darken(self, text: str) -> None:
        await (await self._tool(text, "lead.unlight")).click()

    async def lay_aside(self, text: str) -> None:
        await (await self._tool(text, "lead.lay-aside")).click()

    async def bring_back(self, text: str) -> None:
        back = self.named("lead.bring-back-this", text=text)
        if not await back.is_visible():
            await self.page.get_by_role("main").get_by_text(nl("lead.aside"), exact=False).first.click()
        await back.click()

    async def propose(self, text: str, words: str) -> None:
        await (await self._tool(text, "lead.word")).click()
        await self.page.locator("#lead-wording").fill(words)
        await self.named("lead.word-send").click()

    async def stack(self, text: str, on: str) -> None:
        await (await self._tool(text, "lead.pick")).click()
        await self.named("lead.lay-on", text=on).click()

    def note(self, text: str) -> Locator:
        """The open note with these words, where the facilitator handles it."""
        words = self.page.locator(".lead-note__text").get_by_text(text, exact=True)
        return self.page.locator(".lead-note").filter(has=words)

    async def _tool(self, text: str, key: str) -> Locator:
        note = self.note(text)
        words = note.locator("button.lead-note__words")
        if await words.get_attribute("aria-expanded") != "true":
            await words.click()
        return note.get_by_role("button", name=nl(key), exact=True)

    # --- the stages ---

    async def settle(self, part: str, text: str) -> None:
        await self.laptop.tell(part, text)

    async def add_law(self, name: str, allows: str, asks: str) -> None:
        await self.named("lead.law-add").click()
        for part, words in (("name", name), ("allows", allows), ("asks", asks)):
            await self.page.locator(f"#lead-law-{part}").fill(words)
        await self.named("common.save").click()
        await expect(self.page.locator("#lead-law-name")).to_be_hidden()

    async def nudge(self, partner: str) -> None:
        person = self.page.locator(".unheard__person").filter(has=self.page.get_by_text(partner, exact=True)).first
        await person.get_by_role("button").click()

    async def give_floor(self, name: str, first: bool) -> None:
        key = "lead.floor-begin" if first else "lead.floor-next"
        await self.laptop.button(key, name=name).click()

    async def finish_round(self) -> None:
        await self.laptop.button("lead.floor-finish").click()

    async def ask_partner(self, need: str, partner: str) -> None:
        note = await self._chosen(need)
        await note.locator(".connect__choices").get_by_role("button", name=partner, exact=True).click()

    async def lay_offer(self, need: str, offer: str) -> None:
        note = await self._chosen(need)
        await note.locator(".connect__pieces button").filter(has=self.page.get_by_text(offer, exact=True)).click()

    async def _chosen(self, need: str) -> Locator:
        note = self.note(need)
        words = note.locator("button.lead-note__words")
        if await words.get_attribute("aria-expanded") != "true":
            await words.click()
        return note

    async def agree(self, need: str, what: str, means: str, due: str) -> None:
        match = self.page.locator(".agreed").filter(has=self.page.get_by_text(need, exact=True))
        await match.get_by_role("button", name=re.compile("^" + re.escape(nl("lead.agree-with", name="")))).click()
        await self._write_agreement(what, means, due)

    async def write_agreement(self, what: str, means: str, due: str) -> None:
        await self.named("lead.agreement-add").click()
        await self._write_agreement(what, means, due)

    async def _write_agreement(self, what: str, means: str, due: str) -> None:
        for field, words in (("what", what), ("means", means), ("due", due)):
            await self.page.locator(f"#lead-{field}").fill(words)
        await self.named("common.save").click()
        await expect(self.page.locator("#lead-what")).to_be_hidden()

    async def ask_part(self, what: str, partner: str) -> None:
        agreement = self.page.locator(".lead-law").filter(has=self.page.get_by_text(what, exact=True))
        choices = agreement.locator(".connect__choices")
        if not await choices.is_visible():
            await agreement.get_by_role("button", name=nl("lead.ask-more"), exact=True).click()
        await choices.get_by_role("button", name=partner, exact=True).click()

    async def set_meeting(self, moment: str) -> None:
        day, _, time = moment.partition("T")
        await self.page.locator("#lead-day").fill(day)
        await self.page.locator("#lead-time").fill(time)
        await self.named("lead.meeting-set").click()

    async def show_values(self) -> None:
        await self.named("lead.scores-show").click()


class PhoneHands:
    """Somebody with a phone."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page = phone.page

    async def confirm(self, speaker: str, alias: str) -> None:
        await self.phone.button("seat.right-yes").tap()
        await self.phone.button(f"seat.right-{speaker}", alias=alias).tap()

    async def write(self, kind: str, text: str, named: bool) -> None:
        if await self.page.locator(".kind-picker").count():
            await self.phone.choose(kind)
        await expect(self.page.locator(f"#seat-note[data-kind={kind}]")).to_be_visible()
        if named:
            await self.phone.button("seat.with-name").tap()
        await self.phone.field.fill(text)
        await self.phone.place()

    async def be_ready(self) -> None:
        await self.phone.button("seat.ready").tap()
        await expect(self.phone.button("seat.ready")).to_have_attribute("aria-pressed", "true")

    async def support(self, text: str) -> None:
        button = self._item(text).locator(".phone__support")
        await button.tap()
        await expect(button).to_have_attribute("aria-pressed", "true")

    async def add_law(self, name: str, allows: str, asks: str) -> None:
        await self.phone.button("seat.law-add").tap()
        for part, words in (("name", name), ("allows", allows), ("asks", asks)):
            await self.page.locator(f"#law-{part}").fill(words)
        await self.phone.button("seat.save").tap()

    async def share(self, text: str) -> None:
        """Show to everybody what was written in private time."""
        names = re.compile("|".join(re.escape(nl(f"seat.{key}")) for key in ("share", "show")))
        await self._folded_out()
        await self._item(text).get_by_role("button", name=names).tap()

    async def accept(self, words: str) -> None:
        """Take over the words that the facilitator proposes."""
        await self._folded_out()
        proposal = self.page.locator(".phone__proposal").filter(has=self.page.get_by_text(words, exact=True))
        await proposal.get_by_role("button", name=nl("seat.proposal-accept"), exact=True).tap()

    async def ask_partner(self, need: str, partner: str) -> None:
        await self._reach(need, "seat.need-ask", partner)

    async def lay_offer(self, need: str, offer: str) -> None:
        await self._reach(need, "seat.need-offer", offer)

    async def _reach(self, need: str, key: str, choice: str) -> None:
        item = self._item(need).filter(has=self.page.get_by_role("button", name=nl(key), exact=True))
        await item.get_by_role("button", name=nl(key), exact=True).tap()
        await item.get_by_role("button", name=choice, exact=True).tap()

    async def answer(self, about: str, reply: str, line: str) -> None:
        """Answer what is asked about this need or agreement; the line is written first, and goes along."""
        asked = self.page.locator("main li").filter(has=self.page.locator(".phone__replies"))
        asked = asked.filter(has=self.page.get_by_text(about, exact=True))
        if line:
            await asked.locator("textarea").fill(line)
        await asked.locator(f'[data-reply="{reply}"]').tap()
        await expect(asked.locator(f'[data-reply="{reply}"]')).to_have_attribute("aria-pressed", "true")

    async def score(self, scores: list[int]) -> None:
        for value, score in zip(VALUES, scores, strict=True):
            chosen = f'label:has(input[name="pulse-{value}"][value="{score}"])'
            await self.page.locator(chosen).tap()
        await self.phone.button("seat.pulse-give").tap()
        await expect(self.phone.text("seat.pulse-given")).to_be_visible()

    def _item(self, text: str) -> Locator:
        return self.page.locator("main li").filter(has=self.page.get_by_text(text, exact=True))

    async def _folded_out(self) -> None:
        """What was written in an earlier stage lies folded away."""
        for fold in await self.page.locator("main details.phone__mine:not([open]) > summary").all():
            await fold.tap()
