"""The rooms of this process, loaded from the log when somebody comes and let go when nobody is left."""

from __future__ import annotations

from facilitation.canvas.commands import CreateSession
from facilitation.canvas.decide import Refusal
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import ChangeLog, Clock, Fanout
from facilitation.rooms.room import Room


class Rooms:
    """The registry of rooms."""

    def __init__(self, log: ChangeLog, clock: Clock, fanout: Fanout | None = None) -> None:
        raise NotImplementedError

    async def get(self, session_id: str) -> Room | None:
        """The room of this session, or None when there is no such session."""
        raise NotImplementedError

    async def create(self, command: CreateSession, keys: Keys) -> Room | Refusal:
        """Begin a session. Raises `KeyTakenError` and `SessionExistsError` as the log does."""
        raise NotImplementedError

    async def delete(self, session_id: str) -> None:
        """Delete the session and everything in it, and end its room (listeners' `ended` is called)."""
        raise NotImplementedError
