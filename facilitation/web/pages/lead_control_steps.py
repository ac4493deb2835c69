"""What the facilitator did, as a sentence: "Bord open: wensen"."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas.decide import RULES
from facilitation.web.parts.kind import kind_name
from facilitation.web.texts import t

_NAMES: set[str] = {getattr(command, "NAME") for command, rule in RULES.items() if rule.step}  # noqa: B009
STEPS = sorted(_NAMES | {"spotlight.off", "partner.own"})
"""The names of all commands that can be taken back; there is a text for each."""


def did(step: Any) -> Any:
    """What was done in this step (a Var of `Step` or `Undone`), with what it was about."""
    said = rx.match(step.name, *((name, t(f"control.did-{name.replace('.', '-')}")) for name in STEPS), "")
    about = rx.cond(step.detail != "", step.detail, kind_name(step.kind))
    return rx.cond(about != "", t("control.did", what=said, about=about), said)
