"""Each guide from its first stage to its last: a laptop, a projector, six phones, and what stands there at the end."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from facilitation import guides
from facilitation.demo import load_example
from tests.browser.cast import Cast
from tests.browser.room import Room
from tests.examples.expected import at_home, expected, of_file, picture

BROWSERS = 6


@pytest.mark.parametrize("guide", guides.names())
async def test_a_guide_is_played_from_the_first_stage_to_the_last(room: Room, guide: str) -> None:
    """What is pressed on the pages comes to stand on the canvas as the case has it, by the rules alone."""
    example = load_example(guide)
    async with AsyncExitStack() as stack:
        cast = Cast(room, example, BROWSERS, stack)
        await cast.come_in()
        await cast.play()
        await cast.sees_the_end()
        answer = await cast.lead.page.request.get(f"{room.url}/api/sessions/{cast.session}/canvas.json")
        assert set(cast.by_hand) == {move.name for scene in cast.scenes for move in scene.moves}
        assert picture(of_file(await answer.json())) == at_home(expected(example, cast.today))
