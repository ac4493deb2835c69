"""Several workers on one port: a request of a connection that another worker holds is passed on to that worker.

A connection by polling is many requests, and whichever worker is free gets the next. So the id of a connection begins
with the number of its worker, and every worker also listens on a socket of its own in a directory that only they can
open. A WebSocket is one request, and stays where it came in, unless it takes up a connection that began by polling.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

import aiohttp
import engineio
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from yarl import URL

CONNECT_S = 2.0
GRACE_S = 5.0
"""How much longer than an open poll takes the owner may be silent."""

_CLIENT = b"x-passed-on-for"
_LENGTH = b"content-length"
_MARK = "."
_OWN_TO_EACH_HOP = {b"connection", b"keep-alive", b"transfer-encoding", _LENGTH, b"upgrade", _CLIENT}
_OF_THE_HANDSHAKE = b"sec-websocket-"


@dataclass(frozen=True, slots=True)
class Place:
    """One of so many workers on one port: its number, from 0, and the directory with everybody's sockets."""

    number: int
    workers: int
    directory: Path

    @property
    def socket(self) -> Path:
        """Where this worker hears the others."""
        return self.socket_of(self.number)

    def socket_of(self, number: int) -> Path:
        """Where that worker hears the others."""
        return self.directory / f"{number}.sock"


def name_connections(engine: engineio.AsyncServer, place: Place) -> None:
    """Let the ids of new connections say with which worker they are."""
    plain = engine.generate_id
    engine.generate_id = lambda: f"{place.number}{_MARK}{plain()}"


class Passing:
    """In front of the live server: passes on what is another worker's, and answers the rest here."""

    def __init__(self, app: ASGIApp, place: Place, engine: engineio.AsyncServer) -> None:
        """`engine` is what answers behind `app`; its limits hold here as well."""
        self._app, self._place = app, place
        self._sessions: dict[int, aiohttp.ClientSession] = {}
        self._longest_body = int(engine.max_http_buffer_size)
        # An open poll is answered at the next ping at the latest, or ends when no pong comes.
        self._patience_s = float(engine.ping_interval + engine.ping_timeout + GRACE_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        owner = self._owner(scope)
        if owner is None or owner == self._place.number:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._pass_socket(owner, scope, receive, send)
        else:
            await self._pass_request(owner, scope, receive, send)

    async def close(self) -> None:
        """Let go of the other workers."""
        for session in self._sessions.values():
            await session.close()

    def _to(self, owner: int) -> aiohttp.ClientSession:
        if owner not in self._sessions:
            self._sessions[owner] = aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(path=str(self._place.socket_of(owner)), limit=0),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S),
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            )
        return self._sessions[owner]

    def _owner(self, scope: Scope) -> int | None:
        """The number of the worker that holds the connection this request belongs to; None when there is none."""
        sid = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("sid", [""])[0]
        number, mark, _ = sid.partition(_MARK)
        return next((each for each in range(self._place.workers) if mark and number == str(each)), None)

    async def _pass_request(self, owner: int, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._read(scope, receive)
        if body is None:
            await _refuse(scope, send, "Invalid request")
            return
        passing = asyncio.create_task(self._answer(owner, scope, body, send))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait([passing, leaving], return_when=asyncio.FIRST_COMPLETED)
        for task in (passing, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body; None when it is too large or does not come. What anybody sends may not pile up here."""
        told = dict(scope["headers"]).get(_LENGTH, b"0")
        if not told.isdigit() or int(told) > self._longest_body:
            return None
        body = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience_s):
                while len(body) <= self._longest_body:
                    message = await receive()
                    body += message.get("body", b"")
                    if not message.get("more_body", False):
                        return body if len(body) <= self._longest_body else None
        return None

    async def _answer(self, owner: int, scope: Scope, body: bytes, send: Send) -> None:
        patience = aiohttp.ClientTimeout(total=self._patience_s, sock_connect=CONNECT_S)
        method, url, given = scope["method"], _url(scope), _headers(scope)
        try:
            asked = self._to(owner).request(method, url, headers=given, data=body, timeout=patience)
            async with asked as answer:
                content = await answer.read()
        except (aiohttp.ClientError, OSError):
            # Its worker is gone or stands still, and the connection with it.
            await _refuse(scope, send, "Session ID unknown")
            return
        headers = [(name.lower(), value) for name, value in answer.raw_headers if name.lower() not in _OWN_TO_EACH_HOP]
        headers.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _pass_socket(self, owner: int, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        try:
            connecting = self._to(owner).ws_connect(_url(scope), headers=_headers(scope), autoping=True, max_msg_size=0)
            async with connecting as there:
                await send({"type": "websocket.accept"})
                ways = [asyncio.create_task(_forth(receive, there)), asyncio.create_task(_back(there, send))]
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                for way in ways:
                    way.cancel()
                    with suppress(asyncio.CancelledError, aiohttp.ClientError, OSError):
                        await way
        except (aiohttp.ClientError, OSError):
            pass  # its worker is gone, or refused
        with suppress(RuntimeError):  # it was closed at this end
            await send({"type": "websocket.close"})


class FromColleagues:
    """Behind the socket of one's own: puts back whose request it was before it was passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope["headers"]).get(_CLIENT, b"").decode("latin-1")
        await self._app({**scope, "client": (given, 0)}, receive, send)


def _url(scope: Scope) -> URL:
    """The address as it came in: what is written in code there, such as a question mark, is in code over there too."""
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    return URL(f"http://worker{path}?{query}", encoded=True)


def _headers(scope: Scope) -> list[tuple[str, str]]:
    """What was sent, without what belongs to the line it came over."""
    client = str((scope.get("client") or ("",))[0])
    kept = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in scope["headers"]
        if name not in _OWN_TO_EACH_HOP and not name.startswith(_OF_THE_HANDSHAKE)
    ]
    return [*kept, (_CLIENT.decode(), client)]


async def _refuse(scope: Scope, send: Send, why: str) -> None:
    """What Engine.IO answers to a connection that it does not know, or a request that it does not take."""
    code = 1 if why == "Session ID unknown" else 3
    await PlainTextResponse(json.dumps({"code": code, "message": why}), HTTPStatus.BAD_REQUEST)(scope, _nothing, send)


async def _left(receive: Receive) -> None:
    """Return when whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


async def _forth(receive: Receive, there: aiohttp.ClientWebSocketResponse) -> None:
    while (message := await receive())["type"] == "websocket.receive":
        if message.get("text") is not None:
            await there.send_str(message["text"])
        else:
            await there.send_bytes(message["bytes"])


async def _back(there: aiohttp.ClientWebSocketResponse, send: Callable[[Message], Awaitable[None]]) -> None:
    async for message in there:
        kind = "text" if message.type is aiohttp.WSMsgType.TEXT else "bytes"
        await send({"type": "websocket.send", kind: message.data})
