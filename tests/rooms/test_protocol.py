"""How messages are read, and what the bodies look like."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.canvas import commands as c
from facilitation.canvas.as_json import plain, to_json
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Speaker
from facilitation.canvas.views import PUBLIC, Role, readers, snapshot, view, watching
from facilitation.rooms import protocol
from facilitation.rooms.answers import Flush, Since, Snapshot
from facilitation.rooms.ports import Entry
from facilitation.rooms.presence import Attendance, Here
from facilitation.rooms.protocol import Request, SetReady, changes_for, parse_command, parse_request
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Alone
from facilitation.store.memory import MemoryChangeLog
from tests.canvas.hostile import Step, runs
from tests.given import ANNA, BILAL, LEAD, MOTHER, NOW, SCREEN, WRITTEN, ManualClock, after, entries_of, seat

NOTE = "note-0001"
CLOSED = c.AddNote(NOTE, NoteKind.NEED, "x", closed=True)


@pytest.mark.parametrize(
    ("name", "args", "command"),
    [
        ("note.add", {"note": NOTE, "kind": "wish", "text": "x"}, c.AddNote(NOTE, NoteKind.WISH, "x")),
        (
            "note.add",
            {"note": NOTE, "kind": "need", "text": "", "closed": True},
            c.AddNote(NOTE, NoteKind.NEED, "", True),
        ),
        ("note.edit", {"note": NOTE, "text": "y", "kind": None}, c.EditNote(NOTE, "y")),
        ("note.edit", {"note": NOTE, "text": "y", "kind": "offer"}, c.EditNote(NOTE, "y", NoteKind.OFFER)),
        ("stage.go", {"stage": "person", "from": "welcome"}, c.GoToStage("person", "welcome")),
        ("floor.give", {"partner": None, "from": ""}, c.GiveFloor(None, "")),
        ("floor.give", {"partner": MOTHER}, c.GiveFloor(MOTHER)),
        ("floor.next", {}, c.NextFloor()),
        ("floor.next", None, c.NextFloor()),
        ("subject.confirm", {"as": "spokesperson"}, c.ConfirmSubject(Speaker.SPOKESPERSON)),
        ("subject.confirm", {}, c.ConfirmSubject(Speaker.PERSON)),
        ("subject.set", {"story": "v", "alias": None}, c.SetSubject(story="v")),
        ("partner.move", {"partner": MOTHER, "position": 2}, c.MovePartner(MOTHER, 2)),
        ("session.close", {}, c.CloseSession()),
        ("ready.set", {"ready": True}, SetReady(True)),
        ("door.rotate", {}, c.RotateDoor()),
    ],
)
def test_a_command_is_read(name: str, args: Any, command: object) -> None:
    assert parse_command(name, args) == command


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("note.add", {}),
        ("note.add", None),
        ("note.add", []),
        ("note.add", "text"),
        ("note.add", {"note": NOTE, "kind": "wish"}),
        ("note.add", {"note": NOTE, "kind": "gift", "text": "x"}),
        ("note.add", {"note": NOTE, "kind": "wish", "text": 5}),
        ("note.add", {"note": NOTE, "kind": "wish", "text": b"x"}),
        ("note.add", {"note": NOTE, "kind": "wish", "text": ["x"]}),
        ("note.add", {"note": NOTE, "kind": "wish", "text": "x", "closed": "yes"}),
        ("note.add", {"note": NOTE, "kind": "wish", "text": "x", "closed": 1}),
        ("note.add", {"note": "short", "kind": "wish", "text": "x"}),
        ("note.add", {"note": "n" * 41, "kind": "wish", "text": "x"}),
        ("note.add", {"note": "note 0001", "kind": "wish", "text": "x"}),
        ("note.add", {"note": "note-0001\n", "kind": "wish", "text": "x"}),
        ("note.add", {"note": "nötë-0001", "kind": "wish", "text": "x"}),
        ("note.add", {"note": None, "kind": "wish", "text": "x"}),
        ("partner.move", {"partner": MOTHER, "position": "2"}),
        ("partner.move", {"partner": MOTHER, "position": 2.5}),
        ("partner.move", {"partner": MOTHER, "position": True}),
        ("partner.move", {"partner": MOTHER, "position": 10**40}),
        ("stage.go", {"stage": "person"}),
        ("ready.set", {}),
        ("ready.set", {"ready": "true"}),
    ],
)
def test_what_cannot_be_read_is_a_bad_request(name: str, args: Any) -> None:
    assert parse_command(name, args) == Refusal("bad-request")


@pytest.mark.parametrize("name", ["session.create", "participant.join", "note.shout", "", None, 5, ["note.add"]])
def test_what_is_no_command_of_a_client_is_unknown(name: Any) -> None:
    assert parse_command(name, {}) == Refusal("unknown-command")


def test_3_5_unknown_arguments_are_left_aside() -> None:
    args = {"note": NOTE, "kind": "wish", "text": "x", "partner": "!", "author": BILAL, "from_": 1, "NAME": "y"}
    assert parse_command("note.add", args) == c.AddNote(NOTE, NoteKind.WISH, "x")
    assert parse_command("stage.go", {"stage": "a", "from_": "b"}) == Refusal("bad-request")


def test_every_command_of_the_protocol_can_be_read() -> None:
    for name, cls in c.WIRE_COMMANDS.items():
        answer = parse_command(name, {})
        assert isinstance(answer, cls) or answer == Refusal("bad-request")


def test_half_a_character_does_not_cost_the_note() -> None:
    text = json.loads('"lach \\ud83d en \\ud83d\\ude00 \\udc00 ja"')
    read = parse_command("note.add", {"note": NOTE, "kind": "wish", "text": text})
    assert read == c.AddNote(NOTE, NoteKind.WISH, "lach  en 😀  ja")


def test_a_request_has_an_id() -> None:
    body = {"id": "request-1", "name": "door.open", "args": {}}
    assert parse_request(body) == Request("request-1", c.OpenDoor())
    assert parse_request({**body, "name": "nothing"}) == Refusal("unknown-command")
    for bad in (None, [], "x", {}, {**body, "id": "short"}, {**body, "id": 12345678}, {**body, "args": 3}):
        assert parse_request(bad) == Refusal("bad-request")


_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
_names = ("note", "kind", "text", "from", "stage", "partner", "as", "title", "position", "closed", "ready")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(c.WIRE_COMMANDS)), st.dictionaries(st.sampled_from(_names), _json) | _json)
def test_no_input_breaks_the_reader(name: str, args: Any) -> None:
    answer = parse_command(name, args)
    assert isinstance(answer, (c.WIRE_COMMANDS[name], Refusal))


def flush_of(changes: list[Change], head: int = 0) -> Flush:
    return Flush(head, head + len(changes), tuple(entries_of(changes, head)))


def told(body: bytes) -> list[list[object]]:
    """The lines of a `changes` body."""
    lines: list[list[object]] = orjson.loads(body)["changes"]
    return lines


def as_json(changes: list[Change]) -> list[list[object]]:
    """The lines that tell these changes, from seq 1 on."""
    return [
        [seq, each.kind, each.id, orjson.loads(orjson.dumps(each.value))] for seq, each in enumerate(changes, start=1)
    ]


@settings(max_examples=60, deadline=None)
@given(runs)
def test_2_6_a_frame_holds_for_each_what_they_may_see(run: list[Step]) -> None:
    canvas = after(Canvas(), *WRITTEN)
    changes = snapshot(canvas)
    for command, actor in run:
        decision = decide(canvas, command, actor, NOW)
        if not isinstance(decision, Refusal):
            canvas = fold(canvas, decision)
            changes += decision
    flush = flush_of(changes)
    bodies = changes_for(flush, NOW)
    assert told(bodies.public) == as_json([view(change, PUBLIC) for change in changes])
    assert bodies.private.keys() == {eyes for change in changes for eyes in readers(change)}
    for eyes, body in bodies.private.items():
        assert told(body) == as_json([view(change, watching(eyes)) for change in changes])


def test_2_4_changes_say_where_they_begin_and_end() -> None:
    canvas = after(Canvas(), *WRITTEN)
    changes = [Change("note", "note-0000", canvas.notes["note-0000"]), Change("note", "note-0001", None)]
    flush = flush_of(changes, head=20)
    body = orjson.loads(changes_for(flush, NOW).public)
    closed = {**plain(canvas.notes["note-0000"]), "text": None}
    assert body == {
        "from": 20,
        "to": 22,
        "now": NOW,
        "changes": [[21, "note", "note-0000", closed], [22, "note", "note-0001", None]],
    }


def test_2_2_a_welcome_is_a_snapshot_or_the_changes_since() -> None:
    canvas = after(Canvas(), *WRITTEN)
    entries: list[Entry] = entries_of(snapshot(canvas))
    room = Room("session-0001", MemoryChangeLog(), ManualClock(), Alone(), entries)
    news = room.changes_since(None, seat(ANNA))
    assert isinstance(news, Snapshot)
    body = orjson.loads(protocol.encode(protocol.welcome(ANNA, Role.SEAT, news, NOW)))
    assert {name: body[name] for name in ("protocol", "me", "role", "seq", "now")} == {
        "protocol": 1,
        "me": ANNA,
        "role": "seat",
        "seq": room.head,
        "now": NOW,
    }
    seen = [view(change, seat(ANNA)) for change in snapshot(canvas)]
    assert body["snapshot"] == orjson.loads(
        orjson.dumps([[each.kind, each.id, to_json(each.value)] for each in seen if each.value is not None])
    )
    since = room.changes_since(room.head - 1, SCREEN)
    assert isinstance(since, Since)
    body = orjson.loads(protocol.encode(protocol.welcome(None, Role.SCREEN, since, NOW)))
    assert "snapshot" not in body
    assert [line[0] for line in body["changes"]] == [room.head]
    assert (body["me"], body["seq"]) == (None, room.head)


def test_2_8_who_is_here_goes_to_the_lead_alone() -> None:
    attendance = Attendance(people=2, present=1, ready=1, who={ANNA: Here(True, True), BILAL: Here(False, False)})
    counts = {"people": 2, "present": 1, "ready": 1}
    for role in Role:
        body = orjson.loads(protocol.encode(protocol.presence(attendance, role)))
        who = {ANNA: {"present": True, "ready": True}, BILAL: {"present": False, "ready": False}}
        assert body == ({**counts, "who": who} if role is LEAD.role else counts)
