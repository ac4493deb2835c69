"""The canvas to take home. A whole room asks at the same moment, so a document is made once for all of them."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from facilitation.api.people import Asking, room_of
from facilitation.api.problems import problem
from facilitation.api.services import Wired
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.views import PUBLIC, seen_by
from facilitation.rooms.room import Room

if TYPE_CHECKING:
    from facilitation.takehome import Download

FORMATS = ("json", "svg", "png", "pdf", "xlsx", "csv")
AT_ONCE = 2
"""How many documents are made at the same time; whoever asks for another waits for a turn."""

Wanted = tuple[int, str, str]
"""The head of the canvas, the format and the language: what a document is made of."""


class Documents:
    """Documents of the canvas as it is now. They are forgotten when the canvas changes and when its room is let go."""

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Room, dict[Wanted, asyncio.Task[Download]]] = WeakKeyDictionary()
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def get(self, room: Room, format: str, language: str) -> Download:
        """The document, as everybody in the session may see it."""
        made = self._of.setdefault(room, {})
        for old in [wanted for wanted in made if wanted[0] != room.head]:
            del made[old]
        wanted = (room.head, format, language)
        if wanted not in made:
            task = made[wanted] = asyncio.create_task(self._make(room.canvas, format, language))
            task.add_done_callback(lambda done: made.pop(wanted, None) if done.exception() else None)
        # Shielded: whoever goes away must not take the document from the others.
        return await asyncio.shield(made[wanted])

    async def _make(self, canvas: Canvas, format: str, language: str) -> Download:
        from facilitation.takehome import render  # brings the document libraries, which a start need not wait for

        async with self._turn:
            return await asyncio.to_thread(render, format, seen_by(canvas, PUBLIC), language)


async def _documents(request: Request) -> Documents:
    documents: Documents = request.app.state.documents
    return documents


router = APIRouter()


@router.get("/api/sessions/{session_id}/canvas.{format}")
async def download(
    session_id: str,
    format: str,
    asker: Asking,
    services: Wired,
    documents: Annotated[Documents, Depends(_documents)],
    language: Literal["nl", "en"] | None = None,
) -> Response:
    """The canvas to take home, as everybody in the session may see it; in the session's language unless asked."""
    room = await room_of(services, session_id)
    await asker.must_see(room)
    if format not in FORMATS:
        raise problem(HTTPStatus.NOT_FOUND, "format-unknown")
    made = await documents.get(room, format, language or room.canvas.session.language)
    return Response(made.body, media_type=made.media_type, headers=attachment(made.name))


def attachment(name: str) -> dict[str, str]:
    """The header that lets a browser save an answer under this name."""
    plain = name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "'").replace("\\", "-")
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}
