"""Dependencies point one way: web, api, live, takehome, store -> rooms -> canvas."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "facilitation"
ALLOWED: dict[str, set[str]] = {
    "canvas": {"canvas"},
    "locale": {"locale", "canvas"},
    "rooms": {"rooms", "canvas"},
    "store": {"store", "rooms", "canvas"},
    "takehome": {"takehome", "rooms", "canvas", "locale"},
    "live": {"live", "rooms", "canvas", "locale", "config"},
    "web": {"web", "rooms", "canvas", "locale", "config"},
    # HTTP lets people in as the live server does, hands out the documents, and says which version it is.
    "api": {"api", "live", "takehome", "rooms", "canvas", "locale", "config", "__version__"},
}
"""What the files of each layer may import from the program."""
FRAMEWORKS = {"reflex", "socketio", "fastapi", "starlette", "sqlmodel", "sqlalchemy", "alembic", "uvicorn"}
IMPURE = {"asyncio", "random", "secrets", "time", "datetime", "os", "io", "socket", "threading", "uuid", "logging"}


def imports(file: Path) -> Iterator[str]:
    """The full name of everything that a file imports, also inside its functions."""
    package = ("facilitation", *file.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported_by(layer: str) -> dict[Path, list[str]]:
    """What each file of a layer imports."""
    return {file: list(imports(file)) for file in sorted((ROOT / layer).rglob("*.py"))}


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_a_layer_knows_only_those_below_it(layer: str) -> None:
    found = imported_by(layer)
    assert found, f"facilitation/{layer} has no files"
    assert any(found.values()), f"facilitation/{layer} imports nothing, so nothing was looked at"
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, names in found.items()
        for name in names
        if name.startswith("facilitation.") and name.split(".")[1] not in ALLOWED[layer]
    ]
    assert wrong == []


@pytest.mark.parametrize("layer", ["canvas", "rooms"])
def test_the_inside_knows_no_framework(layer: str) -> None:
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, names in imported_by(layer).items()
        for name in names
        if name.split(".")[0] in FRAMEWORKS
    ]
    assert wrong == []


def test_the_domain_does_nothing_by_itself() -> None:
    """No clock, no chance, no file, no thread."""
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, names in imported_by("canvas").items()
        for name in names
        if name.split(".")[0] in IMPURE
    ]
    assert wrong == []


def test_imports_are_seen_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "live").mkdir()
    file = tmp_path / "live" / "x.py"
    file.write_text(
        "import a.b\nfrom c import d\nfrom . import e\nfrom .. import f\ndef g():\n    from ..h.i import j\n"
    )
    assert list(imports(file)) == ["a.b", "c.d", "facilitation.live.e", "facilitation.f", "facilitation.h.i.j"]
