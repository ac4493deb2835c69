"""The API as one app."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from facilitation import __version__
from facilitation.api import door, downloads, problems, sessions, sign_in
from facilitation.api.guard import AnswerHeaders, Guard
from facilitation.api.services import Services, Wired

PATHS = ("/api", "/j", "/r", "/sign-in")
"""The paths that belong to the API; everything else is a page."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

router = APIRouter()


@router.get("/api/health")
async def health(services: Wired) -> JSONResponse:
    """Whether the server and its database answer."""
    database = await services.archive.alive()
    body = {"status": "ok" if database else "down", "version": __version__, "database": "ok" if database else "down"}
    return JSONResponse(body, HTTPStatus.OK if database else HTTPStatus.SERVICE_UNAVAILABLE)


def make_api(services: Services) -> ASGIApp:
    """The API over these services."""
    app = FastAPI(
        title="Speelveld", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.services = services
    app.state.documents = downloads.Documents()
    problems.install(app)
    for part in (sign_in.router, sessions.router, door.router, downloads.router, router):
        app.include_router(part)
    return AnswerHeaders(Guard(app, services.proxies), _HEADERS)
