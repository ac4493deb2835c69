"""The check after every fault: nothing lost, nothing doubled, one board for everybody, nothing seen too early."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp

from tests.faults.canonical import Board, Row, as_seen_by, digest, doubled_texts, fold_log, read_log
from tests.faults.device import CANARY, Device
from tests.faults.figures import Figures
from tests.faults.meeting import Meeting
from tests.faults.servers import Server
from tests.serving import KEY

PATIENCE_S = 120.0
"""How long a device may take to be whole before the run is given up. What counts is far less, see `figures`."""


async def settled(meeting: Meeting, database: str) -> int:
    """Wait until everybody is whole; returns the head of the log."""
    await meeting.put_down_pens()
    async with asyncio.timeout(PATIENCE_S):
        for device in meeting.devices:
            await device.until(lambda device=device: device.has_said_everything)
        head = len(await asyncio.to_thread(read_log, database, meeting.session))
        for device in meeting.devices:
            await device.until(lambda device=device: device.is_whole(head))
    return head


async def check(fault: str, meeting: Meeting, servers: Sequence[Server], fault_ended: float) -> Figures:
    """Wait until everybody is whole, look at everything, open the board, and look again.

    `fault_ended` is a moment as the event loop counts. The servers stand on the same database.
    """
    database = servers[0].database
    figures = Figures(fault, runs=1, devices=len(meeting.devices))
    try:
        head = await settled(meeting, database)
    except TimeoutError:
        figures.whole += [asyncio.get_running_loop().time() - fault_ended] * len(meeting.devices)
        figures.expect(False, f"not whole after {PATIENCE_S:.0f} s: {_who_is_not(meeting)}")
        return figures
    figures.whole += [max(0.0, device.whole_since(head) - fault_ended) for device in meeting.devices]
    figures.acknowledged = meeting.acknowledged
    refused = sum(len(phone.refused) for phone in meeting.phones)
    figures.expect(not refused, f"{refused} notes were refused for good")

    closed = await asyncio.to_thread(read_log, database, meeting.session)
    downloads = [await download(meeting, server.url) for server in servers]
    figures.leaked += sum(len(meeting.foreign(device)) for device in meeting.devices)
    figures.leaked += sum(len(CANARY.findall(server.log())) for server in servers)
    figures.leaked += sum(record["value"]["text"] is not None for each in downloads for record in _notes(each))
    figures.missing += missing(meeting, fold_log(closed), texts=True)
    figures.missing += sum(missing(meeting, board_in(each), texts=False) for each in downloads)
    figures.doubled += doubled(closed) + sum(_doubled_records(each) for each in downloads)
    figures.unequal += unequal(meeting.devices, fold_log(closed), [board_in(each) for each in downloads])
    await _open_and_compare(meeting, servers, figures)
    return figures


async def _open_and_compare(meeting: Meeting, servers: Sequence[Server], figures: Figures) -> None:
    answer = await meeting.lead.command("notes.open")
    figures.expect(answer["ok"], f"the board cannot be opened: {answer}")
    await settled(meeting, servers[0].database)
    rows = await asyncio.to_thread(read_log, servers[0].database, meeting.session)
    downloads = [board_in(await download(meeting, server.url)) for server in servers]
    figures.unequal += unequal(meeting.devices, fold_log(rows), downloads)
    for board in (fold_log(rows), *downloads):
        figures.missing += missing(meeting, board, texts=True)
        figures.doubled += doubled_texts(board)


def missing(meeting: Meeting, board: Board, texts: bool) -> int:
    """How many acknowledged notes are not there, or (with `texts`) not in their author's words."""
    return sum(
        ("note", note) not in board or (texts and board["note", note]["text"] != text)
        for phone in meeting.phones
        for note, text in phone.notes.items()
    )


def doubled(rows: Sequence[Row]) -> int:
    """How many notes were put down more often than once, and how many texts stand in more than one note."""
    notes = [row.id for row in rows if row.kind == "note"]
    return len(notes) - len(set(notes)) + doubled_texts(fold_log(rows))


def unequal(devices: Sequence[Device], board: Board, downloads: Sequence[Board]) -> int:
    """How many boards differ from the log as their audience may see it."""
    public = digest(as_seen_by(board, ""))
    differing = sum(digest(device.records) != digest(as_seen_by(board, device.eyes)) for device in devices)
    return differing + sum(digest(each) != public for each in downloads)


async def download(meeting: Meeting, server: str) -> Any:
    """The JSON download, as the facilitator gets it."""
    address = f"{server}/api/sessions/{meeting.session}/canvas.json"
    async with aiohttp.ClientSession() as http, http.get(address, headers={"Authorization": f"Bearer {KEY}"}) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json(content_type=None)


def board_in(document: Any) -> Board:
    """The board in a JSON download."""
    return {(record["kind"], record["id"]): record["value"] for record in document["records"]}


def _notes(document: Any) -> list[Any]:
    return [record for record in document["records"] if record["kind"] == "note"]


def _doubled_records(document: Any) -> int:
    return len(document["records"]) - len(board_in(document))


def _who_is_not(meeting: Meeting) -> str:
    head = max(device.board.seq or 0 for device in meeting.devices)
    states = [
        f"connected={device.connected} waiting={len(device.outbox)} seq={device.board.seq}/{head} {device.ended}"
        for device in meeting.devices
        if not device.is_whole(head)
    ]
    return f"{len(states)} of {len(meeting.devices)}, such as {states[:2]}"
