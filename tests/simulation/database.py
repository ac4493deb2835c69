"""The database that all servers share: it outlives them, and each request to it may fail at any step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any

from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import Entry, LogError
from facilitation.store.memory import MemoryArchive, MemoryChangeLog
from tests.simulation.virtual import CURRENT, Process, VirtualLoop, finish
from tests.simulation.weather import Weather

Work = Callable[[], Coroutine[Any, Any, Any]]


class Database:
    """What stands on the disk. `committed` is called with what each transaction wrote, before anything is erased."""

    def __init__(self, log: MemoryChangeLog, committed: Callable[[Sequence[Entry]], None]) -> None:
        self.log = log
        self.archive = MemoryArchive(log)
        self.committed = committed


class Client:
    """The way of one server to the database: requests travel, arrive or not, and so do their answers."""

    def __init__(self, loop: VirtualLoop, process: Process, database: Database, weather: Weather) -> None:
        self._loop, self._process, self._database, self._weather = loop, process, database, weather

    async def ask(self, work: Work, writes: Sequence[Entry] | None = None) -> Any:
        """Carry out `work` over there. The request of a server that died on the way may still arrive."""
        weather, process = self._weather, self._process
        answer: asyncio.Future[Any] = self._loop.create_future()
        fails = weather.strikes("read_fails" if writes is None else "commit_fails")
        late = writes is not None and not fails and weather.strikes("commit_late")
        lost = writes is not None and not fails and not late and weather.strikes("commit_lost_answer")
        survives = weather.rng.random() < 0.5

        def reply(result: Any, error: Exception | None) -> None:
            if not answer.done():
                answer.set_result((result, error))

        def back(result: Any, error: Exception | None) -> None:
            self._loop.call_later(weather.travel(weather.database_ms), reply, result, error)

        def arrive() -> None:
            if not process.alive and not survives:
                return
            if fails:
                back(None, LogError("refused"))
                return
            try:
                result, error = finish(work()), None
            except LogError as refused:
                result, error = None, refused
            if writes is not None and error is None:
                self._database.committed(writes)
            if not late:
                back(result, LogError("no answer") if lost else error)

        if not process.burns() and not survives:
            await self._loop.create_future()
        travel = weather.travel(weather.database_ms)
        token = CURRENT.set(None)  # over there it is not this server's work any more
        try:
            self._loop.call_later(travel + (weather.rng.random() * 2.0 if late else 0.0), arrive)
            if late:
                self._loop.call_later(travel, reply, None, LogError("no answer yet"))
        finally:
            CURRENT.reset(token)
        result, error = await answer
        process.burns()
        if error is not None:
            raise error
        return result


class RemoteLog:
    """`ChangeLog` over a `Client`."""

    def __init__(self, client: Client, log: MemoryChangeLog) -> None:
        self._client, self._log = client, log

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.begin`."""
        await self._client.ask(lambda: self._log.begin(session_id, keys, entries), entries)

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.append`."""
        await self._client.ask(lambda: self._log.append(session_id, head, entries), tuple(entries))

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        """See `ChangeLog.read`."""
        entries: list[Entry] = await self._client.ask(lambda: self._log.read(session_id, since))
        return entries

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        """See `ChangeLog.heads`."""
        asked = tuple(session_ids)
        heads: dict[str, int] = await self._client.ask(lambda: self._log.heads(asked))
        return heads

    async def purge(self, session_id: str) -> None:
        """See `ChangeLog.purge`."""
        await self._client.ask(lambda: self._log.purge(session_id))

    async def vacuum(self) -> None:
        """See `ChangeLog.vacuum`."""


class RemoteArchive:
    """`Archive` over a `Client`: what the door and the identities of a server ask."""

    def __init__(self, client: Client, archive: MemoryArchive) -> None:
        self._client, self._archive = client, archive

    async def by_reader_token(self, token: str) -> str | None:
        """See `Archive.by_reader_token`."""
        session: str | None = await self._client.ask(lambda: self._archive.by_reader_token(token))
        return session

    async def seat(self, session_id: str, secret: str) -> str | None:
        """See `Archive.seat`."""
        participant: str | None = await self._client.ask(lambda: self._archive.seat(session_id, secret))
        return participant

    async def keys(self, session_id: str) -> Keys | None:
        """See `Archive.keys`."""
        keys: Keys | None = await self._client.ask(lambda: self._archive.keys(session_id))
        return keys

    async def rotate_door(self, session_id: str, code: str, token: str) -> None:
        """See `Archive.rotate_door`. The keys are random: what they are does not matter to anything else."""
        await self._client.ask(lambda: self._archive.rotate_door(session_id, code, token))
