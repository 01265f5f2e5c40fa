"""How anonymous counts are kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from web.tracking.tables import PageCountRow


async def count(session: AsyncSession, day: date, event_type: str, *, page: str) -> None:
    """Count one more."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(PageCountRow).values(day=day, event_type=event_type, page=page, count=1)
    one_more = {"count": PageCountRow.__table__.c.count + 1}
    await session.execute(statement.on_conflict_do_update(index_elements=["day", "event_type", "page"], set_=one_more))
