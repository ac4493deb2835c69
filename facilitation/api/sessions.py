"""The facilitator's sessions: make, list, close and delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from facilitation.api.carry_out import carry_out
from facilitation.api.guides import all_guides, guide_of
from facilitation.api.links import all_links
from facilitation.api.people import Asker, Asking, room_of
from facilitation.api.problems import refused
from facilitation.api.services import Services, Wired
from facilitation.canvas.commands import CloseSession, Command, CreateSession, ReopenSession
from facilitation.canvas.decide import Refusal
from facilitation.canvas.guides import Guide
from facilitation.canvas.text import clean_line
from facilitation.canvas.views import Actor, Role
from facilitation.locale import say
from facilitation.rooms.keys import Keys, new_id, new_keys
from facilitation.rooms.ports import KeyTakenError, SessionExistsError, SessionSummary

router = APIRouter()
_ATTEMPTS = 5


class NewSubject(BaseModel):
    alias: str
    age: str = ""


class NewSession(BaseModel):
    title: str
    subject: NewSubject
    guide: str = "person"
    language: Literal["nl", "en"] = "nl"
    partners: list[str] = Field(default_factory=list)
    joins: bool = False


@router.post("/api/sessions", status_code=HTTPStatus.CREATED)
async def create(body: NewSession, asker: Asking, services: Wired) -> dict[str, Any]:
    """Open a session."""
    asker.must_be_facilitator()
    guide = (await guide_of(services, body.guide)).guide
    session_id, keys = await begin(services, lambda: _command(body, guide, services.settings.retention_days))
    links = all_links(services, session_id, keys, asker.origin)
    return {"id": session_id, **links}


def _command(body: NewSession, guide: Guide, retention_days: int) -> CreateSession:
    partners = [(new_id(), name) for name in body.partners]
    own = ""
    if body.joins:
        # Whoever wrote down the person's name as a partner meant this seat.
        name = say(body.language, "lead.own-name", alias=clean_line(body.subject.alias))
        known = {clean_line(body.subject.alias).casefold(), name.casefold()}
        own = next((id for id, partner in partners if clean_line(partner).casefold() in known), "") or new_id()
        if own not in dict(partners):
            partners.insert(0, (own, name))
    return CreateSession(
        session=new_id(),
        title=body.title,
        alias=body.subject.alias,
        age=body.subject.age,
        language=body.language,
        guide=guide,
        retention_days=retention_days,
        partners=tuple(partners),
        own=own,
    )


async def begin(services: Services, command: Callable[[], CreateSession]) -> tuple[str, Keys]:
    """Begin a session by `command`, which is asked again, for other ids, when somebody has these. Its id and its keys.

    Raises:
        ProblemError: it was refused, or could not be kept.
    """
    for _ in range(_ATTEMPTS):
        wanted, keys = command(), new_keys()
        try:
            room = await services.rooms.create(wanted, keys)
        except (KeyTakenError, SessionExistsError):
            continue
        if isinstance(room, Refusal):
            raise refused(room)
        return wanted.session, keys
    raise refused(Refusal("not-kept"))


@router.get("/api/sessions")
async def archive(asker: Asking, services: Wired) -> dict[str, object]:
    """The archive, newest first, and the guides to begin with. A guide's texts are in every language."""
    asker.must_be_facilitator()
    return {
        "sessions": [_listed(summary) for summary in await services.archive.sessions() if not summary.rehearsal],
        "guides": await all_guides(services),
    }


def _listed(summary: SessionSummary) -> dict[str, object]:
    listed = asdict(summary)
    del listed["rehearsal"]  # those that are have no place in the list
    return listed


@router.delete("/api/sessions/{session_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete(session_id: str, asker: Asking, services: Wired) -> Response:
    """Delete a session and everything in it."""
    asker.must_be_facilitator()
    await room_of(services, session_id)
    await services.rooms.delete(session_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/api/sessions/{session_id}/close", status_code=HTTPStatus.NO_CONTENT)
async def close(session_id: str, asker: Asking, services: Wired) -> Response:
    """Close a session: nobody writes any more, and the day of its deletion is set."""
    return await _as_lead(CloseSession(), session_id, asker, services)


@router.post("/api/sessions/{session_id}/reopen", status_code=HTTPStatus.NO_CONTENT)
async def reopen(session_id: str, asker: Asking, services: Wired) -> Response:
    """Open a closed session again."""
    return await _as_lead(ReopenSession(), session_id, asker, services)


async def _as_lead(command: Command, session_id: str, asker: Asker, services: Services) -> Response:
    asker.must_be_facilitator()
    await carry_out(await room_of(services, session_id), command, Actor(Role.LEAD))
    return Response(status_code=HTTPStatus.NO_CONTENT)
