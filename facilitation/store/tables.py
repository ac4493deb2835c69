"""The tables: sessions, their changes, the secrets of their seats, and the guides that facilitators made.

The code and the tokens of a session are kept as they are: their links are shown again whenever they are asked for.
The secrets of participants are kept as SHA-256. The title, status and dates of a session repeat its last `session`
record, so that the archive can be listed without reading every log.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Text, false, text
from sqlmodel import Field, SQLModel

ID_LENGTH = 40


class SessionRow(SQLModel, table=True):
    """One session. Times are ms since 1970; `head` is the `seq` of its last change."""

    __tablename__ = "session"

    id: str = Field(primary_key=True, max_length=ID_LENGTH)
    code: str = Field(unique=True, max_length=16)
    token: str = Field(unique=True, max_length=ID_LENGTH)
    reader_token: str = Field(unique=True, max_length=ID_LENGTH)
    lead_token: str | None = Field(default=None, unique=True, index=True, max_length=ID_LENGTH)
    title: str
    guide: str
    language: str = Field(max_length=8)
    status: str = Field(max_length=16)
    head: int
    created: int = Field(sa_type=BigInteger)
    closed: int | None = Field(default=None, sa_type=BigInteger)
    purge_at: int | None = Field(default=None, sa_type=BigInteger, index=True)
    rehearsal: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ChangeRow(SQLModel, table=True):
    """One line of a log. `value` is the record as JSON; null removes the record, or says that it was erased.

    `first` marks the first change of a command; among those, a command id stands once in a session.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index(
            "ix_change_command",
            "session_id",
            "command_id",
            unique=True,
            sqlite_where=text("first"),
            postgresql_where=text("first"),
        ),
        Index("ix_change_record", "session_id", "kind", "record_id"),
    )

    session_id: str = Field(primary_key=True, foreign_key="session.id", max_length=ID_LENGTH)
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    command_id: str = Field(max_length=ID_LENGTH)
    first: bool
    actor: str = Field(max_length=64)
    kind: str = Field(max_length=16)
    record_id: str = Field(max_length=ID_LENGTH)
    value: str | None = Field(default=None, sa_column=Column(Text))


class SeatSecretRow(SQLModel, table=True):
    """That whoever knows the secret with this hash is this participant."""

    __tablename__ = "seat_secret"

    session_id: str = Field(primary_key=True, foreign_key="session.id", max_length=ID_LENGTH)
    hash: str = Field(primary_key=True, max_length=64)
    participant: str = Field(max_length=ID_LENGTH)


class GuideRow(SQLModel, table=True):
    """A guide that a facilitator made. `value` is the guide as JSON; `version` counts its changes, from 1."""

    __tablename__ = "guide"

    name: str = Field(primary_key=True, max_length=ID_LENGTH)
    version: int
    created: int = Field(sa_type=BigInteger)
    value: str = Field(sa_column=Column(Text, nullable=False))
