"""The other workers: what they say is passed on to where it belongs, and what they may have said in vain is looked up.

Everything that a worker hears, it would also find out by itself within a few seconds (`look`), but for who is here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable
from typing import Protocol

from facilitation.live.limits import Failures
from facilitation.rooms.company import Report
from facilitation.rooms.ports import Archive, LogError
from facilitation.rooms.rooms import Rooms

logger = logging.getLogger(__name__)


class Linked(Protocol):
    """Whoever knows the connections of those who came by a link that can be renewed."""

    def end_linked(self, session_id: str, links: Collection[str]) -> None:
        """Say goodbye to those whose link is none of `links`."""

    def sessions_with_linked(self) -> set[str]:
        """The sessions in which there are any."""


class Wire(Protocol):
    """Whoever tells the other workers that a link was renewed."""

    def link_renewed(self, session_id: str) -> None:
        """Tell it."""


class Colleagues:
    """`Hearing` of what is said, `Readers` for the API, and the look at the database that needs nobody."""

    def __init__(
        self, rooms: Rooms, archive: Archive, linked: Linked, failures: Failures, wire: Wire | None = None
    ) -> None:
        self._rooms, self._archive, self._linked, self._failures = rooms, archive, linked, failures
        self._wire = wire
        self._checking: set[asyncio.Task[None]] = set()

    async def look(self) -> int:
        """Catch up with the database. Returns by how many changes the room that was furthest behind was behind.

        Raises:
            LogError: the database did not answer.
        """
        lag = await self._rooms.look()
        await self._check_links(self._linked.sessions_with_linked())
        return lag

    def link_renewed(self, session_id: str, links: Collection[str]) -> None:
        """A link was renewed here."""
        self._linked.end_linked(session_id, links)
        if self._wire is not None:
            self._wire.link_renewed(session_id)

    # --- what other workers say ---

    def head(self, session_id: str, head: int) -> None:
        """See `Hearing.head`."""
        self._rooms.hint(session_id, head)

    def link(self, session_id: str) -> None:
        """See `Hearing.link`."""
        if session_id in self._linked.sessions_with_linked():
            checking = asyncio.get_running_loop().create_task(self._check_link(session_id))
            self._checking.add(checking)
            checking.add_done_callback(self._checking.discard)

    def here(self, session_id: str, worker: str, report: Report) -> None:
        """See `Hearing.here`."""
        self._rooms.hear(session_id, worker, report)

    def asked(self, session_id: str) -> None:
        """See `Hearing.asked`."""
        self._rooms.report(session_id)

    def wrong(self, who: str) -> None:
        """See `Hearing.wrong`."""
        self._failures.wrong_elsewhere(who)

    def joined(self) -> None:
        """See `Hearing.joined`."""
        self._rooms.meet()

    async def _check_link(self, session_id: str) -> None:
        try:
            await self._check_links([session_id])
        except LogError as error:  # the next look comes soon
            logger.info("a link could not be checked (%s)", type(error).__name__)

    async def _check_links(self, session_ids: Iterable[str]) -> None:
        for session_id in session_ids:
            keys = await self._archive.keys(session_id)
            if keys is not None:
                self._linked.end_linked(session_id, keys.links)
