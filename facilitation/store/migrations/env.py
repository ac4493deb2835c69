"""How Alembic reaches the database: `migrate` brings the connection, and a transaction around it."""

from alembic import context
from sqlmodel import SQLModel

from facilitation.store import tables

assert tables.SessionRow.metadata is SQLModel.metadata
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
