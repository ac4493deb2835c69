"""Bringing the schema up to date when the program starts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from facilitation.store.backend import Backend

HERE = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The database was used by a newer version of the program; its message is one sentence in English."""


def migrate(backend: Backend) -> None:
    """Apply the revisions that the database does not have yet, in one transaction, one program after another.

    Raises:
        NewerSchemaError: it has a revision that this version does not know.
    """
    with backend.engine.begin() as connection:
        backend.lock_schema(connection)
        if revision(connection) != _known()[-1]:
            _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """Where the database stands, as Alembic wrote it down; None for a new one. Raises as `migrate`."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    current: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    known = _known()
    if current is not None and current not in known:
        raise NewerSchemaError(
            f"This database was used by a newer version of Speelveld (schema {current}, this version knows up to"
            f" {known[-1]}): install that version again, or use another database."
        )
    return current


def _known() -> list[str]:
    return sorted(path.stem.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to load, which every start but the first can do without.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
