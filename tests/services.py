"""Real services for tests: a PostgreSQL cluster and a Redis server, each thrown away afterwards.

They listen on a free port of 127.0.0.1 and keep everything in a temporary directory. Root may not run PostgreSQL,
so they run as another user then. A guard stops them and clears up when the tests themselves are killed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import redis

S = TypeVar("S", bound="Service")

START_SECONDS = 30
POLL_SECONDS = 0.02

_GUARD = """
while read -r line; do pid=$line; done
if [ "$pid" ]; then
  kill -CONT "$pid" && kill -"$2" "$pid"
  for _ in $(seq 100); do kill -0 "$pid" && sleep 0.1; done
  kill -KILL "$pid"
fi
rm -rf "$1"
"""
"""Reads the newest process id line by line; the end of its input is the end of the tests."""


class Service(ABC):
    """A server that can be started, stopped and hurt, always at the same `url` and with the same data.

    The methods wait until it is so; call them with `asyncio.to_thread` where a loop must go on.
    """

    url: str

    def __init__(self, name: str) -> None:
        """Make the directory; nothing runs yet."""
        self._user = _unprivileged()
        self.directory = Path(tempfile.mkdtemp(prefix=f"speelveld-{name}-"))
        if self._user:
            os.chown(self.directory, self._user.pw_uid, self._user.pw_gid)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        script = ["sh", "-c", _GUARD, "guard", str(self.directory), self._end.name.removeprefix("SIG")]
        self._guard = subprocess.Popen(
            script, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )

    _end = signal.SIGTERM
    """The signal at which it stops at once."""

    @property
    def pid(self) -> int:
        """The process that was started."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers. It must not run."""
        assert self._process is None, "it runs already"
        until = time.monotonic() + START_SECONDS
        self._launch()
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError(self._told())
            if self._process is None or self._process.poll() is not None:
                self._launch()  # what was killed a moment ago may hold its data or its port a little longer
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop it in good order, as a host does."""
        self._signal_and_wait(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, to all of its processes."""
        self.pause()
        _send(_family(self.pid)[1:], signal.SIGKILL)
        self._signal_and_wait(signal.SIGKILL)

    def pause(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        _send(_family(self.pid), signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        _send(_family(self.pid), signal.SIGCONT)

    def close(self) -> None:
        """Stop it at once, whatever its state, and remove everything."""
        if self._process is not None:
            self.resume()
            self._signal_and_wait(self._end)
        shutil.rmtree(self.directory)
        self._guard.communicate()

    @abstractmethod
    def _command(self) -> Sequence[str]:
        """What to run."""

    @abstractmethod
    def _answers(self) -> bool:
        """Whether it takes connections."""

    def _launch(self) -> None:
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, **self._as_user())
        self._tell_guard(str(self.pid))

    def _as_user(self) -> dict[str, Any]:
        # A session of its own, so that Ctrl-C reaches the tests alone, which then stop it.
        how: dict[str, Any] = {"cwd": self.directory, "start_new_session": True, "env": {"LC_ALL": "C"}}
        if self._user:
            how |= {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        return how

    def _signal_and_wait(self, number: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(number)
        self._process.wait(START_SECONDS)
        self._process = None
        self._tell_guard("")

    def _tell_guard(self, pid: str) -> None:
        assert self._guard.stdin is not None
        self._guard.stdin.write(pid + "\n")
        self._guard.stdin.flush()

    def _told(self) -> str:
        return (self.directory / "log").read_text(errors="replace")[-2_000:]


class Postgres(Service):
    """A PostgreSQL cluster as it comes, `fsync` on; its superuser needs no password."""

    _end = signal.SIGQUIT

    def __init__(self) -> None:
        super().__init__("postgres")
        self._bin = _postgres_programs()
        self._numbers = count(1)
        self.url = self._url("postgres")
        options = ("-U", "speelveld", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
        command = [str(self._bin / "initdb"), "-D", "data", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._as_user())

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def empty(self, url: str) -> None:
        """Remove everything from a database, and whoever is still connected: sooner done than a new one."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        with psycopg.connect(url) as connection:
            connection.execute(others + " AND pid <> pg_backend_pid()")
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")

    def stop(self) -> None:
        """Stop it as a restart does: connections are cut, nothing is lost."""
        self._signal_and_wait(signal.SIGINT)

    def close(self) -> None:
        """Stop it at once and remove everything, also the shared memory that a kill leaves behind."""
        lock = self.directory / "data" / "postmaster.pid"
        if self._process is None and lock.exists():
            _, segment = lock.read_text().splitlines()[6].split()
            subprocess.run(["ipcrm", "--shmem-id", segment], check=True)
        super().close()

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def _url(self, name: str) -> str:
        return f"postgresql://speelveld@127.0.0.1:{self.port}/{name}"

    def _command(self) -> Sequence[str]:
        # Shared memory in the directory, so that nothing of it stays behind after a kill.
        settings = ("unix_socket_directories=", "listen_addresses=127.0.0.1", "dynamic_shared_memory_type=mmap")
        options = [part for setting in settings for part in ("-c", setting)]
        return [str(self._bin / "postgres"), "-D", "data", "-p", str(self.port), *options]

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class Redis(Service):
    """A Redis server as it comes: stopped in good order it keeps its data, killed it loses the newest."""

    def __init__(self) -> None:
        super().__init__("redis")
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def empty(self) -> None:
        """Forget everything that was kept."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def _command(self) -> Sequence[str]:
        return ["/usr/bin/env", "redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", "."]

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A cluster that runs."""
    with _running(Postgres()) as server:
        yield server


@contextmanager
def redis_server() -> Iterator[Redis]:
    """A Redis server that runs."""
    with _running(Redis()) as server:
        yield server


@contextmanager
def _running(server: S) -> Iterator[S]:
    try:
        server.start()
        yield server
    finally:
        server.close()


def free_port() -> int:
    """A port on 127.0.0.1 that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _unprivileged() -> pwd.struct_passwd | None:
    """Somebody else when the tests run as root, otherwise None."""
    if os.getuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _postgres_programs() -> Path:
    """Where `initdb` and `postgres` are; Debian does not put them in the PATH."""
    on_path = shutil.which("postgres")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    assert found, "PostgreSQL is not installed"
    return found[-1].parent


def _send(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it has ended by itself meanwhile
            os.kill(pid, number)


def _family(pid: int) -> list[int]:
    """The process and its children."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return [pid, *(child for child, parent in parents.items() if parent == pid)]
