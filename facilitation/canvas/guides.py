"""Guides: the script of a session as data.

A guide is a list of stages. Each stage has a `form`, which is what the software does in it, and texts in every
language of the product. `read_guide` checks a guide that came from a TOML file and says what is wrong with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from facilitation.canvas.kinds import ASKED_UNLESS_SAID, CIRCLE_KINDS, KINDS_OF, NoteKind, StageForm

LANGUAGES = ("nl", "en")
Text = Mapping[str, str]
"""One text in every language: `{"nl": …, "en": …}`."""


class GuideError(ValueError):
    """A guide that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: its title, what is said aloud (`say`), what is asked on the phones (`ask`), and the rule it keeps.

    `questions` holds, for the kinds of note that are written in this stage, the question put to the writer, and
    `labels` what such a note is called here where that is not its usual name.
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

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Guide:
        """The guide that `records.to_json` wrote."""
        stages = tuple(Stage(**{**stage, "form": StageForm(stage["form"])}) for stage in value["stages"])
        return cls(value["name"], value["title"], stages, value.get("purpose", {}))


def read_guide(name: str, toml: str) -> Guide:
    """Read and check the guide `name` from the text of its TOML file.

    Raises:
        GuideError: the text is not TOML, or something is missing, unknown, double or empty.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{name}: {error}") from error
    _only(name, data, ("title", "purpose", "stage"))
    tables = data.get("stage")
    if not isinstance(tables, list) or not tables:
        raise GuideError(f"{name}: a guide needs at least one [[stage]]")
    stages = tuple(_read_stage(f"{name}, stage {number}", table) for number, table in enumerate(tables, 1))
    keys = [stage.key for stage in stages]
    for key in keys:
        if keys.count(key) > 1:
            raise GuideError(f"{name}: two stages have the key {key!r}")
    return Guide(name, _read_text(name, data, "title"), stages, _read_text(name, data, "purpose"))


_TEXTS = ("title", "say", "ask", "rule")


def _read_stage(where: str, table: Any) -> Stage:
    if not isinstance(table, dict):
        raise GuideError(f"{where}: a stage must be a table")
    key = table.get("key")
    if not isinstance(key, str) or not key:
        raise GuideError(f"{where}: 'key' is missing")
    where = f"{where} ({key})"
    _only(where, table, ("key", "form", "minutes", *_TEXTS, "questions", "labels"))
    form = table.get("form", key)
    if form not in list(StageForm):
        raise GuideError(f"{where}: 'form' is {form!r}, which is none of {', '.join(StageForm)}")
    minutes = table.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 0:
        raise GuideError(f"{where}: 'minutes' must be a whole number")
    texts = {name: _read_text(where, table, name) for name in _TEXTS}
    return Stage(
        key=key,
        form=StageForm(form),
        minutes=minutes,
        questions=_read_kinds(where, table, "questions", StageForm(form)),
        labels=_read_kinds(where, table, "labels", StageForm(form)),
        **texts,
    )


def _read_kinds(where: str, table: Mapping[str, Any], name: str, form: StageForm) -> Mapping[str, Text]:
    """The texts by kind of note; a stage of the form `partners` says for which kinds it asks."""
    texts = table.get(name, {})
    known = KINDS_OF.get(form, ())
    if not isinstance(texts, dict):
        raise GuideError(f"{where}: '{name}' must be a table with {', '.join(known)}")
    where = f"{where}, {name}"
    _only(where, texts, known)
    if form is StageForm.PARTNERS and name == "questions" and not texts:
        raise GuideError(f"{where}: a stage of the form 'partners' needs a question for at least one kind of note")
    return {str(kind): _read_text(where, texts, kind) for kind in known if kind in texts}


def _only(where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    # A misspelt name would otherwise be a text that never appears.
    for name in table:
        if name not in known:
            raise GuideError(f"{where}: {name!r} is unknown")


def _read_text(where: str, table: Mapping[str, Any], name: str) -> Text:
    text = table.get(name)
    if not isinstance(text, dict):
        raise GuideError(f"{where}: '{name}' must be a table with {' and '.join(LANGUAGES)}")
    for language in LANGUAGES:
        if not isinstance(text.get(language), str) or not text[language].strip():
            raise GuideError(f"{where}: '{name}' has no text in {language!r}")
    return {language: text[language].strip() for language in LANGUAGES}
