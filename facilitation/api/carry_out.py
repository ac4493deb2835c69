"""Giving a command over HTTP: what is refused becomes a problem document."""

from __future__ import annotations

from facilitation.api.problems import refused
from facilitation.canvas.commands import Command
from facilitation.canvas.decide import Refusal
from facilitation.canvas.views import Actor
from facilitation.rooms.answers import NotKept, Refused
from facilitation.rooms.keys import new_id
from facilitation.rooms.room import Room


async def carry_out(room: Room, command: Command, actor: Actor) -> None:
    """Give `command` to `room` and return when it is on disk.

    Raises:
        ProblemError: it was refused, or could not be kept.
    """
    answer = await room.submit(new_id(), command, actor)
    if isinstance(answer, Refused):
        raise refused(answer.refusal)
    if isinstance(answer, NotKept):
        raise refused(Refusal(answer.code))
