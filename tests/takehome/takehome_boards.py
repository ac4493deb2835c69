"""Canvases for the tests of the documents: realistic ones in Dutch, and a hostile one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import ASKED_UNLESS_SAID, NoteKind, StageForm
from facilitation.canvas.records import (
    Agreement,
    Board,
    Change,
    Floor,
    Frame,
    Knock,
    Law,
    Match,
    Note,
    Nudge,
    Participant,
    Partner,
    Placement,
    Proposal,
    Pulse,
    Radar,
    Reply,
    Session,
    Speaker,
    Status,
    Subject,
    Support,
)
from facilitation.canvas.steps import Step

CREATED = 1_795_341_600_000  # 22 November 2026

NAMES = (
    "Moeder", "Vader", "Pleegouder", "Opa en oma", "Kinderopvang", "School", "Wijkteam", "GZ-psycholoog",
    "Jeugdbeschermer", "Voogd", "Buurvrouw", "Huisarts", "Jeugdverpleegkundige", "Sportvereniging",
    "Gezinsvoogdij-instelling", "Broer",
)  # fmt: skip

WISHES = (
    "Dat ze zich hier thuis mag voelen.", "Rust na schooltijd, geen wisselingen.", "Dat ze haar broer elke week ziet.",
    "Dat ze trots kan zijn op wie ze is.", "Een plek waar ze mag blijven, ook als het even moeilijk gaat.",
)  # fmt: skip
OFFERS = (
    "Een vast ritme en een eigen kamer.", "Ik rijd haar op woensdag naar haar broer.",
    "Tijd: ik ben elke middag thuis.",
    "Elke vrijdag bel ik met school en met de groep, zodat niemand iets hoeft te raden over hoe de week was.",
)  # fmt: skip
NEEDS = (
    "Eén aanspreekpunt dat terugbelt.", "Af en toe een vrij weekend.",
    "Dat afspraken op papier staan, in gewone woorden.",
)  # fmt: skip

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    '#import "x"',
    "$x^2$ *vet* _schuin_ `code` @label <label> // niets",
    "]]> <!-- &amp; --> %PDF /* */",
    "\u200fשלום עולם\u200f en \u202eomgekeerd\u202c",
    "مرحبا بالعالم، كيف الحال؟",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇳🇱 😀",
    "w" * 500,
    "regel een\nregel twee\n\n\nregel drie",
    "C:\\pad\\naar\\niets \\u0041 \\",
    "@sum(1+1)*cmd|' /C calc'!A0",
    "-1+1",
    "+31 6 12",
    "_x0041_ {x} {{x}} %s ${x}",
    "Привет Γειά σου Łódź Ἀθῆναι tiếng Việt",
    "名前は花子です 한국어 中文",
    "\n".join("abcdefghij"[i % 10] for i in range(250)),
    "\ufffd \u1e00 \U00010380 \U0001fae8 e\u0301\u0323",
    'a";"b;=1+1;"',
)


def build(
    partners: tuple[str, ...],
    notes: list[tuple[int, NoteKind, str | None]],
    title: str = "Een plek voor N.",
    subject: Subject | None = None,
) -> Canvas:
    """A canvas with these partners and notes (index of the partner, kind, text; None for a closed one)."""
    text = {"nl": "Welkom", "en": "Welcome"}
    stage = Stage("partners", StageForm.PARTNERS, 20, text, text, text, text)
    person = subject or Subject(
        alias="N.",
        age="4 jaar",
        story="Ik woon nu bij mijn pleegouders. Mijn broer woont ergens anders. "
        "Ik vind het fijn als iedereen er is op mijn verjaardag.",
        question="Waar mag ik blijven wonen, en wie komt er langs?",
        strengths="Ik kan goed tekenen en ik lach veel.",
        confirmed=Speaker.PERSON,
        confirmed_at=CREATED + 600_000,
    )
    changes = [
        Change("session", "sessie-0000000000000001", Session(title, "nl", CREATED, 30, Status.LIVE, "partners")),
        Change("guide", "guide", Guide("person", {"nl": "Eén mens", "en": "One person"}, (stage,))),
        Change("subject", "subject", person),
        Change("board", "board", Board(("partners",), tuple(NoteKind))),
        Change("floor", "floor", Floor()),
    ]
    for i, name in enumerate(partners):
        changes.append(Change("partner", f"partner-{i:04}", Partner(name, i)))
        changes.append(Change("participant", f"person-{i:04}", Participant(f"partner-{i:04}", CREATED, "")))
    for i, (partner, kind, words) in enumerate(notes):
        note = Note(f"partner-{partner:04}", f"person-{partner:04}", kind, words, CREATED + i, open=words is not None)
        changes.append(Change("note", f"note-{i:05}", note))
    return fold(Canvas(), changes)


def daily(count: int, most: int = 3) -> Canvas:
    """A gathering of `count` partners with up to `most` notes of each kind, and one closed note."""
    notes: list[tuple[int, NoteKind, str | None]] = []
    for i in range(count):
        for kind, texts in ((NoteKind.WISH, WISHES), (NoteKind.OFFER, OFFERS), (NoteKind.NEED, NEEDS)):
            notes += [(i, kind, texts[(i + j) % len(texts)]) for j in range(1 + (i + len(texts)) % most)]
    notes.append((count - 1, NoteKind.NEED, None))
    names = tuple(NAMES[i] if i < len(NAMES) else f"Partner {i + 1}" for i in range(count))
    return build(names, notes)


HIDDEN = "KANARIE-DIE-NIEMAND-MAG-LEZEN"
"""In everything that no document may tell."""


def whole() -> Canvas:
    """A session through all stages, with something of everything that can be told, and `HIDDEN` in what must not be."""
    text = {"nl": "Stap", "en": "Stage"}
    forms = (StageForm.FRAME, StageForm.NEEDED, StageForm.PARTNERS, StageForm.CONNECT, StageForm.AGREEMENTS)
    stages = tuple(
        Stage(form, form, 5, {"nl": f"Stap {form}", "en": f"Stage {form}"}, text, text, text) for form in forms
    )
    lookback = Stage(
        "lookback", StageForm.LOOKBACK, 5, text, text, text, text, labels={"keep": {"nl": "Vast", "en": "Kept"}}
    )
    guide = Guide("person", {"nl": "Eén mens", "en": "One person"}, (*stages, lookback))
    need, other, offer, spare = "note-00000", "note-00001", "note-00002", "note-00003"
    circle: list[tuple[int, NoteKind, str | None]] = [
        (0, NoteKind.NEED, "Iemand die terugbelt"),
        (0, NoteKind.NEED, "Een vrij weekend"),
        (1, NoteKind.OFFER, "Ik bel elke vrijdag"),
        (1, NoteKind.OFFER, "Een logeerbed"),
        (1, NoteKind.NEED, HIDDEN),
    ]

    def note(kind: NoteKind, words: str, at: int, partner: str = "", **more: Any) -> Note:
        return Note(partner, f"person-000{at % 2}", kind, words, CREATED + at, **{"open": True, **more})

    notes = {
        "proposed": note(NoteKind.AIM, "Een doel als voorstel", 10),
        "needed-top": note(NoteKind.NEEDED, "Rust in huis", 11, "partner-0000"),
        "needed-below": note(NoteKind.NEEDED, "Minder drukte", 12, "partner-0001"),
        "needed-closed": note(NoteKind.NEEDED, HIDDEN, 13, "partner-0001", open=False),
        "note-00004": note(NoteKind.NEED, HIDDEN, 4, "partner-0001", open=False, within=("person-0001",)),
        "well-named": note(NoteKind.WELL, "Dat we luisterden", 14, "partner-0000"),
        "hard-unnamed": note(NoteKind.HARD, "Het wachten duurde lang", 15, named=False),
        "keep-it": note(NoteKind.KEEP, "Elke maand samen eten", 16, "partner-0001"),
        "laid-aside": note(NoteKind.WISH, "Een hond", 17, "partner-0000"),
    }
    matches = {
        "match-yes": Match("partner-0001", CREATED, need, offer, reply=Reply.YES, line="Vanaf maandag"),
        "match-asked": Match("partner-0001", CREATED + 1, other),
        "match-no": Match("partner-0000", CREATED + 2, other, reply=Reply.NO, line="Dat lukt ons nu niet"),
    }
    session = Session("Een plek voor N.", "nl", CREATED, 30, Status.LIVE, "lookback", next_meeting="2026-12-01T10:30")
    changes = [
        Change("session", "sessie-0000000000000001", session),
        Change("guide", "guide", guide),
        Change("board", "board", Board(tuple(stage.key for stage in guide.stages), tuple(NoteKind))),
        Change("frame", "frame", Frame("Samen om N. heen", "Een kind groeit thuis", "Voor de zomer duidelijk")),
        Change("law", "law-00001", Law("Kinderrechten", CREATED, "N. mag meepraten", "Dat wij luisteren")),
        Change("law", "law-00002", Law("Jeugdwet", CREATED + 1, "Hulp dichtbij", "Eén plan")),
        *(Change("note", id, each) for id, each in notes.items()),
        Change("placement", "needed-below", Placement(on="needed-top")),
        Change("placement", "laid-aside", Placement(aside=True)),
        *(Change("support", f"support-{i}", Support("needed-top", f"person-000{i}")) for i in range(2)),
        *(Change("match", id, match) for id, match in matches.items()),
        Change(
            "agreement",
            "agree-1",
            Agreement("We bellen elke week", CREATED, ("partner-0001",), "Een telefoon", "2026-12-04"),
        ),
        Change("proposal", spare, Proposal("person-0001", HIDDEN, CREATED)),
        Change("pulse", "person-0000", Pulse(1, 1, 1, 1, CREATED)),
        Change("knock", "person-0009", Knock("partner-0000", CREATED, name=HIDDEN)),
        Change("nudge", "person-0000", Nudge(CREATED)),
        Change("step", "step-0", Step(1, "note.lay_aside", CREATED, HIDDEN, ())),
        Change("radar", "radar", Radar(4, 4, CREATED, 4.5, 3.8, 2.1, 4.2)),
    ]
    return fold(build(("Moeder", "Wijkteam"), circle), changes)


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


def hostile() -> Canvas:
    """Everything that ever broke a document, as notes, names, title and words of the person."""
    kinds = list(ASKED_UNLESS_SAID)
    notes: list[tuple[int, NoteKind, str | None]] = [(i % 4, kinds[i % 3], text) for i, text in enumerate(HOSTILE)]
    names = ("=HYPERLINK(1)", "</text><script>", "שלום 👩‍👩‍👧‍👦 W" + "w" * 40, "#eval(1) $x$ \\")
    person = Subject("<b>&N", "@12", "=1+1\n#import", "Waarom " + "w" * 280 + "?", "]]>")
    return build(names, notes, title='=Titel <i> #x "y" \\ / : * ? 👩‍👩‍👧', subject=person)
