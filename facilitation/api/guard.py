"""What every request passes before its route: its size, where it came from, and the headers of its answer."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from facilitation.api.problems import document, problem
from facilitation.live.address import Proxies
from facilitation.live.identity import Credentials
from facilitation.locale import best_language

MAX_BODY_BYTES = 64 * 1024
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Refuses what is too large and what another website makes somebody's browser do.

    Browsers say where a request comes from: in `Sec-Fetch-Site` over https, in `Origin` always. A request with
    neither is no browser's. One with the facilitator's key in `Authorization` cannot be made by another website.
    """

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        language = best_language(headers.get("accept-language"))
        if scope["method"] not in _SAFE:
            if not self._is_ours(scope, headers):
                await document(language, problem(HTTPStatus.FORBIDDEN, "cross-site"))(scope, receive, send)
                return
            body = await _read(receive, headers)
            if body is None:
                await document(language, problem(_TOO_LARGE, "too-large"))(scope, receive, send)
                return
            receive = _again(body, receive)
        # A fault has its answer and its line in the log by now. It ends here: a traceback, with what somebody wrote
        # in it, goes nowhere.
        with suppress(Exception):
            await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        if Credentials.from_headers(scope["headers"]).bearer is not None:
            return True
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in ("same-origin", "none")
        return origin is None or self._proxies.is_same_origin(origin, scope)


_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


async def _read(receive: Receive, headers: Headers) -> bytes | None:
    """The whole body, or None when it is too large."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        return None
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            return None
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def _again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body that was read already."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


class AnswerHeaders:
    """Puts headers on every answer that does not have them yet."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
