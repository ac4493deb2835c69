"""`facilitation serve | demo | purge | doctor`: what the host types.

Nothing heavy is imported before it is needed, so that a start is quick and a mistake is told at once.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.console import Console
from rich.text import Text

from facilitation.config import HostError, Settings
from facilitation.locale import say as say_in
from facilitation.locale import terminal_language

console = Console(highlight=False, soft_wrap=True)


def say(key: str, **values: Any) -> str:
    """A text of the catalogue `cli`."""
    return say_in(terminal_language(os.environ), f"cli.{key}", **values)


app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=say("about"))


@contextmanager
def one_sentence() -> Iterator[None]:
    """Whatever the host can put right comes out as one sentence, with exit code 1."""
    try:
        yield
    except HostError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(say(error.code, **error.values), markup=False)
        raise typer.Exit(1) from None


@app.command(help=say("serve"))
def serve(
    workers: Annotated[str, typer.Option(metavar="N", help=say("workers"), show_default=False)] = "",
) -> None:
    with one_sentence():
        settings = Settings.from_env({**os.environ, "WORKERS": workers or os.environ.get("WORKERS", "")})
        key = prepared_key(settings)
        with listening(settings) as sock:
            port = sock.getsockname()[1]
            with suppress(KeyboardInterrupt):
                build()
                run(settings, sock, lambda: show_links(settings, key, port))
    console.print("\n" + say("stopped"))


@app.command(help=say("build"), name="build")
def build_command() -> None:
    with one_sentence():
        build()


@app.command(help=say("purge"))
def purge() -> None:
    with one_sentence():
        settings = Settings.from_env(os.environ)
        count = asyncio.run(_purge(settings))
    console.print(say("purged", n=count))


@app.command(help=say("doctor"))
def doctor() -> None:
    from facilitation.doctor import checks

    with one_sentence():
        settings = Settings.from_env(os.environ)
    good = True
    for check in checks(settings):
        good = good and check.good
        console.print(Text.assemble(("✓ ", "green") if check.good else ("✗ ", "red"), say(check.code, **check.values)))
    raise typer.Exit(0 if good else 1)


def prepared_key(settings: Settings) -> str:
    """Make sure that the sessions' directory can be used, and return the facilitator's key.

    Raises:
        HostError: it cannot be written to.
    """
    from facilitation.live.identity import facilitators_key

    if settings.needs_directory:
        check_writable(settings.sessions_dir)
    return facilitators_key(settings)


def check_writable(directory: Path) -> None:
    """Write something into the directory, which is made if it is not there, and take it away again.

    Raises:
        HostError: that cannot be done.
    """
    trial = directory / f".writable-{os.getpid()}"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise HostError("unwritable", path=directory, why=error.strerror or "") from None


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket on which to serve, taken before anything slow is done.

    Raises:
        HostError: the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, or asyncio's own loop leaves Nagle's delay on: 40 ms for every acknowledgement.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((settings.host, settings.port))
            # Listening tells whether the port is taken; uvicorn listens again on the same socket.
            sock.listen(2048)
        except OSError as error:
            taken = error.errno in (98, 48, 10048)
            why = {"host": settings.host, "port": settings.port, "why": error.strerror or ""}
            raise HostError("port-taken" if taken else "bad-host", **why) from None
        yield sock


def build() -> None:
    """Build the pages if that is needed. Raises HostError as `build_pages` does."""
    from facilitation.build import build_pages

    build_pages(lambda text: console.print(text, end="", markup=False), say)


def run(settings: Settings, sock: socket.socket, when_up: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    The pages are built, so Reflex itself stays out of the process: that is a second and some memory less.

    Raises:
        HostError: the database cannot be used, or the address of Redis.
    """
    # Only several workers of this program share their numbers; those of others are not for us to show.
    for name in ("PROMETHEUS_MULTIPROC_DIR", "prometheus_multiproc_dir"):
        os.environ.pop(name, None)
    from facilitation.build import pages_directory
    from facilitation.serving import pass_no_signals_on, prepare_process, server
    from facilitation.wiring import build as wire

    prepare_process()
    check_redis(settings)
    asyncio.run(_try_database(settings))
    if settings.workers > 1:
        run_workers(settings, sock, when_up)
        return
    running = server(wire(settings, pages_directory()), settings.host, settings.port, when_up)
    pass_no_signals_on()
    running.run(sockets=[sock])


def run_workers(settings: Settings, sock: socket.socket, when_up: Callable[[], None]) -> None:
    """Serve with several processes until Ctrl-C or SIGTERM.

    Raises:
        HostError: this system cannot share a port between them, or has no place for what they share.
    """
    if os.name != "posix":
        raise HostError("one-worker")
    from facilitation.build import pages_directory
    from facilitation.workers import Workers

    if settings.redis_url is None:
        console.print(say("without-redis", n=settings.workers))

    def tell_death(number: int, exit_code: int | None) -> None:
        console.print(say("worker-died", number=number + 1, code="?" if exit_code is None else exit_code))

    Workers(settings, pages_directory(), sock, when_up, tell_death).run()


def check_redis(settings: Settings) -> None:
    """Look whether the address of Redis can be used at all. Nothing connects: sessions go on without Redis.

    Raises:
        HostError: it cannot.
    """
    if settings.redis_url is None:
        return
    from facilitation.live.redis_fanout import is_address

    if not is_address(settings.redis_url):
        raise HostError("bad-redis", name="REDIS_URL")


async def _try_database(settings: Settings) -> None:
    """Open the database and close it again, so that what is wrong with it is told as a sentence."""
    from facilitation.wiring import open_database

    await (await open_database(settings)).close()


def show_links(settings: Settings, key: str, port: int) -> None:
    """Tell where the facilitator and the phones find this server."""
    from facilitation.live.address import lan_address

    lan = None if settings.is_only_here else lan_address()
    local = settings.public_url or f"http://localhost:{port}"
    phones = settings.public_url or (f"http://{lan}:{port}" if lan else None)
    rows = [(say("link-facilitator"), f"{local}/sign-in?key={quote(key, safe='')}")]
    if phones:
        rows.append((say("link-phones"), phones))
    width = max(len(name) for name, _ in rows) + 2
    console.print()
    for name, address in rows:
        console.print(Text.assemble(f"  {name:<{width}}", (address, "bold")))
    console.print()
    nobody = say("only-here", host=settings.host) if settings.is_only_here else say("no-network")
    console.print(qr_text(phones) if phones else Text("  " + nobody))
    console.print("  " + say("how-to-stop"))


def qr_text(address: str) -> Text:
    """The address as a QR code of block characters, dark on light whatever the terminal's colours are."""
    from facilitation.api.links import qr

    out = StringIO()
    qr(address).print_ascii(out=out)
    return Text("\n".join("  " + line for line in out.getvalue().splitlines()), style="black on bright_white")


async def _purge(settings: Settings) -> int:
    from facilitation.rooms.clock import SystemClock
    from facilitation.rooms.ports import LogError
    from facilitation.rooms.rooms import Rooms
    from facilitation.store.archive import SqlArchive
    from facilitation.store.log import SqlChangeLog
    from facilitation.wiring import open_database

    database = await open_database(settings)
    try:
        return len(await Rooms(SqlChangeLog(database), SystemClock()).purge_due(SqlArchive(database)))
    except LogError as error:
        raise HostError("not-purged", why=error) from None
    finally:
        await database.close()


def main() -> None:
    """The command `facilitation`."""
    # The demonstration brings its own libraries with it, so it is read only when it may be asked for.
    if importlib.util.find_spec("facilitation.demo") and sys.argv[1:2] not in (["serve"], ["purge"], ["doctor"]):
        demo = importlib.import_module("facilitation.demo.cli")
        app.command("demo", help=demo.tell_host("about"))(demo.demo)
    app()


if __name__ == "__main__":
    main()
