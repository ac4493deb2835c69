"""What people write stays text: no markup, no script, and no layout that gives way."""

from __future__ import annotations

from playwright.async_api import expect

from facilitation.canvas.text import clean, clean_line
from tests.browser.devices import Device
from tests.browser.room import Room
from tests.canvas.hostile import HOSTILE

SCRIPTS = (
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    '"></textarea><svg onload="window.hurt = 1">',
    "</title><iframe srcdoc='<script>parent.hurt = 1</script>'>",
    "javascript:window.hurt=1//{{constructor.constructor('window.hurt = 1')()}}",
)
NAME = "<b onmouseover='window.hurt = 1'>" + "W" * 20
LONG_NAME = "Tante" * 8


def typable(text: str) -> str:
    """What of a hostile text can be typed into a field: no halves of characters, and at most 500."""
    return clean(text.encode("utf-8", "ignore").decode())[:500]


TEXTS = list(dict.fromkeys(text for text in map(typable, (*SCRIPTS, *HOSTILE)) if text))


async def is_unhurt(*devices: Device) -> None:
    """No script ran, no dialog opened, nothing was made of the words, and nothing sticks out sideways."""
    for device in devices:
        assert await device.page.evaluate("() => window.hurt === undefined")
        assert not device.ear.dialogs
        assert not await device.page.locator("main script, main iframe:not(.mirror__screen), img[src='x']").count()
        assert await device.too_wide() <= 0, device.page.url


async def test_hostile_words_are_shown_as_they_were_written(room: Room) -> None:
    """One partner writes the worst there is; every page shows it to the letter."""
    session, lead = await room.writing(NAME, "School", LONG_NAME)
    await lead.done("subject.set", story=SCRIPTS[1], question="v" * 300, strengths="🙂" * 300)
    laptop, projector = await room.laptop(session.id), await room.projector(session.id)
    phone = await room.seated(session, clean_line(NAME))
    other = await room.seated(session, "School")
    devices = (laptop, projector, phone, other)
    kinds = ("wish", "offer", "need")
    for index, text in enumerate(TEXTS):
        await phone.write(kinds[index % 3], text)
    await expect(phone.cards).to_have_count(len(TEXTS))
    assert [clean(text) for text in await phone.my_texts()] == TEXTS
    await is_unhurt(*devices)

    await lead.done("notes.open")
    await lead.done("floor.next")
    await expect(projector.page.locator(".note-group__text")).to_have_count(len(TEXTS))
    await other.tab("board")
    await expect(other.page.locator(".note-card .words")).to_have_count(len(TEXTS))
    shown = await projector.page.locator(".note-group__text").all_text_contents()
    board = await other.page.locator(".note-card .words").all_text_contents()
    assert sorted(shown) == sorted(board) == sorted(TEXTS)
    await is_unhurt(*devices)

    for stage, before in (("person", "partners"), ("close", "person")):
        await lead.done("stage.go", stage=stage, anyway=True, **{"from": before})
        await projector.shows(stage)
        await is_unhurt(*devices)
    await other.page.goto(f"{room.url}/s/{session.id}/canvas")
    await expect(other.page.locator(".words-table li .words")).to_have_count(len(TEXTS))
    await is_unhurt(other)
