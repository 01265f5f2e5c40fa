"""How rows go with everything that hangs on them, issued quotes too: of customers who never were, and of books whose time is over."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Base, connection_of, import_tables
from funnel.privacy.model import Handle
from funnel.privacy.places import PLACES
from funnel.privacy.repository.removing import delete, tidy
from funnel.privacy.repository.tracing import Found, escape, follow, look_again


async def remove_customers(session: AsyncSession, customers: Collection[int]) -> None:
    """Remove customers and all rows that lead to them; texts of others are not searched."""
    found = Found(handles={Handle.CUSTOMER: set(customers)})
    await follow(session, found.handles)
    await _remove(session, found)


async def remove_quotes(session: AsyncSession, pseudonym: str) -> int:
    """Remove the quotes that were kept under a pseudonym, with all that hangs on them; return how many."""
    import_tables()
    quotes = Base.metadata.tables["quotes"]
    named = sa.cast(quotes.c.recipient, sa.Text).like(f'%"name":"{escape(pseudonym)}"%', escape="\\")
    rows = await (await connection_of(session)).execute(sa.select(quotes.c.id).where(named))
    found = Found(handles={Handle.KEPT: set(rows.scalars())})
    await _remove(session, found)
    return len(found.handles[Handle.KEPT])


async def _remove(session: AsyncSession, found: Found) -> None:
    await look_again(session, found)
    for number, place in enumerate(PLACES):
        await delete(session, place, found.rows[number])
    await tidy(session, found)
