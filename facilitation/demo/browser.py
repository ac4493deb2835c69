"""The HTTP side of the demonstration: what a browser would do before its socket opens."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
from yarl import URL

from facilitation.demo.errors import DemoError

TIMEOUT = aiohttp.ClientTimeout(total=30)


class Browser:
    """A browser of its own, with its own cookies, for the server at `url` (no slash at its end)."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # `unsafe` means: cookies of a bare address, such as 127.0.0.1, are kept too.
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=TIMEOUT)

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST JSON and return what is answered; `{}` when there is nothing.

        Raises:
            DemoError: `no-server`, or `refused` with what the problem document says.
        """
        try:
            async with self.http.post(self.url + path, json=body) as response:
                status, raw = response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError):
            raise DemoError("no-server", url=self.url) from None
        try:
            answer = orjson.loads(raw) if raw else {}
        except orjson.JSONDecodeError:
            answer = {}
        if status >= HTTPStatus.BAD_REQUEST:
            why = answer.get("detail") or answer.get("title") or f"{status} {HTTPStatus(status).phrase}"
            raise DemoError("refused", what=path, why=why)
        return dict(answer)

    def cookies(self) -> dict[str, str]:
        """The cookies by name: whoever puts these into a browser of flesh and blood takes over this identity."""
        return {name: morsel.value for name, morsel in self.http.cookie_jar.filter_cookies(URL(self.url)).items()}

    async def close(self) -> None:
        await self.http.close()
