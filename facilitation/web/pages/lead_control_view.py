"""What `useControl` returns, in Python's types; see `live/lead_control_view.js`."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook


@dataclass
class Timer:
    """`state` is `none`, `running`, `paused` or `over`; `minutes` are those it would be started with."""

    state: str
    text: str
    percent: int
    on: bool
    minutes: int
    typed: str
    wrong: bool
    sound: bool


@dataclass
class Step:
    """What was done at `at` (hours and minutes): the command's name, what it was about, and the kind of note."""

    number: int
    at: str
    name: str
    detail: str
    kind: str


@dataclass
class Undone:
    """What was taken back; `left` and `read` say what could not be."""

    there: bool
    name: str
    detail: str
    kind: str
    left: bool
    read: bool


@dataclass
class PrivateSeat:
    id: str
    name: str
    empty: bool
    chosen: bool


@dataclass
class Private:
    """Private time: who is at it (`names`, so many partners), or who could be."""

    on: bool
    names: str
    count: int
    seats: list[PrivateSeat]
    ready: bool
    nobody: bool


@dataclass
class Knock:
    """Somebody at the door; `fresh` when their partner is not there yet, `second` beside a phone on the own seat."""

    id: str
    name: str
    partner: str
    fresh: bool
    second: bool


@dataclass
class Procedure:
    """The organisation's own (`own`): an address or a text."""

    own: bool
    address: str
    text: str


@dataclass
class Leading:
    """The link for others who lead along."""

    there: bool
    link: str
    qr: str
    facilitator: bool


@dataclass
class Control:
    """Everything with which the facilitator holds the room; `door` is `open`, `ask` or `closed`.

    `stop` is how far the safety stop has come: ``, `sending`, `unsent` (as far as this page knows, no phone has heard
    of it) or `done`; `stopped` says whether this page is blank. `desk` says whether there is a desk to go back to,
    `confirmed_on` names the partner on whose phone "klopt" was pressed ("" when none is known), `replaced` says that
    the link by which somebody led along is no more.
    """

    timer: Timer
    steps: list[Step]
    last: Step
    undoable: bool
    undone: Undone
    resting: bool
    private: Private
    door: str
    knocks: list[Knock]
    admitting: int
    stopped: bool
    stop: str
    holding: bool
    procedure: Procedure
    unconfirmed: bool
    confirmed_on: str
    rehearsable: bool
    rehearse: str
    desk: bool
    replaced: bool
    leading: Leading
    busy: bool
    problem: str
    copied: bool


control = page_hook("lead_control.js", "useControl", "control", Control)
