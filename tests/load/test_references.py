"""The references are what their names say, as they run in the benchmark."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.load.phones import Message, Phone, Reader
from tests.load.processes import serving


@pytest.mark.parametrize(("kind", "compressed"), [("bare", False), ("emit", True), ("emit-lean", False)])
async def test_a_reference_is_as_its_name_says_and_its_frames_are_read_once(
    kind: str, compressed: bool, tmp_path: Path
) -> None:
    read: list[Message] = []
    reader = Reader(read.append)
    async with serving(kind, tmp_path) as (url, _):
        phones = [await Phone.connect(url, {}, reader=reader, keep=False) for _ in range(4)]
        everybody = asyncio.gather(*(_told(phone, 2) for phone in phones))
        # One after the other: a reference keeps no order between two that come together.
        for phone, letter in zip(phones, "nm", strict=False):
            args = {"note": letter * 22, "kind": "wish", "text": "Elke dinsdag samen eten"}
            assert (await phone.command("note.add", args))["ok"]
        await asyncio.wait_for(everybody, 10)
        assert [phone.bytes_saved > 0 for phone in phones] == [compressed] * len(phones)
        for phone in phones:
            phone.abort()
    assert [message.event for message in read].count("changes") == 2, "each of the two notes once"


async def _told(phone: Phone, count: int) -> None:
    """Wait until the phone has heard of so many changes."""
    heard = asyncio.Event()
    left = count

    def hear(message: Message) -> None:
        nonlocal left
        left -= message.event == "changes"
        if not left:
            heard.set()

    phone.hear = hear
    await heard.wait()
