"""The circle in Python and in JavaScript is the same circle.

Canvases are drawn at random from a seed. A failure prints the seed; put it in `KEPT`, so that it is tried for ever.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from facilitation.canvas import font_widths
from facilitation.canvas.as_json import plain
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import ASKED_UNLESS_SAID, CIRCLE_KINDS, NoteKind, StageForm
from facilitation.canvas.records import Board, Change, Match, Note, Partner, Placement, Subject
from facilitation.canvas.replies import Reply
from facilitation.canvas.wheel import Pose, wheel

HERE = Path(__file__).parent
KEPT: tuple[int, ...] = ()
SEEDS = (*range(300), *KEPT)

PIECES = (
    "Moeder", "GZ-psycholoog", "een", "en", "ontwikkelingsperspectief", "👩‍👩‍👧‍👦", "👍🏽", "שלום", "名前は", "Łódź",
    "e\u0301e\u0323", "Waarommmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", "\u200f", "a\u00a0b", "i", "…", "“", "\n",
    "  ", "W",
)  # fmt: skip


def words(rng: random.Random, most: int) -> str:
    return rng.choice((" ", " ", "")).join(rng.choice(PIECES) for _ in range(rng.randint(0, most))).strip()


TEXT = {"nl": "Tekst", "en": "Text"}


def guide_of(kinds: list[NoteKind]) -> Guide:
    """A guide that asks for these kinds of note, and then has them connected."""
    questions = {str(kind): TEXT for kind in kinds}
    partners = Stage("partners", StageForm.PARTNERS, 20, TEXT, TEXT, TEXT, TEXT, questions)
    connect = Stage("connect", StageForm.CONNECT, 20, TEXT, TEXT, TEXT, TEXT)
    return Guide("drawn", TEXT, (partners, connect))


def canvas_of(seed: int) -> Canvas:
    rng = random.Random(seed)
    count = rng.choice((0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 12, 16, 16, 23, 24, 25, 30, 60))
    notes_in_cell = rng.choice((0, 1, 3, 5, 12, 40) if count < 12 else (0, 1, 4))
    age = rng.choice(("", "4 jaar", "12–15"))
    person = Subject(words(rng, 3) or "N.", age, question=words(rng, rng.choice((0, 6, 40))))
    kinds = rng.choice((list(ASKED_UNLESS_SAID), rng.sample(CIRCLE_KINDS, rng.randint(1, 5))))
    begun = ("partners", "connect")[: rng.randint(1, 2)]
    changes = [
        Change("subject", "subject", person),
        Change("guide", "guide", guide_of(kinds)),
        Change("board", "board", Board(begun)),
    ]
    positions = [rng.randint(0, count) for _ in range(count)]
    notes: dict[str, Note] = {}
    for i in range(count):
        changes.append(Change("partner", f"p{i:07}", Partner(words(rng, 4) or "Naam", positions[i])))
        for kind in kinds:
            for j in range(rng.randint(0, notes_in_cell)):
                open_ = rng.random() < 0.7
                note = Note(f"p{i:07}", "author-0", kind, "x" if open_ else None, rng.randint(0, 5), open_)
                notes[f"n{rng.randint(0, 10**9):09}-{i}-{j}"] = note
    changes += [Change("note", id, note) for id, note in notes.items()]
    changes += arranged(rng, count, notes)
    rng.shuffle(changes)
    return fold(Canvas(), changes)


def arranged(rng: random.Random, count: int, notes: dict[str, Note]) -> list[Change]:
    """Notes laid aside and in stacks, notes of other stages, and matches."""
    changes = [Change("note", "frame-note", Note("", "author-0", NoteKind.AIM, "x", 1, open=True))]
    tops: list[str] = []
    for id in notes:
        if rng.random() < 0.1:
            changes.append(Change("placement", id, Placement(aside=True)))
        elif tops and rng.random() < 0.1:
            changes.append(Change("placement", id, Placement(on=rng.choice(tops))))
        else:
            tops.append(id)
    needs = [id for id, note in notes.items() if note.kind is NoteKind.NEED]
    offers = [id for id, note in notes.items() if note.kind is NoteKind.OFFER]
    for i in range(rng.choice((0, 3, 30)) if count else 0):
        offer = rng.choice(offers) if offers and rng.random() < 0.5 else None
        partner = notes[offer].partner if offer else f"p{rng.randrange(count):07}"
        reply = rng.choice((None, *Reply))
        need = rng.choice(needs) if needs and (offer or rng.random() < 0.9) else None
        agreement = None if need else "agreement-1"
        changes.append(Change("match", f"m{i}", Match(partner, rng.randint(0, 3), need, offer, agreement, reply=reply)))
    return changes


def case_of(seed: int, canvas: Canvas) -> dict[str, Any]:
    rng = random.Random(-seed - 1)
    ids = [id for id, _ in canvas.seats]
    facing = rng.choice(ids) if ids and rng.random() < 0.6 else rng.choice((None, "nobody-here"))
    turning = bool(ids) and rng.random() < 0.5
    return {
        "records": {kind: {id: plain(one) for id, one in table.items()} for kind, table in canvas.records.items()},
        "facing": facing,
        "from": rng.randrange(len(ids)) if turning else None,
        "part": rng.random() if turning else None,
    }


def by_javascript(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    if node is None:
        pytest.fail("this test needs Node, which `make run` puts into the virtual environment")
    run = subprocess.run(
        [node, str(HERE / "wheel_twin.mjs")], input=json.dumps(cases), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def assert_same(python: Any, javascript: Any, where: str) -> None:
    if isinstance(python, float):
        assert javascript == pytest.approx(python, abs=1e-6), where
    elif isinstance(python, dict):
        assert python.keys() == javascript.keys(), where
        for key in python:
            assert_same(python[key], javascript[key], f"{where}.{key}")
    elif isinstance(python, list | tuple):
        assert len(python) == len(javascript), where
        for i, (one, other) in enumerate(zip(python, javascript, strict=True)):
            assert_same(one, other, f"{where}[{i}]")
    else:
        assert python == javascript, where


def test_both_languages_draw_the_same_wheel() -> None:
    """300 canvases, at rest, facing somebody and in the middle of a turn: every number, path and line of text."""
    canvases = [canvas_of(seed) for seed in SEEDS]
    cases = [case_of(seed, canvas) for seed, canvas in zip(SEEDS, canvases, strict=True)]
    answers = by_javascript(cases)
    dots = turns = bows = 0
    for seed, canvas, case, answer in zip(SEEDS, canvases, cases, answers, strict=True):
        pose = answer["pose"] and Pose(answer["pose"]["start"], tuple(answer["pose"]["widths"]))
        mine = asdict(wheel(canvas, case["facing"], pose))
        assert_same(mine, answer["wheel"], f"seed {seed}")
        assert dict(canvas.numbers) == answer["numbers"], f"seed {seed}"
        dots += len(mine["dots"])
        bows += len(mine["bows"])
        turns += answer["pose"] is not None
    assert dots > 5_000
    assert turns > 50
    assert bows > 500


def test_both_languages_have_the_same_widths() -> None:
    script = (HERE.parents[1] / "facilitation" / "web" / "live" / "font_widths.js").read_text()
    strings = [line.strip().split('"')[1] for line in script.splitlines() if line.strip().startswith('"')]
    assert "".join(strings) == font_widths.RANGES + font_widths.REGULAR + font_widths.BOLD
