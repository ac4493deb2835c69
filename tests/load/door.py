"""Coming in over HTTP, each request over a connection of its own, as from a phone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import orjson

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is None without JSON, `cookie` is what a browser would send from now on."""

    status: int
    body: Any
    cookie: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A phone's seat: its participant, and the cookie that proves it."""

    session: str
    participant: str
    cookie: str

    def auth(self, **fields: Any) -> dict[str, Any]:
        """The handshake of protocol 1.1."""
        return {"protocol": 1, "session": self.session, "role": "seat", "since": None, "language": "nl", **fields}


async def join(url: str, token: str, partner: str, name: str = "", source: tuple[str, int] | None = None) -> Seat:
    """Take a seat at the partner of this name; `token` is that of the QR code.

    Raises:
        RuntimeError: the answer was another than 200.
    """
    body = {"token": token, "partner": {"name": partner}, "name": name}
    answer = await request(url, "POST", "/api/join", body, source=source)
    if answer.status != 200:
        raise RuntimeError(f"joining was answered with {answer.status}: {answer.body}")
    return Seat(answer.body["session"], answer.body["participant"], answer.cookie)


async def request(
    url: str,
    method: str,
    path: str,
    body: Any = None,
    *,
    cookie: str = "",
    bearer: str = "",
    source: tuple[str, int] | None = None,
) -> Answer:
    """Send one request and read its answer.

    Raises:
        OSError: nobody listens there, or the answer broke off.
        TimeoutError: no answer came within a minute.
    """
    place = urlsplit(url)
    content = b"" if body is None else orjson.dumps(body)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {place.netloc}", "Connection: close"]
    lines += [f"Content-Type: application/json\r\nContent-Length: {len(content)}"] if body is not None else []
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Authorization: Bearer {bearer}"] if bearer else []
    loop = asyncio.get_running_loop()
    exchange = _Exchange("\r\n".join(lines).encode() + b"\r\n\r\n" + content, loop.create_future())
    async with asyncio.timeout(PATIENCE_S):
        transport, _ = await loop.create_connection(lambda: exchange, place.hostname, place.port, local_addr=source)
        try:
            return _read(await exchange.answer)
        finally:
            transport.close()


class _Exchange(asyncio.Protocol):
    """Sends a request and takes everything up to the end of the connection."""

    def __init__(self, request: bytes, answer: asyncio.Future[bytes]) -> None:
        self.answer = answer
        self._request = request
        self._read: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        self._read.append(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.answer.done():
            self.answer.set_result(b"".join(self._read))


def _read(data: bytes) -> Answer:
    head, found, content = data.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    if not found:
        raise ConnectionError("the answer broke off")
    fields = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    cookies = [value.partition(";")[0] for name, value in fields if name == "set-cookie"]
    is_json = any(name == "content-type" and "json" in value for name, value in fields)
    return Answer(int(status.split()[1]), orjson.loads(content) if is_json and content else None, "; ".join(cookies))
