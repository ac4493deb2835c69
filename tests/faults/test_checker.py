"""The checker finds what it is there to find: each kind of harm, done by hand, is counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from tests.faults import figures as table
from tests.faults.canonical import as_seen_by, digest, fold_log, read_log
from tests.faults.checker import board_in, doubled, download, missing, settled, unequal
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting, meeting
from tests.faults.servers import Server, serving_processes

pytestmark = pytest.mark.asyncio(loop_scope="module")

Written = tuple[Meeting, Server]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """One server for all sessions that are harmed here."""
    async with serving_processes(tmp_path_factory.mktemp("harmed")) as servers:
        yield servers[0]


@pytest_asyncio.fixture(loop_scope="module")
async def written(server: Server) -> AsyncIterator[Written]:
    """A session with three phones, each with one closed note."""
    async with meeting(server.url, Random(1), phones=3) as here:
        for phone in here.phones:
            here.write(phone)
        await settled(here, server.database)
        yield here, server


async def test_a_session_that_nobody_harmed_is_whole(written: Written) -> None:
    here, server = written
    rows = read_log(server.database, here.session)
    downloads = [board_in(await download(here, server.url))]
    assert here.acknowledged == 3
    assert missing(here, fold_log(rows), texts=True) == 0
    assert doubled(rows) == 0
    assert unequal(here.devices, fold_log(rows), downloads) == 0
    assert not any(here.foreign(device) for device in here.devices)


async def test_a_note_that_is_not_in_the_log_is_missing_and_makes_boards_unequal(written: Written) -> None:
    here, server = written
    _harm(server, here, "DELETE FROM change WHERE session_id = :session AND seq = :head")
    board = fold_log(read_log(server.database, here.session))
    assert missing(here, board, texts=True) == 1
    assert unequal(here.devices, board, []) == len(here.devices)


async def test_a_note_in_other_words_is_missing(written: Written) -> None:
    here, server = written
    _harm(server, here, "UPDATE change SET value = replace(value, 'kanarie', 'merel') WHERE session_id = :session")
    board = fold_log(read_log(server.database, here.session))
    assert (missing(here, board, texts=True), missing(here, board, texts=False)) == (3, 0)
    assert unequal(here.devices, board, []) == 3, "each author's; nobody else may know"


async def test_a_note_that_stands_there_twice_is_doubled(written: Written) -> None:
    here, server = written
    rows = read_log(server.database, here.session)
    last = rows[-1]
    assert doubled([*rows, replace(last, seq=last.seq + 1)]) == 1, "the same note"
    assert doubled([*rows, replace(last, seq=last.seq + 1, id="another-note")]) == 1, "the same words"


async def test_2_6_a_text_that_reaches_another_device_is_a_leak(written: Written) -> None:
    here, _ = written
    author, other = here.phones[:2]
    other.hear_text(next(iter(author.notes.values())))
    assert len(here.foreign(other)) == 1
    assert not here.foreign(author)


async def test_2_6_a_board_with_a_closed_text_of_somebody_else_is_unequal(written: Written) -> None:
    here, server = written
    board = fold_log(read_log(server.database, here.session))
    author, other = here.phones[:2]
    own = {note: author.board.table("note")[note] for note in author.notes}
    other.board.records["note"] = {**other.board.table("note"), **own}
    assert unequal(here.devices, board, []) == 1
    assert unequal([], board, [board]) == 1, "a download with the words of closed notes"
    assert digest(board) != digest(as_seen_by(board, ""))


@pytest.mark.parametrize("field", ["missing", "doubled", "unequal", "leaked"])
async def test_one_of_anything_is_not_good(field: str) -> None:
    good = Figures("fault", runs=1, whole=[1.0])
    assert good.good
    bad = replace(good, **{field: 1})
    assert not bad.good
    assert "NOT GOOD" in table.line(bad)
    assert not Figures("fault", runs=1, whole=[table.WHOLE_P99_S + 1]).good
    assert not Figures("fault").good, "nothing was run"


def _harm(server: Server, here: Meeting, statement: str) -> None:
    engine = create_engine(server.database)
    harm = text(statement)
    values = {"session": here.session, "head": len(read_log(server.database, here.session))}
    with engine.begin() as connection:
        assert connection.execute(harm, {name: values[name] for name in harm.compile().params}).rowcount > 0
    engine.dispose()
