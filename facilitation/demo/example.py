"""Examples: fictional cases as data, read strictly.

The format (`speelveld-example`, version 1) is described in `sessions/examples/README.md`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Speaker
from facilitation.canvas.text import clean
from facilitation.demo.errors import DemoError

HERE = Path(__file__).parents[2] / "sessions" / "examples"


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
Age = Annotated[str, Field(min_length=1, max_length=limits.AGE), _Clean]
Story = Annotated[str, Field(min_length=1, max_length=limits.STORY), _Clean]
Question = Annotated[str, Field(min_length=1, max_length=limits.QUESTION), _Clean]
Strengths = Annotated[str, Field(min_length=1, max_length=limits.STRENGTHS), _Clean]
Words = Annotated[str, Field(min_length=1, max_length=limits.NOTE), _Clean]


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
    """One human with a phone; `name` is a role or nothing."""

    partner: Name
    name: MaybeName = ""


class ExampleNote(_Strict):
    """One wish, offer or need of a partner."""

    partner: Name
    kind: NoteKind
    text: Words


class Example(_Strict):
    """A whole case: enough to fill a session from `welcome` to `close`."""

    format: Literal["speelveld-example"]
    version: Literal[1]
    title: Title
    guide: str
    language: Literal["nl", "en"]
    subject: ExampleSubject
    partners: Annotated[tuple[Name, ...], Field(min_length=1, max_length=limits.PARTNERS)]
    participants: Annotated[tuple[ExampleParticipant, ...], Field(min_length=1, max_length=limits.PARTICIPANTS)]
    notes: Annotated[tuple[ExampleNote, ...], Field(min_length=1)]

    @field_validator("guide")
    @classmethod
    def _guide_exists(cls, name: str) -> str:
        if name not in guides.names():
            raise ValueError(f"there is no guide {name!r}")
        return name

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        known = {name.casefold() for name in self.partners}
        if len(known) < len(self.partners):
            raise ValueError("partners: two have the same name")
        named = {
            **{f"participants.{number}": person.partner for number, person in enumerate(self.participants)},
            **{f"notes.{number}": note.partner for number, note in enumerate(self.notes)},
            "subject.confirmed_by": self.subject.confirmed_by,
        }
        for where, name in named.items():
            if name not in self.partners:
                raise ValueError(f"{where}: {name!r} is not one of the partners")
        people = Counter(person.partner for person in self.participants)
        for name in self.partners:
            if not people[name]:
                raise ValueError(f"participants: nobody sits at {name!r}")
        return self


def names() -> list[str]:
    """The names of the examples that come with the product, sorted."""
    return sorted(path.stem for path in HERE.glob("*.json"))


def load_example(name: str) -> Example:
    """The example `name`, or the one in the file at the path `name` (ending in `.json`).

    Raises:
        DemoError: `example-unknown`, or `example-faulty` with the place and the reason.
    """
    # A name is only looked up in the list; a path is one that the host typed.
    path = Path(name) if name.endswith(".json") else HERE / f"{name}.json"
    if not (name in names() or (name.endswith(".json") and path.is_file())):
        raise DemoError("example-unknown", name=name, names=", ".join(names()))
    return read_example(path.name, path.read_bytes())


def read_example(name: str, json: bytes | str) -> Example:
    """Read and check the example `name` from its JSON.

    Raises:
        DemoError: `example-faulty`, with the place and the reason.
    """
    try:
        return Example.model_validate_json(json)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise DemoError("example-faulty", name=name, why=f"{where}: {why}" if where else why) from None
    except UnicodeDecodeError as error:
        raise DemoError("example-faulty", name=name, why=str(error)) from None
