"""A line to a session: the protocol as any program would speak it (`docs/protocol.md`), over a real socket.

Keeps a copy of the canvas as plain records, asks again at a gap, and sends a command again, under the same id, until
it is answered.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from typing import Any

import aiohttp
import socketio
from socketio import exceptions

from facilitation.demo.errors import DemoError

NAMESPACE = "/room"
PROTOCOL = 1
ACK_TIMEOUT = 5.0
PATIENCE = 30.0
"""Seconds to wait for an answer to a command, and for a line that dropped to come back."""


def new_id() -> str:
    """128 random bits, as ids on the wire are."""
    return secrets.token_urlsafe(16)


class Line:
    """One connection of one identity; the cookies are those of `http`."""

    def __init__(self, url: str, http: aiohttp.ClientSession, session: str, role: str, language: str) -> None:
        self._url = url
        self._hello = {"protocol": PROTOCOL, "session": session, "role": role, "language": language}
        self._socket = socketio.AsyncClient(
            http_session=http, reconnection_delay=0.2, reconnection_delay_max=2, handle_sigint=False
        )
        self._news = asyncio.Condition()
        self._ended = ""
        self._unanswered: set[asyncio.Future[Mapping[str, Any]]] = set()
        self.me: str | None = None
        self.seq: int | None = None
        self.records: dict[str, dict[str, Any]] = {}
        self.presence: Mapping[str, Any] = {}
        for event, handler in {
            "welcome": self._on_welcome,
            "changes": self._on_changes,
            "presence": self._on_presence,
            "bye": self._on_end,
            "connect_error": self._on_end,
            "disconnect": self._on_disconnect,
        }.items():
            self._socket.on(event, handler, namespace=NAMESPACE)

    async def connect(self) -> None:
        """Connect, again and again while the server cannot be reached, and wait for the welcome.

        Raises:
            DemoError: `refused` or `lost`.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                for delay in _delays():
                    if await self._connected():
                        break
                    await asyncio.sleep(delay)
        except TimeoutError:
            raise DemoError("lost") from None
        await self.wait_for(lambda: self.seq is not None)

    async def _connected(self) -> bool:
        try:
            await self._socket.connect(
                self._url,
                auth=lambda: {**self._hello, "since": self.seq},
                transports=["websocket"],
                namespaces=[NAMESPACE],
                socketio_path="/live",
                wait_timeout=ACK_TIMEOUT,
            )
        except (exceptions.ConnectionError, ValueError):
            # ValueError: a line that dropped at once is coming back by itself meanwhile.
            if self._ended:
                raise DemoError("refused", what="/live", why=self._ended) from None
        return bool(self._socket.connected)

    async def close(self) -> None:
        """Hang up, also while the line is trying to come back."""
        self._socket.reconnection = False
        await self._socket.shutdown()

    async def command(self, name: str, /, **args: Any) -> None:
        """Give a command, and wait until its changes are in `records`. `from_` is sent as `from`.

        Raises:
            DemoError: `refused` with the server's sentence, or `lost`.
        """
        body = {"id": new_id(), "name": name, "args": {key.rstrip("_"): value for key, value in args.items()}}
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._answer(body)
        except TimeoutError:
            raise DemoError("lost") from None
        if not answer["ok"]:
            raise DemoError("refused", what=name, why=answer["message"])
        await self.wait_for(lambda: self.seq is not None and self.seq >= answer["seq"])

    async def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; it is asked again at every message.

        Raises:
            DemoError: `lost`, or `refused` when the server ended the line.
        """
        async with self._news:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._news.wait_for(lambda: condition() or bool(self._ended))
            except TimeoutError:
                raise DemoError("lost") from None
        if not condition():
            raise DemoError("refused", what="/live", why=self._ended)

    async def _answer(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        for delay in _delays():
            try:
                answer = await self._ask(body)
                if answer["ok"] or not answer["retry"]:
                    return answer
            except (TimeoutError, ConnectionError, exceptions.BadNamespaceError):
                if self._ended:
                    return {"ok": False, "message": self._ended}
            # The same id again is the same command: the server carries it out once (rule 3.2).
            await asyncio.sleep(delay)
        raise AssertionError("the delays have no end")

    async def _ask(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a command once. Raises TimeoutError or ConnectionError when no answer comes."""
        answered: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._unanswered.add(answered)
        try:
            await self._socket.emit("command", body, NAMESPACE, callback=partial(_settle, answered))
            async with asyncio.timeout(ACK_TIMEOUT):
                return await answered
        finally:
            self._unanswered.discard(answered)

    async def _on_disconnect(self, reason: object = None) -> None:
        # Answers that were on their way are lost with the line; nobody needs to wait for them.
        for answered in tuple(self._unanswered):
            if not answered.done():
                answered.set_exception(ConnectionResetError())

    async def _on_welcome(self, body: Mapping[str, Any]) -> None:
        self.me = body["me"]
        if "snapshot" in body:
            self.records = {}
            self._put([(kind, record, value) for kind, record, value in body["snapshot"]])
        else:
            self._put([tuple(change[1:]) for change in body["changes"]])
        await self._arrived(body["seq"])

    async def _on_changes(self, body: Mapping[str, Any]) -> None:
        if self.seq is None:
            return
        if self.seq < body["from"]:
            await self._socket.emit("resync", {"since": self.seq}, NAMESPACE, callback=self._on_resynced)
            return
        self._put([tuple(change[1:]) for change in body["changes"] if change[0] > self.seq])
        await self._arrived(max(self.seq, body["to"]))

    async def _on_resynced(self, body: Mapping[str, Any] | None = None) -> None:
        # When it was refused (too busy), the next changes show the gap again.
        if body and "seq" in body:
            await self._on_welcome(body)

    async def _on_presence(self, body: Mapping[str, Any]) -> None:
        self.presence = body
        await self._arrived(self.seq)

    async def _on_end(self, body: Any = None) -> None:
        # Without a code nothing was refused: the line was not there, and the socket tries again by itself.
        if isinstance(body, Mapping) and body.get("message"):
            self._ended = str(body["message"])
        await self._arrived(self.seq)

    async def _arrived(self, seq: int | None) -> None:
        self.seq = seq
        async with self._news:
            self._news.notify_all()

    def _put(self, changes: list[tuple[Any, ...]]) -> None:
        for kind, record, value in changes:
            table = self.records.setdefault(kind, {})
            if value is None:
                table.pop(record, None)
            else:
                table[record] = value


def _delays() -> Iterator[float]:
    """Seconds to wait before trying again: 0.1, 0.2, 0.4 … up to 2, without end."""
    return (min(0.1 * 2**attempt, 2.0) for attempt in count())


def _settle(answered: asyncio.Future[Mapping[str, Any]], answer: Mapping[str, Any] | None = None) -> None:
    if answered.done():
        return
    if answer is None:
        answered.set_exception(ConnectionResetError())
    else:
        answered.set_result(answer)
