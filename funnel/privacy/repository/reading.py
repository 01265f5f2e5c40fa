"""How everything of a person is read out of the tables, as it stands there."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from funnel.privacy.model import Record
from funnel.privacy.places import PLACES
from funnel.privacy.repository.removing import rows_of
from funnel.privacy.repository.tracing import Found


async def records(session: AsyncSession, found: Found) -> list[Record]:
    """Read all rows that are a person's own, in the order of PLACES; a row that two links find stands once."""
    read: dict[tuple[str, Any], Record] = {}
    for number, place in enumerate(PLACES):
        for key, row in await rows_of(session, place, found.rows.get(number, ())):
            read.setdefault((place.table, key), Record(place.table, place.group, row))
    return list(read.values())
