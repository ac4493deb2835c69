"""What `lead.work` holds, in Python's types; see `live/lead_work_view.js`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Words:
    """A field that is kept while it is typed; `state` is that of `fieldState` in `lead_fields.js`."""

    value: str
    state: str
    theirs: str
    message: str


@dataclass
class Hand:
    """What the facilitator has in hand: ids, or "" for nothing and "new" for one more."""

    chosen: str
    wording: str
    picked: str
    partner: str
    law: str
    agreement: str


@dataclass
class LawForm:
    name: str
    allows: str
    asks: str


@dataclass
class AgreementForm:
    what: str
    means: str
    due: str


@dataclass
class Forms:
    """With what each form that is in hand begins: what was typed before, or what is kept."""

    law: LawForm
    agreement: AgreementForm
    wording: str


@dataclass
class Below:
    """A note that lies below another."""

    id: str
    text: str
    partner: str


@dataclass
class LeadNote:
    """An open note, and what has been done with it; `label` is the guide's own name for its kind, or ""."""

    id: str
    kind: str
    label: str
    text: str
    partner: str
    support: int
    lit: bool
    proposed: str
    chosen: bool
    wording: bool
    picked: bool
    target: bool
    below: list[Below]


@dataclass
class Group:
    """The open notes of one kind."""

    kind: str
    label: str
    notes: list[LeadNote]


@dataclass
class Aside:
    """A note that lies aside."""

    id: str
    kind: str
    label: str
    text: str
    partner: str
    open: bool


@dataclass
class Suggestion:
    """A note that proposes a text for the frame; `taken` when it stands in the settled text."""

    note: LeadNote
    taken: bool


@dataclass
class FramePart:
    kind: str
    label: str
    question: str
    words: Words
    filled: bool
    proposals: list[Suggestion]


@dataclass
class LeadLaw:
    """A law in the net; `by` is the partner who added it, or "" for the facilitator, who can change `own` ones."""

    id: str
    name: str
    allows: str
    asks: str
    by: str
    own: bool
    editing: bool


@dataclass
class FrameWork:
    parts: list[FramePart]
    laws: list[LeadLaw]


@dataclass
class Sector:
    """The open notes of the partner at whom the facilitator looks; `partner` is "" for nobody."""

    partner: str
    name: str
    notes: list[LeadNote]


@dataclass
class UnheardPerson:
    """Somebody who wrote nothing yet; `nudged` is the time of day at which they were given a nudge, or ""."""

    id: str
    name: str
    partner: str
    present: bool
    nudged: str


@dataclass
class Named:
    id: str
    name: str


@dataclass
class Unheard:
    people: list[UnheardPerson]
    partners: list[Named]


@dataclass
class Asked:
    """What was asked of a partner; `reply` is "", `yes`, `no`, `try` or `unclear`."""

    id: str
    partner: str
    reply: str
    again: bool
    removable: bool
    line: str
    offer: str


@dataclass
class Chance:
    """A partner who can be asked, or has been."""

    id: str
    name: str
    asked: bool
    empty: bool


@dataclass
class Piece:
    """A note that can be laid together with the one in hand."""

    id: str
    text: str
    partner: str
    used: bool
    asked: bool


@dataclass
class Connected:
    note: LeadNote
    asks: list[Asked]
    chances: list[Chance]
    pieces: list[Piece]


@dataclass
class Connect:
    unmet: list[Connected]
    met: list[Connected]
    unused: list[Connected]


@dataclass
class Willing:
    """A match to which somebody is willing, and from which no agreement has been made."""

    id: str
    partner: str
    reply: str
    line: str
    need: str
    offer: str


@dataclass
class AgreementRow:
    """An agreement in words; `day` is "" when none was set, `asked` are those who have not answered."""

    id: str
    what: str
    means: str
    day: str
    does: list[str]
    tries: list[str]
    unclear: list[str]
    no: list[str]
    asked: list[str]


@dataclass
class LeadAgreement(AgreementRow):
    due: str
    asks: list[Asked]
    answered: int
    unasked: str
    chances: list[Chance]
    asking: bool
    editing: bool


@dataclass
class Meeting:
    """When all meet again: for the fields, and in words."""

    day: str
    time: str
    words: str


@dataclass
class Agreements:
    willing: list[Willing]
    all: list[LeadAgreement]
    adding: bool
    meeting: Meeting


@dataclass
class Mean:
    """A value with the mean of its scores: in words, and as a share of the highest."""

    name: str
    mean: str
    share: str


@dataclass
class RadarView:
    answered: int
    shown: int
    missing: int
    means: list[Mean]


@dataclass
class Turn:
    """Where a press turns to; `there` is false when there is nothing."""

    there: bool
    stage: str
    partner: str
    part: int


@dataclass
class Said:
    key: str
    text: str


@dataclass
class Line:
    """A note that is read back; `fate` is `met`, `unmet` or `unused` in the stage of connecting."""

    note: LeadNote
    fate: str


@dataclass
class NetLaw:
    id: str
    name: str
    allows: str
    asks: str


@dataclass
class Reading:
    """The page that is read back: `at` counts from 1, 0 is everything; `begun` once a page was turned."""

    at: int
    of: int
    begun: bool
    before: Turn
    after: Turn
    last: bool
    form: str
    title: str
    partner: str
    part: int
    parts: int
    words: list[Said]
    lines: list[Line]
    laws: list[NetLaw]
    agreements: list[AgreementRow]


@dataclass
class Work:
    """All that is worked on in the stage at hand; `picked` are the words of the note that was picked up, `meeting` is
    when all meet again, in words."""

    hand: Hand
    forms: Forms
    picked: str
    frame: FrameWork
    groups: list[Group]
    sector: Sector
    unheard: Unheard
    connect: Connect
    agreements: Agreements
    radar: RadarView
    reading: Reading
    meeting: str
    aside: list[Aside]
