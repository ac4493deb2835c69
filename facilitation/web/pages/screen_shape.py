"""What the projector's hook returns, as the page in Python sees it."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook
from facilitation.web.parts.note_list import ShownNote
from facilitation.web.parts.wheel import WheelView


@dataclass
class Seat:
    """A partner's seat at the circle; `others` are the people there after the first, `more` how many more there are."""

    id: str
    name: str
    taken: bool
    others: list[str]
    more: str


@dataclass
class Kind:
    kind: str
    question: str
    count: int


@dataclass
class Panel:
    """What stands beside the wheel; `mode` is `writing`, `open`, `floor` or `heard`."""

    mode: str
    partner: str
    next: str
    wishes: list[ShownNote]
    offers: list[ShownNote]
    needs: list[ShownNote]
    words: int
    closed: int


@dataclass
class Words:
    """What is open of a partner."""

    id: str
    name: str
    wishes: list[ShownNote]
    offers: list[ShownNote]
    needs: list[ShownNote]


@dataclass
class Screen:
    """What `useScreen` returns."""

    phase: str
    gone: str
    offline: bool
    stage: str
    step: int
    steps: int
    ask: str
    alias: str
    heading: str
    story: str
    question: str
    strengths: str
    told: bool
    questionShare: str  # noqa: N815 — the names they have in JavaScript
    strengthsShare: str  # noqa: N815
    confirmed: str
    doorOpen: bool  # noqa: N815
    code: str
    address: str
    qr: str
    people: int
    partners: int
    ready: int
    notes: int
    seats: list[Seat]
    kinds: list[Kind]
    panel: Panel
    words: list[Words]
    deleted: str
    days: int
    wheel: WheelView


screen = page_hook("screen.js", "useScreen", "screen", Screen)
