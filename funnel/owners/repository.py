"""How it is stored and read who a customer belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.owners.model import Owned
from funnel.owners.tables import OwnerRow
from funnel.people.decisions import reason_from_json, reason_to_json
from funnel.people.repository import belongs_to
from funnel.people.tables import CustomerRow
from funnel.permissions.tables import MemberRow
from quoting.tables import QuoteRow
from scoring.assignment import Rep

_TABLE = cast("Table", OwnerRow.__table__)
_CUSTOMERS = cast("Table", CustomerRow.__table__)
_STAFF = cast("Table", MemberRow.__table__)
_GIVE = update(_CUSTOMERS).where(_CUSTOMERS.c.id == bindparam("of")).values(owner_id=bindparam("owner"))
_LAST = select(func.max(_TABLE.c.id)).where(_TABLE.c.owner_id == _STAFF.c.id).scalar_subquery()
LOCKED = "!"
"""What is kept in place of a password's hash for people whom a demonstration invented: nobody works as them."""
_REPS = (
    select(_STAFF.c.id, _STAFF.c.email, _STAFF.c.roles, func.coalesce(_LAST, 0))
    .where(_STAFF.c.disabled_at.is_(None), _STAFF.c.password != LOCKED)
    .order_by(_STAFF.c.id)
)


async def reps(session: AsyncSession) -> list[Rep]:
    """Return who can be given customers, each with the number of the last change that gave them one."""
    rows = await (await connection_of(session)).execute(_REPS)
    return [Rep(staff_id, email, frozenset(roles), turn) for staff_id, email, roles, turn in rows]


async def give(session: AsyncSession, changes: Sequence[Owned]) -> None:
    """Let customers change hands, and keep it."""
    if not changes:
        return
    connection = await connection_of(session)
    kept = [
        {
            "customer_id": each.customer,
            "owner_id": each.owner,
            "at": each.at,
            "reason": reason_to_json(each.reason),
            "actor": each.actor,
        }
        for each in changes
    ]
    await connection.execute(insert(_TABLE), kept)
    await connection.execute(_GIVE, [{"of": each.customer, "owner": each.owner} for each in changes])


async def history(session: AsyncSession, customer_id: int) -> list[Owned]:
    """Return who a customer belonged to, oldest first."""
    wanted = select(_TABLE).where(_TABLE.c.customer_id == customer_id).order_by(_TABLE.c.at, _TABLE.c.id)
    return [_owned(row) for row in await (await connection_of(session)).execute(wanted)]


async def customers_of(session: AsyncSession, member_id: str) -> list[int]:
    """Return the ids of a member's customers; nobody changes them until the transaction ends."""
    wanted = select(_CUSTOMERS.c.id).where(_CUSTOMERS.c.owner_id == member_id).order_by(_CUSTOMERS.c.id)
    return list((await (await connection_of(session)).execute(wanted.with_for_update())).scalars())


async def has_any(session: AsyncSession, member_id: str) -> bool:
    """Say whether a member has customers."""
    wanted = select(_CUSTOMERS.c.id).where(_CUSTOMERS.c.owner_id == member_id).limit(1)
    return (await (await connection_of(session)).execute(wanted)).first() is not None


async def not_theirs(session: AsyncSession, member_id: str, customer_ids: Collection[int]) -> frozenset[int]:
    """Return which of these customers belong to somebody else."""
    wanted = select(_CUSTOMERS.c.id).where(_CUSTOMERS.c.id.in_(customer_ids), ~belongs_to(member_id))
    return frozenset((await (await connection_of(session)).execute(wanted)).scalars())


def theirs(column: Any, member_id: str) -> ColumnElement[bool]:
    """Return the condition that a column names a customer of a member, or of nobody, or nobody at all."""
    return or_(column.is_(None), column.in_(select(_CUSTOMERS.c.id).where(belongs_to(member_id))))


def quotes_of(member_id: str) -> ColumnElement[bool]:
    """Return the condition on quotes that they are for a customer of a member, or of nobody, or for nobody that is known."""
    return theirs(QuoteRow.customer, member_id)


async def unowned(session: AsyncSession, *, limit: int) -> list[int]:
    """Return the ids of open customers that belong to nobody, the oldest first."""
    mine = (_CUSTOMERS.c.owner_id.is_(None), _CUSTOMERS.c.lost_at.is_(None))
    wanted = select(_CUSTOMERS.c.id).where(*mine).order_by(_CUSTOMERS.c.id).limit(limit)
    return list((await (await connection_of(session)).execute(wanted)).scalars())


def _owned(row: Any) -> Owned:
    return Owned(row.customer_id, row.owner_id, row.at, reason_from_json(row.reason), row.actor)
