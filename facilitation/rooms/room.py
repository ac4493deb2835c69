"""One live session: queue -> decide -> group commit -> acknowledge -> broadcast.

The room takes every command that waits, decides them one after another on the canvas, writes them in one
transaction, and only then answers and tells. While a commit is on its way, new commands wait. A commit that fails
leaves the canvas as it was.

Who gives a command is written down as `lead`, `door` or `seat:<participant>`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import Command
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import Folding, fold
from facilitation.canvas.records import Change, Session
from facilitation.canvas.views import Actor, view
from facilitation.rooms.answers import Accepted, Answer, Flush, NotKept, Refused, Since, Snapshot
from facilitation.rooms.draft import Draft, Waiting
from facilitation.rooms.memory import Answers, Recent
from facilitation.rooms.ports import (
    ChangeLog,
    Clock,
    CommandKnownError,
    Entry,
    Fanout,
    HeadMovedError,
    LogError,
    SessionUnknownError,
)
from facilitation.rooms.presence import Presence
from facilitation.rooms.seen import Seen

__all__ = ["Accepted", "Answer", "Flush", "NotKept", "Refused", "Room", "Since", "Snapshot", "actor_name"]

MAX_WAITING = 4_096
"""How many commands may wait; the next one is told that it is too busy."""

MAX_ATTEMPTS = 50
"""How often a group is decided anew when other workers keep being first. Each time one of them got on, so this ends;
with 5, two workers on which everybody writes at once gave 1 to 4 % of the presses back to be given again."""

Listener = tuple[Callable[[Flush], None], Callable[[], None] | None]
"""What to call after a commit, and when the session is deleted."""

logger = logging.getLogger(__name__)


def actor_name(actor: Actor) -> str:
    """Who gave a command, as it stands in the log."""
    return f"{actor.role}:{actor.participant}" if actor.participant else str(actor.role)


class Room:
    """A live session. Everything here happens on the event loop; only the log works elsewhere.

    `canvas` is the committed canvas and `head` the `seq` of its last change.
    """

    def __init__(
        self,
        session_id: str,
        log: ChangeLog,
        clock: Clock,
        fanout: Fanout,
        entries: Sequence[Entry],
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self.session_id = session_id
        self.canvas = Canvas()
        self.head = 0
        self.presence = Presence(clock)
        self._log, self._clock, self._fanout, self._max_waiting = log, clock, fanout, max_waiting
        self._queue: list[Waiting] = []
        self._worker: asyncio.Task[None] | None = None
        self._behind = False
        self._is_uncertain = False
        self._reaching: list[tuple[int, asyncio.Future[None]]] = []
        self._ended = False
        self._at = 0
        self._stage: str | None = None
        self._stage_at: int | None = None
        self._stage_seq: int | None = None
        self._recent = Recent()
        self._answers = Answers()
        self._seen: Seen | None = None
        self._listeners: list[Listener] = []
        self._take_in(entries, fold(self.canvas, (entry.change for entry in entries)))

    @property
    def used(self) -> bool:
        """Whether anything or anybody needs this room now."""
        return bool(self._listeners or self._queue or self._worker or self.presence.used)

    @property
    def ended(self) -> bool:
        """Whether the session is deleted."""
        return self._ended

    # --- for those who give commands ---

    def submit(self, command_id: str, command: Command, actor: Actor) -> asyncio.Future[Answer]:
        """Put a command in the queue and return its answer to come: `await room.submit(…)`.

        Commands are decided in the order of the calls. Cancelling the future does not take the command back.
        """
        waiting = Waiting(command_id, command, actor, asyncio.get_running_loop().create_future())
        first = self._answers.get(command_id, actor_name(actor))
        if self._ended:
            waiting.settle(Refused(Refusal("session-unknown")))
        elif first is not None:
            waiting.settle(first)
        elif len(self._queue) >= self._max_waiting:
            waiting.settle(NotKept("too-busy"))
        else:
            self._queue.append(waiting)
            self._wake()
        return waiting.answer

    def has_answered(self, command_id: str, actor: Actor) -> bool:
        """Whether this command has its answer already, so that giving it again does nothing."""
        return self._answers.get(command_id, actor_name(actor)) is not None

    # --- for those who watch ---

    def changes_since(self, since: int | None, audience: Actor) -> Snapshot | Since:
        """What a client that has everything up to `since` misses, as `audience` may see it (protocol 2.3)."""
        entries = None if since is None else self._recent.after(since, self.head)
        if entries is not None:
            newest = {(entry.change.kind, entry.change.id): entry.seq for entry in entries}
            seen = (_without_history(entry, newest, audience) for entry in entries)
            return Since(self.head, tuple(seen))
        if self._seen is None:
            self._seen = Seen(self.canvas)
        return Snapshot(self.head, self._seen.for_(audience))

    def subscribe(
        self, flushed: Callable[[Flush], None], ended: Callable[[], None] | None = None
    ) -> Callable[[], None]:
        """Call `flushed` after every commit and `ended` when the session is deleted. What is returned ends it.

        Both run on the event loop and may not wait. Subscribe before `changes_since`, or right after it without
        waiting in between, and nothing is missed.
        """
        listener = (flushed, ended)
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    # --- for the registry ---

    def hint(self, head: int) -> None:
        """Another worker says that the log ends at `head`: read what is missing, if anything."""
        if head > self.head and not self._ended:
            self._behind = True
            self._wake()

    async def reach(self, head: int) -> None:
        """Return when the room has everything up to `head`, where the log is known to be, or has ended.

        Raises:
            LogError: it could not be read.
        """
        if head <= self.head or self._ended:
            return
        reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reaching.append((head, reached))
        self.hint(head)
        await reached

    def end(self) -> None:
        """The session is deleted: refuse what waits and tell the listeners."""
        if self._ended:
            return
        self._ended = True
        self._reached(everything=True)
        waiting, self._queue = self._queue, []
        for each in waiting:
            each.settle(Refused(Refusal("session-unknown")))
        listeners, self._listeners = self._listeners, []
        for _, ended in listeners:
            if ended:
                ended()

    # --- inside ---

    def _wake(self) -> None:
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while True:
                group, self._queue = self._queue, []
                done = await self._carry_out(group)
                # A hint that came meanwhile is followed at once. After a failure it waits for the next command or
                # hint: a log that is away is not asked without a pause.
                if not self._queue and not (done and self._behind):
                    break
        finally:
            self._worker = None

    async def _carry_out(self, group: list[Waiting]) -> bool:
        """Decide, commit, answer and tell one group. False when the log failed."""
        try:
            if self._behind:
                await self._catch_up()
            for _ in range(MAX_ATTEMPTS):
                draft = self._decide(group)
                try:
                    if draft.entries:
                        await self._log.append(self.session_id, self.head, draft.entries)
                    elif draft.decided and self._is_uncertain:
                        draft.fence(self.session_id, self.head, max(self._clock.now(), self._at))
                        await self._log.append(self.session_id, self.head, draft.entries)
                    elif draft.decided:
                        await self._prove_head()
                except HeadMovedError:
                    await self._catch_up()
                    continue
                except CommandKnownError:
                    await self._recall(group)
                    continue
                await self._kept(draft)
                return True
        except SessionUnknownError:
            self.end()
            self._settle(group, Refused(Refusal("session-unknown")))
        except Exception as error:
            # Whether the commit came through is not certain now, so the log is read before anything else is decided.
            # Only the name of the error: its text may hold what somebody wrote.
            self._behind = not self._ended
            self._is_uncertain = not self._ended
            self._reached(error=LogError(type(error).__name__))
            logger.error("session %s: a commit failed (%s)", self.session_id, type(error).__name__)
            return False
        finally:
            self._settle(group, NotKept("not-kept"))
        return True

    async def _recall(self, group: list[Waiting]) -> None:
        """One of these commands is older than what is remembered: find its answer in the log."""
        given = {waiting.command_id for waiting in group}
        entries = await self._log.read(self.session_id)
        self._answers.add(entry for entry in entries if entry.command_id in given)

    async def _prove_head(self) -> None:
        """Make sure that nothing was decided on an old canvas: what is refused, or changes nothing, is not appended.

        Raises:
            HeadMovedError: another worker has written.
            SessionUnknownError: the session was deleted.
            LogError: the log did not answer.
        """
        head = (await self._log.heads([self.session_id])).get(self.session_id)
        if head is None:
            raise SessionUnknownError(self.session_id)
        if head != self.head:
            raise HeadMovedError(self.session_id)

    def _settle(self, group: list[Waiting], answer: Answer) -> None:
        for waiting in group:
            waiting.settle(answer)

    def _decide(self, group: list[Waiting]) -> Draft:
        draft = Draft(Folding(self.canvas))
        now = max(self._clock.now(), self._at)
        for waiting in group:
            draft.settled.append((waiting, self._decide_one(draft, waiting, now)))
        return draft

    def _decide_one(self, draft: Draft, waiting: Waiting, now: int) -> Answer:
        actor = actor_name(waiting.actor)
        known = self._answers.get(waiting.command_id, actor) or draft.answers.get(waiting.command_id, actor)
        if known is not None:
            return known
        try:
            decision = decide(draft.folding.canvas, waiting.command, waiting.actor, now)
        except Exception as error:
            # A fault in one rule must not keep the others of the group from being decided.
            name = type(waiting.command).__name__
            logger.error("session %s: %s cannot be decided (%s)", self.session_id, name, type(error).__name__)
            decision = Refusal("bad-request")
        answer: Answer
        if isinstance(decision, Refusal):
            answer = Refused(decision)
        else:
            for change in decision:
                seq = self.head + len(draft.entries) + 1
                draft.entries.append(Entry(seq, now, waiting.command_id, actor, change))
            draft.folding.take(decision)
            answer = Accepted(self.head + len(draft.entries))
        draft.answers.remember(waiting.command_id, actor, answer)
        draft.decided = True
        return answer

    async def _kept(self, draft: Draft) -> None:
        """The draft is on disk: make it the canvas, answer, and when the answers are on their way, tell."""
        flush = self._take_in(draft.entries, draft.folding.canvas)
        for waiting, answer in draft.settled:
            if self._answers.get(waiting.command_id, actor_name(waiting.actor)) is None:
                self._answers.remember(waiting.command_id, actor_name(waiting.actor), answer)
            waiting.settle(answer)
        if draft.entries:
            # Whoever comes in the meantime has these entries in what `changes_since` gave them.
            listeners = tuple(self._listeners)
            await asyncio.sleep(0)
            self._tell(flush, listeners)
            self._fanout.announce(self.session_id, self.head)

    async def _catch_up(self) -> None:
        """Read what other workers wrote, and tell."""
        self._behind = False  # before the read: a hint that comes meanwhile asks for another
        entries = await self._log.read(self.session_id, self.head)
        if entries:
            flush = self._take_in(entries, fold(self.canvas, (entry.change for entry in entries)))
            self._tell(flush, tuple(self._listeners))
        elif any(head > self.head for head, _ in self._reaching):
            raise LogError("the log ends before it should")

    def _take_in(self, entries: Sequence[Entry], canvas: Canvas) -> Flush:
        flush = Flush(self.head, self.head + len(entries), tuple(entries))
        if entries:
            self.canvas, self.head, self._at = canvas, flush.to, entries[-1].at
            self._is_uncertain = False
            if self._seen is not None:
                self._seen.take(entry.change for entry in entries)
            self._recent.add(entries)
            self._answers.add(entries)
            self._follow_stage(entries)
            self.presence.follow(canvas, self._at, self._stage_at, self._stage_seq)
            self._reached()
        return flush

    def _follow_stage(self, entries: Sequence[Entry]) -> None:
        """Remember when the stage at hand began: a worker that reads several changes at once must not take the last."""
        for entry in entries:
            session = entry.change.value
            if isinstance(session, Session) and session.stage != self._stage:
                self._stage, self._stage_at, self._stage_seq = session.stage, entry.at, entry.seq

    def _reached(self, everything: bool = False, error: LogError | None = None) -> None:
        """Let those go on who wait for what the room has now; all of them after an end or an error."""
        waiting, self._reaching = self._reaching, []
        for head, reached in waiting:
            if head > self.head and not everything and error is None:
                self._reaching.append((head, reached))
            elif not reached.done():
                reached.set_exception(error) if error is not None else reached.set_result(None)

    def _tell(self, flush: Flush, listeners: Sequence[Listener]) -> None:
        for listener in listeners:
            if listener not in self._listeners:
                continue
            try:
                listener[0](flush)
            except Exception as error:
                # What one listener does wrong must not keep the news from the others.
                logger.error("session %s: a listener failed (%s)", self.session_id, type(error).__name__)


def _without_history(entry: Entry, newest: Mapping[tuple[str, str], int], audience: Actor) -> Entry:
    """The entry as `audience` may see it; a record that changed again afterwards is told as it is now alone."""
    change = entry.change
    if newest[change.kind, change.id] != entry.seq:
        return replace(entry, change=Change(change.kind, change.id, None))
    return replace(entry, change=view(change, audience))
