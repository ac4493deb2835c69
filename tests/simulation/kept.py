"""Seeds that fail without what their story tells of. They are played for ever."""

from __future__ import annotations

KEPT = {
    3: "A server that had missed a hint refused for good, or called done, what it decided on an old canvas: a command"
    " that changes nothing was never compared with the log. It asks for the head first now.",
    7: "A page that came back over a server that was behind was welcomed to an older canvas than it had shown before."
    " A room reads its log up to the head before it lets anybody in.",
}
