"""The services for tests: what faults do to them, and that nothing stays behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from tests.services import Postgres, postgres, redis_server


def count(server: Postgres) -> int:
    with psycopg.connect(server.url, connect_timeout=5) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert row is not None
        return int(row[0])


def test_postgres_keeps_what_was_committed_whatever_happens_to_it() -> None:
    with postgres() as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept (n integer)")
            connection.execute("INSERT INTO kept VALUES (1)")
        server.kill()
        with pytest.raises(psycopg.OperationalError):
            count(server)
        server.start()
        assert count(server) == 1
        server.stop()
        server.start()
        assert count(server) == 1
        server.pause()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url, connect_timeout=2)
        server.resume()
        assert count(server) == 1
        directory = server.directory
        server.kill()
    assert not directory.exists()


def test_redis_keeps_its_data_when_it_is_stopped_in_good_order() -> None:
    with redis_server() as server:
        client = redis.Redis.from_url(server.url, socket_timeout=1, retry=None)
        client.set("kept", "1")
        server.stop()
        server.start()
        assert client.get("kept") == b"1"
        server.kill()
        with pytest.raises(redis.ConnectionError):
            client.get("kept")
        server.start()
        server.pause()
        with pytest.raises(redis.TimeoutError):
            client.get("kept")
        client.close()
        directory = server.directory
    assert not directory.exists()


def test_nothing_stays_behind_when_the_tests_are_killed() -> None:
    program = (
        "from tests.services import *\n"
        "with redis_server() as server:\n"
        "    print(server.pid, server.directory, flush=True)\n"
        "    input()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    tests = subprocess.Popen([sys.executable, "-c", program], text=True, **pipes)
    assert tests.stdout is not None
    pid, directory = tests.stdout.readline().split()
    assert Path(f"/proc/{pid}").exists()
    assert Path(directory).exists()
    tests.send_signal(signal.SIGKILL)
    tests.communicate()  # the guard holds on to the same output until it is done
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(directory).exists()
