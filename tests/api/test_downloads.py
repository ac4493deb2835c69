"""One document for all who ask for the same canvas."""

from __future__ import annotations

import asyncio

from facilitation.api.downloads import Documents
from facilitation.canvas import commands as c
from tests.contract.kept import in_memory
from tests.given import LEAD
from tests.rooms.rooming import writing_room


async def test_all_who_ask_for_the_same_canvas_get_the_same_document() -> None:
    """It is made once; when the canvas has changed, or another language is asked for, it is made anew."""
    room, documents = await writing_room(in_memory().log), Documents()
    one, other = await asyncio.gather(documents.get(room, "pdf", "nl"), documents.get(room, "pdf", "nl"))
    assert one is other
    assert await documents.get(room, "pdf", "en") is not one

    await room.submit("title-01", c.EditSession("Een andere titel"), LEAD)
    after = await documents.get(room, "pdf", "nl")
    assert after.body != one.body and "andere-titel" in after.name
