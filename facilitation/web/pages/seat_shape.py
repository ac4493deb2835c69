"""What the phone shows: the shape of what `useSeat` returns (`web/live/seat_view.js`)."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.web.live.live import page_hook
from facilitation.web.parts.kind_picker import KindChoice


@dataclass
class Finding:
    """A piece of a text that looks like personal data; `kind` is `bsn`, `birth`, `email` or `phone`."""

    kind: str
    piece: str


@dataclass
class MyNote:
    """One of my notes; `label` is what the guide calls its kind, "" for its usual name.

    `mark` is how it stands: `sending`, `waiting`, `unkept` (waiting, on a phone that keeps nothing), `kept`, `yours`
    (closed while the board is open), `private` (then `company` reads it too), `open`, `aside` or `refused`. `reason`
    and `before` belong to what was refused. `by_name` is `with` or `without` for a note of looking back. `proposal` are
    the words that the facilitator proposes, as of `proposed`.
    """

    id: str
    kind: str
    label: str
    text: str
    mark: str
    company: str
    by_name: str
    before: str
    reason: str
    refused: bool
    editable: bool
    showable: bool
    shareable: bool
    proposal: str
    proposed: int
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
class PrivateNote:
    """What somebody else wrote in private time, for those who are at it."""

    id: str
    kind: str
    text: str
    by: str


@dataclass
class FrameText:
    """A part of the common frame, "" as long as it is not settled."""

    kind: str
    label: str
    text: str


@dataclass
class SharedNote:
    """An open note that can be supported; one that lies `below` belongs to the stack of the note before it."""

    id: str
    kind: str
    label: str
    text: str
    by: str
    mine: bool
    support: int
    supported: bool
    below: bool


@dataclass
class NeededGroup:
    """What was found to be needed in one stage, under the title of that stage."""

    key: str
    title: str
    notes: list[SharedNote]


@dataclass
class Law:
    id: str
    name: str
    allows: str
    asks: str
    mine: bool
    waiting: bool


@dataclass
class LawTexts:
    """What is typed of a law."""

    name: str
    allows: str
    asks: str


@dataclass
class Ask:
    """What my partner is asked: a need, perhaps with an offer of ours, or a part in the agreement `what`.

    `again` says that we answered, and the words have changed since.

    `asker` is "" for the facilitator; `mine` says that I laid the offer there myself. `unsaid` says that `line` was
    changed after the answer was given; `way` is `sending`, `waiting` or "".
    """

    id: str
    need: str
    need_by: str
    offer: str
    what: str
    means: str
    due: str
    again: bool
    asker: str
    mine: bool
    reply: str
    line: str
    over: int
    unsaid: bool
    way: str
    personal: list[Finding]


@dataclass
class Asked:
    """What I asked of another partner."""

    id: str
    need: str
    partner: str
    reply: str
    line: str
    way: str
    removable: bool


@dataclass
class Choice:
    """A partner who can be asked (`empty` where nobody sits), or an offer of mine."""

    id: str
    text: str
    empty: bool


@dataclass
class Need:
    """A need on the board; with `choices` a partner can be asked for mine, or an offer laid on another's."""

    id: str
    text: str
    by: str
    mine: bool
    met: bool
    reaching: bool
    choices: list[Choice]


@dataclass
class Agreement:
    id: str
    what: str
    does: str
    tries: str
    unclear: str
    no: str
    asked: str
    means: str
    due: str
    mine: bool


@dataclass
class Score:
    """What I chose for one of the values: 1 to 5, 0 for nothing yet."""

    value: str
    chosen: int


@dataclass
class Mean:
    """What all gave together for one of the values."""

    value: str
    mean: str
    percent: str


@dataclass
class Refused:
    """Something else than a note that was not taken; `again` says whether it can be sent as it is."""

    id: str
    message: str
    again: bool


@dataclass
class Timer:
    """`state` is `none`, `running`, `last`, `paused` or `over`."""

    state: str
    text: str


@dataclass
class Seat:
    """What a phone shows first.

    `state` is `loading`, `here`, `stopped` (for safety), `apart` (others are at private time) or `away` (then `code`
    says why); `form` is what the software does in this stage; `next` is the title of a stage that waits until the
    writer is done; `line` is empty when all is well; `news` is `stage`, `board`, `floor`, `kept`, `removed`, `asked`,
    `proposal`, `private` or empty; `privacy` is `within`, `apart` or ""; `early` says that there is no more than a
    welcome to show, `warm` that the rest of the page may be fetched.
    """

    state: str
    session: str
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
    privacy: str
    private_partners: str
    private_count: int
    timer: Timer
    refusals: list[Refused]
    people: int
    present: int
    seats: list[Place]
    board_open: bool
    line: str
    unsent: int
    left_behind: list[str]
    code: str
    message: str
    early: bool
    warm: bool
    tab: str
    news: str
    busy: bool
    problem_code: str
    problem: str
    copied: bool


@dataclass
class Later(Seat):
    """What a phone shows from the first stage of writing on.

    `readers` is `nobody`, `private`, `promised`, `promised-private`, `proposal` or `everybody`; `by_name` is `with`,
    `without` or, where no name is asked, ""; `own` says that this is the seat of the person concerned, `own_elsewhere`
    that they sit on another; `pulse` is `none`, `given` or `changed`; `my_offers` counts my offers on
    the board.
    """

    story: str
    question: str
    asked: str
    strengths: str
    confirmed: str
    confirmable: bool
    choosing: bool
    own: bool
    own_elsewhere: bool
    writing: bool
    here: bool
    composing: bool
    half: bool
    getting_ready: bool
    stranded: list[str]
    kind: str
    kinds: list[KindChoice]
    note: str
    left: int
    near: bool
    over: int
    readers: str
    by_name: str
    personal: list[Finding]
    notes: list[MyNote]
    notes_before: list[MyNote]
    company: str
    private_notes: list[PrivateNote]
    framed: bool
    frame: list[FrameText]
    proposals: list[SharedNote]
    needed: list[NeededGroup]
    needed_here: list[SharedNote]
    needed_name: str
    lookback: list[SharedNote]
    laws: list[Law]
    law: LawTexts
    law_editing: str
    law_personal: list[Finding]
    asks: list[Ask]
    asked_by_me: list[Asked]
    needs: list[Need]
    my_offers: int
    agreements: list[Agreement]
    my_agreements: list[Agreement]
    next_meeting: str
    scores: list[Score]
    scored: bool
    pulse: str
    answered: int
    radar_shown: int
    radar: list[Mean]
    nudged: bool
    floor: str
    speaker: str
    board: list[BoardPartner]
    board_notes: int
    board_closed: int
    closed: bool
    purged: str
    days: int
    canvas: str
    pdf: str


seat = page_hook("seat.js", "useSeat", "seat", Seat)
later = page_hook("seat_later.js", "useSeatLater", "later", Later)
