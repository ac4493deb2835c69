"""Seeds that failed once, each with its story. They are played for ever, with twins and with real pages."""

from __future__ import annotations

KEPT = {
    8: "A server that had missed a hint refused for good, or called done, what it decided on an old canvas: what"
    " changes nothing was never compared with the log. It asks for the head first now.",
    14: "A page that came back over a server that was behind was welcomed to an older canvas than it had shown before."
    " A room reads its log up to the head before it lets anybody in.",
    10: "Somebody said that they were ready over a server whose clock was behind that of the one that had changed the"
    " stage: for the others it was said before the stage began, and they never counted it. The time of such a word"
    " is never before the newest time in the log now.",
    92: "A server that read several changes at once took the time of the last for the beginning of the stage, and never"
    " counted who had said in between that they were ready. The stage begins with its own change now.",
    4608: "A commit was given up and came through late, when a command of its group had been refused in the meantime."
    " What may still come through is kept out before anything is refused for good now (`Draft.fence`).",
}
