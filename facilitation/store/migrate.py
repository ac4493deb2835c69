"""Bringing the schema up to date when the program starts."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

HERE = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The database was used by a newer version of the program; its message is one sentence in English."""


def migrate(engine: Engine) -> None:
    """Apply the revisions that the database does not have yet, in one transaction.

    Raises:
        NewerSchemaError: it has a revision that this version does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == newest:
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise NewerSchemaError(
                f"This database was used by a newer version of Speelveld (schema {current}, this version knows up to"
                f" {newest}): install that version again, or use another database."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
