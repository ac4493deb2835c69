"""Two people who lead at once."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from tests.browser.cable import cable
from tests.browser.devices import nl
from tests.browser.room import TITLES, Room


async def test_3_8_of_two_presses_at_the_same_moment_one_is_refused_and_explained(room: Room) -> None:
    """Both see the first stage and press; neither press can know of the other."""
    session = await room.house.session("Moeder", "School")
    watching = await session.lead()
    async with cable(room.url) as line:
        one, other = [await room.laptop(session.id, line.url) for _ in range(2)]
        for laptop in (one, other):
            await expect(laptop.button("lead.forward-to", title=TITLES["person"])).to_be_enabled()
        line.hold()
        await asyncio.gather(*(laptop.forward_button.click() for laptop in (one, other)))
        for laptop in (one, other):
            await expect(laptop.forward_button).to_have_attribute("aria-busy", "true")
        line.release()

        refused = nl("lead.stale", n=2, title=TITLES["person"])
        told = [asyncio.create_task(laptop.page.get_by_text(refused).wait_for()) for laptop in (one, other)]
        done, waiting = await asyncio.wait(told, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 1 and not done.pop().exception()
        for laptop in (one, other):
            await expect(laptop.stage).to_have_text(TITLES["person"])
            await expect(laptop.forward_button).to_be_enabled()
        assert [task.done() for task in waiting] == [False]
        waiting.pop().cancel()
        stages = [value["stage"] for _, kind, _, value in watching.changes() if kind == "session"]
        assert stages == ["person"]
