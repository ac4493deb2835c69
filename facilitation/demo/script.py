"""The people of a demonstration: who comes when, and who writes which notes after how long a pause.

Pure, and the same for the same example, number of phones and seed. Pauses are in seconds of somebody in no hurry;
whoever plays the script scales them.
"""

from __future__ import annotations

import base64
import random
from collections import defaultdict
from dataclasses import dataclass

from facilitation.demo.example import Example, ExampleNote, ExampleParticipant

ARRIVALS = 18.0
"""Within how many seconds the punctual come in."""


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """One note on its way: `thinks` seconds of thought, then `types` seconds of typing."""

    id: str
    note: ExampleNote
    stage: str
    thinks: float
    types: float


@dataclass(frozen=True, slots=True)
class PhoneScript:
    """One phone. `late` phones come while the others are writing; `arrives` counts from then, or from the welcome."""

    partner: str
    name: str
    arrives: float
    late: bool
    gets_ready: bool
    scores: tuple[int, int, int, int] | None
    notes: tuple[WrittenNote, ...]


def write_script(example: Example, phones: int | None = None, seed: int = 1) -> list[PhoneScript]:
    """The script for `phones` phones: one at each partner first, then the others of the example, then more in turn.

    Some are late and the last of those is not ready in time. With fewer phones than partners, the partners at the end
    of the list are silent. Without a number, everybody of the example comes.
    """
    phones = phones or len(example.participants)
    rng = random.Random(f"{example.title}/{phones}/{seed}")
    people = _people(example, phones)
    dealt = _deal(example, people)
    ids = new_ids(rng, sum(map(len, dealt)))
    late = _latecomers(rng, example, people)
    return [
        PhoneScript(
            partner=person.partner,
            name=person.name,
            arrives=rng.uniform(0.5, ARRIVALS),
            late=number in late,
            gets_ready=not late or number != late[-1],
            scores=person.scores,
            notes=_write(rng, notes, ids),
        )
        for number, (person, notes) in enumerate(zip(people, dealt, strict=True))
    ]


def new_ids(rng: random.Random, count: int) -> list[str]:
    """Ids as on the wire. Sorted: notes of the same millisecond stand in the order of the example, since their ids
    settle a draw."""
    return sorted(base64.urlsafe_b64encode(rng.randbytes(16)).decode().rstrip("=") for _ in range(count))


def _people(example: Example, phones: int) -> list[ExampleParticipant]:
    by_partner = {name: [p for p in example.participants if p.partner == name] for name in example.partners}
    first = [people[0] for people in by_partner.values()]
    rest = [person for people in by_partner.values() for person in people[1:]]
    chosen = (first + rest)[:phones]
    # The person's own seat takes one phone.
    shared = [name for name in example.partners if name != example.own]
    while shared and len(chosen) < phones:
        chosen.append(ExampleParticipant(partner=shared[len(chosen) % len(shared)]))
    # In the order of the circle, so that the notes are written in the order of the example when nobody pauses.
    return sorted(chosen, key=lambda person: example.partners.index(person.partner))


def _deal(example: Example, people: list[ExampleParticipant]) -> list[list[tuple[str, ExampleNote]]]:
    """To each person, stage by stage, a run of their partner's notes with the key of the stage, shared evenly."""
    seats = defaultdict[str, list[int]](list)
    for number, person in enumerate(people):
        seats[person.partner].append(number)
    dealt: list[list[tuple[str, ExampleNote]]] = [[] for _ in people]
    stages = [example.stage_of(note) for note in example.notes]
    for stage in dict.fromkeys(filter(None, stages)):
        for partner, numbers in seats.items():
            notes = [n for n, key in zip(example.notes, stages, strict=True) if n.partner == partner and key == stage]
            for place, note in enumerate(notes):
                dealt[numbers[place * len(numbers) // len(notes)]].append((stage, note))
    return dealt


def _latecomers(rng: random.Random, example: Example, people: list[ExampleParticipant]) -> list[int]:
    """One in six is late, never the phone that says "klopt"."""
    by_partner = defaultdict[str, list[int]](list)
    for number, person in enumerate(people):
        by_partner[person.partner].append(number)
    speaker = by_partner.get(example.subject.confirmed_by, [0])[0]
    # Partners with somebody on time already give the late ones first.
    others = [number for numbers in by_partner.values() for number in numbers[1:]]
    firsts = [numbers[0] for numbers in by_partner.values() if numbers[0] != speaker]
    rng.shuffle(others)
    rng.shuffle(firsts)
    return (others + firsts)[: len(people) // 6]


def _write(rng: random.Random, notes: list[tuple[str, ExampleNote]], ids: list[str]) -> tuple[WrittenNote, ...]:
    tempo = rng.uniform(0.6, 1.7)
    return tuple(
        WrittenNote(
            id=ids.pop(0),
            note=note,
            stage=stage,
            thinks=min(2 + rng.expovariate(1 / 5), 16) * tempo,
            types=len(note.text) * 0.11 * tempo,
        )
        for stage, note in notes
    )
