"""What somebody can answer who is asked for something."""

from __future__ import annotations

from enum import StrEnum


class Reply(StrEnum):
    """What somebody answers who is asked for something. Every answer is a good answer."""

    YES = "yes"
    NO = "no"
    TRY = "try"
    UNCLEAR = "unclear"


WILLING = frozenset({Reply.YES, Reply.TRY})
"""The answers after which a partner can be named in an agreement."""
