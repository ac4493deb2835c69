"""Canvases for the tests of the documents: realistic ones in Dutch, and a hostile one."""

from __future__ import annotations

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import ASKED_UNLESS_SAID, NoteKind, StageForm
from facilitation.canvas.records import (
    Board,
    Change,
    Floor,
    Note,
    Participant,
    Partner,
    Session,
    Speaker,
    Status,
    Subject,
)

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


def hostile() -> Canvas:
    """Everything that ever broke a document, as notes, names, title and words of the person."""
    kinds = list(ASKED_UNLESS_SAID)
    notes: list[tuple[int, NoteKind, str | None]] = [(i % 4, kinds[i % 3], text) for i, text in enumerate(HOSTILE)]
    names = ("=HYPERLINK(1)", "</text><script>", "שלום 👩‍👩‍👧‍👦 W" + "w" * 40, "#eval(1) $x$ \\")
    person = Subject("<b>&N", "@12", "=1+1\n#import", "Waarom " + "w" * 280 + "?", "]]>")
    return build(names, notes, title='=Titel <i> #x "y" \\ / : * ? 👩‍👩‍👧', subject=person)
