"""What `useLead` returns, in Python's types; see `live/lead_view.js`."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook
from facilitation.web.pages.lead_work_view import Words, Work
from facilitation.web.parts.stage_rail import RailStage


@dataclass
class StageNow:
    """The stage at hand, its texts in the reader's language and with the alias filled in."""

    key: str
    form: str
    number: int
    count: int
    title: str
    say: str
    rule: str
    minutes: int


@dataclass
class Neighbour:
    """The stage before or after; `there` is false where there is none."""

    there: bool
    key: str
    title: str


@dataclass
class Person:
    id: str
    name: str
    present: bool
    ready: bool
    partner: str


@dataclass
class Written:
    """How many notes of one kind a partner has; `label` is the guide's own name for it, or ""."""

    kind: str
    label: str
    count: int


@dataclass
class Seat:
    """A partner at the circle; `turn` is `speaking`, `heard` or `waiting`."""

    id: str
    name: str
    number: int
    first: bool
    last: bool
    people: list[Person]
    empty: bool
    present: int
    ready: bool
    written: list[Written]
    notes: int
    closed: int
    turn: str
    removable: bool


@dataclass
class KindBoard:
    """A kind of note that is asked now: whether it is open, and how many are still closed."""

    kind: str
    label: str
    open: bool
    closed: int


@dataclass
class Board:
    """How far the board is open. `waiting` are the closed notes of the stage at hand that can be opened, `late` those
    of a kind that is open, `private` those of the stage at hand that are their authors' to open."""

    kinds: list[KindBoard]
    opened: bool
    whole: bool
    waiting: int
    notes: int
    closed: int
    late: int
    private: int


@dataclass
class Floor:
    id: str
    name: str
    next: str
    heard: int
    of: int
    begun: bool
    over: bool
    left: bool


@dataclass
class Subject:
    alias: Words
    age: Words
    strengths: Words
    story: Words
    question: Words
    words: bool
    whole: bool
    unkept: bool
    confirmed: str


@dataclass
class Download:
    format: str
    href: str


@dataclass
class Links:
    there: bool
    code: str
    address: str
    reachable: bool
    join: str
    team: str
    qr: str
    screen: str
    preview: str
    canvas: str
    downloads: list[Download]


@dataclass
class Left:
    """What going on would leave open in the stage at hand; see `live/lead_left.js`."""

    any: bool
    notes: int
    silent: str
    unheard: str
    questions: int
    asked: str
    against: str
    nobodys: int
    scores: bool
    law: bool
    agreement: bool
    wording: bool


@dataclass
class Ask:
    """What an open dialog is about; `left` is what going on would leave open."""

    id: str
    name: str
    kind: str
    stage: str
    title: str
    left: Left


@dataclass
class Keys:
    forward: str
    back: str
    open: str
    floor: str
    screen: str
    help: str


@dataclass
class Lead:
    """Everything on the facilitator's page; `saying` is `guide`, `begin`, `round` or `heard`. `ripe`: there are notes
    to open, and everybody is ready. `gone_by_meeting`: all is deleted before they meet again."""

    phase: str
    refusal: str
    title: str
    alias: str
    connection: str
    connected: bool
    closed: bool
    pressable: bool
    press: str
    stages: list[RailStage]
    stage: StageNow
    back: Neighbour
    forward: Neighbour
    saying: str
    doing: str
    moved: str
    trouble: str
    sentence: str
    links: Links
    door: bool
    count: int
    present: int
    ready: int
    ripe: bool
    partners: list[Seat]
    own: bool
    board: Board
    floor: Floor
    subject: Subject
    purge: str
    gone_by_meeting: bool
    ask: Ask
    projector: str
    besides: str
    wide: bool
    mirror: bool
    preview: bool
    arranging: bool
    copied: bool
    shortcuts: bool
    keyboard: Keys
    work: Work


lead = page_hook("lead.js", "useLead", "lead", Lead)
