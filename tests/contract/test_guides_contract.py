"""What every keeper of guides promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from facilitation import guides
from facilitation.canvas.canvas import Canvas
from facilitation.rooms.ports import GuideMovedError, OwnGuide, TooManyGuidesError
from tests.contract.kept import Kept
from tests.given import CREATE, LEAD, NOW, changes_of, entries_of, keys

MOST = 3
MINE = replace(guides.load("network"), name="mine-0001")


async def test_a_guide_is_given_back_as_it_was_kept(kept: Kept) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    assert await kept.guides.get("mine-0001") == OwnGuide(MINE, 1)
    assert await kept.guides.all() == [OwnGuide(MINE, 1)]
    assert await kept.guides.get("mine-0002") is None


async def test_the_newest_guide_comes_first(kept: Kept) -> None:
    for number, made in ((1, NOW), (2, NOW + 2), (3, NOW + 1)):
        await kept.guides.add(replace(MINE, name=f"mine-000{number}"), made, MOST)
    assert [own.guide.name for own in await kept.guides.all()] == ["mine-0002", "mine-0003", "mine-0001"]


async def test_there_is_an_end_to_the_guides(kept: Kept) -> None:
    for number in range(MOST):
        await kept.guides.add(replace(MINE, name=f"mine-000{number}"), NOW, MOST)
    with pytest.raises(TooManyGuidesError):
        await kept.guides.add(replace(MINE, name="mine-0009"), NOW, MOST)
    await kept.guides.remove("mine-0001")
    await kept.guides.add(replace(MINE, name="mine-0009"), NOW, MOST)
    assert len(await kept.guides.all()) == MOST


async def test_a_guide_that_somebody_else_changed_is_not_overwritten(kept: Kept) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    other = replace(MINE, title={"nl": "Anders", "en": "Different"})
    await kept.guides.put(other, 1)
    assert await kept.guides.get(MINE.name) == OwnGuide(other, 2)
    for version in (0, 1, 3):
        with pytest.raises(GuideMovedError):
            await kept.guides.put(MINE, version)
    assert await kept.guides.get(MINE.name) == OwnGuide(other, 2)


async def test_of_two_who_save_at_once_one_is_told(kept: Kept) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    saved = await asyncio.gather(*(kept.guides.put(MINE, 1) for _ in range(2)), return_exceptions=True)
    assert sorted(type(one) for one in saved if one is not None) == [GuideMovedError]


async def test_a_removed_guide_is_gone_and_stays_so(kept: Kept) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    for _ in range(2):
        await kept.guides.remove(MINE.name)
    assert await kept.guides.all() == []
    with pytest.raises(GuideMovedError):
        await kept.guides.put(MINE, 1)


@pytest.mark.parametrize("asked", ["\0", "\ud800", "'; --", "é" * 5_000])
async def test_what_cannot_be_kept_is_not_there(kept: Kept, asked: str) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    assert await kept.guides.get(asked) is None
    await kept.guides.remove(asked)
    assert len(await kept.guides.all()) == 1


async def test_a_guide_is_its_makers_and_outlives_every_session(kept: Kept) -> None:
    await kept.guides.add(MINE, NOW, MOST)
    entries = entries_of(changes_of(Canvas(), replace(CREATE, guide=MINE), LEAD))
    await kept.log.begin(CREATE.session, keys(), entries)
    await kept.log.purge(CREATE.session)
    await kept.log.vacuum()
    assert await kept.archive.due(NOW * 2) == []
    assert await kept.guides.get(MINE.name) == OwnGuide(MINE, 1)
    await kept.log.begin(CREATE.session, keys(), entries)
    await kept.guides.remove(MINE.name)
    assert await kept.log.read(CREATE.session) == entries
