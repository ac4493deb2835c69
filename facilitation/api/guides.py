"""The guides: those that come with the product, and those that facilitators make out of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from facilitation.api.downloads import attachment
from facilitation.api.people import Asking
from facilitation.api.problems import ProblemError, problem
from facilitation.api.services import Services, Wired
from facilitation.canvas import limits
from facilitation.canvas.guide_check import Fault, GuideError, check_guide
from facilitation.canvas.guide_toml import read_guide, write_guide
from facilitation.canvas.guides import Guide
from facilitation.canvas.text import plain_name
from facilitation.locale import best_language, say
from facilitation.rooms.keys import new_id
from facilitation.rooms.ports import GuideMovedError, OwnGuide, TooManyGuidesError

router = APIRouter()
MOST_FAULTS = 20
"""How many faults are told at once."""


class Copy(BaseModel):
    """The guide of which a copy is wanted."""

    copy_of: str


class Written(BaseModel):
    """A guide as its record stands in a session; `version` is the one that was changed."""

    guide: dict[str, Any]
    version: int = 0


async def all_guides(services: Services) -> list[dict[str, object]]:
    """What there is to choose from: a facilitator's own, newest first, behind those that come with the product."""
    own = [one.guide for one in await services.own_guides.all()]
    return [
        {
            "name": guide.name,
            "title": dict(guide.title),
            "purpose": dict(guide.purpose),
            "own": guide.name not in services.guides,
            "stages": len(guide.stages),
            "minutes": sum(stage.minutes for stage in guide.stages),
        }
        for guide in (*services.guides.values(), *own)
    ]


async def guide_of(services: Services, name: str) -> OwnGuide:
    """The guide with this name; one that comes with the product has the version 0. Raises `guide-unknown`."""
    built_in = services.guides.get(name)
    found = OwnGuide(built_in, 0) if built_in else await services.own_guides.get(name)
    if found is None:
        raise problem(HTTPStatus.NOT_FOUND, "guide-unknown")
    return found


@router.get("/api/guides")
async def listed(asker: Asking, services: Wired) -> dict[str, object]:
    """The guides, each in a few words."""
    asker.must_be_facilitator()
    return {"guides": await all_guides(services)}


@router.get("/api/guides/{name}.toml")
async def exported(
    name: str, asker: Asking, services: Wired, request: Request, language: Literal["nl", "en"] | None = None
) -> Response:
    """The guide as a file, with a few lines on what its words mean in the asker's language."""
    asker.must_be_facilitator()
    guide, told = (await guide_of(services, name)).guide, language or _language(request)
    toml = write_guide(guide, say(told, "guides.file-about"))
    file = plain_name(say(told, "guides.guide"), guide.title[told]) + ".toml"
    return Response(toml.encode(), media_type="application/toml; charset=utf-8", headers=attachment(file))


@router.get("/api/guides/{name}")
async def whole(name: str, asker: Asking, services: Wired) -> dict[str, object]:
    """The whole guide, to look at or to change."""
    asker.must_be_facilitator()
    found = await guide_of(services, name)
    return {"name": name, "own": name not in services.guides, "version": found.version, "guide": asdict(found.guide)}


@router.post("/api/guides", status_code=HTTPStatus.CREATED)
async def copied(body: Copy, asker: Asking, services: Wired) -> dict[str, str]:
    """Make a copy of a guide, to be changed."""
    asker.must_be_facilitator()
    guide = (await guide_of(services, body.copy_of)).guide
    title = {
        language: say(language, "guides.copy-of", title=text)[: limits.GUIDE_TITLE]
        for language, text in guide.title.items()
    }
    return await _kept(services, replace(guide, name=new_id(), title=title))


@router.post("/api/guides/import", status_code=HTTPStatus.CREATED)
async def imported(request: Request, asker: Asking, services: Wired) -> dict[str, str]:
    """Take in a guide from a TOML file, which is the body."""
    asker.must_be_facilitator()
    body = await request.body()
    with _faults_told(_language(request)):
        # Beside the loop: a hostile file may take a good part of a second, and rooms are talking meanwhile.
        guide = await asyncio.to_thread(read_guide, new_id(), body)
    return await _kept(services, guide)


@router.post("/api/guides/check")
async def checked(body: Written, request: Request, asker: Asking) -> dict[str, object]:
    """What is wrong with a guide, without keeping it."""
    asker.must_be_facilitator()
    try:
        _read("checked", body)
    except GuideError as error:
        return {"faults": _told(error, _language(request))}
    return {"faults": []}


@router.put("/api/guides/{name}")
async def changed(name: str, body: Written, request: Request, asker: Asking, services: Wired) -> dict[str, int]:
    """Change a guide of one's own; sessions that have begun keep the guide as it was."""
    asker.must_be_facilitator()
    await _must_be_own(services, name)
    with _faults_told(_language(request)):
        guide = _read(name, body)
    try:
        await services.own_guides.put(guide, body.version)
    except GuideMovedError:
        raise problem(HTTPStatus.CONFLICT, "guide-changed") from None
    return {"version": body.version + 1}


@router.delete("/api/guides/{name}", status_code=HTTPStatus.NO_CONTENT)
async def removed(name: str, asker: Asking, services: Wired) -> Response:
    """Remove a guide of one's own; sessions keep theirs."""
    asker.must_be_facilitator()
    await _must_be_own(services, name)
    await services.own_guides.remove(name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _must_be_own(services: Services, name: str) -> None:
    if name in services.guides:
        raise problem(HTTPStatus.FORBIDDEN, "guide-built-in")
    await guide_of(services, name)


async def _kept(services: Services, guide: Guide) -> dict[str, str]:
    try:
        await services.own_guides.add(guide, services.clock.now(), limits.GUIDES)
    except TooManyGuidesError:
        raise problem(HTTPStatus.CONFLICT, "too-many-guides", most=limits.GUIDES) from None
    return {"name": guide.name}


def _read(name: str, body: Written) -> Guide:
    """The guide as it was written in the form. Raises GuideError."""
    table = dict(body.guide)
    table.pop("name", None)  # it has the name under which it is kept
    if "stages" in table:
        table["stage"] = table.pop("stages")
    return check_guide(name, table)


@contextmanager
def _faults_told(language: str) -> Iterator[None]:
    """Answer with every fault of the guide that is read here."""
    try:
        yield
    except GuideError as error:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST, "errors.guide-faulty", more={"faults": _told(error, language)}
        ) from None


def _told(error: GuideError, language: str) -> list[dict[str, object]]:
    return [_as_told(fault, language) for fault in error.faults[:MOST_FAULTS]]


def _as_told(fault: Fault, language: str) -> dict[str, object]:
    """The fault with its place in words: the line of the file, the stage counted from 1, and the field in it."""
    path = list(fault.path)
    stage = path[1] + 1 if len(path) > 1 and isinstance(path[1], int) else None
    field = ".".join(str(part) for part in path[2 if stage else 0 :])
    message = say(language, f"guides.fault-{fault.code}", **fault.args)
    return {"line": fault.line, "stage": stage, "field": field, "code": fault.code, "message": message}


def _language(request: Request) -> str:
    return best_language(request.headers.get("accept-language"))
