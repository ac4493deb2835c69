"""Protocol 3.17: the safety stop reaches everybody, first of all and also on return, and nothing is lost by it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from tests.serving import Line, Phone, Session, new_id

Records = Mapping[tuple[str, str], Any]


def stops(line: Line) -> list[bool]:
    """What this line was told of the session standing still, in order."""
    return [value["stopped"] for _, kind, _, value in line.changes() if kind == "session" and value]


def board(line: Line) -> Records:
    """The snapshot with which a line was welcomed."""
    return {(kind, id): value for kind, id, value in line.welcome["snapshot"]}


async def room(session: Session, phones: int = 6) -> tuple[Line, list[tuple[Phone, Line]], list[Line]]:
    """A session in which notes stand on the board: the facilitator's line, the phones', and everybody's."""
    lead = await session.begin_writing()
    seats = [await session.phone("School" if number % 2 else "Moeder") for number in range(phones)]
    for number, (_, line) in enumerate(seats):
        await line.done("note.add", note=new_id(), kind="wish", text=f"Wens {number}")
    seq = await lead.done("notes.open")
    everybody = [lead, await session.screen(), await session.reader(), *(line for _, line in seats)]
    for line in everybody:
        await line.until(
            lambda line=line: line.welcome["seq"] >= seq or any(b["to"] >= seq for b in line.bodies("changes"))
        )
    return lead, seats, everybody


async def test_3_17_everybody_is_told_in_the_change_that_the_press_made(session: Session) -> None:
    lead, seats, everybody = await room(session)
    writing = [line.command("note.add", note=new_id(), kind="offer", text="Nog iets") for _, line in seats]
    pressed, *written = await asyncio.gather(lead.command("safety.stop"), *writing)
    head = max(answer["seq"] for answer in (pressed, *written))
    for line in everybody:
        await line.up_to(head)
        told = [seq for seq, kind, _, value in line.changes() if kind == "session" and value and value["stopped"]]
        assert told == [pressed["seq"]], "once, and at its place in the log"
        assert [seq for seq, *_ in line.changes()] == sorted(seq for seq, *_ in line.changes())


async def test_3_17_who_was_away_is_told_in_the_first_frame_on_return(session: Session) -> None:
    lead, seats, _ = await room(session)
    phone, line = seats[0]
    away_since = line.welcome["seq"]
    await line.close()
    await lead.done("safety.stop")
    fresh = await phone.connect()
    assert board(fresh)["session", session.id]["stopped"]
    back = await phone.connect(since=away_since)
    told = [value for _, kind, _, value in back.welcome["changes"] if kind == "session" and value]
    assert told[-1]["stopped"]
    late = await session.join("School")
    for one in (await late.connect(), await session.screen(), await session.reader(), await session.lead()):
        assert board(one)["session", session.id]["stopped"], one.welcome["role"]


async def test_3_17_going_on_gives_the_board_as_it_was_with_what_was_sent_meanwhile(session: Session) -> None:
    lead, seats, everybody = await room(session)
    before = {role: board(await one()) for role, one in (("lead", session.lead), ("screen", session.screen))}
    await lead.done("safety.stop")
    note = new_id()
    await seats[0][1].done("note.add", note=note, kind="wish", text="Onderweg geschreven")
    for name in ("floor.next", "notes.open", "undo"):
        args = {"number": 1} if name == "undo" else {}
        assert (await lead.command(name, **args))["code"] == "stopped"
    seq = await lead.done("safety.resume")
    for line in everybody:
        await line.up_to(seq)
        assert stops(line)[-2:] == [True, False]
    for role, one in (("lead", session.lead), ("screen", session.screen)):
        after = dict(board(await one()))
        assert after.pop(("note", note))["text"] == "Onderweg geschreven", "the board is open"
        assert after == before[role]


async def test_3_17_pressing_twice_is_pressing_once(session: Session) -> None:
    lead, _, _ = await room(session, phones=1)
    seq = await lead.done("safety.stop")
    assert await lead.done("safety.stop") == seq
    seq = await lead.done("safety.resume")
    assert await lead.done("safety.resume") == seq


@pytest.mark.parametrize("role", ["seat", "screen", "reader"])
async def test_3_17_only_who_leads_stops_and_goes_on(session: Session, role: str) -> None:
    lead, seats, everybody = await room(session, phones=1)
    line = {"seat": seats[0][1], "screen": everybody[1], "reader": everybody[2]}[role]
    assert (await line.command("safety.stop"))["code"] == "forbidden"
    await lead.done("safety.stop")
    assert (await line.command("safety.resume"))["code"] == "forbidden"


async def test_3_17_closing_a_session_ends_the_stop(session: Session) -> None:
    lead, _, _ = await room(session, phones=1)
    await lead.done("safety.stop")
    await lead.done("session.close")
    assert not board(await session.screen())["session", session.id]["stopped"]
