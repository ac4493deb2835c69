"""The links of a session, for whoever leads it: to the door, for the team, and for those who lead along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Literal

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from facilitation.api.door import wrong_link
from facilitation.api.links import all_links, canvas_link, join_links, lead_link, qr_svg
from facilitation.api.people import Asker, Asking
from facilitation.api.problems import problem
from facilitation.api.services import Services, Wired
from facilitation.rooms.keys import Keys, new_token
from facilitation.rooms.ports import KeyTakenError, SessionUnknownError

router = APIRouter()
_ATTEMPTS = 5
_SVG = "image/svg+xml"


@router.get("/api/sessions/{session_id}/links")
async def links(
    session_id: str, asker: Asking, services: Wired, role: Literal["lead", "screen"] = "lead"
) -> dict[str, Any]:
    """The session's addresses; with `?role=screen` only what may stand on the projector.

    Who leads also learns whether they are the facilitator, and what the organisation does when somebody is not safe.
    """
    keys = await _keys(session_id, asker, services)
    if role == "screen":
        return join_links(services, keys, asker.origin)
    return {
        **all_links(services, session_id, keys, asker.origin),
        "lead_link": keys.lead_token and lead_link(services, keys.lead_token, asker.origin),
        "facilitator": asker.is_facilitator(),
        "safety_procedure": services.settings.safety_procedure,
    }


@router.get("/api/sessions/{session_id}/qr.svg")
async def qr_code(session_id: str, asker: Asking, services: Wired) -> Response:
    """The QR code that opens the join page."""
    keys = await _keys(session_id, asker, services)
    return Response(qr_svg(join_links(services, keys, asker.origin)["join_url"]), media_type=_SVG)


@router.post("/api/sessions/{session_id}/canvas-link")
async def renew_canvas_link(session_id: str, asker: Asking, services: Wired) -> dict[str, str]:
    """A new link for the team; whoever reads over the old one is sent away."""
    keys = await _renewed(session_id, asker, services, services.archive.rotate_reader)
    return {"canvas_url": canvas_link(services, keys, asker.origin)}


@router.post("/api/sessions/{session_id}/lead-link")
async def renew_lead_link(session_id: str, asker: Asking, services: Wired, response: Response) -> dict[str, str]:
    """A new link to lead along; whoever came by the old one is sent away.

    Somebody who leads along themselves gets the new one in their cookie, and can come back.
    """
    keys = await _renewed(session_id, asker, services, services.archive.rotate_lead)
    assert keys.lead_token is not None, "it has just been made"
    if not asker.is_facilitator():
        asker.remember_leading(response, session_id, keys.lead_token)
    return {"lead_link": lead_link(services, keys.lead_token, asker.origin)}


@router.get("/api/sessions/{session_id}/lead-qr.svg")
async def lead_qr_code(session_id: str, asker: Asking, services: Wired) -> Response:
    """The QR code of the link to lead along."""
    keys = await _keys(session_id, asker, services)
    if keys.lead_token is None:
        raise problem(HTTPStatus.NOT_FOUND, "not-found")
    return Response(qr_svg(lead_link(services, keys.lead_token, asker.origin)), media_type=_SVG)


@router.get("/l/{token}", include_in_schema=False)
async def follow_lead_link(token: str, asker: Asking, services: Wired) -> Response:
    """The link to lead along: from now on this browser may lead this one session."""
    session_id = await services.archive.by_lead_token(token)
    if session_id is None:
        raise wrong_link(asker)
    response = RedirectResponse(f"/s/{session_id}/lead", HTTPStatus.SEE_OTHER)
    asker.remember_leading(response, session_id, token)
    return response


async def _keys(session_id: str, asker: Asker, services: Services) -> Keys:
    await asker.must_lead(session_id)
    return await _keys_of(session_id, services)


async def _keys_of(session_id: str, services: Services) -> Keys:
    keys = await services.archive.keys(session_id)
    if keys is None:
        raise problem(HTTPStatus.NOT_FOUND, "session-unknown")
    return keys


async def _renewed(
    session_id: str, asker: Asker, services: Services, rotate: Callable[[str, str], Awaitable[None]]
) -> Keys:
    """The keys once `rotate` has given one of them a new token, and those who came by the old one have gone."""
    await _keys(session_id, asker, services)
    for _ in range(_ATTEMPTS):
        try:
            await rotate(session_id, new_token())
        except KeyTakenError:
            continue
        except SessionUnknownError:
            break
        keys = await _keys_of(session_id, services)
        services.linked.link_renewed(session_id, keys.links)
        return keys
    raise problem(HTTPStatus.NOT_FOUND, "session-unknown")
