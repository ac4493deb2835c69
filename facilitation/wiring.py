"""The only place where adapters are made and joined. Nothing connects or opens when this is imported.

`mount` and `running` are for the Reflex app: the first puts the live server and the API in front of its pages, the
second opens and closes what they need. `build` makes the same without Reflex, over a directory of built pages.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import posixpath
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from facilitation.build import pages_directory
from facilitation.config import HostError, Settings
from facilitation.pages import PageHeaders, built_pages

if TYPE_CHECKING:
    from facilitation.live.passing import Place
    from facilitation.live.redis_fanout import RedisFanout

PURGE_SECONDS = 3_600
GARBAGE_SECONDS = 60

_OF_THE_API = ("/api", "/j", "/l", "/r", "/sign-in", "/metrics")
"""The paths that belong to the API; everything else is a page, or the live server's."""

logger = logging.getLogger(__name__)


class Wiring:
    """One server: its settings, and while it runs, its parts."""

    def __init__(self, settings: Settings | None = None, place: Place | None = None) -> None:
        """`settings` are read from the environment when they are not given, at the first `mount`.

        `place` is given to one of several workers on the same port.
        """
        self._settings = settings
        self._place = place
        self._live: ASGIApp | None = None
        self._own: ASGIApp | None = None
        self._api: ASGIApp | None = None

    def mount(self, pages: ASGIApp, directory: Path | None = None) -> ASGIApp:
        """`pages` with the live server and the API in front of it; `directory` is where the built pages are.

        Raises:
            HostError: a setting cannot be used.
        """
        if self._settings is None:
            self._settings = Settings.from_env(os.environ)
        return _Switch(self, PageHeaders(pages, directory or pages_directory()), self._settings.development)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open everything, and close it again in the opposite order.

        Raises:
            HostError: the sessions' directory or the database cannot be used.
        """
        from facilitation.api.app import make_api
        from facilitation.api.services import Services
        from facilitation.guides import load, names
        from facilitation.live.address import Proxies, lan_address
        from facilitation.live.colleagues import Colleagues
        from facilitation.live.identity import Identities, facilitators_key
        from facilitation.live.limits import Failures
        from facilitation.live.metrics import MeasuredLog, Metrics
        from facilitation.live.passing import Passing, name_connections
        from facilitation.live.server import LiveServer
        from facilitation.rooms.clock import SystemClock
        from facilitation.rooms.heads import Watch
        from facilitation.rooms.rooms import Rooms
        from facilitation.store.archive import SqlArchive
        from facilitation.store.guides import SqlGuides
        from facilitation.store.log import SqlChangeLog

        assert self._settings is not None, "mount comes before running"
        settings, clock = self._settings, SystemClock()
        identity_key = facilitators_key(settings)
        database = await open_database(settings)
        metrics = Metrics(self._place.directory if self._place else None)
        log, archive = MeasuredLog(SqlChangeLog(database), metrics), SqlArchive(database)
        redis = _redis(settings.redis_url, identity_key)
        rooms = Rooms(log, clock, redis, company=redis)
        identities = Identities(identity_key, archive)
        failures = Failures(clock.now, identity_key, redis.was_wrong if redis else None)
        proxies = Proxies(settings.trusted_proxies, settings.public_url)
        live = LiveServer(rooms, archive, identities, failures, clock, proxies, metrics)
        colleagues = Colleagues(rooms, archive, live, failures, redis)
        watch = Watch(colleagues.look, clock)
        self._api = make_api(
            Services(
                settings=settings,
                rooms=rooms,
                archive=archive,
                identities=identities,
                failures=failures,
                clock=clock,
                proxies=proxies,
                linked=colleagues,
                guides={name: load(name) for name in names()},
                own_guides=SqlGuides(database),
                lan_address=None if settings.is_only_here else lan_address(),
                watch=watch,
                redis=redis,
                metrics=metrics,
            )
        )
        passing = Passing(live.handle_request, self._place, live.eio) if self._place else None
        if self._place:
            name_connections(live.eio, self._place)
        self._own = live.handle_request
        self._live = passing or self._own
        watch.start()
        if redis is not None:
            redis.start(colleagues)
        housekeeping = [asyncio.create_task(_purge_hourly(rooms, archive)), asyncio.create_task(_collect_garbage())]
        try:
            yield
        finally:
            self._api = self._live = self._own = None
            for task in housekeeping:
                task.cancel()
            await asyncio.wait(housekeeping)
            watch.stop()
            if passing is not None:
                await passing.close()
            await live.close()
            rooms.close()
            if redis is not None:
                await redis.close()
            await database.close()

    async def serve_api(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer over HTTP."""
        await (self._api or _NOT_RUNNING)(scope, receive, send)

    async def serve_live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer over Socket.IO."""
        await (self._live or _NOT_RUNNING)(scope, receive, send)

    async def serve_own(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As `serve_live`, and pass nothing on: what another worker has passed on ends here."""
        await (self._own or _NOT_RUNNING)(scope, receive, send)


def _redis(url: str | None, key: str) -> RedisFanout | None:
    """The way to the other workers, if there is one; its library is slow to read, and a start is to be quick."""
    if url is None:
        return None
    from facilitation.live.redis_fanout import RedisFanout

    return RedisFanout(url, key)


async def open_database(settings: Settings) -> Any:
    """The database, brought up to date.

    Raises:
        HostError: it cannot be opened.
    """
    from facilitation.rooms.ports import LogError
    from facilitation.store.database import Database
    from facilitation.store.migrate import NewerSchemaError

    try:
        if settings.needs_directory:
            settings.sessions_dir.mkdir(parents=True, exist_ok=True)
        return await asyncio.to_thread(Database, settings.database)
    except NewerSchemaError:
        raise HostError("newer-database") from None
    except LogError as error:
        if settings.database_server:
            raise HostError("bad-database-server", place=settings.database_server, why=error) from None
        raise HostError("bad-database-file", path=settings.sessions_dir) from None
    except OSError as error:
        raise HostError("unwritable", path=settings.sessions_dir, why=error.strerror or "") from None


def build(settings: Settings, pages: Path | None = None, place: Place | None = None) -> ASGIApp:
    """The whole server as one ASGI app without Reflex, serving the built pages in `pages`, if any.

    At its `place` among several on one port, it also answers what the others pass on.
    """
    wiring = Wiring(settings, place)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            try:
                await opened.enter_async_context(wiring.running())
                if place is not None:
                    await opened.enter_async_context(_hearing_colleagues(wiring.serve_own, place))
            except Exception:
                logger.error("the server does not start", exc_info=True)
                raise
            yield

    shown = Starlette(routes=[Mount("", built_pages(pages))]) if pages else _NOT_FOUND
    return _App(lifespan, wiring.mount(shown, pages))


@asynccontextmanager
async def _hearing_colleagues(app: ASGIApp, place: Place) -> AsyncIterator[None]:
    """Answer with `app` what other workers pass on."""
    from facilitation.live.passing import FromColleagues
    from facilitation.serving import serving_on

    place.socket.unlink(missing_ok=True)  # of the worker that was killed here
    async with serving_on(FromColleagues(app), place.socket):
        yield


class _App:
    """What opens and closes the server, and at once behind it what answers.

    A framework around it all would be some ten more calls for every message that is sent, and as many coroutines for
    each connection, for as long as it lasts.
    """

    def __init__(self, lifespan: Lifespan[Any], inner: ASGIApp) -> None:
        self._lifespan = Router(lifespan=lifespan)
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._lifespan if scope["type"] == "lifespan" else self._inner)(scope, receive, send)


class _Switch:
    """Sends each request where it belongs, by its path."""

    def __init__(self, wiring: Wiring, pages: ASGIApp, development: bool) -> None:
        self._wiring = wiring
        self._pages = pages
        self._development = development

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if _is_under(path, "/live"):
            await self._wiring.serve_live(scope, receive, send)
        elif any(_is_under(path, part) for part in _OF_THE_API):
            await self._wiring.serve_api(scope, receive, send)
        elif _is_for_development(path) and not self._development:
            await _NOT_FOUND(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


_NOT_FOUND: ASGIApp = PlainTextResponse("", HTTPStatus.NOT_FOUND)
_NOT_RUNNING: ASGIApp = PlainTextResponse("", HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "1"})


def _is_under(path: str, part: str) -> bool:
    return path == part or path.startswith(part + "/")


def _is_for_development(path: str) -> bool:
    """Whether this is the page on which all parts are shown, however its address is written."""
    return posixpath.normpath(path).lstrip("/").partition("/")[0].partition(".")[0] == "parts"


async def _collect_garbage() -> None:
    """Free what only refers to itself, such as connections that are over (see `serving.collect_rarely`)."""
    while True:
        await asyncio.sleep(GARBAGE_SECONDS)
        gc.collect()


async def _purge_hourly(rooms: Any, archive: Any) -> None:
    """Delete what is due, now and every hour."""
    while True:
        try:
            gone = await rooms.purge_due(archive)
            if gone:
                logger.info("deleted sessions that were due: %d", len(gone))
        except Exception as error:
            logger.error("deleting what is due failed (%s)", type(error).__name__)
        await asyncio.sleep(PURGE_SECONDS)


_of_the_app = Wiring()
mount = _of_the_app.mount
running = _of_the_app.running
