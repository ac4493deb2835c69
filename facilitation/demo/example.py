"""Examples: fictional cases as data. `reading` reads and checks them.

The format (`speelveld-example`, version 2) is described in `sessions/examples/README.md`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.guides import Guide
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Speaker
from facilitation.canvas.replies import Reply
from facilitation.canvas.text import clean
from facilitation.locale import say


def _as_kept(text: str) -> str:
    # What stands on the board must be what stands in the file, letter for letter.
    if clean(text) != text:
        raise ValueError("has characters that are not kept, or space around it")
    return text


_Clean = AfterValidator(_as_kept)
Title = Annotated[str, Field(min_length=1, max_length=limits.TITLE), _Clean]
Name = Annotated[str, Field(min_length=1, max_length=limits.NAME), _Clean]
MaybeName = Annotated[str, Field(max_length=limits.NAME), _Clean]
Alias = Annotated[str, Field(min_length=1, max_length=limits.ALIAS), _Clean]
Age = Annotated[str, Field(max_length=limits.AGE), _Clean]
Story = Annotated[str, Field(min_length=1, max_length=limits.STORY), _Clean]
Question = Annotated[str, Field(min_length=1, max_length=limits.QUESTION), _Clean]
Strengths = Annotated[str, Field(min_length=1, max_length=limits.STRENGTHS), _Clean]
Words = Annotated[str, Field(min_length=1, max_length=limits.NOTE), _Clean]
FrameText = Annotated[str, Field(max_length=limits.FRAME), _Clean]
LawName = Annotated[str, Field(min_length=1, max_length=limits.LAW), _Clean]
LawText = Annotated[str, Field(max_length=limits.LAW_TEXT), _Clean]
AnswerLine = Annotated[str, Field(max_length=limits.LINE), _Clean]
What = Annotated[str, Field(min_length=1, max_length=limits.AGREEMENT), _Clean]
Means = Annotated[str, Field(max_length=limits.MEANS), _Clean]
Key = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Score = Annotated[int, Field(ge=1, le=5)]
Days = Annotated[int, Field(ge=0, le=1_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExampleSubject(_Strict):
    """The person concerned, in their own words, and whose phone says "klopt"."""

    alias: Alias
    age: Age
    story: Story
    question: Question
    strengths: Strengths
    confirmed_by: Name
    confirmed_as: Speaker


class ExampleParticipant(_Strict):
    """One human with a phone; `name` is a role or nothing, `scores` are the four values in their order."""

    partner: Name
    name: MaybeName = ""
    scores: tuple[Score, Score, Score, Score] | None = None


class ExampleNote(_Strict):
    """One note of a partner.

    `key` is how the rest of the file calls it. `stage` is the key of its stage, when more than one asks for its kind.
    `on` is the note in whose stack it comes to lie; `support` are partners with somebody who supports it.
    """

    partner: Name
    kind: NoteKind
    text: Words
    key: Key | None = None
    stage: str | None = None
    on: Key | None = None
    support: tuple[Name, ...] = ()
    named: bool = False


class ExampleFrame(_Strict):
    """The common frame as it is settled."""

    mission: FrameText = ""
    vision: FrameText = ""
    aim: FrameText = ""


class ExampleLaw(_Strict):
    """A law in the net, from a partner (`by`) or the facilitator."""

    name: LawName
    allows: LawText = ""
    asks: LawText = ""
    by: MaybeName = ""


class ExampleMatch(_Strict):
    """Something that is asked: a need, of a `partner` or of the one whose `offer` it is, `by` a partner or the
    facilitator."""

    key: Key | None = None
    need: Key
    offer: Key | None = None
    partner: MaybeName = ""
    by: MaybeName = ""
    reply: Reply | None = None
    line: AnswerLine = ""


class ExampleAnswer(_Strict):
    """What a partner answers who is asked for a part in an agreement."""

    partner: Name
    reply: Reply
    line: AnswerLine = ""


class ExampleAgreement(_Strict):
    """Who does what; `days` is after how many days, counted from the day on which the case is played."""

    what: What
    means: Means = ""
    days: Days | None = None
    match: Key | None = None
    asked: tuple[ExampleAnswer, ...] = ()


class ExampleMeeting(_Strict):
    """When all meet again: after so many days, at this time."""

    days: Days
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ExampleTimer(_Strict):
    """How many minutes everybody writes, in the stage with this key."""

    stage: str
    minutes: Annotated[int, Field(ge=1, le=limits.TIMER_SECONDS // 60)]


class ExampleCorrection(_Strict):
    """Other words that the facilitator proposes for a note, and its author accepts."""

    note: Key
    text: Words


class ExampleControl(_Strict):
    """What the facilitator does besides: each once, or not at all.

    `spotlight` and `aside` are notes; `private` are the partners who write first while the others are shut out;
    `nudge` is a partner, `stop` the partner after whose turn the room takes a breath.
    """

    timer: ExampleTimer | None = None
    spotlight: Key | None = None
    aside: Key | None = None
    correction: ExampleCorrection | None = None
    private: tuple[Name, ...] = ()
    nudge: MaybeName = ""
    stop: MaybeName = ""


class Example(_Strict):
    """A whole case: enough to fill a session from `welcome` to `close`.

    With `joins` the person concerned takes part, at the partner that has their name.
    """

    format: Literal["speelveld-example"]
    version: Literal[1, 2]
    title: Title
    guide: str
    language: Literal["nl", "en"]
    subject: ExampleSubject
    partners: Annotated[tuple[Name, ...], Field(min_length=1, max_length=limits.PARTNERS)]
    joins: bool = False
    participants: Annotated[tuple[ExampleParticipant, ...], Field(min_length=1, max_length=limits.PARTICIPANTS)]
    notes: Annotated[tuple[ExampleNote, ...], Field(min_length=1)]
    frame: ExampleFrame = ExampleFrame()
    laws: Annotated[tuple[ExampleLaw, ...], Field(max_length=limits.LAWS)] = ()
    matches: Annotated[tuple[ExampleMatch, ...], Field(max_length=limits.MATCHES)] = ()
    agreements: Annotated[tuple[ExampleAgreement, ...], Field(max_length=limits.AGREEMENTS)] = ()
    next_meeting: ExampleMeeting | None = None
    control: ExampleControl = ExampleControl()

    @field_validator("guide")
    @classmethod
    def _guide_exists(cls, name: str) -> str:
        if name not in guides.names():
            raise ValueError(f"there is no guide {name!r}")
        return name

    @property
    def own(self) -> str:
        """The partner that is the person concerned themself; "" when there is none."""
        name = say(self.language, "lead.own-name", alias=self.subject.alias)
        return name if self.joins and name in self.partners else ""

    def load_guide(self) -> Guide:
        """The guide that the session is played by."""
        return guides.load(self.guide)

    def stage_of(self, note: ExampleNote) -> str | None:
        """The key of the stage in which `note` is written; None when no stage asks for it."""
        asking = [stage.key for stage in self.load_guide().stages if note.kind in stage.kinds]
        return note.stage if note.stage in asking else None if note.stage or not asking else asking[0]
