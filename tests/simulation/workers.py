"""The servers: the real rooms and the real live server, over a database and a network that are simulated."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from facilitation.live.address import Proxies
from facilitation.live.identity import Identities
from facilitation.live.limits import Failures
from facilitation.live.server import LiveServer
from facilitation.rooms.company import Report
from facilitation.rooms.heads import Watch
from facilitation.rooms.rooms import Rooms
from tests.simulation.database import Client, RemoteArchive, RemoteLog
from tests.simulation.virtual import Process

if TYPE_CHECKING:
    from tests.simulation.network import Link, Socket
    from tests.simulation.world import World

KEY = "key-of-the-facilitator"


@cache
def measured() -> dict[str, Any]:
    """The numbers of all servers, kept together: nobody reads them here."""
    if "metrics" not in inspect.signature(LiveServer).parameters:
        return {}
    from facilitation.live.metrics import Metrics

    return {"metrics": Metrics()}


class Engine:
    """Engine.IO's server, as far as Socket.IO uses it."""

    async_mode = "asgi"

    def __init__(self, **options: Any) -> None:
        self.handlers: dict[str, Callable[..., Any]] = {}
        self.sockets: dict[str, Socket] = {}
        self._ids = 0

    def on(self, event: str, handler: Callable[..., Any]) -> None:
        """Socket.IO wants to hear of `event`."""
        self.handlers[event] = handler

    def generate_id(self) -> str:
        """An id for a connection, new in this process."""
        self._ids += 1
        return f"sid-{self._ids}"

    async def send(self, sid: str, data: str) -> None:
        """Put a packet into the connection's queue."""
        if sid in self.sockets:
            self.sockets[sid].link.queue(data)

    async def disconnect(self, sid: str) -> None:
        """End a connection."""
        if sid in self.sockets:
            await self.sockets[sid].close()

    def start_background_task(self, target: Callable[..., Any], *args: Any, **named: Any) -> asyncio.Task[Any]:
        """Run `target(…)` as a task."""
        return asyncio.get_running_loop().create_task(target(*args, **named))


class Server(LiveServer):
    """The live server on a simulated Engine.IO."""

    def _engineio_server_class(self) -> type[Engine]:
        return Engine


class WorkerClock:
    """The clock of one machine, which may be off and may jump."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.skew = world.weather.rng.choice((0, 0, -40_000, 3_000))

    def now(self) -> int:
        """Milliseconds since 1970."""
        return self._world.now() + self.skew

    def later(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        """See `Clock.later`."""
        return self._world.loop.call_later(delay_ms / 1000, call).cancel


class Worker:
    """One server process, and the next one that is started in its place."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.clock = WorkerClock(world)
        self.links: dict[str, Link] = {}
        self.lives = 0
        self.boot()

    @property
    def alive(self) -> bool:
        """Whether it takes connections."""
        return self.process.alive

    def boot(self) -> None:
        """Start it. What the one before held in memory is gone."""
        self.lives += 1
        self.process = Process(self.world.loop, f"worker-{self.number}.{self.lives}")
        self.process.died = self._died
        self.process.context.run(self._build)

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()

    def announce(self, session_id: str, head: int) -> None:
        """See `Fanout.announce`."""
        self._tell(lambda rooms: rooms.hint(session_id, head))

    def tell(self, session_id: str, report: Report) -> None:
        """See `Company.tell`."""
        name = self.process.name
        self._tell(lambda rooms: rooms.hear(session_id, name, report))

    def ask(self, session_id: str) -> None:
        """See `Company.ask`."""
        self._tell(lambda rooms: rooms.report(session_id))

    def _tell(self, what: Callable[[Rooms], None]) -> None:
        """What servers tell each other comes late, twice, in any order or not at all."""
        weather = self.world.weather
        for other in self.world.workers:
            if other is self or not self.process.burns() or weather.strikes("hint_lost"):
                continue
            for _ in range(2 if weather.strikes("hint_doubled") else 1):
                delay = weather.travel(weather.network_ms)
                self.world.loop.call_later(delay, what, other.rooms, context=other.process.context)

    def _build(self) -> None:
        world = self.world
        client = Client(world.loop, self.process, world.database, world.weather)
        self.log = RemoteLog(client, world.database.log)
        archive: Any = RemoteArchive(client, world.database.archive)
        self.rooms = Rooms(self.log, self.clock, self, idle_ms=world.tight.idle_ms, company=self)
        self.watch = Watch(self.rooms.look, self.clock)
        self.watch.start()
        identities = Identities(KEY, archive)
        failures = Failures(self.clock.now, KEY)
        parts = {"rooms": self.rooms, "archive": archive, "identities": identities, "failures": failures}
        more = {"clock": self.clock, "proxies": Proxies((), None), **measured()}
        self.live = Server(**parts, **more)
        self.engine: Engine = self.live.eio

    def _died(self) -> None:
        weather = self.world.weather
        weather.counts["crash"] += 1
        links, self.links = list(self.links.values()), {}
        for link in links:
            link.server_died()
        self.world.loop.call_later(0.2 + weather.rng.random() * 4.0, self._again)

    def _again(self) -> None:
        if not self.process.alive and not self.world.over:
            self.boot()
