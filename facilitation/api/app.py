"""The API as one app."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import FastAPI
from starlette.types import ASGIApp

from facilitation import __version__
from facilitation.api import door, downloads, guides, health, leading, problems, rehearsal, sessions, sign_in
from facilitation.api.guard import AnswerHeaders, Guard
from facilitation.api.services import Services

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def make_api(services: Services) -> ASGIApp:
    """The API over these services."""
    app = FastAPI(
        title="Speelveld", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.services = services
    app.state.documents = downloads.Documents()
    app.state.writable = health.Fresh(services.archive.is_writable, services.clock)
    app.state.numbers = health.Fresh(partial(asyncio.to_thread, services.metrics.text), services.clock)
    problems.install(app)
    for part in (sign_in, sessions, leading, rehearsal, guides, door, downloads, health):
        app.include_router(part.router)
    return AnswerHeaders(Guard(app, services.proxies), _HEADERS)
