"""The canvas that an example comes to, computed from the example by the rules alone, and how canvases are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from facilitation.canvas.as_json import plain
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import Command, CreateSession, Join
from facilitation.canvas.decide import decide
from facilitation.canvas.fold import fold
from facilitation.canvas.records import VALUES
from facilitation.canvas.views import PUBLIC, Actor, Role, seen_by
from facilitation.demo import Example
from facilitation.demo.scenes import Move, real, write_scenes
from facilitation.demo.script import write_script
from facilitation.rooms.protocol import SetReady, parse_command

Records = Mapping[str, Mapping[str, Mapping[str, Any]]]
Picture = dict[str, Any]

LEAD = Actor(Role.LEAD)


def at_home(shown: Picture) -> Picture:
    """The same as a document has it, in which nobody is called anything."""
    people = Counter[tuple[str, str]]()
    for (partner, _), number in shown["people"].items():
        people[partner, ""] += number
    return {**shown, "people": people}


def person_id(phone: int) -> str:
    return f"person-{phone:04}"


def partner_id(example: Example, name: str) -> str:
    return f"partner-{example.partners.index(name):04}"


class Told:
    """An example that is told without a server: `canvas` is what stands there so far."""

    def __init__(self, example: Example, today: date) -> None:
        self.example, self.today = example, today
        self.canvas = Canvas()
        self.now = 1_000
        words = example.subject
        partners = tuple((partner_id(example, name), name) for name in example.partners)
        own = partner_id(example, example.own) if example.own else ""
        guide = example.load_guide()
        begin = CreateSession(
            "session-1", example.title, words.alias, example.language, guide, 30, words.age, partners, own=own
        )
        self.give(begin, LEAD)

    def give(self, command: Command, actor: Actor) -> None:
        """Give a command that must be carried out."""
        self.now += 1_000
        changes = decide(self.canvas, command, actor, self.now)
        assert isinstance(changes, list), (command, changes)
        self.canvas = fold(self.canvas, changes)

    def make(self, move: Move) -> None:
        """One move of the play."""
        command = parse_command(move.name, {name: self._real(value) for name, value in move.args.items()})
        if isinstance(command, SetReady):
            return
        actor = LEAD if move.by is None else Actor(Role.SEAT, person_id(move.by))
        assert not hasattr(command, "code"), (move, command)
        self.give(command, actor)

    def _real(self, value: Any) -> Any:
        return real(value, partner=lambda name: partner_id(self.example, name), person=person_id, today=self.today)


def told(example: Example, today: date, phones: int | None = None, seed: int = 1) -> Canvas:
    """The canvas at the end of the example."""
    script = write_script(example, phones, seed)
    play = Told(example, today)
    for number, person in enumerate(script):
        join = Join(person_id(number), partner_id(example, person.partner), name=person.name)
        play.give(join, Actor(Role.DOOR))
    for scene in write_scenes(example, script):
        for move in scene.moves:
            play.make(move)
    return play.canvas


def expected(example: Example, today: date, phones: int | None = None) -> Picture:
    """The picture that everybody takes home from the example."""
    return picture(public(told(example, today, phones)))


def public(canvas: Canvas) -> Records:
    """The records of a canvas as the public may see them."""
    seen = seen_by(canvas, PUBLIC).records
    return {kind: {id: plain(record) for id, record in table.items()} for kind, table in seen.items()}


def of_file(document: Mapping[str, Any]) -> Records:
    """The records of a `canvas.json`."""
    records: dict[str, dict[str, Any]] = {}
    for record in document["records"]:
        records.setdefault(record["kind"], {})[record["id"]] = record["value"]
    return records


def picture(records: Records) -> Picture:
    """What stands on a canvas, without ids, moments and the order in which people happened to be quick."""
    session = next(iter(records["session"].values()))
    subject = records["subject"]["subject"]
    partners = {id: one["name"] for id, one in records["partner"].items()}
    around = sorted(records["partner"].values(), key=lambda one: one["position"])
    floor, board, radar = records["floor"]["floor"], records["board"]["board"], records["radar"]["radar"]
    return {
        "session": {name: session[name] for name in ("title", "stage", "status", "next_meeting", "stopped")},
        "subject": _subject(subject, partners),
        "frame": dict(records["frame"]["frame"]),
        "laws": _laws(records),
        "partners": [one["name"] for one in around],
        "own": [one["name"] for one in around if one["own"]],
        "people": Counter((partners[one["partner"]], one["name"]) for one in records["participant"].values()),
        "notes": _notes(records),
        "matches": _matches(records),
        "agreements": _agreements(records),
        "radar": {name: radar[name] for name in ("answered", "shown", *VALUES)},
        "heard": [partners[id] for id in floor["heard"]],
        "floor": floor["partner"],
        "begun": list(board["begun"]),
        "open": list(board["open"]),
        "spotlight": records["spotlight"]["spotlight"]["note"],
        "private": records["private"]["private"]["partners"],
    }


def _subject(subject: Mapping[str, Any], partners: Mapping[str, str]) -> Picture:
    """The person, with the name of the partner on whose phone "klopt" was pressed."""
    told = {name: value for name, value in subject.items() if name != "confirmed_at"}
    return {**told, "confirmed_by": partners.get(subject["confirmed_by"], "")}


def _laws(records: Records) -> list[tuple[Any, ...]]:
    people, partners = records["participant"], records["partner"]
    return sorted(
        (law["name"], law["allows"], law["asks"], partners[people[law["author"]]["partner"]]["name"])
        if law["author"]
        else (law["name"], law["allows"], law["asks"], "")
        for law in records.get("law", {}).values()
    )


def _notes(records: Records) -> list[tuple[Any, ...]]:
    partners, notes = records["partner"], records.get("note", {})
    placements = records.get("placement", {})
    support = Counter(one["note"] for one in records.get("support", {}).values())

    def lies(id: str) -> tuple[bool, str]:
        placement = placements.get(id, {"aside": False, "on": None})
        return placement["aside"], notes[placement["on"]]["text"] if placement["on"] else ""

    return sorted(
        (
            note["stage"],
            partners[note["partner"]]["name"] if note["partner"] else "",
            note["kind"],
            note["text"] or "",
            note["open"],
            note["named"],
            *lies(id),
            support[id],
        )
        for id, note in notes.items()
    )


def _matches(records: Records) -> list[tuple[Any, ...]]:
    partners, notes, people = records["partner"], records.get("note", {}), records["participant"]
    agreements = records.get("agreement", {})
    return sorted(
        (
            partners[match["partner"]]["name"],
            notes[match["need"]]["text"] if match["need"] else "",
            notes[match["offer"]]["text"] if match["offer"] else "",
            agreements[match["agreement"]]["what"] if match["agreement"] else "",
            partners[people[match["by"]]["partner"]]["name"] if match["by"] else "",
            match["reply"] or "",
            match["line"],
        )
        for match in records.get("match", {}).values()
    )


def _agreements(records: Records) -> list[tuple[Any, ...]]:
    partners, notes, matches = records["partner"], records.get("note", {}), records.get("match", {})
    return sorted(
        (
            agreement["what"],
            sorted(partners[id]["name"] for id in agreement["who"]),
            agreement["means"],
            agreement["due"],
            notes[matches[agreement["match"]]["need"]]["text"] if agreement["match"] else "",
        )
        for agreement in records.get("agreement", {}).values()
    )
