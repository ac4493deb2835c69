"""The API as one app."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, FastAPI
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from facilitation import __version__
from facilitation.api import door, problems, sessions, sign_in
from facilitation.api.guard import AnswerHeaders, Guard
from facilitation.api.people import Asking, room_of
from facilitation.api.problems import problem
from facilitation.api.services import Services, Wired
from facilitation.canvas.views import PUBLIC, seen_by

PATHS = ("/api", "/j", "/r", "/sign-in")
"""The paths that belong to the API; everything else is a page."""

FORMATS = ("json", "svg", "png", "pdf", "xlsx", "csv")

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

router = APIRouter()


@router.get("/api/sessions/{session_id}/canvas.{format}")
async def download(
    session_id: str, format: str, asker: Asking, services: Wired, language: Literal["nl", "en"] | None = None
) -> Response:
    """The canvas to take home, as everybody in the session may see it; in the session's language unless asked."""
    room = await room_of(services, session_id)
    await asker.must_see(room)
    if format not in FORMATS:
        raise problem(HTTPStatus.NOT_FOUND, "format-unknown")
    from facilitation.takehome import render  # brings the document libraries with it, which a start need not wait for

    canvas = seen_by(room.canvas, PUBLIC)
    made = await asyncio.to_thread(render, format, canvas, language or canvas.session.language)
    plain = made.name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "'").replace("\\", "-")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name)}"
    return Response(made.body, media_type=made.media_type, headers={"Content-Disposition": disposition})


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
    problems.install(app)
    for part in (sign_in.router, sessions.router, door.router, router):
        app.include_router(part)
    return AnswerHeaders(Guard(app, services.proxies), _HEADERS)
