"""Rehearsing: a session to throw away, in which the others are played."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import Response

from facilitation.api.carry_out import carry_out
from facilitation.api.people import Asker, Asking, room_of
from facilitation.api.problems import problem
from facilitation.api.rehearsing import acting, joining, played
from facilitation.api.services import Services, Wired
from facilitation.api.sessions import begin
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import CreateSession, Join, SetSubject
from facilitation.canvas.views import Actor, Role
from facilitation.locale import say
from facilitation.rooms.answers import NotKept
from facilitation.rooms.keys import new_id
from facilitation.rooms.room import Room

router = APIRouter()
_LEAST_PARTNERS = 4
"""So many are needed to show how the four values were scored."""


@router.post("/api/sessions/{session_id}/rehearse", status_code=HTTPStatus.CREATED)
async def rehearse(session_id: str, asker: Asking, services: Wired, response: Response) -> dict[str, str]:
    """Make a rehearsal of this session: the same guide, partners and person, and nothing that anybody wrote in it.

    This browser gets the first partner's seat in it, for the phone that is shown beside the screen.
    """
    asker.must_be_facilitator()
    like = (await room_of(services, session_id)).canvas
    made, _ = await begin(services, lambda: _command(like, services.settings.retention_days))
    room = await room_of(services, made)
    words = like.subject
    if words.story or words.question or words.strengths:
        await carry_out(
            room,
            SetSubject(story=words.story, question=words.question, strengths=words.strengths),
            Actor(Role.LEAD),
        )
    await _sit(room, asker, services, response)
    return {"id": made, "rehearse_url": f"/s/{made}/rehearse?of={session_id}"}


@router.post("/api/sessions/{session_id}/rehearse/others")
async def let_the_others(session_id: str, asker: Asking, services: Wired) -> dict[str, int]:
    """Let those who are played do what fits the stage at hand: `done` says how much that was."""
    await asker.must_lead(session_id)
    room = await room_of(services, session_id)
    if not room.canvas.session.rehearsal:
        raise problem(HTTPStatus.CONFLICT, "no-rehearsal")
    before = room.head
    for step in (joining, acting):
        for command, actor in step(room.canvas):
            # What is refused (a note that went, an offer that is taken) is what would happen to a real phone too.
            if isinstance(await room.submit(new_id(), command, actor), NotKept):
                raise problem(HTTPStatus.SERVICE_UNAVAILABLE, "too-busy")
    for participant in played(room.canvas):
        room.presence.set_ready(participant, True)
    return {"done": room.head - before}


def _command(like: Canvas, retention_days: int) -> CreateSession:
    language = like.session.language
    names = [partner.name for _, partner in like.seats]
    played = [say(language, f"rehearsal.partner-{number}") for number in range(1, _LEAST_PARTNERS + 1)]
    known = {name.casefold() for name in names}
    names += [name for name in played if name.casefold() not in known][: max(0, _LEAST_PARTNERS - len(names))]
    partners = tuple((new_id(), name) for name in names)
    own = next((id for (id, _), (_, partner) in zip(partners, like.seats, strict=False) if partner.own), "")
    return CreateSession(
        session=new_id(),
        title=like.session.title,
        alias=like.subject.alias,
        age=like.subject.age,
        language=language,
        guide=like.guide,
        retention_days=retention_days,
        partners=partners,
        rehearsal=True,
        own=own,
    )


async def _sit(room: Room, asker: Asker, services: Services, response: Response) -> None:
    participant = new_id()
    secret = await services.identities.new_seat(room.session_id, participant)
    first, _ = room.canvas.seats[0]
    await carry_out(room, Join(participant, first), Actor(Role.DOOR))
    asker.remember_seat(response, room.session_id, secret)
