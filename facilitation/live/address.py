"""Where a request came from and which address it was sent to, behind trusted proxies or without."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from facilitation.config import Network

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Proxies:
    """Reads a request's ASGI scope. What a proxy says is believed only from an address in `trusted`."""

    def __init__(self, trusted: tuple[Network, ...], public_url: str | None) -> None:
        self._trusted = trusted
        self._public_url = public_url

    def client(self, scope: Mapping[str, Any]) -> str:
        """The address of whoever sent the request, as far as can be trusted."""
        address = str((scope.get("client") or ("",))[0])
        hops = [hop.strip() for value in _headers(scope, b"x-forwarded-for") for hop in value.split(",")]
        while hops and self._trusts(address):
            address = hops.pop()
        return address

    def origin(self, scope: Mapping[str, Any]) -> str:
        """The address this request was sent to, as scheme://host[:port]; the public address when that is set."""
        if self._public_url:
            return self._public_url
        scheme = {"ws": "http", "wss": "https"}.get(scope.get("scheme", "http"), scope.get("scheme", "http"))
        host = _first(_headers(scope, b"host"))
        if self._trusts(str((scope.get("client") or ("",))[0])):
            scheme = _first(_headers(scope, b"x-forwarded-proto")) or scheme
            host = _first(_headers(scope, b"x-forwarded-host")) or host
        return f"{scheme}://{host}"

    def is_same_origin(self, origin: str | None, scope: Mapping[str, Any]) -> bool:
        """Whether a page of this origin is one of ours.

        The host is what counts: a proxy that ends TLS and is not in TRUSTED_PROXIES leaves the scheme behind.
        """
        if origin is None:
            return False
        ours = {_host(self.origin(scope)), _host("//" + _first(_headers(scope, b"host")))}
        return _host(origin) in ours - {None}

    def _trusts(self, address: str) -> bool:
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self._trusted)


def _headers(scope: Mapping[str, Any], wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope.get("headers", ()) if name == wanted]


def _first(values: list[str]) -> str:
    return values[0].split(",")[0].strip() if values else ""


def _host(url: str) -> str | None:
    """Host and port, without the port that the scheme implies anyway."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    return parts.hostname if port in (None, *_DEFAULT_PORTS.values()) else f"{parts.hostname}:{port}"


def lan_address() -> str | None:
    """This machine's address on the network it uses, or None without one. Nothing is sent to find out.

    Connecting a UDP socket only chooses a way out; 192.0.2.1 is set aside for examples and is never reached.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if address.startswith(("127.", "0.")) else address
