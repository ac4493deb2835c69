"""The door: from a code or a QR code to a seat at the circle."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus

from fastapi import APIRouter
from pydantic import BaseModel, model_validator
from starlette.responses import RedirectResponse, Response

from facilitation.api.carry_out import carry_out
from facilitation.api.people import Asker, Asking, room_of
from facilitation.api.problems import ProblemError, problem, refused
from facilitation.api.services import Services, Wired
from facilitation.canvas.commands import Admit, Join, TurnAway
from facilitation.canvas.decide import Refusal
from facilitation.canvas.rules.partners import is_second_phone
from facilitation.canvas.views import Actor, Role
from facilitation.live.identity import DOOR_COOKIE, seat_cookie
from facilitation.rooms.keys import new_id
from facilitation.rooms.ports import SessionUnknownError
from facilitation.rooms.room import Room

router = APIRouter()

_FACILITATOR = Actor(Role.LEAD)
"""In whose name the door answers a knock by itself: when it was opened since, and when somebody goes away again."""


class Code(BaseModel):
    code: str


class Seat(BaseModel):
    """A partner that is there (`id`), or a new one (`name`)."""

    id: str | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Seat:
        if (self.id is None) == (self.name is None):
            raise ValueError("id or name")
        return self


class Joining(BaseModel):
    partner: Seat
    code: str | None = None
    token: str | None = None
    name: str = ""


@router.get("/j/{token}", include_in_schema=False)
async def follow_qr(token: str, asker: Asking, services: Wired) -> Response:
    """The QR code's target: keeps the token out of the address bar and goes to the join page."""
    if await services.archive.by_token(token) is None:
        raise wrong_link(asker)
    response = RedirectResponse("/join", HTTPStatus.SEE_OTHER)
    asker.remember_door(response, token)
    return response


@router.get("/r/{token}", include_in_schema=False)
async def follow_team_link(token: str, asker: Asking, services: Wired) -> Response:
    """The team's link."""
    session_id = await services.archive.by_reader_token(token)
    if session_id is None:
        raise wrong_link(asker)
    response = RedirectResponse(f"/s/{session_id}/canvas", HTTPStatus.SEE_OTHER)
    asker.remember_reader(response, session_id, token)
    return response


@router.post("/api/door")
async def knock(body: Code, asker: Asking, services: Wired, response: Response) -> dict[str, str]:
    """Come to the door with the code."""
    session_id = await _by_code(body.code, asker, services)
    keys = await services.archive.keys(session_id)
    if keys is None:
        raise problem(HTTPStatus.NOT_FOUND, "code-wrong")
    asker.remember_door(response, keys.token)
    return {"session": session_id}


@router.get("/api/door")
async def look_in(asker: Asking, services: Wired) -> dict[str, object]:
    """What somebody at the door may know: the session, and the seats at its circle."""
    room = await room_of(services, await _by_cookie(asker, services))
    mine = await asker.knocking(room)
    people = Counter(person.partner for person in room.canvas.participants.values())
    seated, waiting = await asker.seat(room) is not None, mine is not None
    known = await services.identities.seat(asker.credentials, room.session_id) is not None
    return {
        "session": room.session_id,
        "title": room.canvas.session.title,
        "language": room.canvas.session.language,
        "alias": room.canvas.subject.alias,
        "door": room.canvas.session.door,
        "ask": _asks(room, mine),
        "waiting": waiting,
        "refused": known and not seated and not waiting,
        "partners": [
            {"id": id, "name": partner.name, "people": people[id], "own": partner.own}
            for id, partner in room.canvas.seats
        ],
        "seat_url": _seat_url(room) if seated else None,
    }


@router.post("/api/join")
async def join(body: Joining, asker: Asking, services: Wired, response: Response) -> dict[str, object]:
    """Take a seat, or ask for one where the door asks (202). Who has one gets the same again (protocol 5.2)."""
    room = await room_of(services, await _session_joined(body, asker, services))
    participant = await asker.seat(room) or await asker.knocking(room)
    if participant is None:
        participant = await _take_seat(room, body, asker, services, response)
    if participant in room.canvas.knocks and room.canvas.session.door and not _asks(room, participant):
        await carry_out(room, Admit(participant), _FACILITATOR)
    if participant not in room.canvas.participants:
        response.status_code = HTTPStatus.ACCEPTED
        return {"session": room.session_id, "waiting": True}
    partner = room.canvas.participants[participant].partner
    return {"session": room.session_id, "participant": participant, "partner": partner, "seat_url": _seat_url(room)}


@router.delete("/api/join", status_code=HTTPStatus.NO_CONTENT)
async def withdraw(asker: Asking, services: Wired) -> Response:
    """Ask no longer to come in. Who sits already stays where they are."""
    room = await room_of(services, await _by_cookie(asker, services))
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    participant = await asker.knocking(room)
    if participant is not None:
        await carry_out(room, TurnAway(participant), _FACILITATOR)
        asker.forget(response, seat_cookie(room.session_id))
    return response


@router.post("/api/sessions/{session_id}/leave", status_code=HTTPStatus.NO_CONTENT)
async def leave(session_id: str, asker: Asking) -> Response:
    """Forget this phone's seat, so that somebody else can join on it. The seat itself stays."""
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    if (name := seat_cookie(session_id)) in asker.credentials.cookies:
        asker.forget(response, name)
    return response


def _asks(room: Room, knocking: str | None) -> bool:
    """Whether the facilitator decides: about everybody, or about this one, for a seat that takes one phone."""
    knock = room.canvas.knocks.get(knocking or "")
    return room.canvas.session.ask or (knock is not None and is_second_phone(room.canvas, knock))


async def _take_seat(room: Room, body: Joining, asker: Asker, services: Services, response: Response) -> str:
    """A new participant. The secret is kept before the seat is taken: a seat without one could never be used."""
    if not room.canvas.session.door:
        raise refused(Refusal("door-closed"))
    participant = new_id()
    command = Join(participant, body.partner.id or new_id(), body.partner.name, body.name)
    try:
        secret = await services.identities.new_seat(room.session_id, participant)
    except SessionUnknownError:
        raise problem(HTTPStatus.NOT_FOUND, "session-unknown") from None
    await carry_out(room, command, Actor(Role.DOOR))
    asker.remember_seat(response, room.session_id, secret)
    return participant


async def _session_joined(body: Joining, asker: Asker, services: Services) -> str:
    if body.code is not None:
        return await _by_code(body.code, asker, services)
    if body.token is None:
        return await _by_cookie(asker, services)
    session_id = await services.archive.by_token(body.token)
    if session_id is None:
        raise wrong_link(asker)
    return session_id


def wrong_link(asker: Asker) -> ProblemError:
    """A wrong token costs a try. A right one is looked up first and always works: nobody guesses 128 bits, and one
    person who types codes at random must not keep a whole room, behind the same address, from joining."""
    try:
        with asker.guessing():
            raise problem(HTTPStatus.NOT_FOUND, "link-wrong")
    except ProblemError as error:
        return error


async def _by_code(code: str, asker: Asker, services: Services) -> str:
    with asker.guessing():
        session_id = await services.archive.by_code(code)
        if session_id is None:
            raise problem(HTTPStatus.NOT_FOUND, "code-wrong")
    return session_id


async def _by_cookie(asker: Asker, services: Services) -> str:
    """The session whose door this is. A cookie that was right once costs nothing: a whole room may hold an old one."""
    token = asker.credentials.cookies.get(DOOR_COOKIE)
    session_id = await services.archive.by_token(token) if token else None
    if session_id is None:
        raise problem(HTTPStatus.UNAUTHORIZED, "link-wrong" if token else "nobody-at-door")
    return session_id


def _seat_url(room: Room) -> str:
    return f"/s/{room.session_id}/seat"
