"""What `useGuides` returns."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook


@dataclass
class Listed:
    """One guide in the list; `form` is the address of its form, `file` that of its file."""

    name: str
    title: str
    purpose: str
    own: bool
    stages: int
    minutes: int
    form: str
    file: str


@dataclass
class Fault:
    """What is wrong in a file: its line and its stage, counted from 1; 0 where there is none."""

    line: int
    stage: int
    field: str
    code: str
    message: str


@dataclass
class Guide:
    """The guide that is open. Texts and errors are by path (`title.nl`); `minutes` are those of all stages."""

    name: str
    own: bool
    title: str
    texts: dict[str, str]
    errors: dict[str, str]
    others: str
    dirty: bool
    said: str
    faulty: int
    file: str
    adding: str
    minutes: int


@dataclass
class StageRow:
    """A stage in the list of the form; `place` counts from 0."""

    key: str
    place: int
    number: int
    title: str
    minutes: int
    current: bool
    faulty: bool
    first: bool
    last: bool


@dataclass
class Kind:
    """The question for a kind of note, and what it is called in this stage."""

    kind: str
    texts: dict[str, str]
    errors: dict[str, str]


@dataclass
class Stage:
    """The stage at hand; `optional` says that a kind without a question is not asked for."""

    number: int
    title: str
    form: str
    minutes: str
    texts: dict[str, str]
    errors: dict[str, str]
    kinds: list[Kind]
    optional: bool


@dataclass
class Asked:
    """A question as the phone puts it; `label` is empty where the kind has its usual name."""

    kind: str
    label: str
    question: str


@dataclass
class Phone:
    """What the phones say in the stage at hand, and what the facilitator can say."""

    alias: str
    title: str
    ask: str
    rule: str
    say: str
    kinds: list[Asked]


@dataclass
class Guides:
    state: str
    shows: str
    busy: bool
    problem: str
    guides: list[Listed]
    faults: list[Fault]
    asked: Listed
    guide: Guide
    stages: list[StageRow]
    stage: Stage
    phone: Phone


guides = page_hook("guides.js", "useGuides", "guides", Guides)
