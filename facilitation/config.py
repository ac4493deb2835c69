"""Settings: everything that the host can choose, read once from the environment and frozen."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class HostError(Exception):
    """Something that the host can put right. `code` names a sentence in the catalogue `cli`, `args` fill it in."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host has chosen.

    `public_url` has no slash at its end; None when the address follows from each request. `facilitation_key` is None
    when the key is kept in the sessions' directory. `database_url` is None for `sessions.db` in that directory, and
    `redis_url` when the workers have only the database in common; `workers` is how many there are on this port.
    `safety_procedure` is what the organisation does when somebody is not safe: a text, an address, or "" for the words
    that come with the product. What can hold a password is left out of `repr`. `development` serves the page on which
    all parts are shown.
    """

    port: int = 8000
    host: str = "0.0.0.0"
    public_url: str | None = None
    database_url: str | None = field(default=None, repr=False)
    redis_url: str | None = field(default=None, repr=False)
    facilitation_key: str | None = field(default=None, repr=False)
    sessions_dir: Path = Path("sessions")
    trusted_proxies: tuple[Network, ...] = ()
    retention_days: int = 30
    safety_procedure: str = ""
    workers: int = 1
    development: bool = False

    @property
    def is_only_here(self) -> bool:
        """Whether only this machine itself can reach the server; what `PUBLIC_URL` names is reached in another way."""
        return self.public_url is None and (self.host == "localhost" or _is_loopback(self.host))

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.sessions_dir / 'sessions.db'}"

    @property
    def database_server(self) -> str | None:
        """Where the database's server is, without its password; None when the database is a file."""
        return None if self.database.startswith(_FILE) else place(self.database)

    @property
    def needs_directory(self) -> bool:
        """Whether something is kept in the sessions' directory."""
        return self.database_server is None or self.facilitation_key is None

    @property
    def key_file(self) -> Path:
        """Where the facilitator's key is kept when it was not given."""
        return self.sessions_dir / "facilitator.key"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings; a name that is absent or empty takes its default.

        Raises:
            HostError: a value cannot be used; its sentence says which and why.
        """
        given = {name: env.get(name, "").strip() for name in _READERS}
        fields = {field: read(name, given[name]) for name, (field, read) in _READERS.items() if given[name]}
        return cls(**fields)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _number(least: int, most: int) -> Any:
    def read(name: str, text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise HostError("bad-number", name=name, value=text, least=least, most=most)
        return int(text)

    return read


def _switch(name: str, text: str) -> bool:
    return bool(_number(0, 1)(name, text))


def _text(name: str, text: str) -> str:
    return text


def _words(most: int) -> Any:
    def read(name: str, text: str) -> str:
        if len(text) > most:
            raise HostError("long-text", name=name, most=most, length=len(text))
        return text

    return read


def _public_url(name: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username:
        raise HostError("bad-url", name=name, value=text)
    return text.rstrip("/")


def place(url: str) -> str:
    """Host, port and name out of an address, without who signs in and how. Raises ValueError when it is none."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or ''}{port}{parts.path}"


_FILE = "sqlite:///"
_SERVERS = ("postgresql://", "postgres://")
_REDIS = ("redis://", "rediss://", "unix://")


def _is_torn(url: str) -> bool:
    """Whether a `/`, `?` or `#` in the password has ended the part that says where, so that the rest would be shown."""
    parts = urlsplit(url)
    return any("@" in part for part in (parts.path, parts.query, parts.fragment))


def _address(code: str, *starts: str) -> Any:
    def read(name: str, text: str) -> str:
        # The sentence does not repeat the address: there may be a password in it.
        try:
            usable = text.startswith(starts) and bool(place(text)) and (text.startswith(_FILE) or not _is_torn(text))
        except ValueError:
            usable = False
        if not usable:
            raise HostError(code, name=name)
        return text

    return read


def _key(name: str, text: str) -> str:
    if len(text) < 16:
        raise HostError("short-key", name=name)
    return text


def _networks(name: str, text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError:
        raise HostError("bad-networks", name=name, value=text) from None


_READERS: Mapping[str, tuple[str, Any]] = {
    "PORT": ("port", _number(0, 65_535)),
    "HOST": ("host", _text),
    "PUBLIC_URL": ("public_url", _public_url),
    "DATABASE_URL": ("database_url", _address("bad-database", _FILE, *_SERVERS)),
    "REDIS_URL": ("redis_url", _address("bad-redis", *_REDIS)),
    "FACILITATION_KEY": ("facilitation_key", _key),
    "SESSIONS_DIR": ("sessions_dir", lambda name, text: Path(text).expanduser()),
    "TRUSTED_PROXIES": ("trusted_proxies", _networks),
    "RETENTION_DAYS": ("retention_days", _number(1, 3_650)),
    "SAFETY_PROCEDURE": ("safety_procedure", _words(500)),
    "WORKERS": ("workers", _number(1, 64)),
    "DEVELOPMENT": ("development", _switch),
}
