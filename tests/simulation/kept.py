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
        6,
        "answers from an old canvas",
        "A server that had missed a hint refused for good, or called done, what it decided on an old canvas: what"
        " changes nothing was never compared with the log. It asks for the head first now.",
    ),
    Kept(
        14,
        "welcomes to an old canvas",
        "A page that came back over a server that was behind was welcomed to an older canvas than it had shown"
        " before. A room reads its log up to the head before it lets anybody in.",
    ),
    Kept(
        22,
        "stamps who is ready with a clock that is behind",
        "Somebody said that they were ready over a server whose clock was behind that of the one that had changed the"
        " stage: for the others it was said before the stage began, and they never counted it. The time of such a word"
        " is never before the newest time in the log now.",
    ),
)
