"""Seeds that are played for ever, each with its story. `without` names the mutant that takes back what was mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """One seed, and what it showed."""

    seed: int
    without: str
    story: str


KEPT = (
    Kept(
        8,
        "answers from an old canvas",
        "A server that had missed a hint refused for good, or called done, what it decided on an old canvas: what"
        " changes nothing was never compared with the log. It asks for the head first now.",
    ),
    Kept(
        16,
        "welcomes to an old canvas",
        "A page that came back over a server that was behind was welcomed to an older canvas than it had shown"
        " before. A room reads its log up to the head before it lets anybody in.",
    ),
)
