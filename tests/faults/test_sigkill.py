"""Protocol 3.1 and 3.2: what was acknowledged is there after a SIGKILL, once."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.faults.canonical import fold_log, read_log
from tests.faults.kills import a_worker_killed
from tests.faults.meeting import meeting
from tests.faults.servers import Server, serving_processes


async def test_3_1_every_acknowledged_note_survives_a_sigkill(tmp_path: Path) -> None:
    figures = await a_worker_killed(tmp_path, Random(20_260_101), runs=2)
    assert figures.good, figures


@pytest.mark.parametrize("number", range(2))
async def test_3_1_a_kill_in_the_instant_of_the_acknowledgement_loses_nothing(tmp_path: Path, number: int) -> None:
    async with serving_processes(tmp_path) as servers, meeting(servers[0].url, Random(number), phones=1) as here:
        phone = here.phones[0]
        here.write(phone)
        await phone.until(lambda: bool(phone.notes))
        await servers[0].kill()
        board = fold_log(read_log(servers[0].database, here.session))
        assert {note: board["note", note]["text"] for note in phone.notes} == phone.notes
        assert len([kind for kind, _ in board if kind == "note"]) == 1


async def test_a_server_that_is_told_to_stop_ends_in_good_order(tmp_path: Path) -> None:
    server = Server(tmp_path)
    await server.start()
    assert await server.stop() in (0, -15)
    assert server.log() == ""
