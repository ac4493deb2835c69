"""Serving the built pages: compressed, with how long each file keeps, and with what a page may do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

YEAR_S = 31_536_000
WEEK_S = 604_800
ROUTES_FILE = "routes.json"
"""Where Reflex writes down the pages' routes, two directories above the built pages."""

_FALLBACK = "[_4]*.html"
"""The pages that stand for every address without one of its own: `404.html` and `__spa-fallback.html`."""

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


class PageHeaders:
    """Puts on pages and their files how long they keep, and what a page may do: load from here, and nothing else."""

    def __init__(self, app: ASGIApp, directory: Path) -> None:
        """`app` serves the pages that were built in `directory`."""
        self._app = app
        self._directory = directory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.strip("/") in _folders(self._directory):
            # The page itself, at once: the usual redirect to a slash costs a phone one more round trip.
            scope = {**scope, "path": path.rstrip("/") + "/"}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cache-Control"] = keeps = _keeps(path, message["status"])
                if "immutable" in keeps:
                    # Nobody will ask whether it has changed, and a phone fetches twenty of these.
                    del headers["ETag"], headers["Last-Modified"]
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = content_policy(
                        self._directory, _answering(self._directory, path)
                    )
                    headers["Referrer-Policy"] = "no-referrer"
                    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def built_pages(directory: Path) -> ASGIApp:
    """The pages in `directory`. An address that is one of the routes gets the page that finds its own way there."""
    from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles

    routes = _routes(directory)

    def route(path: str) -> str | None:
        return path if routes.fullmatch(path.strip("/")) else None

    files: ASGIApp = PrecompressedStaticFiles(directory=directory, html=True, encodings=("gzip",), router=route)
    return files


def _answering(directory: Path, path: str) -> str:
    """Which built pages may answer at this path, as a pattern."""
    place = path.strip("/")
    if place.endswith(".html"):
        return "**/*.html"
    if place in _folders(directory):
        return f"{place}/index.html"
    return "*.html" if place == "" else _FALLBACK


@lru_cache(maxsize=32)
def content_policy(directory: Path, pages: str) -> str:
    """The Content-Security-Policy of these pages: inline scripts are theirs alone, known by their hashes.

    Those of all others would be as safe, but every phone would fetch their hashes too.
    """
    hashes = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for page in directory.glob(pages)
        for script in _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))
    }
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in sorted(hashes))])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )


@lru_cache(maxsize=8)
def _folders(directory: Path) -> frozenset[str]:
    """The pages that stand in a directory of their own."""
    found = (page.parent.relative_to(directory) for page in directory.glob("*/**/index.html"))
    return frozenset(PurePosixPath(folder).as_posix() for folder in found)


def _routes(directory: Path) -> re.Pattern[str]:
    """The routes with a part that varies, such as `s/[session]/seat`."""
    try:
        known = json.loads((directory.parent.parent / ROUTES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = []
    varying = [re.sub(r"\\\[\w+\\\]", "[^/]+", re.escape(route)) for route in known if "[" in route]
    return re.compile("|".join(varying) or "(?!)")


def _keeps(path: str, status: int) -> str:
    """`Cache-Control`: what has a hash in its name never changes; everything else is asked for again."""
    if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return "no-store"
    if path.startswith("/assets/"):
        return f"public, max-age={YEAR_S}, immutable"
    return f"public, max-age={WEEK_S}" if path.startswith("/fonts/") else "no-cache"
