"""A session through all stages, with something of everything that can be told and of everything that must not be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import (
    Agreement,
    Board,
    Change,
    Frame,
    Knock,
    Law,
    Match,
    Note,
    Nudge,
    Placement,
    Proposal,
    Pulse,
    Radar,
    Session,
    Status,
    Support,
)
from facilitation.canvas.replies import Reply
from facilitation.canvas.steps import Step
from tests.takehome.takehome_boards import CREATED, build

HIDDEN = "KANARIE-DIE-NIEMAND-MAG-LEZEN"
"""In everything that no document may tell."""

TEXT = {"nl": "Stap", "en": "Stage"}
FORMS = (
    *(StageForm.FRAME, StageForm.NEEDED, StageForm.PARTNERS, StageForm.CONNECT),
    *(StageForm.AGREEMENTS, StageForm.LOOKBACK),
)
CIRCLE: list[tuple[int, NoteKind, str | None]] = [
    (0, NoteKind.NEED, "Iemand die terugbelt"),
    (0, NoteKind.NEED, "Een vrij weekend"),
    (1, NoteKind.OFFER, "Ik bel elke vrijdag"),
    (1, NoteKind.OFFER, "Een logeerbed"),
    (1, NoteKind.NEED, HIDDEN),
]
NEED, OTHER, OFFER, SPARE, PRIVATE = (f"note-{place:05}" for place in range(5))


def whole() -> Canvas:
    """Two partners who went through all stages, with `HIDDEN` in what is closed, private or for few eyes."""
    told = (_session(), _notes(), _arranged(), _came_of_it(), _for_few_eyes())
    return fold(build(("Moeder", "Wijkteam"), CIRCLE), [change for changes in told for change in changes])


def _session() -> list[Change]:
    labels = {"keep": {"nl": "Vast", "en": "Kept"}}
    stages = tuple(
        Stage(form, form, 5, TEXT, TEXT, TEXT, TEXT, labels=labels if form is StageForm.LOOKBACK else {})
        for form in FORMS
    )
    session = Session("Een plek voor N.", "nl", CREATED, 30, Status.LIVE, "lookback", next_meeting="2026-12-01T10:30")
    return [
        Change("session", "sessie-0000000000000001", session),
        Change("guide", "guide", Guide("person", TEXT, stages)),
        Change("board", "board", Board(tuple(FORMS), tuple(NoteKind))),
        Change("frame", "frame", Frame("Samen om N. heen", "Een kind groeit thuis", "Voor de zomer duidelijk")),
        Change("law", "law-00001", Law("Kinderrechten", CREATED, "N. mag meepraten", "Dat wij luisteren")),
        Change("law", "law-00002", Law("Jeugdwet", CREATED + 1, "Hulp dichtbij", "Eén plan")),
    ]


def _note(kind: NoteKind, words: str, at: int, partner: str = "", **more: Any) -> Note:
    return Note(partner, f"person-000{at % 2}", kind, words, CREATED + at, **{"open": True, **more})


def _notes() -> list[Change]:
    notes = {
        "proposed": _note(NoteKind.AIM, "Een doel als voorstel", 10),
        "needed-top": _note(NoteKind.NEEDED, "Rust in huis", 11, "partner-0000"),
        "needed-below": _note(NoteKind.NEEDED, "Minder drukte", 12, "partner-0001"),
        "needed-closed": _note(NoteKind.NEEDED, HIDDEN, 13, "partner-0001", open=False),
        PRIVATE: _note(NoteKind.NEED, HIDDEN, 4, "partner-0001", open=False, within=("person-0001",)),
        "well-named": _note(NoteKind.WELL, "Dat we luisterden", 14, "partner-0000"),
        "hard-unnamed": _note(NoteKind.HARD, "Het wachten duurde lang", 15, named=False),
        "keep-it": _note(NoteKind.KEEP, "Elke maand samen eten", 16, "partner-0001"),
        "laid-aside": _note(NoteKind.WISH, "Een hond", 17, "partner-0000"),
    }
    return [Change("note", id, note) for id, note in notes.items()]


def _arranged() -> list[Change]:
    return [
        Change("placement", "needed-below", Placement(on="needed-top")),
        Change("placement", "laid-aside", Placement(aside=True)),
        *(Change("support", f"support-{i}", Support("needed-top", f"person-000{i}")) for i in range(2)),
    ]


def _came_of_it() -> list[Change]:
    matches = {
        "match-yes": Match("partner-0001", CREATED, NEED, OFFER, reply=Reply.YES, line="Vanaf maandag"),
        "match-asked": Match("partner-0001", CREATED + 1, OTHER),
        "match-no": Match("partner-0000", CREATED + 2, OTHER, reply=Reply.NO, line="Dat lukt ons nu niet"),
    }
    agreement = Agreement("We bellen elke week", CREATED, ("partner-0001",), "Een telefoon", "2026-12-04")
    return [
        *(Change("match", id, match) for id, match in matches.items()),
        Change("agreement", "agree-1", agreement),
        Change("radar", "radar", Radar(4, 4, CREATED, 4.5, 3.8, 2.1, 4.2)),
    ]


def _for_few_eyes() -> list[Change]:
    return [
        Change("proposal", SPARE, Proposal("person-0001", HIDDEN, CREATED)),
        Change("pulse", "person-0000", Pulse(1, 1, 1, 1, CREATED)),
        Change("knock", "person-0009", Knock("partner-0000", CREATED, name=HIDDEN)),
        Change("nudge", "person-0000", Nudge(CREATED)),
        Change("step", "step-0", Step(1, "note.lay_aside", CREATED, HIDDEN, ())),
    ]


def overlong() -> Canvas:
    """`whole()` with everybody's words as long as they may be, without a place to break."""
    canvas = whole()
    long = "w" * 200
    changes: list[Change] = [Change("frame", "frame", Frame("w" * 500, "é" * 500, "W" * 500))]
    changes += [Change("law", id, Law("w" * 120, law.at, "w" * 500, "w" * 500)) for id, law in canvas.laws.items()]
    changes += [Change("note", id, replace(note, text="w" * 500)) for id, note in canvas.notes.items() if note.open]
    changes += [Change("match", id, replace(match, line=long)) for id, match in canvas.matches.items()]
    changes += [Change("partner", id, replace(each, name="W" * 60)) for id, each in canvas.partners.items()]
    changes.append(Change("agreement", "agree-1", Agreement("w" * 300, CREATED, tuple(canvas.partners), long)))
    return fold(canvas, changes)
