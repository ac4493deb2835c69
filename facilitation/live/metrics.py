"""What can be seen from outside: counts and times for Prometheus, without content, names or ids.

Every server has its own numbers. Several workers under one parent share a directory (`PROMETHEUS_MULTIPROC_DIR`, set
by the parent before they start), and whichever is asked answers for all. There each writes under the number of its
place: who is started again counts on where the one before it stopped, and the dead leave nothing behind.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from facilitation.canvas.views import Role
from facilitation.rooms.answers import Accepted, Answer, Refused
from facilitation.rooms.keys import Keys
from facilitation.rooms.ports import ChangeLog, Entry, HeadMovedError

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Where the client library keeps shared numbers. It looks when it is imported, in every process anew."""

_COMMIT_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_FLUSH_SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_GROUP_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)


def share(number: int) -> None:
    """From now on this process is the worker with this number, among those that share a directory."""
    values.ValueClass = values.MultiProcessValue(lambda: number)


def forget_who_is_here(number: int, directory: Path) -> None:
    """The worker with this number is gone, and its connections with it; what it counted counts."""
    mark_process_dead(number, str(directory))


class Metrics:
    """The numbers of one server."""

    def __init__(self, directory: Path | None = None) -> None:
        """`directory` is the one that several workers share."""
        self._directory = directory
        self._registry = registry = CollectorRegistry()
        self._rooms = Gauge(
            "speelveld_rooms",
            "Sessions that somebody is connected to",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._connections = Gauge(
            "speelveld_connections",
            "Open connections by role; a phone is a seat",
            ["role"],
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._commands = Counter(
            "speelveld_commands",
            "Commands by their result: ok, or the code of the refusal",
            ["result"],
            registry=registry,
        )
        self._commits = Histogram(
            "speelveld_commit_seconds",
            "From handing a group of changes to the log until it was on disk",
            buckets=_COMMIT_SECONDS,
            registry=registry,
        )
        self._group = Histogram(
            "speelveld_commit_changes", "Changes in one commit", buckets=_GROUP_SIZES, registry=registry
        )
        self._failures = Counter(
            "speelveld_commit_failures", "Commits that failed, by kind", ["kind"], registry=registry
        )
        self._overtaken = Counter(
            "speelveld_commits_overtaken",
            "Commits that another worker was ahead of, and that were decided again: ordinary, and no failure",
            registry=registry,
        )
        self._flushes = Histogram(
            "speelveld_flush_seconds",
            "Telling the connections of one session what is new",
            buckets=_FLUSH_SECONDS,
            registry=registry,
        )
        self._told = Counter("speelveld_told_changes", "Changes times the connections they went to", registry=registry)
        self._backlog = Gauge(
            "speelveld_backlog_bytes",
            "The most that waited for one connection at the last flush of a session",
            registry=registry,
            multiprocess_mode="livemax",
        )
        self._cut = Counter(
            "speelveld_cut_connections", "Connections cut off since they did not read", registry=registry
        )
        self._resyncs = Counter("speelveld_resyncs", "Clients that asked again for what they missed", registry=registry)
        self._welcomes = Counter(
            "speelveld_welcomes", "Clients let in, by what they were sent", ["with"], registry=registry
        )

    def text(self) -> bytes:
        """All numbers in Prometheus' text format; of all workers, where they share a directory."""
        if self._directory is None:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(self._directory))
        return generate_latest(registry)

    def gathered(self, rooms: int) -> None:
        """So many sessions have connections now."""
        self._rooms.set(rooms)

    def opened(self, role: Role, snapshot: bool) -> None:
        """A connection was let in, with the whole board or with what it missed."""
        self._connections.labels(role).inc()
        self._welcomes.labels("snapshot" if snapshot else "changes").inc()

    def closed(self, role: Role) -> None:
        """A connection has ended."""
        self._connections.labels(role).dec()

    def resync(self) -> None:
        """A client asked again for what it missed."""
        self._resyncs.inc()

    def cut(self) -> None:
        """A client that did not read was cut off."""
        self._cut.inc()

    def answered(self, answer: Answer) -> None:
        """A room has answered a command."""
        match answer:
            case Accepted():
                self.command("ok")
            case Refused(refusal):
                self.command(refusal.code)
            case _:
                self.command(answer.code)

    def command(self, result: str) -> None:
        """A command has its answer: `ok`, or a code of the protocol."""
        self._commands.labels(result).inc()

    def flushed(self, seconds: float, changes: int, connections: int, backlog: int) -> None:
        """`changes` went to `connections` in so many seconds; `backlog` bytes waited for the slowest."""
        self._flushes.observe(seconds)
        self._told.inc(changes * connections)
        self._backlog.set(backlog)

    @contextmanager
    def commit(self, changes: int) -> Iterator[None]:
        """Around a commit of so many changes."""
        begun = time.perf_counter()
        try:
            yield
        except HeadMovedError:
            self._overtaken.inc()
            raise
        except Exception as error:
            self._failures.labels(type(error).__name__).inc()
            raise
        self._commits.observe(time.perf_counter() - begun)
        self._group.observe(changes)


class MeasuredLog:
    """`ChangeLog` over another, of which every commit is measured."""

    def __init__(self, log: ChangeLog, metrics: Metrics) -> None:
        self._log = log
        self._metrics = metrics
        self.heads = log.heads
        self.read = log.read
        self.purge = log.purge
        self.vacuum = log.vacuum

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.begin`."""
        with self._metrics.commit(len(entries)):
            await self._log.begin(session_id, keys, entries)

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.append`."""
        with self._metrics.commit(len(entries)):
            await self._log.append(session_id, head, entries)
