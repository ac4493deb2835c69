"""What the phone shows: the shape of what `useSeat` returns (`web/live/seat_view.js`)."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook


@dataclass
class Finding:
    """A piece of a text that looks like personal data; `kind` is `bsn`, `birth`, `email` or `phone`."""

    kind: str
    piece: str


@dataclass
class MyNote:
    """One of my notes.

    `mark` is how it stands: `sending`, `waiting`, `unkept` (waiting, on a phone that keeps nothing), `kept`, `yours`
    (closed while the board is open), `open` or `refused`. `reason` and `before` belong to what was refused.
    """

    id: str
    kind: str
    text: str
    mark: str
    before: str
    reason: str
    refused: bool
    editable: bool
    showable: bool
    editing: bool
    edit: str
    over: int
    removing: bool
    personal: list[Finding]


@dataclass
class Step:
    """A stage of the guide."""

    key: str
    title: str
    now: bool


@dataclass
class Place:
    """A seat at the circle."""

    id: str
    name: str
    people: int
    mine: bool


@dataclass
class OpenNote:
    id: str
    number: int
    kind: str
    text: str


@dataclass
class BoardPartner:
    """One partner on the board, with how many of their notes are still closed."""

    id: str
    name: str
    mine: bool
    speaking: bool
    closed: int
    empty: bool
    notes: list[OpenNote]


@dataclass
class Seat:
    """Everything on the phone.

    `state` is `loading`, `here` or `away` (then `code` says why); `form` is what the software does in this stage;
    `next` is the title of a stage that waits until the writer is done; `readers` is `nobody`, `promised` or
    `everybody`; `line` is empty when all is well; `news` is `stage`, `board`, `floor`, `kept`, `removed` or empty.
    """

    state: str
    session: str
    subject: str
    alias: str
    partner: str
    my_name: str
    name: str
    name_fits: bool
    online: str
    form: str
    step: int
    steps: int
    title: str
    ask: str
    next: str
    plan: list[Step]
    ready: bool
    story: str
    question: str
    asked: str
    strengths: str
    confirmed: str
    confirmable: bool
    choosing: bool
    writing: bool
    here: bool
    composing: bool
    half: bool
    getting_ready: bool
    stranded: list[str]
    kind: str
    note: str
    left: int
    near: bool
    over: int
    readers: str
    personal: list[Finding]
    notes: list[MyNote]
    people: int
    present: int
    seats: list[Place]
    floor: str
    speaker: str
    board_open: bool
    board: list[BoardPartner]
    board_notes: int
    board_closed: int
    line: str
    unsent: int
    left_behind: list[str]
    code: str
    message: str
    closed: bool
    purged: str
    days: int
    tab: str
    news: str
    busy: bool
    problem_code: str
    problem: str
    copied: bool
    canvas: str
    pdf: str


seat = page_hook("seat.js", "useSeat", "seat", Seat)
