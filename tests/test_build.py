"""Building the pages: once, not twice at the same time, and again only when their sources changed."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from facilitation import build
from facilitation.config import HostError


def test_without_node_there_is_one_sentence(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFLEX_WEB_WORKDIR", env["REFLEX_WEB_WORKDIR"] + "-new")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(HostError) as error:
        build.build_pages(lambda text: None, lambda key, **values: key)
    assert error.value.code == "no-node"


def test_pages_are_built_again_only_when_their_sources_changed(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFLEX_WEB_WORKDIR", env["REFLEX_WEB_WORKDIR"])
    assert build.are_pages_built()
    assert not build.build_pages(lambda text: None, lambda key, **values: key)
    (Path(env["REFLEX_WEB_WORKDIR"]) / "built.sha256").write_text("of other sources")
    assert not build.are_pages_built()


def test_whoever_builds_already_is_waited_for(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFLEX_WEB_WORKDIR", env["REFLEX_WEB_WORKDIR"])
    mark, said, waits = Path(env["REFLEX_WEB_WORKDIR"]) / "built.sha256", list[str](), Event()

    def write(text: str) -> None:
        said.append(text)
        waits.set()

    with ThreadPoolExecutor() as pool:
        with build.building_alone(lambda: pytest.fail("nobody builds yet")):
            built = mark.read_text()
            mark.write_text("of other sources")
            other = pool.submit(build.build_pages, write, lambda key, **values: key)
            assert waits.wait(timeout=30)
            mark.write_text(built)
        assert not other.result(timeout=30), "what the first has built"
    assert said == ["build-waits\n"]
