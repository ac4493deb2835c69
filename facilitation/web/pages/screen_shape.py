"""What the projector's hooks return, as the page in Python sees it."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook
from facilitation.web.parts.note_list import ShownNote
from facilitation.web.parts.radar import RadarView
from facilitation.web.parts.wheel import WheelView
from facilitation.web.parts.wheel import Words as Line


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
    """A kind of note; `label` is what the guide calls it, "" for its usual name."""

    kind: str
    label: str
    question: str
    count: int


@dataclass
class Group:
    kind: str
    label: str
    notes: list[ShownNote]


@dataclass
class Panel:
    """What stands beside the wheel; `mode` is `writing`, `open`, `floor`, `heard` or `read`."""

    mode: str
    id: str
    partner: str
    next: str
    groups: list[Group]
    words: int
    closed: int


@dataclass
class Words:
    """What is open of a partner."""

    id: str
    name: str
    groups: list[Group]


@dataclass
class Below:
    id: str
    text: str


@dataclass
class Card:
    """A note with the similar ones that it lies on (`below`); `count` is all of them."""

    id: str
    kind: str
    text: str
    partner: str
    support: int
    count: int
    below: list[Below]


@dataclass
class FramePart:
    kind: str
    text: str
    proposals: list[Card]


@dataclass
class Law:
    id: str
    name: str
    allows: str
    asks: str


@dataclass
class Frame:
    parts: list[FramePart]
    laws: list[Law]


@dataclass
class Needed:
    """`pile` are the first of the `closed` notes."""

    open: bool
    closed: int
    pile: list[str]
    cards: list[Card]


@dataclass
class Column:
    kind: str
    cards: list[Card]


@dataclass
class Lookback:
    open: bool
    closed: int
    pile: list[str]
    columns: list[Column]
    answered: int
    shown: bool
    radar: RadarView


@dataclass
class Asked:
    """Somebody who was asked; `reply` is "" while they think."""

    id: str
    partner: str
    reply: str
    line: str


@dataclass
class Side:
    """A need or an offer; `number` is that of its dot on the wheel, "" where that shows none."""

    id: str
    number: str
    text: str
    partner: str
    asked: list[Asked]


@dataclass
class Connect:
    met: list[Side]
    unmet: list[Side]
    unused: list[Side]


@dataclass
class Agreement:
    """`does` are those who said yes, `tries` those who will try, `asked` those who have not answered; each in words,
    with what they added."""

    id: str
    what: str
    does: str
    tries: str
    unclear: str
    no: str
    asked: str
    means: str
    due: str


@dataclass
class Agreements:
    list: list[Agreement]
    meeting: str


@dataclass
class Reading:
    """Where we are in reading back; both 0 while everything is shown."""

    place: int
    pages: int


@dataclass
class Privately:
    names: str
    count: int


@dataclass
class Spotlight:
    """The note over the stage; `id` is "" when there is none, `partner` when its author left the name out."""

    id: str
    kind: str
    label: str
    text: str
    partner: str


@dataclass
class Screen:
    """What `useScreen` returns."""

    phase: str
    shows: str
    gone: str
    offline: bool
    rehearsal: bool
    unconfirmed: bool
    privately: Privately
    spotlight: Spotlight
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
    whole: bool
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
    reading: Reading
    frame: Frame
    needed: Needed
    connect: Connect
    agreements: Agreements
    lookback: Lookback
    deleted: str
    days: int
    wheel: WheelView
    disc: list[Line]


@dataclass
class Clock:
    """What `useScreenTimer` returns."""

    state: str
    text: str


@dataclass
class Latest:
    """What of `useLatestAnswer` is shown: the answer of the last minute, `id` "" when there is none."""

    id: str
    partner: str
    reply: str
    line: str
    text: str


@dataclass
class Sound:
    """What `useSound` returns."""

    blocked: bool


screen = page_hook("screen.js", "useScreen", "screen", Screen)
clock = page_hook("screen_clock.js", "useScreenTimer", "clock", Clock)
latest = page_hook("screen_clock.js", "useLatestAnswer", "latest", Latest)
sound = page_hook("screen_sound.js", "useSound", "sound", Sound)
