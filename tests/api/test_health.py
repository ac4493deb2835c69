"""What can be seen from outside, and what cannot."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, text

from tests.serving import WAIT_S, House, new_id, serving

CANARY = "kanarie-in-de-cijfers"

Numbers = dict[tuple[str, ...], float]


async def numbers(house: House) -> Numbers:
    """The samples of /metrics, by name and labels."""
    answer = await house.browser().get("/metrics")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


async def numbers_when(house: House, true: Callable[[Numbers], bool]) -> Numbers:
    """The first numbers of which this is true; they may be a second old."""
    async with asyncio.timeout(WAIT_S):
        while not true(now := await numbers(house)):
            pass
    return now


@contextmanager
def locked_file(file: Path) -> Iterator[None]:
    """Another writer holds the database meanwhile."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def locked_table(url: str) -> Iterator[None]:
    """Another program lets nobody write a change meanwhile."""
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE change IN SHARE MODE")
        yield
        other.rollback()


async def test_health_tells_the_version_and_what_is_there(house: House) -> None:
    answer = await house.browser().get("/api/health")
    body = answer.json()
    assert (answer.status_code, body["status"], body["database"], body["redis"]) == (200, "ok", "ok", "off")
    assert body["head_lag"]["changes"] == 0 and body["head_lag"]["seconds"] < 60
    assert body.keys() == {"status", "version", "database", "redis", "head_lag"}


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_health_is_503_for_as_long_as_no_note_would_be_kept(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    url = request.getfixturevalue("fresh_postgres") if kind == "postgres" else None
    async with serving(tmp_path, database_url=url) as house:
        session = await house.session()
        browser = house.browser()
        with locked_table(url) if url else locked_file(tmp_path / "sessions.db"):
            answer = await browser.get("/api/health")
            assert (answer.status_code, answer.json()["status"], answer.json()["database"]) == (503, "down", "down")
        async with asyncio.timeout(WAIT_S):
            while (await browser.get("/api/health")).status_code != HTTPStatus.OK:
                pass
        # What was tried has left nothing.
        listed = (await session.host.get("/api/sessions")).json()
        assert [each["id"] for each in listed["sessions"]] == [session.id]
        rows = await asyncio.to_thread(ids_of_changes, url or f"sqlite:///{tmp_path / 'sessions.db'}")
        assert rows == {session.id}


def ids_of_changes(url: str) -> set[str]:
    """The sessions that have changes in this database."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = set(connection.scalars(text("SELECT session_id FROM change")))
    engine.dispose()
    return found


async def test_the_numbers_count_what_happens(house: House) -> None:
    session = await house.session("Moeder")
    before = await numbers(house)
    lead = await session.begin_writing()
    assert not (await lead.command("stage.go", stage="person", **{"from": "welcome"}))["ok"]
    _, line = await session.phone()
    await line.done("note.add", note=new_id(), kind="wish", text=CANARY)
    await lead.up_to(await line.done("note.add", note=new_id(), kind="wish", text=CANARY))
    await line.ask("resync", {"since": 0})
    asked_again = ("speelveld_resyncs_total",)
    after = await numbers_when(house, lambda now: now.get(asked_again) == before.get(asked_again, 0) + 1)

    def rise(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert rise("speelveld_commands_total", "ok") == 4
    assert rise("speelveld_commands_total", "stale") == 1
    assert rise("speelveld_resyncs_total") == 1
    assert rise("speelveld_welcomes_total", "snapshot") == 2
    assert rise("speelveld_commit_seconds_count") == 5
    assert rise("speelveld_commit_changes_sum") >= 5
    assert rise("speelveld_flush_seconds_count") >= 4
    assert rise("speelveld_told_changes_total") >= 6
    assert (after["speelveld_rooms",], rise("speelveld_rooms")) == (1, 1)
    assert (after["speelveld_connections", "seat"], after["speelveld_connections", "lead"]) == (1, 1)
    await line.close()
    await lead.close()
    after = await numbers_when(house, lambda now: now["speelveld_rooms",] == 0)
    assert after["speelveld_connections", "seat"] == 0


async def test_the_numbers_hold_no_content_and_no_names(house: House) -> None:
    session = await house.session("Moeder", title="Titel van een gesprek")
    await session.begin_writing()
    _, line = await session.phone()
    await line.done("note.add", note=new_id(), kind="wish", text=CANARY)
    for path in ("/metrics", "/api/health"):
        text = (await house.browser().get(path)).text
        for secret in (CANARY, "Titel", "Sam", "Moeder", session.id, session.code):
            assert secret not in text
