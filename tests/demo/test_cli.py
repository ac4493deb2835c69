"""`facilitation demo` as the host sees it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import aiohttp
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from facilitation.canvas.guides import LANGUAGES
from facilitation.demo import Step, names
from facilitation.demo.cli import demo, tell_host
from facilitation.demo.line import Line
from facilitation.locale import messages, terminal_language
from tests.demo.conftest import Place

app = typer.Typer()
app.command()(demo)


async def run(*args: str, **env: str) -> Result:
    # In a thread of its own, since the command brings its own loop.
    surroundings = {"LANG": "nl_NL.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "COLUMNS": "200", **env}
    return await asyncio.to_thread(CliRunner().invoke, app, list(args), env=surroundings)


async def test_it_plays_and_prints_the_links(place: Place) -> None:
    result = await run("--url", place.url, "--speed", "1000", "--case", "gezinshuis", FACILITATION_KEY=place.key)
    assert result.exit_code == 0, result.output
    for words in (
        "Sessie gemaakt: Rond S.",
        "Aan het woord: Voetbaltrainer (6 van 7)",
        "Afspraak: Eén keer per maand komt zijn zus een weekend.",
    ):
        assert words in result.output
    for link in (f"{place.url}/sign-in?key=", "/lead", "/screen", "/j/", "/r/"):
        assert link in result.output


async def test_it_says_which_cases_there_are() -> None:
    result = await run("--list")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines] == names()
    assert "Rond N. (Rond één mens): 8 partners, 12 mensen, 68 briefjes" in result.output


async def test_it_tells_a_case_in_the_language_that_is_asked_for(place: Place) -> None:
    args = ("--url", place.url, "--speed", "1000", "--case", "person", "--language", "en", "--until", "person")
    result = await asyncio.wait_for(stopped_after(place, "Stoppen: Ctrl-C", *args), 60)
    assert "Sessie gemaakt: Around N." in result


async def stopped_after(place: Place, words: str, *args: str) -> str:
    """What `facilitation demo` printed when it was stopped by Ctrl-C, once it had printed these words."""
    command = (sys.executable, "-m", "facilitation", "demo", *args)
    env = {**os.environ, "LANG": "nl_NL.UTF-8", "FACILITATION_KEY": place.key, "COLUMNS": "200"}
    process = await asyncio.create_subprocess_exec(*command, env=env, stdout=PIPE, stderr=STDOUT)
    assert process.stdout is not None
    output = b""
    while words.encode() not in output:
        line = await process.stdout.readline()
        assert line, output.decode()
        output += line
    process.send_signal(signal.SIGINT)
    output += await process.stdout.read()
    assert await process.wait() == 0, output.decode()
    return output.decode()


async def test_stopped_halfway_it_leaves_a_session_that_can_be_used(place: Place) -> None:
    output = await asyncio.wait_for(stopped_after(place, "Stap: ", "--url", place.url, "--speed", "20"), 60)
    assert "Gestopt. De sessie blijft staan" in output
    assert "Traceback" not in output
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {place.key}"}) as browser:
        async with browser.get(f"{place.url}/api/sessions") as answer:
            (row,) = (await answer.json())["sessions"]
        lead = Line(place.url, browser, row["id"], "lead", "nl")
        await lead.connect()
        here = lead.records["session"][row["id"]]["stage"]
        await lead.command("stage.go", stage="frame", from_=here, anyway=True)
        await lead.close()


async def test_it_reads_the_key_that_the_server_keeps(place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "facilitator.key").write_text(place.key + "\n", encoding="utf-8")
    result = await run("--url", place.url, "--speed", "1000", FACILITATION_KEY="", SESSIONS_DIR=str(kept))
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("args", "env", "sentence"),
    [
        (["--case", "nobody"], {"FACILITATION_KEY": "x" * 20}, "Het voorbeeld nobody is er niet"),
        ([], {"FACILITATION_KEY": "", "SESSIONS_DIR": "/nowhere"}, "De sleutel van de begeleider staat niet in"),
        ([], {"PORT": "many"}, "PORT"),
        (["--url", "http://127.0.0.1:9"], {"FACILITATION_KEY": "x" * 20}, "Er is geen server op http://127.0.0.1:9"),
    ],
)
async def test_what_is_wrong_is_one_sentence(args: list[str], env: dict[str, str], sentence: str) -> None:
    result = await run(*args, **env)
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output


async def test_its_help_is_in_the_catalogue() -> None:
    texts = {key: messages("nl", "demo")[key] for key in messages("nl", "demo") if "option-" in key}
    shown = " ".join((await run("--help")).output.split())
    assert len(texts) == 8
    assert all(str(text).split(",")[0].split(":")[0] in shown for text in texts.values())
    assert tell_host("about") in messages(terminal_language(os.environ), "demo").values()


def test_everything_told_is_told_in_every_language() -> None:
    keys = [set(messages(language, "demo")) for language in LANGUAGES]
    assert keys[0] == keys[1]
    assert {f"demo.{step}" for step in Step} <= keys[0]


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "en_US"}, "en"),
    ],
)
def test_the_terminal_is_spoken_to_in_its_language(env: dict[str, str], language: str) -> None:
    assert terminal_language(env) == language
