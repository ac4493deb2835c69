"""A link for those who lead along, and sessions that are rehearsals."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("session", sa.Column("lead_token", sa.String(40), nullable=True))
    op.create_index("ix_session_lead_token", "session", ["lead_token"], unique=True)
    op.add_column("session", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("session", "rehearsal")
    op.drop_index("ix_session_lead_token", "session")
    op.drop_column("session", "lead_token")
