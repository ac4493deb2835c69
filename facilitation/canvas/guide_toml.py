"""A guide as a TOML file: reading one that somebody wrote, and writing one that they can read."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from facilitation.canvas import limits
from facilitation.canvas.guide_check import Fault, GuideError, Path, check_guide
from facilitation.canvas.guides import Guide, Stage, Text

_PARTS = 200
"""More parts between dots on one line are no text, and as a key they would keep the parser busy for seconds."""
_WIDTH = 110


def read_guide(name: str, file: str | bytes) -> Guide:
    """Read and check the guide `name` from its TOML file.

    Raises:
        GuideError: it is too large, no text, no TOML, or no sound guide; every fault with its line.
    """
    try:
        toml = (file if isinstance(file, str) else file.decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise GuideError(name, [Fault("not-utf8", line=line)]) from None
    if len(file) > limits.GUIDE_BYTES or toml.count("\n") > limits.GUIDE_LINES:
        raise GuideError(name, [Fault("too-large", args={"most": limits.GUIDE_BYTES // 1000})])
    table = _parse(name, toml)
    try:
        return check_guide(name, table)
    except GuideError as error:
        lines = _lines(toml)
        found = [replace(fault, line=_line(lines, fault.path)) for fault in error.faults]
        raise GuideError(name, sorted(found, key=lambda fault: fault.line or 0)) from None


_POSITION = re.compile(r"at line (\d+), column (\d+)")


def _parse(name: str, toml: str) -> dict[str, Any]:
    for number, written in enumerate(toml.split("\n"), 1):
        if sum(bool(part.strip()) for part in written.split(".")) > _PARTS:
            raise GuideError(name, [Fault("not-toml", line=number)])
    try:
        return tomllib.loads(toml)
    except RecursionError:  # thousands of brackets in each other
        raise GuideError(name, [Fault("not-toml", line=1)]) from None
    except ValueError as error:  # a number of thousands of digits, too
        found = _POSITION.search(str(error))
        line = int(found[1]) if found else toml.rstrip().count("\n") + 1
        raise GuideError(name, [Fault("not-toml", line=line)]) from None


def _lines(toml: str) -> dict[Path, int]:
    """The line on which each part of a sound TOML document begins.

    No parser of TOML for Python tells lines, but every statement of a document is a document: so they are parsed one
    by one, each as many lines long as it needs to be.
    """
    lines, found, counts = toml.split("\n"), dict[Path, int](), dict[Path, int]()
    prefix: Path = ()
    start = 0
    while start < len(lines):
        end, table = _statement(lines, start)
        if lines[start].lstrip().startswith("["):
            prefix = _header(table, counts)
            found.setdefault(prefix, start + 1)
        else:
            for path in _paths(table):
                found.setdefault((*prefix, *path), start + 1)
        start = end
    return found


def _statement(lines: list[str], start: int) -> tuple[int, Mapping[str, Any]]:
    """The statement that begins on this line, and the line behind it."""
    for end in range(start + 1, len(lines)):
        try:
            return end, tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
    return len(lines), tomllib.loads("\n".join(lines[start:]))


def _header(table: Mapping[str, Any], counts: dict[Path, int]) -> Path:
    """The path of what follows a header; `counts` knows how many tables each list has by now."""
    path: Path = ()
    inner: Any = table
    while inner:
        key, inner = next(iter(inner.items()))
        path = (*path, key)
        if isinstance(inner, list):
            counts[path] = counts.get(path, 0) + 1
            inner = inner[0]
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of everything in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def _line(lines: Mapping[Path, int], path: Path) -> int:
    """The line of what stands at this path; where that is missing, of what it is missing from."""
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def write_guide(guide: Guide, about: str = "") -> str:
    """The guide as a TOML file, which `read_guide` reads as the same guide; `about` stands above it as a comment."""
    lines = [
        *(f"# {line}".rstrip() for line in about.splitlines()),
        *_text("title", guide.title),
        *_text("purpose", guide.purpose),
    ]
    for stage in guide.stages:
        lines += ["", "[[stage]]", *_stage(stage)]
    return "\n".join(lines) + "\n"


def _stage(stage: Stage) -> Iterator[str]:
    yield f"key = {_string(stage.key)}"
    yield f"form = {_string(stage.form)}"
    yield f"minutes = {stage.minutes}"
    for name in ("title", "say", "ask", "rule"):
        yield from _text(name, getattr(stage, name))
    for name in ("questions", "labels", "own"):
        for kind, text in getattr(stage, name).items():
            yield from _text(f"{name}.{kind}", text)


def _text(name: str, text: Text) -> Iterator[str]:
    return (f"{name}.{language} = {_string(words)}" for language, words in text.items())


def _string(words: str) -> str:
    """The words as a TOML string: what JSON escapes, TOML reads. A long one goes on over several lines."""
    quoted = json.dumps(words, ensure_ascii=False)
    if len(quoted) <= _WIDTH or "  " in words:
        return quoted
    lines = textwrap.wrap(quoted[1:-1], _WIDTH, break_long_words=False, break_on_hyphens=False)
    return '"""\n' + " \\\n".join(lines) + '"""'
