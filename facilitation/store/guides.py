"""The guides that facilitators made, on a database."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import col

from facilitation.canvas.guides import Guide
from facilitation.rooms.ports import GuideMovedError, OwnGuide, TooManyGuidesError
from facilitation.store.database import Database
from facilitation.store.entries import storable
from facilitation.store.tables import GuideRow

_COLUMNS = select(col(GuideRow.version), col(GuideRow.value))


class SqlGuides:
    """`OwnGuides` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[OwnGuide]:
        """See `OwnGuides.all`."""
        query = _COLUMNS.order_by(col(GuideRow.created).desc(), col(GuideRow.name))
        return await self._database.read(lambda connection: [_own(row) for row in connection.execute(query)])

    async def get(self, name: str) -> OwnGuide | None:
        """See `OwnGuides.get`."""
        if not storable(name):
            return None
        query = _COLUMNS.where(col(GuideRow.name) == name)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _own(row)

    async def add(self, guide: Guide, now: int, most: int) -> None:
        """See `OwnGuides.add`."""
        row = {"name": guide.name, "version": 1, "created": now, "value": _json(guide)}

        def add(connection: Connection) -> None:
            if (connection.scalar(select(func.count()).select_from(GuideRow)) or 0) >= most:
                raise TooManyGuidesError(guide.name)
            connection.execute(insert(GuideRow).values(row))

        await self._database.write(add)

    async def put(self, guide: Guide, version: int) -> None:
        """See `OwnGuides.put`."""
        change = (
            update(GuideRow)
            .where(col(GuideRow.name) == guide.name, col(GuideRow.version) == version)
            .values(value=_json(guide), version=version + 1)
        )

        def put(connection: Connection) -> None:
            if connection.execute(change).rowcount != 1:
                raise GuideMovedError(guide.name)

        await self._database.write(put)

    async def remove(self, name: str) -> None:
        """See `OwnGuides.remove`."""
        if storable(name):
            await self._database.write(
                lambda connection: connection.execute(delete(GuideRow).where(col(GuideRow.name) == name))
            )


def _json(guide: Guide) -> str:
    return orjson.dumps(guide).decode()


def _own(row: Any) -> OwnGuide:
    version, value = row
    return OwnGuide(Guide.from_json(orjson.loads(value)), version)
