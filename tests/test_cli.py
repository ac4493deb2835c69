"""What the host types: `facilitation serve | purge | doctor`, and what is said when something is in the way."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import text

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.commands import CloseSession
from facilitation.canvas.views import snapshot
from facilitation.config import HostError, Settings
from facilitation.locale import messages
from facilitation.store.database import Database
from tests.contract.kept import in_database
from tests.given import CREATE, LEAD, after, entries_of, keys
from tests.services import free_port

ROOT = Path(__file__).parents[1]
KEY = "the-key-of-the-tests"


def run(env: Mapping[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "facilitation", *args]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


@contextmanager
def served(env: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`facilitation serve`, and what it said until it was ready."""
    command = [sys.executable, "-m", "facilitation", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        yield process, said
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_shows_the_links_answers_and_stops_cleanly(env: dict[str, str], ending: signal.Signals) -> None:
    with served({**env, "HOST": "0.0.0.0"}) as (process, said):
        assert f"http://localhost:{env['PORT']}/sign-in?key={KEY}" in said
        assert "█" in said or "zit niet op een netwerk" in said
        page = httpx.get(f"http://127.0.0.1:{env['PORT']}/")
        assert (page.status_code, "Speelveld" in page.text) == (200, True)
        process.send_signal(ending)
        rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Speelveld is gestopt" in rest
        assert "Traceback" not in rest


def test_a_server_for_this_machine_alone_says_so_and_leads_no_phone_astray(env: dict[str, str]) -> None:
    for host in ("127.0.0.1", "localhost"):
        with served({**env, "HOST": host}) as (_, said):
            assert f"http://localhost:{env['PORT']}/sign-in?key={KEY}" in said
            assert f"want HOST={host}. Telefoons niet" in said
            assert "█" not in said and "Voor de telefoons" not in said
            assert links_of_a_new_session(env["PORT"])["reachable"] is False
        assert f"✗ Alleen deze computer kan erbij, want HOST={host}" in run({**env, "HOST": host}, "doctor").stdout


def links_of_a_new_session(port: str) -> dict[str, Any]:
    """As a facilitator on this very machine gets them."""
    with httpx.Client(base_url=f"http://localhost:{port}", headers={"Authorization": f"Bearer {KEY}"}) as host:
        answer = host.post("/api/sessions", json={"title": "Rond Sam", "subject": {"alias": "Sam"}})
        links: dict[str, Any] = host.get(f"/api/sessions/{answer.json()['id']}/links").json()
    return links


@pytest.mark.parametrize("module", ["facilitation", "facilitation.cli"])
def test_either_module_is_the_command(env: dict[str, str], module: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(env["PORT"])))
        other.listen()
        command = [sys.executable, "-m", module, "serve"]
        result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert refusal(result).startswith(f"Poort {env['PORT']} is al in gebruik.")


@pytest.mark.parametrize(
    ("host", "public_url", "alone"),
    [
        ("127.0.0.1", "", True),
        ("127.8.0.1", "", True),
        ("::1", "", True),
        ("localhost", "", True),
        ("0.0.0.0", "", False),
        ("192.0.2.7", "", False),
        ("speelveld.example.org", "", False),
        ("127.0.0.1", "https://speelveld.example.org", False),
    ],
)
def test_what_a_proxy_passes_on_is_not_for_this_machine_alone(host: str, public_url: str, alone: bool) -> None:
    assert Settings.from_env({"HOST": host, "PUBLIC_URL": public_url}).is_only_here is alone


def test_serve_stops_quickly_while_a_line_is_open(env: dict[str, str]) -> None:
    with served(env) as (process, _), httpx.Client(base_url=f"http://127.0.0.1:{env['PORT']}") as client:
        opened = client.get("/live/", params={"EIO": "4", "transport": "polling"})
        assert opened.status_code == 200
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in rest


def test_only_the_numbers_of_this_server_are_shown_whatever_another_program_shares(
    env: dict[str, str], tmp_path: Path
) -> None:
    script = "from prometheus_client import Counter; Counter('of_another', 'x', ['user']).labels('jan').inc()"
    shared = {**env, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=shared, check=True)
    files = sorted(tmp_path.glob("*.db"))
    assert files
    with served(shared):
        told = httpx.get(f"http://127.0.0.1:{env['PORT']}/metrics").text
    assert "speelveld_rooms" in told
    assert "of_another" not in told
    assert sorted(tmp_path.glob("*.db")) == files


def test_an_address_of_redis_with_an_option_that_is_none_is_one_sentence(env: dict[str, str]) -> None:
    for option in ("socket_timeout=abc", "no_such_option=1"):
        wrong = {**env, "REDIS_URL": f"redis://:geheim@localhost:6379/0?{option}"}
        for workers in ("1", "2"):
            sentence = refusal(run(wrong, "serve", "--workers", workers))
            assert sentence.startswith("REDIS_URL kan niet")
            assert "geheim" not in sentence
        assert "✗ REDIS_URL kan niet" in run(wrong, "doctor").stdout


def test_the_public_address_is_the_one_that_is_shown(env: dict[str, str]) -> None:
    with served({**env, "PUBLIC_URL": "https://speelveld.example.org/"}) as (_, said):
        assert f"https://speelveld.example.org/sign-in?key={KEY}" in said
        assert "localhost" not in said


def test_the_link_signs_in_whatever_is_in_the_key(env: dict[str, str]) -> None:
    with served({**env, "FACILITATION_KEY": "één sleutel+#&%41?"}) as (_, said):
        link = next(word for word in said.split() if "/sign-in?key=" in word)
        assert httpx.get(link.replace("localhost", "127.0.0.1")).headers["location"] == "/desk"


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on stderr of a start that failed."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr + result.stdout
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_a_port_that_is_taken_is_one_sentence(env: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(env["PORT"])))
        other.listen()
        assert refusal(run(env, "serve")).startswith(f"Poort {env['PORT']} is al in gebruik.")


def test_sessions_that_cannot_be_written_are_one_sentence(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    blocked = {**env, "SESSIONS_DIR": str(tmp_path / "a-file" / "sessions")}
    assert "kan niet geschreven worden" in refusal(run(blocked, "serve"))
    english = {**blocked, "LANG": "en_GB.UTF-8"}
    assert "cannot be written to" in refusal(run(english, "serve"))


def test_a_database_that_is_none_is_one_sentence(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "sessions.db").write_bytes(b"this is no database " * 500)
    assert "kunnen niet geopend worden" in refusal(run(env, "serve"))


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("PORT", "eight", "bad-number"),
        ("PORT", "70000", "bad-number"),
        ("RETENTION_DAYS", "0", "bad-number"),
        ("WORKERS", "0", "bad-number"),
        ("SAFETY_PROCEDURE", "lang " * 101, "long-text"),
        ("PUBLIC_URL", "speelveld.example.org", "bad-url"),
        ("PUBLIC_URL", "https://host/path", "bad-url"),
        ("PUBLIC_URL", "https://[host", "bad-url"),
        ("DATABASE_URL", "mysql://host/db", "bad-database"),
        ("DATABASE_URL", "postgresql://host:port/db", "bad-database"),
        ("DATABASE_URL", "postgresql://speelveld:5432/geheim@host/db", "bad-database"),
        ("DATABASE_URL", "postgresql://speelveld:5432#geheim@host/db", "bad-database"),
        ("REDIS_URL", "http://host", "bad-redis"),
        ("REDIS_URL", "redis://host:port", "bad-redis"),
        ("REDIS_URL", "redis://:6379#geheim@host", "bad-redis"),
        ("REDIS_URL", "redis://:6379?geheim@host:6379", "bad-redis"),
        ("FACILITATION_KEY", "short", "short-key"),
        ("TRUSTED_PROXIES", "10.0.0.0/99", "bad-networks"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(name: str, value: str, code: str) -> None:
    with pytest.raises(HostError) as error:
        Settings.from_env({name: value})
    assert error.value.code == code
    for language in ("nl", "en"):
        sentence = messages(language, "cli")[f"cli.{code}"]
        assert isinstance(sentence, str)
        assert set(re.findall(r"{(\w+)}", sentence)) <= error.value.values.keys()
        assert "geheim" not in sentence.format(**error.value.values)


def test_settings_that_are_not_given_have_their_defaults() -> None:
    settings = Settings.from_env({"PORT": "", "PUBLIC_URL": "https://speelveld.example.org/"})
    assert (settings.port, settings.retention_days, settings.public_url) == (8000, 30, "https://speelveld.example.org")
    assert settings.database == "sqlite:///sessions/sessions.db"


def test_a_password_is_in_no_representation() -> None:
    given = {
        "DATABASE_URL": "postgres://speelveld:geheim@server:5433/kring",
        "REDIS_URL": "rediss://:geheim@server/0",
        "FACILITATION_KEY": "geheim-geheim-geheim",
    }
    settings = Settings.from_env(given)
    assert (settings.database, settings.redis_url) == (given["DATABASE_URL"], given["REDIS_URL"])
    assert "geheim" not in repr(settings)
    assert settings.database_server == "server:5433/kring"


def test_a_place_may_have_any_name() -> None:
    given = {"DATABASE_URL": "sqlite:///kring@school/kept.db", "REDIS_URL": "redis://:ge%2Fh%40eim@server:6379/0"}
    settings = Settings.from_env(given)
    assert (settings.database, settings.redis_url) == (given["DATABASE_URL"], given["REDIS_URL"])


def test_only_what_is_kept_in_files_needs_the_directory() -> None:
    server, key = {"DATABASE_URL": "postgresql://server/kring"}, {"FACILITATION_KEY": "sixteen characters"}
    needs = [Settings.from_env(env).needs_directory for env in ({}, server, key, {**server, **key})]
    assert needs == [True, True, True, False]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "postgres":
        return str(request.getfixturevalue("fresh_postgres"))
    return f"sqlite:///{tmp_path / 'kept.db'}"


def test_a_database_of_a_newer_version_is_one_sentence(env: dict[str, str], url: str) -> None:
    asyncio.run(make_newer(url))
    sentence = messages("nl", "cli")["cli.newer-database"]
    there = {**env, "DATABASE_URL": url}
    assert refusal(run(there, "purge")).strip() == sentence
    assert f"✗ {sentence}" in run(there, "doctor").stdout


async def make_newer(url: str) -> None:
    database = Database(url)
    await database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await database.close()


def test_purge_deletes_what_is_due_and_says_how_many(env: dict[str, str], url: str) -> None:
    asyncio.run(keep_two_of_which_one_is_due(url))
    for said in ("1 sessie verwijderd.", "0 sessies verwijderd."):
        result = run({**env, "DATABASE_URL": url}, "purge")
        assert (result.returncode, result.stdout.strip()) == (0, said)
    assert asyncio.run(ids_in(url)) == ["session-0002"]


def test_purge_says_in_one_sentence_that_a_session_stays(env: dict[str, str], fresh_postgres: str) -> None:
    asyncio.run(keep_two_of_which_one_is_due(fresh_postgres))
    impatient = f"{fresh_postgres}?options=-c%20lock_timeout%3D300"
    with psycopg.connect(fresh_postgres) as holder:
        holder.execute("SELECT head FROM session FOR UPDATE")
        result = run({**env, "DATABASE_URL": impatient}, "purge")
    assert refusal(result).startswith("Niet alles waarvan de dag gekomen is, kon verwijderd worden (LockNotAvailable)")
    assert asyncio.run(ids_in(fresh_postgres)) == ["session-0001", "session-0002"]


async def keep_two_of_which_one_is_due(url: str) -> None:
    kept = in_database(url)
    for number, commands in enumerate(([(CREATE, LEAD), (CloseSession(), LEAD)], [(CREATE, LEAD)]), 1):
        entries = entries_of(snapshot(after(Canvas(), *commands)))
        await kept.log.begin(f"session-000{number}", keys(number), entries)
    await kept.close()


async def ids_in(url: str) -> list[str]:
    kept = in_database(url)
    ids = [summary.id for summary in await kept.archive.sessions()]
    await kept.close()
    return ids


def test_doctor_finds_what_is_wrong(env: dict[str, str]) -> None:
    well = run(env, "doctor")
    assert f"Poort {env['PORT']} is vrij." in well.stdout
    with socket.socket() as other:
        other.bind(("", int(env["PORT"])))
        other.listen()
        ill = run(env, "doctor")
    assert ill.returncode == 1
    assert f"✗ Poort {env['PORT']} is al in gebruik." in ill.stdout


def test_services_that_answer_are_used_and_found_by_doctor(
    env: dict[str, str], fresh_postgres: str, fresh_redis: str
) -> None:
    there = {
        **env,
        "DATABASE_URL": fresh_postgres,
        "REDIS_URL": fresh_redis,
    }
    result = run(there, "purge")
    assert (result.returncode, result.stdout.strip()) == (0, "0 sessies verwijderd.")
    found = run(there, "doctor").stdout
    assert f"✓ De database is in orde: {fresh_postgres.partition('@')[2]}" in found
    assert f"✓ Redis antwoordt: {fresh_redis.removeprefix('redis://')}" in found
    assert not Path(env["SESSIONS_DIR"]).exists()


def test_services_that_do_not_answer_are_one_sentence(env: dict[str, str]) -> None:
    port = free_port()
    nowhere = {
        **env,
        "DATABASE_URL": f"postgresql://speelveld:geheim@127.0.0.1:{port}/kring",
        "REDIS_URL": f"redis://:geheim@127.0.0.1:{port}/0",
    }
    sentence = f"De database op 127.0.0.1:{port}/kring antwoordt niet"
    assert sentence in refusal(run(nowhere, "serve"))
    assert sentence in refusal(run(nowhere, "purge"))
    doctor = run(nowhere, "doctor")
    assert doctor.returncode == 1
    assert f"✗ {sentence}" in doctor.stdout
    assert f"✗ Redis op 127.0.0.1:{port}/0 antwoordt niet (ConnectionError)" in doctor.stdout
    assert "geheim" not in doctor.stdout


def test_a_key_that_cannot_be_read_is_one_sentence(env: dict[str, str]) -> None:
    key = Path(env["SESSIONS_DIR"]) / "facilitator.key"
    key.parent.mkdir()
    key.write_bytes("sleutel".encode("utf-16"))
    assert "staat geen sleutel" in refusal(run({**env, "FACILITATION_KEY": ""}, "serve"))
