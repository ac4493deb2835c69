"""A database of an earlier version is brought up to date and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from facilitation import guides
from facilitation.canvas.canvas import Canvas
from facilitation.store import migrate
from facilitation.store.postgres import Postgres
from facilitation.store.sqlite import Sqlite
from tests.contract.kept import in_database
from tests.given import CREATE, LEAD, NOW, changes_of, entries_of, keys


@pytest.fixture(params=["sqlite", "postgres"])
def first_version(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the tables of the first version."""
    address = f"sqlite:///{tmp_path / 'sessions.db'}"
    if request.param == "postgres":
        address = str(request.getfixturevalue("fresh_postgres"))
    backend = (Postgres if request.param == "postgres" else Sqlite)(make_url(address))
    config = Config()
    config.set_main_option("script_location", str(migrate.HERE).replace("%", "%%"))
    with backend.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        assert migrate.revision(connection) == "0001"
    backend.engine.dispose()
    return address


async def test_guides_can_be_kept_beside_the_sessions_of_an_earlier_version(first_version: str) -> None:
    kept = in_database(first_version)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(CREATE.session, keys(), entries)
    await kept.guides.add(guides.load("person"), NOW, 1)
    await kept.close()
    again = in_database(first_version)
    assert await again.log.read(CREATE.session) == entries
    assert [own.guide for own in await again.guides.all()] == [guides.load("person")]
    await again.close()
