"""How answers to advised actions are stored and read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from foundation.ids import new_id
from funnel.actions.tables import ActionAnswerRow
from funnel.people.repository import belongs_to
from funnel.people.tables import CustomerRow
from scoring.model import ActionAnswer, AnswerWord

_TABLE = cast("Table", ActionAnswerRow.__table__)
_CUSTOMERS = cast("Table", CustomerRow.__table__)
NEWEST = 20
"""How many answers of a customer a judgement looks at."""


async def add(session: AsyncSession, customer_id: int, answer: ActionAnswer, *, note: str, actor: str) -> None:
    """Keep what became of an action."""
    row = {
        "id": new_id(),
        "customer_id": customer_id,
        "code": answer.code,
        "kind": answer.kind,
        "answer": answer.answer,
        "until": answer.until,
        "note": note,
        "at": answer.at,
        "actor": actor,
    }
    await (await connection_of(session)).execute(insert(_TABLE), row)


async def answers_of(session: AsyncSession, customer_ids: Collection[int]) -> dict[int, list[ActionAnswer]]:
    """Return each customer's answers, the newest first."""
    found: dict[int, list[ActionAnswer]] = {each: [] for each in customer_ids}
    if not found:
        return found
    columns = (_TABLE.c.customer_id, _TABLE.c.code, _TABLE.c.kind, _TABLE.c.answer, _TABLE.c.at, _TABLE.c.until)
    wanted = select(*columns).where(_TABLE.c.customer_id.in_(found)).order_by(_TABLE.c.at.desc(), _TABLE.c.id.desc())
    for customer_id, code, kind, answer, at, until in await (await connection_of(session)).execute(wanted):
        if len(found[customer_id]) < NEWEST:
            found[customer_id].append(ActionAnswer(code, kind, cast("AnswerWord", answer), at, until))
    return found


async def due_customers(
    session: AsyncSession, *, until: datetime, below_stage: int, limit: int, owner: str | None = None
) -> tuple[list[int], int]:
    """Return ids of open customers whose action is due, best grade and value first, and how many there are in all.

    `owner` leaves out what belongs to others of the staff.
    """
    due = [_CUSTOMERS.c.action_due_at <= until, _CUSTOMERS.c.lost_at.is_(None), _CUSTOMERS.c.stage < below_stage]
    if owner is not None:
        due.append(belongs_to(owner))
    order = (_CUSTOMERS.c.grade, _CUSTOMERS.c.estimated_value.desc(), _CUSTOMERS.c.action_due_at, _CUSTOMERS.c.id)
    connection = await connection_of(session)
    ids = (await connection.execute(select(_CUSTOMERS.c.id).where(*due).order_by(*order).limit(limit))).scalars()
    total = (await connection.execute(select(func.count()).select_from(_CUSTOMERS).where(*due))).scalar_one()
    return list(ids), total


async def standing_still(
    session: AsyncSession, *, since: datetime, below_stage: int, limit: int, owner: str | None = None
) -> tuple[list[int], int]:
    """Return ids of open customers that have been on their stage since a moment, the most valuable first, and their number."""
    still = [_CUSTOMERS.c.stage_at < since, _CUSTOMERS.c.lost_at.is_(None), _CUSTOMERS.c.stage < below_stage]
    if owner is not None:
        still.append(belongs_to(owner))
    value = func.coalesce(_CUSTOMERS.c.estimated_value, 0).desc()
    connection = await connection_of(session)
    wanted = select(_CUSTOMERS.c.id).where(*still).order_by(value, _CUSTOMERS.c.stage_at, _CUSTOMERS.c.id).limit(limit)
    ids = (await connection.execute(wanted)).scalars()
    total = (await connection.execute(select(func.count()).select_from(_CUSTOMERS).where(*still))).scalar_one()
    return list(ids), total
