"""Building the pages: Reflex compiles them once, and again only when their sources have changed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from facilitation.config import HostError

ROOT = Path(__file__).parent.parent
SOURCES = (
    "assets",
    "facilitation/canvas",
    "facilitation/facilitation.py",
    "facilitation/guides",
    "facilitation/locale",
    "facilitation/web",
    "reflex.lock",
    "rxconfig.py",
)
"""What the pages are made from; `assets/external` is made by Reflex itself."""

LEAST_NODE = (22, 22)
SIGN_OF_LIFE_SECONDS = 3


def web_directory() -> Path:
    """Where Reflex works: `.web`, or REFLEX_WEB_WORKDIR."""
    return Path(os.environ.get("REFLEX_WEB_WORKDIR") or ROOT / ".web")


def pages_directory() -> Path:
    """Where the built pages are."""
    return web_directory() / "build" / "client"


def are_pages_built() -> bool:
    """Whether the built pages are there and were made from the sources as they are now."""
    try:
        return (pages_directory() / "index.html").exists() and _mark().read_text() == sources_digest()
    except OSError:
        return False


def sources_digest() -> str:
    """The SHA-256 of everything that pages are made from, by name and content."""
    digest = hashlib.sha256(version("reflex").encode())
    for path in _sources():
        digest.update(f"\0{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build_pages(write: Callable[[str], None], say: Callable[..., str]) -> bool:
    """Build the pages if they are not built already; returns whether they had to be.

    `write` shows text as it comes, without a line break of its own; `say` finds a text by its key in the catalogue.

    Raises:
        HostError: Node is missing, or the build failed; what it said is kept in a file.
    """
    if are_pages_built():
        return False
    with building_alone(lambda: write(say("build-waits") + "\n")):
        return not are_pages_built() and _build(write, say)


@contextmanager
def building_alone(when_waiting: Callable[[], None]) -> Iterator[None]:
    """Keep others from building here, and wait for whoever is at it: a second build beside it would spoil both."""
    beside = web_directory().with_name(web_directory().name + ".lock")
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(write: Callable[[str], None], say: Callable[..., str]) -> bool:
    environment = _environment()
    _check_node(environment)
    _order_lock()
    digest = sources_digest()
    write(say("building") + " ")
    began = time.monotonic()
    log = web_directory().with_name(web_directory().name + ".log")
    _mark().unlink(missing_ok=True)
    if _export(environment, log, write) != 0 or not (pages_directory() / "index.html").exists():
        write("\n")
        raise HostError("build-failed", log=log)
    _order_lock()
    press(pages_directory())
    _mark().write_text(digest)
    log.unlink()
    write("\n" + say("built", seconds=round(time.monotonic() - began)) + "\n")
    return True


def _order_lock() -> None:
    """Write what Reflex copies back to `reflex.lock` in one order: its own depends on whether it had built before."""
    package = ROOT / "reflex.lock" / "package.json"
    package.write_text(json.dumps(json.loads(package.read_text()), indent=2, sort_keys=True) + "\n")


def press(directory: Path) -> None:
    """Make the compressed twin of every page, script and sheet as small as gzip can be: phones wait for each byte."""
    from zopfli.zopfli import compress

    for packed in (path for path in directory.rglob("*.gz") if "external" not in path.parts):
        best = compress(packed.with_suffix("").read_bytes(), numiterations=5, gzip_mode=1)
        if len(best) < packed.stat().st_size:
            packed.write_bytes(best)


def node_version(environment: dict[str, str] | None = None) -> tuple[int, ...] | None:
    """The version of Node that a build would use, or None without one."""
    path = (environment or _environment())["PATH"]
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(int(number) for number in re.findall(r"\d+", said)[:3])


def _check_node(environment: dict[str, str]) -> None:
    found = node_version(environment)
    if found is None or found < LEAST_NODE:
        raise HostError("no-node", least=".".join(map(str, LEAST_NODE)))


def _environment() -> dict[str, str]:
    """For Reflex: the virtual environment's own Node, npm in place of Bun, and nothing told to anybody."""
    # Not resolved: in a virtual environment this is where its programs are, and not those of the Python behind it.
    programs = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
        "REFLEX_USE_NPM": "1",
        # Reflex copies npm's lock file back to reflex.lock: without this it would name hosts.
        "npm_config_omit_lockfile_registry_resolved": "true",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NO_COLOR": "1",
    }


def _export(environment: dict[str, str], log: Path, write: Callable[[str], None]) -> int:
    """Run Reflex, with a dot now and then; what it says goes to `log`. Returns its exit code."""
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            while True:
                try:
                    return process.wait(SIGN_OF_LIFE_SECONDS)
                except subprocess.TimeoutExpired:
                    write(".")
        except BaseException:
            process.terminate()
            process.wait()
            raise


def _sources() -> Iterator[Path]:
    generated = ROOT / "assets" / "external"
    for source in SOURCES:
        path = ROOT / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts and not file.is_relative_to(generated):
                yield file


def _mark() -> Path:
    return web_directory() / "built.sha256"
