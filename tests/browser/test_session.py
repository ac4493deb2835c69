"""A whole session, from the QR code on the wall to the canvas at home, through the pages alone."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from tests.browser.devices import KINDS, Device, Laptop, Phone, Projector, nl
from tests.browser.downloads import check_downloads, words_of_downloads
from tests.browser.room import TITLES, Room, read_code

STORY = "Ik woon nu een jaar bij mijn tante. Op school gaat het goed, maar ik mis mijn zusje."
QUESTION = "Kan ik mijn zusje elke week zien?"
SEATS = {"Moeder": 2, "School": 1, "Pleegouder": 1, "Wijkteam": 1}
SECOND_MS = 1_000


class Gathering:
    """One session with a laptop, a projector and five phones, stage by stage."""

    def __init__(self, room: Room, laptop: Laptop, projector: Projector, session: str) -> None:
        self.room = room
        self.laptop = laptop
        self.projector = projector
        self.session = session
        self.phones: list[Phone] = []
        self.seats = [seat for seat, people in SEATS.items() for _ in range(people)]

    @property
    def devices(self) -> list[Device]:
        return [self.laptop, self.projector, *self.phones]

    def texts(self, index: int) -> dict[str, str]:
        """What this phone writes: no two texts are alike, and none is on a page by itself."""
        return {kind: f"kanarie-{index}-{kind}: elke dinsdag samen eten" for kind in KINDS}

    async def come_in(self) -> None:
        """Five phones scan the code; one partner was not foreseen, and two phones share a seat."""
        address = await read_code(self.projector)
        self.phones = [await self.room.phone() for _ in self.seats]
        joining = zip(self.phones, self.seats, strict=True)
        await asyncio.gather(*(phone.join(address, seat, "oma") for phone, seat in joining))
        await expect(self.projector.page.get_by_text(nl("common.people", n=5))).to_be_visible()
        taken = self.projector.page.locator('.screen__seat[data-taken="true"]')
        await expect(taken.locator(".words")).to_have_text(list(SEATS))

    async def hear_the_person(self) -> None:
        """The facilitator writes down the story and the question; a phone says that it is right."""
        await self.laptop.forward(TITLES["person"])
        await self.laptop.tell("story", STORY)
        await self.laptop.tell("question", QUESTION)
        await self.projector.shows("person")
        await expect(self.projector.page.locator("blockquote")).to_have_text([STORY, QUESTION])
        spokesperson = self.phones[0]
        await expect(spokesperson.page.get_by_text(STORY)).to_be_visible()
        await expect(spokesperson.text("seat.right-not")).to_be_visible()
        await spokesperson.button("seat.right-yes").tap()
        await spokesperson.button("seat.right-spokesperson", alias="Sam").tap()
        said = self.laptop.text("control.confirmed-spokesperson", partner=self.seats[0])
        await expect(said).to_be_visible()
        await expect(self.projector.text("screen.right-spokesperson", subject="Sam")).to_be_visible()

    async def write_in_silence(self) -> None:
        """Everybody writes a wish, an offer and a need, and says that they are ready."""
        for stage in ("frame", "needed"):
            await self.laptop.forward(TITLES[stage])
        silent = f"{nl('lead.left-silent')} {', '.join(SEATS)}"
        await self.laptop.forward_anyway(TITLES["partners"], silent)
        for device in self.devices:
            device.ear.unread.clear()
        await asyncio.gather(*(self._write(index) for index in range(len(self.phones))))
        await expect(self.laptop.text("lead.ready-of", n=5, count=5)).to_be_visible()
        await expect(self.projector.closed_dots).to_have_count(15)
        await expect(self.projector.open_dots).to_have_count(0)
        for device in self.devices:
            await device.ear.everything()
            assert not device.ear.unread, "an answer went by unread"

    async def _write(self, index: int) -> None:
        phone = self.phones[index]
        for kind, text in self.texts(index).items():
            await phone.write(kind, text)
        for text in self.texts(index).values():
            await phone.marked(text, "kept")
        await phone.button("seat.ready").tap()
        await expect(phone.button("seat.ready")).to_have_attribute("aria-pressed", "true")

    async def is_kept_from_others(self) -> None:
        """Protocol 2.6: what was not opened reached its author, and nobody and nothing else."""
        heard = {device: await device.ear.everything() for device in self.devices}
        held = {device: await device.content() for device in self.devices}
        for device in self.devices:
            assert device.ear.sockets >= 1 and len(device.ear.received) > 3, "nothing was listened to"
            assert any(path.startswith("/api/") for path, _ in device.ear.answers), "nothing was listened to"
        for index, author in enumerate(self.phones):
            for text in self.texts(index).values():
                assert text in heard[author] and text in held[author]
            for other in self.devices:
                if other is not author:
                    assert f"kanarie-{index}" not in heard[other]
                    assert f"kanarie-{index}" not in held[other]

    async def is_in_no_download(self) -> None:
        """Nor is it in anything that can be taken home now, by the author and the phone beside them least of all."""
        for device in (self.laptop, *self.phones[:2]):
            words = await words_of_downloads(device, self.session)
            assert "Pleegouder" in words and "kanarie" not in words

    async def comes_back_as_it_was(self, again: str, mark: str) -> None:
        """After a `reload`, or a tab that was closed (`reopen`): the same seat, the same notes, the same board."""
        dots = await self.projector.page.locator(".wheel__dot").count()
        await asyncio.gather(*(getattr(device, again)() for device in self.devices))
        await expect(self.laptop.stage).to_have_text(TITLES["partners"])
        await expect(self.projector.page.locator(".wheel__dot")).to_have_count(dots)
        for index, (phone, seat) in enumerate(zip(self.phones, self.seats, strict=True)):
            await phone.seated(seat)
            for text in self.texts(index).values():
                await phone.marked(text, mark)
            assert await phone.my_texts() == list(self.texts(index).values())
            if mark == "kept":
                await expect(phone.button("seat.ready")).to_have_attribute("aria-pressed", "true")

    async def open_the_board(self) -> None:
        """All that was written is on the projector within a second."""
        opened = asyncio.create_task(self.projector.seen('.wheel__dot[data-open="true"]', count=15))
        pressed = await self.laptop.open_board()
        assert await opened - pressed < SECOND_MS
        await expect(self.projector.closed_dots).to_have_count(0)
        for index, phone in enumerate(self.phones):
            for text in self.texts(index).values():
                await phone.marked(text, "open")
            await phone.tab("board")
            for other in range(len(self.phones)):
                for text in self.texts(other).values():
                    await expect(phone.page.get_by_text(text, exact=True)).to_be_visible()
            await phone.tab("mine")

    async def go_round(self) -> None:
        """Each partner has the floor once; what they write then is read on the projector at once."""
        begin, following = "lead.floor-begin", "lead.floor-next"
        for number, seat in enumerate(SEATS):
            await self.laptop.button(following if number else begin, name=seat).click()
            await expect(self.projector.page.locator("h1")).to_have_text(seat)
            for index, phone in enumerate(self.phones):
                mine = self.seats[index] == seat
                floor = "seat.floor-mine" if mine else "seat.floor-other"
                await expect(phone.page.locator(".phone__floor")).to_have_text(nl(floor, name=seat))
                if mine:
                    for text in self.texts(index).values():
                        await expect(self.projector.page.get_by_text(text, exact=True)).to_be_visible()
        await self._write_while_speaking()
        await self.laptop.button("lead.floor-finish").click()
        await expect(self.projector.text("screen.all-heard")).to_be_visible()

    async def _write_while_speaking(self) -> None:
        text = "kanarie-laat: ook op woensdag"
        speaker = self.phones[-1]
        await speaker.choose("offer")
        await speaker.field.fill(text)
        await expect(speaker.text("seat.readers-everybody")).to_be_visible()
        await expect(speaker.button("seat.place")).to_be_visible()
        shown = asyncio.create_task(self.projector.seen(".note-group__text", text))
        pressed = await speaker.press(speaker.place_button)
        assert await shown - pressed < SECOND_MS
        await speaker.marked(text, "open")

    async def go_home(self) -> Phone:
        """The session is closed; every phone finds the canvas."""
        for stage in ("connect", "agreements", "lookback", "close"):
            await self.laptop.forward(TITLES[stage])
        await self.projector.shows("close")
        await self.laptop.button("lead.close").click()
        await self.laptop.page.get_by_role("dialog").get_by_role("button", name=nl("lead.close"), exact=True).click()
        await expect(self.laptop.text("lead.closed-title")).to_be_visible()
        await self.projector.shows("closed")
        for phone in self.phones:
            await expect(phone.text("seat.ended")).to_be_visible()
        reader = self.phones[1]
        await reader.page.get_by_role("link", name=nl("seat.canvas")).tap()
        return reader


async def test_a_whole_session_from_the_code_on_the_wall_to_the_canvas_at_home(room: Room) -> None:
    """The daily case: a laptop, a projector, five phones, and nothing but what is on their pages."""
    laptop = await room.laptop()
    session = await laptop.create("Rond Sam", "Sam", *[seat for seat in SEATS if seat != "Wijkteam"])
    gathering = Gathering(room, laptop, await room.projector(session), session)
    await gathering.come_in()
    await gathering.hear_the_person()
    await gathering.write_in_silence()
    await gathering.is_kept_from_others()
    await gathering.is_in_no_download()
    await gathering.comes_back_as_it_was("reload", "kept")
    await gathering.is_kept_from_others()
    await gathering.open_the_board()
    await gathering.comes_back_as_it_was("reopen", "open")
    await gathering.go_round()
    reader = await gathering.go_home()
    open_texts = [text for index in range(5) for text in gathering.texts(index).values()]
    await check_downloads(reader, [*open_texts, "kanarie-laat: ook op woensdag"])
    before = await reader.page.locator(".words-table").inner_text()
    await reader.reload()
    await expect(reader.page.locator(".words-table")).to_have_text(before, use_inner_text=True)
