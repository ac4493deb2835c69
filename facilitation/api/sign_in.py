"""The facilitator's way in, and who this browser is."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from facilitation.api.people import Asker, Asking
from facilitation.api.problems import problem
from facilitation.api.services import Services, Wired
from facilitation.live.identity import FACILITATOR_COOKIE

router = APIRouter()
_MOST_SEATS = 50


class SignIn(BaseModel):
    key: str


@router.post("/api/sign-in", status_code=HTTPStatus.NO_CONTENT)
async def sign_in(body: SignIn, asker: Asking, services: Wired) -> Response:
    """Sign in with the facilitator's key."""
    _check(asker, services, body.key)
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    asker.remember_facilitator(response)
    return response


@router.get("/sign-in", include_in_schema=False)
async def follow_sign_in_link(asker: Asking, services: Wired, key: str = "") -> Response:
    """The link printed at start."""
    _check(asker, services, key)
    response = RedirectResponse("/desk", HTTPStatus.SEE_OTHER)
    asker.remember_facilitator(response)
    return response


@router.post("/api/sign-out", status_code=HTTPStatus.NO_CONTENT)
async def sign_out(asker: Asking) -> Response:
    """Forget the facilitator in this browser."""
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    asker.forget(response, FACILITATOR_COOKIE)
    return response


@router.get("/api/me")
async def me(request: Request, asker: Asking, services: Wired) -> dict[str, object]:
    """Who this browser is: the facilitator or not, and the sessions in which it has a seat."""
    names = [name for name in request.cookies if name.startswith("seat-")][:_MOST_SEATS]
    seats = []
    for session_id in (name.removeprefix("seat-") for name in names):
        room = await services.rooms.get(session_id)
        if room is not None and await asker.seat(room) is not None:
            seats.append(session_id)
    return {"facilitator": asker.is_facilitator(), "seats": seats}


def _check(asker: Asker, services: Services, key: str) -> None:
    with asker.guessing():
        if not services.identities.is_key(key):
            raise problem(HTTPStatus.UNAUTHORIZED, "key-wrong")
