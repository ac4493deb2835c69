"""What is true, judged from the log alone: the order, the canvas at every moment, and who may read what.

The oracle sees each transaction as it is committed, before anything is erased, and every packet as it leaves a
server. Who may see what it has from `tests/audience.py`, which shares no code with the program.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.records import Record
from facilitation.rooms.ports import Entry
from tests.audience import seen
from tests.simulation.network import Link, Packet, Raw, parse

CANARY = re.compile(r"zz\d+zz")
"""What every text of a note carries, each time another, so that a leak is found wherever it comes out."""

Key = tuple[str, str]


def plain(record: Record | None) -> Any:
    """The record as JSON values."""
    return orjson.loads(orjson.dumps(record))


@dataclass
class Told:
    """What a packet told these eyes, and to which `seq` it went."""

    packet: Packet
    eyes: str
    event: str = ""
    since: int = 0
    seq: int = 0


class Oracle:
    """The log as it grew, and the judge of everything that is sent."""

    def __init__(self, fail: Any) -> None:
        self._fail = fail
        self.entries: list[Entry] = []
        self.values: list[Any] = []
        self.canvases: list[Canvas] = [Canvas()]
        self.states: list[dict[Key, Any]] = [{}]
        self.commands: dict[str, list[int]] = {}
        self.told = 0
        self._seqs: dict[Key, list[int]] = {}
        self._known: dict[tuple[Raw, str], Told] = {}
        self._packets: dict[Raw, Packet] = {}

    @property
    def head(self) -> int:
        """The last `seq`."""
        return len(self.entries)

    def committed(self, entries: Sequence[Entry]) -> None:
        """A transaction is on disk."""
        for entry in entries:
            change = entry.change
            key = (change.kind, change.id)
            if entry.seq != self.head + 1:
                self._fail(f"the log goes from {self.head} to {entry.seq}")
            self.entries.append(entry)
            self.values.append(plain(change.value))
            self.commands.setdefault(entry.command_id, []).append(entry.seq)
            self._seqs.setdefault(key, []).append(entry.seq)
            state = dict(self.states[-1])
            if change.value is None:
                state.pop(key, None)
            else:
                state[key] = self.values[-1]
            self.states.append(state)
            self.canvases.append(fold(self.canvases[-1], [change]))

    def seen(self, eyes: str) -> dict[str, dict[str, Any]]:
        """The records at the end as these eyes may see them, by kind and id."""
        tables: dict[str, dict[str, Any]] = {}
        for (kind, id), value in self.states[-1].items():
            told = seen(kind, id, value, eyes)
            if told is not None:
                tables.setdefault(kind, {})[id] = told
        return tables

    def read(self, raw: Raw) -> Packet:
        """The packet, which was judged when it was sent."""
        return self._packets[raw]

    def sent(self, link: Link, raw: Raw) -> Packet:
        """A server sends this: judge it, and return it as it is read."""
        eyes = link.phone.eyes
        told = self._known.get((raw, eyes))
        if told is None:
            told = self._known[raw, eyes] = self._judge(raw, eyes)
        if told.event:
            self._follow(link, told)
        if told.packet[0] == "3":
            link.asked.discard(told.packet[1])
        if told.event == "presence" and ("who" in told.packet[2][1]) != (link.phone.role == "lead"):
            self._fail(f"{link.phone.name} was told who is here")
        return told.packet

    def _follow(self, link: Link, told: Told) -> None:
        """On one connection a welcome comes first, once, and nothing is left out after it.

        Changes may come before the answer to a resync that they follow: the page knows that it has asked.
        """
        if told.event == "welcome":
            if link.sent_seq is not None:
                self._fail(f"{link.phone.name} was welcomed twice")
            if told.seq < link.knew:
                self._fail(f"{link.phone.name} knew {link.knew} when it dialled, and is welcomed to {told.seq}")
            link.sent_seq = told.seq
        elif link.sent_seq is None:
            self._fail(f"{link.phone.name} got {told.event} before its welcome")
        elif told.event == "changes" and told.since > link.sent_seq and not link.asked:
            self._fail(f"{link.phone.name} has {link.sent_seq} and is sent what follows {told.since}")
        else:
            link.sent_seq = max(link.sent_seq, told.seq)

    def _judge(self, raw: Raw, eyes: str) -> Told:
        packet = self._packets.get(raw) or parse(raw)
        self._packets[raw] = packet
        kind, _, data = packet
        told = Told(packet, eyes)
        if kind == "2":
            told.event, body = data
        else:
            body = data[0] if isinstance(data, list) and data else data
        if kind == "3" and body and "protocol" in body:
            told.event = "resync"
        if told.event in ("welcome", "resync"):
            self._judge_news(body, told)
        elif told.event == "changes":
            self._judge_changes(body, told)
        elif CANARY.search(raw if isinstance(raw, str) else raw.decode("latin-1")):
            self._fail(f"somebody's words where none belong: {raw!r}")
        return told

    def _judge_changes(self, body: Any, told: Told) -> None:
        told.since, told.seq = body["from"], body["to"]
        seqs = [change[0] for change in body["changes"]]
        if seqs != list(range(told.since + 1, told.seq + 1)):
            self._fail(f"from {told.since} to {told.seq} are not {seqs}")
        for seq, kind, id, value in body["changes"]:
            self._judge_change(told, seq, kind, id, value, None)

    def _judge_news(self, body: Any, told: Told) -> None:
        told.seq = body["seq"]
        if told.seq > self.head:
            self._fail(f"told of {told.seq} while the log ends at {self.head}")
            return
        if "snapshot" in body:
            state = self.states[told.seq]
            there = {key for key, value in state.items() if seen(*key, value, told.eyes) is not None}
            if {(kind, id) for kind, id, _ in body["snapshot"]} != there:
                self._fail(f"a snapshot at {told.seq} holds other records than the log")
            for kind, id, value in body["snapshot"]:
                self._compare(told, f"{kind} {id} at {told.seq}", (kind, id), value, state.get((kind, id)))
            return
        seqs = [change[0] for change in body["changes"]]
        if seqs and seqs != list(range(seqs[0], told.seq + 1)):
            self._fail(f"news up to {told.seq} are not {seqs}")
        for seq, kind, id, value in body["changes"]:
            self._judge_change(told, seq, kind, id, value, told.seq)

    def _judge_change(self, told: Told, seq: int, kind: str, id: str, value: Any, upto: int | None) -> None:
        """With `upto` only the newest value of a record up to there may be told (protocol 2.3)."""
        if seq > self.head:
            self._fail(f"told of {seq} while the log ends at {self.head}")
            return
        change = self.entries[seq - 1].change
        if (change.kind, change.id) != (kind, id):
            self._fail(f"{seq} is {change.kind} {change.id} in the log and {kind} {id} on the wire")
            return
        later = any(seq < other <= (upto or self.head) for other in self._seqs[kind, id])
        if value is None and later:
            return
        if upto is not None and later:
            self._fail(f"{seq} tells what {kind} {id} was before")
        self._compare(told, str(seq), (kind, id), value, self.values[seq - 1])

    def _compare(self, told: Told, where: str, key: Key, value: Any, true: Any) -> None:
        self.told += 1
        if value != seen(*key, true, told.eyes):
            self._fail(f"{where}: {told.eyes or 'the public'} was told {value}, and it is {true}")
