"""What reaches one browser: every frame, every answer and every dialog, of all its tabs and frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Dialog, Error, Page, Response, WebSocket


class Ear:
    """Listens from the moment it is made, so before the first page is opened.

    `received` and `sent` are frames of WebSockets, `answers` the bodies by path (those of polling among them), `unread`
    the paths whose body was gone before it could be read, `hosts` all that anything was asked of. While `leaving` is
    set, a page that asks whether to leave is left.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.received: list[str] = []
        self.sent: list[str] = []
        self.sockets = 0
        self.answers: list[tuple[str, bytes]] = []
        self.unread: list[str] = []
        self.hosts: set[str] = set()
        self.dialogs: list[str] = []
        self.leaving = False
        self.errors: list[str] = []
        self.on_frame: Callable[[str], None] | None = None
        self._reading: set[asyncio.Task[None]] = set()
        context.on("page", self._page)
        context.on("response", self._response)
        context.on("request", lambda request: self._host(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._console)

    async def everything(self) -> str:
        """All that has come in so far, over the line and over HTTP."""
        while self._reading:
            await asyncio.gather(*self._reading)
        bodies = (body.decode("utf-8", "replace") for _, body in self.answers)
        return "\n".join([*self.received, *bodies])

    def _page(self, page: Page) -> None:
        page.on("websocket", self._websocket)
        page.on("dialog", self._dialog)

    def _websocket(self, socket: WebSocket) -> None:
        self.sockets += 1
        self._host(socket.url)
        socket.on("framereceived", self._frame)
        socket.on("framesent", lambda frame: self.sent.append(_text(frame)))

    def _frame(self, frame: str | bytes) -> None:
        text = _text(frame)
        self.received.append(text)
        if self.on_frame is not None:
            self.on_frame(text)

    def _response(self, response: Response) -> None:
        task = asyncio.create_task(self._read(response))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, response: Response) -> None:
        path = urlsplit(response.url).path
        if 300 <= response.status < 400 or response.status == 204:
            return
        try:
            self.answers.append((path, await response.body()))
        except Error:
            # A page that was left takes the bodies of its answers along.
            self.unread.append(path)

    async def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        await (dialog.accept() if self.leaving else dialog.dismiss())

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def _host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about"):
            self.hosts.add(parts.netloc)


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
