"""The checker: what must be true when everything has healed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from facilitation.canvas.as_json import to_json
from facilitation.canvas.decide import Refusal, decide
from facilitation.rooms.protocol import SetReady
from facilitation.takehome import render
from tests.audience import at_home
from tests.simulation.canonical import canonical
from tests.simulation.oracle import CANARY

if TYPE_CHECKING:
    from tests.simulation.world import World


def check(world: World) -> None:
    """Compare everything with everything."""
    _the_log(world)
    _the_commands(world)
    _everybodys_notes(world)
    _the_canvases(world)
    if problem := who_is_here(world):
        world.fail(problem)
    _the_outboxes(world)


def _the_log(world: World) -> None:
    """What is on the disk is what was committed, in that order, each command once; nothing that was removed stays."""
    oracle = world.oracle
    stored = world.database.log.kept[world.session_id].entries
    if [(entry.seq, entry.command_id) for entry in stored] != [(e.seq, e.command_id) for e in oracle.entries]:
        world.fail("the log is not what was committed")
    for id, seqs in oracle.commands.items():
        if seqs != list(range(seqs[0], seqs[0] + len(seqs))):
            world.fail(f"{id} stands in the log more than once: {seqs}")
    alive = oracle.states[-1].keys()
    for entry in stored:
        change = entry.change
        if (change.kind, change.id) not in alive and change.value is not None:
            world.fail(f"{change.kind} {change.id} was removed, and {entry.seq} still holds it")


def _the_commands(world: World) -> None:
    """Each is in the log as the rules decide it there; what was acknowledged is there, what was refused is not."""
    oracle, ledger = world.oracle, world.ledger
    for id, seqs in oracle.commands.items():
        given = ledger.commands.get(id)
        if given is None:
            continue
        if given.refused is not None:
            # An earlier attempt of it can come through on a server that was slow, after another had said no.
            ledger.overtaken += 1
            if given.sent == 1:
                world.fail(f"{given.name} {id} was refused, and carried out as {seqs}")
        first = oracle.entries[seqs[0] - 1]
        changes = decide(oracle.canvases[seqs[0] - 1], given.command, given.actor, first.at)
        if isinstance(changes, Refusal) or changes != [oracle.entries[seq - 1].change for seq in seqs]:
            world.fail(f"{given.name} {id} stands in the log as {seqs}, and the rules say {changes}")
    for id, given in ledger.commands.items():
        seq = given.accepted
        if seq is None or isinstance(given.command, SetReady) or id in oracle.commands:
            continue
        if decide(oracle.canvases[seq], given.command, given.actor, 0) != []:
            world.fail(f"{given.name} {id} was acknowledged as {seq} and is not in the log")
    at = [entry.at for entry in oracle.entries]
    if at != sorted(at):
        world.fail("the log goes back in time")


def _everybodys_notes(world: World) -> None:
    """Nobody's words are changed but by their author: a lead opens, takes that back, and does no more."""
    before: dict[str, Any] = {}
    for entry in world.oracle.entries:
        change = entry.change
        if change.kind != "note":
            continue
        note, old = world.oracle.values[entry.seq - 1], before.get(change.id)
        author = (old or note)["author"]
        if entry.actor == "lead":
            if old is None or note is None or {**note, "open": old["open"]} != old:
                world.fail(f"a lead made of {old} at {entry.seq}: {note}")
        elif entry.actor != f"seat:{author}" or (note is not None and note["author"] != author):
            world.fail(f"{entry.actor} made of {old} at {entry.seq}: {note}")
        before[change.id] = note


def _the_canvases(world: World) -> None:
    """Every page, every server and the download hold the same canvas, as far as each may see it."""
    oracle = world.oracle
    expected = {eyes: canonical(oracle.seen(eyes)) for eyes in {phone.eyes for phone in world.phones}}
    for phone in world.phones:
        if phone.page.view()["state"] == "connected" and phone.page.digest() != expected[phone.eyes]:
            world.fail(f"{phone.name} has another canvas than the log: {phone.page.digest()}")
    truth = {kind: {} for kind, _ in oracle.states[-1]}
    for (kind, id), value in oracle.states[-1].items():
        truth[kind][id] = value
    public = canonical(
        {kind: {id: at_home(kind, value) for id, value in table.items()} for kind, table in oracle.seen("").items()}
    )
    for worker in world.workers:
        room = worker.rooms._living.get(world.session_id)
        if room is None:
            continue
        world.weather.counts["rooms compared"] += 1
        tables = {
            kind: {id: to_json(record) for id, record in table.items()} for kind, table in room.canvas.records.items()
        }
        if room.head != oracle.head or canonical(tables) != canonical(truth):
            world.fail(f"{worker.process.name} is at {room.head} and has another canvas than the log at {oracle.head}")
        document = orjson.loads(render("json", room.canvas, "nl").body)
        downloaded: dict[str, dict[str, Any]] = {}
        for record in document["records"]:
            downloaded.setdefault(record["kind"], {})[record["id"]] = record["value"]
        if canonical(downloaded) != public:
            world.fail(f"{worker.process.name} gives another canvas to take home")


def who_is_here(world: World) -> str | None:
    """What is wrong with what the servers say of who is here, or None.

    Each to which somebody is connected says the same, and counts each seat with a page.
    """
    here = {phone.audience for phone in world.phones if phone.audience and phone.page.view()["state"] == "connected"}
    rooms = {worker.process.name: worker.rooms._living.get(world.session_id) for worker in world.workers}
    said = {name: room.presence.attendance() for name, room in rooms.items() if room is not None and room.presence.used}
    for name, attendance in said.items():
        if {person for person, is_here in attendance.who.items() if is_here.present} != here:
            return f"{name} says {attendance}, and here are {sorted(here)}"
        if attendance != next(iter(said.values())):
            return f"the servers do not agree on who is here: {said}"
    world.weather.counts["attendances compared"] += len(said)
    return None


def _the_outboxes(world: World) -> None:
    """What somebody wrote and their phone kept is in the log, or was refused to them, or is still on the phone."""
    oracle, ledger = world.oracle, world.ledger
    committed = {
        mark
        for entry, value in zip(oracle.entries, oracle.values, strict=True)
        if value is not None
        for mark in CANARY.findall(str(value))
    }
    refused = {(given.phone, _about(given.args)) for given in ledger.commands.values() if given.refused}
    for phone, name, args in ledger.kept:
        marks = CANARY.findall(str(args))
        if all(mark in committed for mark in marks) or (phone, _about(args)) in refused:
            continue
        if not any(_about(item["args"]) == _about(args) for item in phone.page.view()["items"]):
            world.fail(f"{phone.name} kept {name} {args}, and it is nowhere")
    world.weather.counts["notes"] += len(committed)


def _about(args: dict[str, Any]) -> Any:
    """The note, the law or the match that this is about."""
    return next((args[name] for name in ("note", "law", "match") if name in args), None)
