"""What the workers tell each other, over one Redis channel: ids and numbers, no names and nothing that anybody wrote.

Redis makes things quick and keeps nothing. What gets lost on the way, because Redis is slow, gone or standing still,
is found in the database (`rooms/heads.py`) or repeated (`rooms/company.py`). So nobody here waits for it, no error
comes out of it, and what waits to be sent is bounded.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import random
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import orjson
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from facilitation.rooms.company import Report

ANSWER_S = 2.0
"""How long Redis may take for an answer. One that stands still keeps its connections open and says nothing."""

PING_S = 3.0
SILENCE_S = 8.0
FIRST_RETRY_S, LONGEST_RETRY_S = 0.1, 5.0
MAX_WAITING = 1_000
"""How many messages may wait besides the heads; the oldest go first. Of the heads only the newest counts."""

_AWAY = (RedisError, OSError, TimeoutError)

logger = logging.getLogger(__name__)


def is_address(url: str) -> bool:
    """Whether this is an address of Redis, with options that there are. Nothing connects."""
    try:
        Redis.from_url(url).connection_pool.make_connection()
    except (ValueError, TypeError, RedisError):
        return False
    return True


class Hearing(Protocol):
    """Whoever is told what the other workers say."""

    def head(self, session_id: str, head: int) -> None:
        """The log of this session ends at `head`, or is gone (0)."""

    def link(self, session_id: str) -> None:
        """A link of this session was renewed."""

    def here(self, session_id: str, worker: str, report: Report) -> None:
        """A worker reports who is with it."""

    def asked(self, session_id: str) -> None:
        """A worker asks who is here."""

    def wrong(self, who: str) -> None:
        """Somebody gave a wrong code, token or key; `who` is what `Failures` calls their address."""

    def joined(self) -> None:
        """This worker hears the others, from now on or again: what was said meanwhile is lost."""


class RedisFanout:
    """`Fanout` and `Company` over Redis. Workers of one installation have the same key, and hear nobody else."""

    def __init__(self, url: str, key: str) -> None:
        """`url` is `redis://…`, `rediss://…` or `unix://…`. Nothing connects before `start`."""
        at_once = Retry(NoBackoff(), 0)  # `_for_ever` tries again, and knows for how long
        self._redis = Redis.from_url(url, socket_connect_timeout=ANSWER_S, socket_timeout=ANSWER_S, retry=at_once)
        self._channel = "speelveld:" + hmac.new(key.encode(), b"channel, 1", hashlib.sha256).hexdigest()[:32]
        self._me = secrets.token_urlsafe(8)
        self._heads: dict[str, int] = {}
        self._waiting: deque[list[Any]] = deque(maxlen=MAX_WAITING)
        self._something = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._hearing: Hearing | None = None
        self.connected = False

    def start(self, hearing: Hearing) -> None:
        """Tell and hear from now on, for as long as Redis is there and again when it comes back."""
        self._hearing = hearing
        self._tasks = [asyncio.create_task(self._for_ever(work)) for work in (self._send, self._listen)]

    async def close(self) -> None:
        """Tell and hear no more."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        with suppress(*_AWAY):
            await asyncio.wait_for(self._redis.aclose(), ANSWER_S)

    # --- what is told ---

    def announce(self, session_id: str, head: int) -> None:
        """See `Fanout.announce`."""
        self._heads[session_id] = head
        self._something.set()
        if len(self._heads) > MAX_WAITING:
            del self._heads[next(iter(self._heads))]

    def tell(self, session_id: str, report: Report) -> None:
        """See `Company.tell`."""
        self._say("here", session_id, sorted(report.present), report.stage, report.ready, report.visit)

    def ask(self, session_id: str) -> None:
        """See `Company.ask`."""
        self._say("asked", session_id)

    def link_renewed(self, session_id: str) -> None:
        """Tell that a link of this session was renewed."""
        self._say("link", session_id)

    def was_wrong(self, who: str) -> None:
        """Tell that somebody gave a wrong code, token or key."""
        self._say("wrong", who)

    def _say(self, *message: Any) -> None:
        self._waiting.append(list(message))
        self._something.set()

    async def _send(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            heads, self._heads = self._heads, {}
            messages = [["head", *head] for head in heads.items()] + list(self._waiting)
            self._waiting.clear()
            pipeline = self._redis.pipeline(transaction=False)
            for message in messages:
                pipeline.publish(self._channel, orjson.dumps([self._me, *message]))
            await asyncio.wait_for(pipeline.execute(), ANSWER_S)

    # --- what is heard ---

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        async with self._redis.pubsub() as channel:
            await asyncio.wait_for(channel.subscribe(self._channel), ANSWER_S)
            heard = loop.time()
            try:
                while True:
                    message = await channel.get_message(timeout=PING_S)
                    if message is not None:
                        heard = loop.time()
                        self._hear(message)
                    elif loop.time() - heard > SILENCE_S:
                        raise TimeoutError("Redis says nothing")
                    else:
                        await asyncio.wait_for(channel.ping(), ANSWER_S)
            finally:
                self.connected = False

    def _hear(self, message: Mapping[str, Any]) -> None:
        hearing = self._hearing
        if hearing is None:
            return
        if message["type"] == "subscribe":
            self.connected = True
            hearing.joined()
        elif message["type"] == "message":
            said = self._understood(hearing, message["data"])
            if said is not None:
                said()

    def _understood(self, hearing: Hearing, data: bytes) -> Callable[[], None] | None:
        """What is to be done at this message; None when it is one's own, or one of another version of the program."""
        try:
            worker, kind, *rest = orjson.loads(data)
            match kind, rest:
                case _ if worker == self._me:
                    return None
                case "head", [str(session_id), int(head)]:
                    return partial(hearing.head, session_id, head)
                case "here", [str(session_id), list(present), stage, dict(ready), visit]:
                    said = {person: (bool(word), int(at)) for person, (word, at) in ready.items()}
                    return partial(hearing.here, session_id, worker, Report(frozenset(present), stage, said, visit))
                case "asked", [str(session_id)]:
                    return partial(hearing.asked, session_id)
                case "link", [str(session_id)]:
                    return partial(hearing.link, session_id)
                case "wrong", [str(who)]:
                    return partial(hearing.wrong, who)
        except (ValueError, TypeError):
            pass
        return None

    async def _for_ever(self, work: Callable[[], Any]) -> None:
        """Do `work`, and when Redis is away try again after a while, that grows and is never the same twice."""
        wait, loop = FIRST_RETRY_S, asyncio.get_running_loop()
        while True:
            begun = loop.time()
            try:
                await work()
            except _AWAY as error:
                if wait == FIRST_RETRY_S:
                    logger.warning("Redis is away (%s); sessions go on without it", type(error).__name__)
            except Exception as error:
                logger.error("what workers tell each other failed (%s)", type(error).__name__)
            wait = FIRST_RETRY_S if loop.time() - begun > LONGEST_RETRY_S else wait
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, LONGEST_RETRY_S)
