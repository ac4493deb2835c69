"""Every step that a facilitator can take back has its sentence, in both languages."""

from __future__ import annotations

import pytest

from facilitation.canvas.guides import LANGUAGES
from facilitation.locale import messages
from facilitation.web.pages.lead_control_steps import STEPS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_told(language: str) -> None:
    texts = messages(language, "control")
    assert len(STEPS) > 20
    assert [name for name in STEPS if not texts.get(f"control.did-{name.replace('.', '-')}")] == []
