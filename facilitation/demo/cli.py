"""`facilitation demo`: a first look without a room.

Option texts come from the catalogue `demo`. Typer reads the annotations when the command is built, not at import.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

from facilitation.config import HostError, Settings
from facilitation.demo.errors import DemoError
from facilitation.demo.example import Example
from facilitation.demo.play import staged
from facilitation.demo.played import Links, Step, Until
from facilitation.demo.reading import load_example, names
from facilitation.locale import say, terminal_language

DEFAULT_URL = "http://127.0.0.1:8000"


class Language(StrEnum):
    """In which language a case can be told."""

    NL = "nl"
    EN = "en"


def tell_host(key: str, **values: Any) -> str:
    """A sentence of the catalogue `demo` in the language of the host's terminal."""
    return say(terminal_language(os.environ), f"demo.{key}", **values)


def facilitators_key(env: Mapping[str, str]) -> str:
    """The key from `FACILITATION_KEY`, or the one that the server keeps in its sessions' directory.

    Raises:
        DemoError: `no-key`.
        HostError: a setting cannot be used.
    """
    settings = Settings.from_env(env)
    if settings.facilitation_key:
        return settings.facilitation_key
    try:
        return settings.key_file.read_text(encoding="utf-8").strip()
    except OSError:
        raise DemoError("no-key", path=settings.key_file) from None


def demo(
    case: Annotated[str, typer.Option(help=tell_host("option-case"))] = "pleeggezin",
    phones: Annotated[int | None, typer.Option(min=1, max=1_000, help=tell_host("option-phones"))] = None,
    url: Annotated[str, typer.Option(help=tell_host("option-url"))] = DEFAULT_URL,
    speed: Annotated[float, typer.Option(min=0.1, help=tell_host("option-speed"))] = 1.0,
    until: Annotated[Until, typer.Option(help=tell_host("option-until"))] = Until.CLOSE,
    language: Annotated[Language | None, typer.Option(help=tell_host("option-language"))] = None,
    list_: Annotated[bool, typer.Option("--list", help=tell_host("option-list"))] = False,
    stay: Annotated[bool, typer.Option(help=tell_host("option-stay"))] = False,
) -> None:
    """Play a fictional case on a running server, for whoever typed `facilitation demo`."""
    console = Console(highlight=False, soft_wrap=True)
    spoken = language.value if language else terminal_language(os.environ)
    try:
        if list_:
            console.print(_cases(spoken))
            return
        example, key = load_example(case, spoken), facilitators_key(os.environ)
        asyncio.run(_show(console, example, key, url=url, phones=phones, speed=speed, until=until, stay=stay))
    except KeyboardInterrupt:
        console.print(f"\n{tell_host('stopped')}", markup=False)
    except (DemoError, HostError) as error:
        domain = "demo" if isinstance(error, DemoError) else "cli"
        sentence = say(terminal_language(os.environ), f"{domain}.{error.code}", **error.values)
        Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
        raise typer.Exit(1) from None


def _cases(language: str) -> Text:
    """The cases there are: name, title, and what is in them."""
    told = [(name, load_example(name, language)) for name in names()]
    wide = max(len(name) for name, _ in told) + 2
    lines = (
        tell_host(
            "case",
            title=f"{example.title} ({example.load_guide().title[language]})",
            partners=len(example.partners),
            people=len(example.participants),
            notes=len(example.notes),
        )
        for _, example in told
    )
    return Text("\n".join(f"  {name:<{wide}}{line}" for (name, _), line in zip(told, lines, strict=True)))


async def _show(
    console: Console,
    example: Example,
    key: str,
    *,
    url: str,
    phones: int | None,
    speed: float,
    until: Until,
    stay: bool,
) -> None:
    with _progress(console) as progress:
        teller = _Teller(progress, key, url)
        room = staged(url, key, example, phones=phones, speed=speed, until=until, tell=teller.tell)
        async with room as played:
            progress.stop()
            console.print(_table(_links(played.links)))
            if stay or until is not Until.CLOSE:
                console.print(tell_host("staying"), markup=False)
                await asyncio.Event().wait()


def _progress(console: Console) -> Progress:
    columns = (TextColumn("  {task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True)


def _table(links: Mapping[str, str]) -> Text:
    """Links under each other, each behind its name."""
    named = [(tell_host(name), link) for name, link in links.items()]
    width = max(len(name) for name, _ in named) + 2
    return Text.assemble("\n", *(f"  {name:<{width}}{link}\n" for name, link in named))


def _links(links: Links) -> dict[str, str]:
    return {
        "link-lead": links.lead_url,
        "link-screen": links.screen_url,
        "link-join": links.join_url,
        "link-canvas": links.canvas_url,
    }


class _Teller:
    """Tells the host what happens: a line for each step, a bar for what comes in one by one."""

    def __init__(self, progress: Progress, key: str, url: str) -> None:
        self._progress, self._key, self._url = progress, key, url
        self._bars: dict[Step, TaskID] = {}

    def tell(self, step: Step, values: Mapping[str, Any]) -> None:
        match step:
            case Step.CREATED:
                self._line(step, values)
                sign_in = f"{self._url.rstrip('/')}/sign-in?key={quote(self._key)}"
                self._progress.console.print(_table({"link-sign-in": sign_in, **_links(values["links"])}))
            case Step.JOINED | Step.WRITTEN:
                n, of = values["n"], values["of"]
                self._progress.update(self._bar(step, of), completed=n, total=of, visible=n < of)
            case Step.ANSWERED:
                answer = tell_host(f"reply-{values['reply']}")
                line = f" {values['line']}" if values["line"] else ""
                self._line(step, {"name": values["name"], "answer": f"{answer}.{line}"})
            case _:
                self._line(step, values)

    def _bar(self, step: Step, total: int) -> TaskID:
        if step not in self._bars:
            self._bars[step] = self._progress.add_task(tell_host(step), total=total)
        return self._bars[step]

    def _line(self, step: Step, values: Mapping[str, Any]) -> None:
        self._progress.console.print(Text.assemble(("● ", "bold blue"), tell_host(step, **values)))
