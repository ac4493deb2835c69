"""How much one connection may ask, and how often one address may be wrong."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable

COMMANDS_PER_SECOND = 20.0
COMMANDS_AT_ONCE = 60.0

WRONG_PER_MINUTE = 20
MINUTE_MS = 60_000
ADDRESSES_REMEMBERED = 10_000


class Bucket:
    """A token bucket: `at_once` requests at once, refilled at `per_second`."""

    __slots__ = ("_at", "_at_once", "_left", "_per_ms")

    def __init__(self, now: int, per_second: float = COMMANDS_PER_SECOND, at_once: float = COMMANDS_AT_ONCE) -> None:
        self._per_ms = per_second / 1000
        self._at_once = at_once
        self._left = at_once
        self._at = now

    def take(self, now: int, cost: float = 1.0) -> bool:
        """Whether there is room for a request of this cost at `now` (ms); takes it when there is."""
        self._left = min(self._at_once, self._left + max(0, now - self._at) * self._per_ms)
        self._at = now
        if self._left < cost:
            return False
        self._left -= cost
        return True


class Failures:
    """Wrong codes, tokens and keys by address, over the last minute (protocol 5.3). What is right costs nothing.

    Workers share it: each tells the others (`tell`) and counts in what it is told (`wrong_elsewhere`). An address is
    known by a digest, made with the installation's `secret`, so that none is kept or sent.
    """

    def __init__(self, now: Callable[[], int], secret: str = "", tell: Callable[[str], None] | None = None) -> None:
        self._now = now
        self._secret = secret.encode()
        self._tell = tell
        self._wrong: OrderedDict[str, deque[int]] = OrderedDict()

    def wait_ms(self, address: str) -> int:
        """How long this address has to wait before it may try again; 0 when it may."""
        times = self._recent(self._who(address))
        return 0 if len(times) < WRONG_PER_MINUTE else times[0] + MINUTE_MS - self._now()

    def wrong(self, address: str) -> None:
        """This address was wrong once more."""
        who = self._who(address)
        self.wrong_elsewhere(who)
        if self._tell is not None:
            self._tell(who)

    def wrong_elsewhere(self, who: str) -> None:
        """At another worker, `who` was wrong once more."""
        times = self._recent(who)
        times.append(self._now())
        while len(times) > WRONG_PER_MINUTE:
            times.popleft()
        self._wrong[who] = times
        self._wrong.move_to_end(who)
        while len(self._wrong) > ADDRESSES_REMEMBERED:
            self._wrong.popitem(last=False)

    def _who(self, address: str) -> str:
        return hmac.new(self._secret, _network(address).encode(), hashlib.sha256).hexdigest()[:32]

    def _recent(self, who: str) -> deque[int]:
        times = self._wrong.get(who, deque())
        now = self._now()
        # What lies ahead was before the clock was put back, and would otherwise count for as long as that.
        while times and not now - MINUTE_MS < times[0] <= now:
            times.popleft()
        return times


def _network(address: str) -> str:
    """An IPv4 address itself; of an IPv6 address the half that a household or a provider's customer has."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
