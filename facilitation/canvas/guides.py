"""Guides: the script of a session as data.

A guide is a list of stages. Each stage has a `form`, which is what the software does in it, and texts in every
language of the product. `guide_check` says what is wrong with one, `guide_toml` reads and writes it as a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from facilitation.canvas.kinds import ASKED_UNLESS_SAID, CIRCLE_KINDS, KINDS_OF, NoteKind, StageForm

LANGUAGES = ("nl", "en")
Text = Mapping[str, str]
"""One text in every language: `{"nl": …, "en": …}`."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: its title, what is said aloud (`say`), what is asked on the phones (`ask`), and the rule it keeps.

    `questions` holds, for the kinds of note that are written in this stage, the question put to the writer, and
    `labels` what such a note is called here where that is not its usual name. `own` holds what the phone at the seat of
    the person concerned themself says instead: `ask`, and the question for a kind of note, where that is not the usual.
    In all texts `{subject}` stands for the alias of the person concerned.
    """

    key: str
    form: StageForm
    minutes: int
    title: Text
    say: Text
    ask: Text
    rule: Text
    questions: Mapping[str, Text] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    own: Mapping[str, Text] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[NoteKind, ...]:
        """The kinds of note that are written in this stage; those for the circle are the ones it has questions for."""
        kinds = KINDS_OF.get(self.form, ())
        if self.form is not StageForm.PARTNERS:
            return kinds
        return tuple(kind for kind in kinds if kind in self.questions) or ASKED_UNLESS_SAID


@dataclass(frozen=True, slots=True)
class Guide:
    """A session's guide (record id `guide`). A session keeps the guide with which it began.

    `purpose` says in one line what it is for; a guide of an earlier version has none.
    """

    KIND: ClassVar[str] = "guide"
    name: str
    title: Text
    stages: tuple[Stage, ...]
    purpose: Text = field(default_factory=dict)

    def index(self, key: str) -> int:
        """The place of the stage with this key, counted from 0; -1 when there is none."""
        return next((i for i, stage in enumerate(self.stages) if stage.key == key), -1)

    def stage(self, key: str) -> Stage:
        """The stage with this key. Raises KeyError when there is none."""
        index = self.index(key)
        if index < 0:
            raise KeyError(key)
        return self.stages[index]

    @property
    def circle(self) -> tuple[NoteKind, ...]:
        """The kinds of note that stand on a partner's sector, from the inner ring outwards."""
        asked = {kind for stage in self.stages if stage.form is StageForm.PARTNERS for kind in stage.kinds}
        return tuple(kind for kind in CIRCLE_KINDS if kind in asked) or ASKED_UNLESS_SAID

    def label(self, kind: NoteKind, stage: str = "") -> Text | None:
        """What a note of this kind is called in the stage with this key, or else in the first that asks for it.

        None for its usual name.
        """
        asking = [each for each in self.stages if kind in each.kinds]
        found = next((each for each in asking if each.key == stage), asking[0] if asking else None)
        return found.labels.get(kind) if found else None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Guide:
        """The guide that `records.to_json` wrote."""
        stages = tuple(Stage(**{**stage, "form": StageForm(stage["form"])}) for stage in value["stages"])
        return cls(value["name"], value["title"], stages, value.get("purpose", {}))
