"""A server that is killed: what it acknowledged is kept, and everybody comes back by themselves (protocol 3.1, 3.2)."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.browser.devices import Device, Phone
from tests.browser.downloads import open_texts
from tests.browser.house import Served
from tests.browser.room import Room
from tests.serving import House

COMMITTED = re.compile(r'^43/room,\d+\[\{"ok":true')
TEXTS = ("Dat zij blijft lachen", "Elke dinsdag samen eten", "Een bed voor in de vakantie", "Ook op woensdag")


def kill_at_the_next_acknowledgement(phone: Phone, server: Served) -> None:
    """Before the page itself has heard it, the server is gone."""

    def heard(frame: str) -> None:
        if COMMITTED.match(frame):
            server.kill()

    phone.ear.on_frame = heard


async def mark_as_untouched(*devices: Device) -> None:
    """A page that was loaded again would have forgotten this."""
    for device in devices:
        await device.page.evaluate("() => { window.untouched = true; }")


async def test_3_1_what_was_acknowledged_survives_a_killed_server(
    tmp_path: Path, pages: Path, chromium: Browser
) -> None:
    """The kill comes with the acknowledgement; the phones, the lead and the projector need no hand to come back."""
    async with Served(tmp_path) as server:
        room = Room(chromium, House(server.url))
        session, _ = await room.writing("Moeder", "School")
        laptop, projector = await room.laptop(session.id), await room.projector(session.id)
        phones = [await room.seated(session, seat) for seat in ("Moeder", "School")]
        phone, other = phones
        devices = (laptop, projector, phone, other)
        await mark_as_untouched(*devices)
        await phone.write("wish", TEXTS[0])
        await phone.marked(TEXTS[0], "kept")

        kill_at_the_next_acknowledgement(phone, server)
        await phone.write("offer", TEXTS[1])
        assert await server.gone() == -signal.SIGKILL
        phone.ear.on_frame = None
        for each in phones:
            await expect(each.text("seat.line-offline")).to_be_visible()
        await expect(laptop.text("lead.offline")).to_be_visible()
        await other.write("need", TEXTS[2])
        await other.marked(TEXTS[2], "waiting")

        await server.start()
        for each in phones:
            await each.connected()
        await other.marked(TEXTS[2], "kept")
        await phone.write("need", TEXTS[3])
        for text in (TEXTS[0], TEXTS[1], TEXTS[3]):
            await phone.marked(text, "kept")
        await laptop.open_board()
        await expect(projector.open_dots).to_have_count(4)
        answer = await session.host.get(f"/api/sessions/{session.id}/canvas.json")
        assert sorted(open_texts(answer.text)) == sorted(TEXTS)
        for device in devices:
            assert await device.page.evaluate("() => window.untouched"), "somebody had to load the page again"
        await room.leave()
        await room.house.leave()
