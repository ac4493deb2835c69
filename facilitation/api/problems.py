"""What goes wrong, as problem documents (RFC 9457) in the asker's language. None repeats what was sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from facilitation.canvas.decide import Refusal
from facilitation.locale import best_language, say
from facilitation.rooms.ports import LogError

MEDIA_TYPE = "application/problem+json"

_REFUSED_WITH: Mapping[str, HTTPStatus] = {
    "forbidden": HTTPStatus.FORBIDDEN,
    "removed": HTTPStatus.FORBIDDEN,
    "door-closed": HTTPStatus.FORBIDDEN,
    "session-unknown": HTTPStatus.NOT_FOUND,
    "partner-unknown": HTTPStatus.NOT_FOUND,
    "session-closed": HTTPStatus.CONFLICT,
    "name-taken": HTTPStatus.CONFLICT,
    "exists": HTTPStatus.CONFLICT,
    "too-many-partners": HTTPStatus.CONFLICT,
    "too-many-people": HTTPStatus.CONFLICT,
    "too-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "not-kept": HTTPStatus.SERVICE_UNAVAILABLE,
}

logger = logging.getLogger(__name__)


class ProblemError(Exception):
    """An answer that is a problem document. `key` names its sentence in the catalogues, `values` fill it in.

    `more` are members that the document has besides.
    """

    def __init__(
        self,
        status: HTTPStatus,
        key: str,
        values: Mapping[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values or {}
        self.headers = headers or {}
        self.more = more or {}


def problem(status: HTTPStatus, code: str, **values: Any) -> ProblemError:
    """A problem with a sentence in the catalogue `errors`."""
    return ProblemError(status, f"errors.{code}", values)


def refused(refusal: Refusal) -> ProblemError:
    """A refusal of the canvas as a problem."""
    status = _REFUSED_WITH.get(refusal.code, HTTPStatus.BAD_REQUEST)
    return ProblemError(status, f"refusal.{refusal.code}", refusal.args)


def document(language: str, error: ProblemError) -> Response:
    """The answer."""
    code = error.key.partition(".")[2]
    body = {
        "type": f"urn:speelveld:problem:{code}",
        "title": say(language, f"errors.status-{error.status.value}"),
        "status": error.status.value,
        "detail": say(language, error.key, **error.values),
        "code": code,
        **error.more,
    }
    headers = {"Content-Language": language, "Cache-Control": "no-store", "Vary": "Accept-Language", **error.headers}
    return Response(orjson.dumps(body), error.status.value, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of `app` come out as a problem document."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(LogError, _on_log)
    app.add_exception_handler(Exception, _on_fault)


def _language(request: Request) -> str:
    return best_language(request.headers.get("accept-language"))


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    if _is_followed_link(request):
        return RedirectResponse(f"/?problem={error.key.partition('.')[2]}", HTTPStatus.SEE_OTHER)
    return document(_language(request), error)


def _is_followed_link(request: Request) -> bool:
    """Whether somebody opened a link in a browser: they get the front door, which says what is wrong, and no JSON."""
    accepted = request.headers.get("accept", "")
    return request.method == "GET" and "text/html" in accepted and not request.url.path.startswith("/api/")


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = sorted({".".join(str(part) for part in one["loc"] if part != "body") for one in error.errors()} - {""})
    values = {"where": ", ".join(places) or "JSON"}
    return document(_language(request), ProblemError(HTTPStatus.BAD_REQUEST, "errors.bad-request", values))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: "not-found", 405: "method"}
    status = HTTPStatus(error.status_code)
    if error.status_code in known:
        found = ProblemError(status, f"errors.{known[error.status_code]}", headers=dict(error.headers or {}))
    else:
        found = ProblemError(HTTPStatus.BAD_REQUEST, "errors.bad-request", {"where": "JSON"})
    return document(_language(request), found)


async def _on_log(request: Request, error: Exception) -> Response:
    logger.error("the database did not answer (%s)", error)
    return document(_language(request), problem(HTTPStatus.SERVICE_UNAVAILABLE, "too-busy"))


async def _on_fault(request: Request, error: Exception) -> Response:
    # The error's own text may hold what somebody wrote, so only its name is kept.
    route = request.scope.get("route")
    logger.error("%s failed (%s)", getattr(route, "path", "a request"), type(error).__name__)
    return document(_language(request), ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "errors.server-error"))
