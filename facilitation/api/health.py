"""How the server is, for those who watch over it: without content, names or ids."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse

from facilitation import __version__
from facilitation.api.services import Wired
from facilitation.rooms.ports import Clock

T = TypeVar("T")

FRESH_MS = 1_000
"""How old an answer may be: whether a note would be kept is found out by writing, and the numbers of all workers stand
in many files. That is not for everybody to ask."""

PATIENCE_S = 3.0
"""A database that has not answered by then is down: those who watch over a server do not wait longer either."""

router = APIRouter()


class Fresh(Generic[T]):
    """What `look` finds; it looks once a second at most, however many ask."""

    def __init__(self, look: Callable[[], Coroutine[Any, Any, T]], clock: Clock) -> None:
        self._look, self._clock = look, clock
        self._looking: asyncio.Task[T] | None = None
        self._looked_at = 0

    async def now(self) -> T:
        """Look, or tell what was found within the last second."""
        now = self._clock.now()
        # A clock that was put back must not keep an old answer alive.
        if self._looking is None or (self._looking.done() and not 0 <= now - self._looked_at < FRESH_MS):
            self._looking = asyncio.create_task(self._look())
            self._looked_at = now
        # Shielded: who asks next waits for the same look.
        return await asyncio.shield(self._looking)


@router.get("/api/health")
async def health(request: Request, services: Wired) -> JSONResponse:
    """Whether the server would accept a note (503 when it would not), and how it stands with what it needs."""
    writable: Fresh[bool] = request.app.state.writable
    try:
        database = await asyncio.wait_for(writable.now(), PATIENCE_S)
    except TimeoutError:
        database = False
    redis = "off" if services.redis is None else "ok" if services.redis.connected else "down"
    watch = services.watch
    body: dict[str, Any] = {
        "status": "ok" if database else "down",
        "version": __version__,
        "database": "ok" if database else "down",
        "redis": redis,
        "head_lag": {"changes": watch.lag, "seconds": max(0, services.clock.now() - watch.looked_at) / 1000},
    }
    return JSONResponse(body, HTTPStatus.OK if database else HTTPStatus.SERVICE_UNAVAILABLE)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Counts and times for Prometheus, of all workers under one parent."""
    numbers: Fresh[bytes] = request.app.state.numbers
    return Response(await numbers.now(), media_type=CONTENT_TYPE_LATEST)
