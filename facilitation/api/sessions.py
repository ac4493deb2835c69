"""The facilitator's sessions: make, list, close and delete."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Literal

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
from facilitation.canvas.views import Actor, Role
from facilitation.rooms.keys import Keys, new_id, new_keys
from facilitation.rooms.ports import KeyTakenError, SessionExistsError

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


@router.post("/api/sessions", status_code=HTTPStatus.CREATED)
async def create(body: NewSession, asker: Asking, services: Wired) -> dict[str, str]:
    """Open a session."""
    asker.must_be_facilitator()
    guide = (await guide_of(services, body.guide)).guide
    session_id, keys = await _begin(services, body, guide)
    links = all_links(services, session_id, keys, asker.origin)
    return {"id": session_id, **links}


async def _begin(services: Services, body: NewSession, guide: Guide) -> tuple[str, Keys]:
    for _ in range(_ATTEMPTS):
        command = CreateSession(
            session=new_id(),
            title=body.title,
            alias=body.subject.alias,
            age=body.subject.age,
            language=body.language,
            guide=guide,
            retention_days=services.settings.retention_days,
            partners=tuple((new_id(), name) for name in body.partners),
        )
        keys = new_keys()
        try:
            room = await services.rooms.create(command, keys)
        except (KeyTakenError, SessionExistsError):
            continue
        if isinstance(room, Refusal):
            raise refused(room)
        return command.session, keys
    raise refused(Refusal("not-kept"))


@router.get("/api/sessions")
async def archive(asker: Asking, services: Wired) -> dict[str, object]:
    """The archive, newest first, and the guides to begin with. A guide's texts are in every language."""
    asker.must_be_facilitator()
    return {
        "sessions": [asdict(summary) for summary in await services.archive.sessions()],
        "guides": await all_guides(services),
    }


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
