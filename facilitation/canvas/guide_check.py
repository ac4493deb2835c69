"""What is wrong with a guide that somebody wrote: every fault, with its place and the reason.

A guide comes as the table that its TOML file holds: `{title, purpose, stage: [{key, form, …}, …]}`. What is said of it
in sentences stands in the catalogue `guides`, under `guides.fault-<code>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitation.canvas import limits
from facilitation.canvas.guides import LANGUAGES, Guide, Stage, Text
from facilitation.canvas.kinds import KINDS_OF, NoteKind, StageForm
from facilitation.canvas.text import clean, clean_line

Path = tuple[str | int, ...]
"""Where something stands in a guide's table: `("stage", 2, "title", "nl")`; stages count from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong at `path`; `line` is its line in the file (from 1), None where there is no file."""

    code: str
    path: Path = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None

    def __str__(self) -> str:
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in self.path)
        said = ", ".join(f"{name}={value!r}" for name, value in self.args.items())
        return " ".join(filter(None, (f"line {self.line}:" if self.line else "", place, self.code, said)))


class GuideError(ValueError):
    """A guide that cannot be used, and why: at least one fault, in the order of the guide."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"{name}: {'; '.join(map(str, faults))}")
        self.faults = tuple(faults)


def check_guide(name: str, table: Mapping[str, Any]) -> Guide:
    """The guide `name` as its table says.

    Raises:
        GuideError: something is missing, unknown, double, empty, too long or out of order.
    """
    check = _Check()
    check.only(table, (), ("title", "purpose", "stage"))
    title = check.text(table, ("title",), limits.GUIDE_TITLE)
    purpose = check.text(table, ("purpose",), limits.GUIDE_TEXT)
    tables = table.get("stage")
    if not isinstance(tables, list) or not tables:
        check.fault("no-stages", ("stage",))
        tables = []
    if len(tables) > limits.GUIDE_STAGES:
        check.fault("too-many-stages", ("stage", limits.GUIDE_STAGES), most=limits.GUIDE_STAGES)
        raise GuideError(name, check.faults)
    stages = [check.stage(stage, ("stage", number)) for number, stage in enumerate(tables)]
    check.order(stages)
    if check.faults:
        raise GuideError(name, check.faults)
    return Guide(name, title, tuple(stage for stage in stages if stage is not None), purpose)


_KEY = re.compile(r"[a-z][a-z0-9_-]*")
_BLANK = re.compile(r"\{[^{}]*\}?")
_TEXTS = {
    "title": limits.GUIDE_TITLE,
    "say": limits.GUIDE_SAY,
    "ask": limits.GUIDE_TEXT,
    "rule": limits.GUIDE_TEXT,
}
_BY_KIND = {"questions": limits.GUIDE_QUESTION, "labels": limits.GUIDE_LABEL}
_OWN = {"ask": limits.GUIDE_TEXT}


class _Check:
    """The faults found so far. Its methods read a part of the table; what is faulty in it reads as empty."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, code: str, path: Path, **args: Any) -> None:
        self.faults.append(Fault(code, path, args))

    def only(self, table: Mapping[str, Any], path: Path, known: Sequence[str]) -> None:
        # A misspelt name would otherwise be a text that never appears.
        for name in table:
            if name not in known:
                self.fault("unknown", (*path, name), known=", ".join(known))

    def stage(self, table: Any, path: Path) -> Stage | None:
        if not isinstance(table, dict):
            self.fault("no-table", path)
            return None
        self.only(table, path, ("key", "form", "minutes", *_TEXTS, *_BY_KIND, "own"))
        key = table.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key) or len(key) > limits.GUIDE_KEY:
            self.fault("bad-key", (*path, "key"))
            key = ""
        minutes = table.get("minutes")
        if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= limits.GUIDE_MINUTES:
            self.fault("bad-minutes", (*path, "minutes"), most=limits.GUIDE_MINUTES)
            minutes = 0
        texts = {name: self.text(table, (*path, name), most) for name, most in _TEXTS.items()}
        form = table.get("form", key)
        if form not in list(StageForm):
            self.fault("bad-form", (*path, "form"), known=", ".join(StageForm))
            return None
        questions = self.by_kind(table, (*path, "questions"), StageForm(form))
        labels = self.by_kind(table, (*path, "labels"), StageForm(form))
        own = self.own(table, (*path, "own"), StageForm(form))
        return Stage(key, StageForm(form), minutes, **texts, questions=questions, labels=labels, own=own)

    def text(self, table: Mapping[str, Any], path: Path, most: int) -> Text:
        """The text in every language. What the facilitator says may have several paragraphs."""
        given = table.get(str(path[-1]))
        if not isinstance(given, dict):
            self.fault("no-text", path)
            return {}
        self.only(given, path, LANGUAGES)
        tidy = clean if path[-1] == "say" else clean_line
        texts = {}
        for language in LANGUAGES:
            written = given.get(language)
            texts[language] = tidy(written) if isinstance(written, str) else ""
            self.words(texts[language], (*path, language), most)
        return texts

    def words(self, text: str, path: Path, most: int) -> None:
        if not text:
            self.fault(f"missing-{path[-1]}", path)
        elif len(text) > most:
            self.fault("too-long", path, most=most, length=len(text))
        for blank in _BLANK.findall(text):
            if blank != "{subject}":
                self.fault("unknown-blank", path, blank=blank)

    def by_kind(self, table: Mapping[str, Any], path: Path, form: StageForm) -> Mapping[str, Text]:
        """The texts by kind of note; a stage of the form `partners` says with its questions for which kinds it asks."""
        texts, known = table.get(str(path[-1]), {}), KINDS_OF.get(form, ())
        if not isinstance(texts, dict):
            self.fault("no-kinds", path, known=", ".join(known))
            return {}
        self.only(texts, path, known)
        if form is StageForm.PARTNERS and path[-1] == "questions" and not texts:
            self.fault("no-questions", path, known=", ".join(known))
        most = _BY_KIND[str(path[-1])]
        return {str(kind): self.text(texts, (*path, str(kind)), most) for kind in known if kind in texts}

    def own(self, table: Mapping[str, Any], path: Path, form: StageForm) -> Mapping[str, Text]:
        """What the person concerned themself is asked: in place of `ask`, and of the question for a kind of note."""
        texts, known = table.get("own", {}), ("ask", *map(str, KINDS_OF.get(form, ())))
        if not isinstance(texts, dict):
            self.fault("no-kinds", path, known=", ".join(known))
            return {}
        self.only(texts, path, known)
        return {
            name: self.text(texts, (*path, name), _OWN.get(name, limits.GUIDE_QUESTION))
            for name in known
            if name in texts
        }

    def order(self, stages: Sequence[Stage | None]) -> None:
        """What must come before what, so that no stage asks for what nobody could have given."""
        before: set[StageForm] = set()
        asked: set[NoteKind] = set()
        keys: set[str] = set()
        for number, stage in enumerate(stages):
            if stage is None:
                return
            path = ("stage", number, "form")
            if stage.key in keys:
                self.fault("double-key", ("stage", number, "key"))
            if stage.form is StageForm.CONNECT and NoteKind.NEED not in asked:
                self.fault("connect-too-early", path)
            if stage.form is StageForm.AGREEMENTS and StageForm.CONNECT not in before:
                self.fault("agreements-too-early", path)
            keys |= {stage.key} - {""}
            before.add(stage.form)
            asked.update(stage.kinds)
        if stages and stages[0] is not None and stages[0].form is not StageForm.WELCOME:
            self.fault("first-is-welcome", ("stage", 0, "form"))
        if stages and stages[-1] is not None and stages[-1].form is not StageForm.CLOSE:
            self.fault("last-is-close", ("stage", len(stages) - 1, "form"))
