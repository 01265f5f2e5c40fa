"""How customers are stored and found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.errors import UnknownCustomer
from funnel.people.model import Customer, Judgement, NewCustomer
from funnel.people.tables import CustomerRow
from scoring.model import Grade, NextAction, Reason, StageMove

IDS = range(1, 2**31)
"""What an id can be; a number beyond the column's range is nobody's."""


async def find(session: AsyncSession, customer_id: int) -> Customer:
    """Return a customer; raise UnknownCustomer."""
    row = await session.get(CustomerRow, customer_id) if customer_id in IDS else None
    if row is None:
        raise UnknownCustomer(customer_id)
    return _customer(row)


async def find_for_update(session: AsyncSession, customer_id: int) -> Customer:
    """Return a customer whose row no other transaction changes meanwhile; raise UnknownCustomer."""
    if customer_id not in IDS:
        raise UnknownCustomer(customer_id)
    statement = select(CustomerRow).where(CustomerRow.id == customer_id).with_for_update()
    # a look before the lock may have left an older state in the session
    row = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise UnknownCustomer(customer_id)
    return _customer(row)


async def find_by_contact(session: AsyncSession, email: str | None, phone: str | None) -> Customer | None:
    """Return the customer who has this e-mail address, else this phone number."""
    for column, value in ((CustomerRow.email, email), (CustomerRow.phone, phone)):
        if value:
            row = (await session.execute(select(CustomerRow).where(column == value))).scalar_one_or_none()
            if row is not None:
                return _customer(row)
    return None


async def upsert(session: AsyncSession, new: NewCustomer, *, at: datetime) -> tuple[Customer, bool]:
    """Return the customer with this e-mail or phone, made where there is none, and whether it was made.

    What is already known stays; what was missing is filled in. Two people who enter the same contact at once get the same customer.
    """
    known = await find_by_contact(session, new.email, new.phone)
    if known is None:
        try:
            async with session.begin_nested():
                return await _insert(session, new, at=at), True
        except IntegrityError:
            known = await find_by_contact(session, new.email, new.phone)
            if known is None:
                raise
    return await _complete(session, known, new, at=at), False


async def _insert(session: AsyncSession, new: NewCustomer, *, at: datetime) -> Customer:
    row = CustomerRow(
        name=new.name,
        company=new.company,
        email=new.email,
        phone=new.phone,
        country=new.country,
        locale=new.locale,
        industry=new.industry,
        source=new.source,
        stage=1,
        stage_at=at,
        last_touch_at=at,
        created_at=at,
        tenant_id=1,
    )
    session.add(row)
    await session.flush()
    return _customer(row)


async def _complete(session: AsyncSession, known: Customer, new: NewCustomer, *, at: datetime) -> Customer:
    row = await session.get_one(CustomerRow, known.id)
    for name in ("name", "company", "country", "industry"):
        if getattr(row, name) is None:
            setattr(row, name, getattr(new, name))
    for name in ("email", "phone"):
        value = getattr(new, name)
        if getattr(row, name) is None and value and await _is_free(session, name, value):
            setattr(row, name, value)
    row.last_touch_at = max(row.last_touch_at, at)
    await session.flush()
    return _customer(row)


async def _is_free(session: AsyncSession, name: str, value: str) -> bool:
    column = getattr(CustomerRow, name)
    return (await session.execute(select(CustomerRow.id).where(column == value))).first() is None


async def move(session: AsyncSession, customer_id: int, stage_move: StageMove) -> None:
    """Set the stage that a move reached, with its reason."""
    row = await session.get_one(CustomerRow, customer_id)
    row.stage = stage_move.to_stage
    row.stage_reason = reason_to_json(stage_move.reason)
    row.stage_at = stage_move.at
    await session.flush()


async def judge(session: AsyncSession, customer_id: int, judgement: Judgement, *, industry: str | None = None) -> None:
    """Keep how a customer is judged now."""
    row = await session.get_one(CustomerRow, customer_id)
    row.grade = judgement.grade.value
    row.points = judgement.points
    row.reasons = [reason_to_json(reason) for reason in judgement.reasons]
    row.would_raise = [reason_to_json(reason) for reason in judgement.would_raise]
    row.estimated_value = judgement.estimated_value
    row.risk_score = judgement.risk_score
    row.next_action = _action_to_json(judgement.next_action)
    if industry:
        row.industry = industry
    await session.flush()


async def touch(session: AsyncSession, customer_id: int, *, at: datetime) -> None:
    """Note when the customer was last heard of."""
    row = await session.get_one(CustomerRow, customer_id)
    row.last_touch_at = max(row.last_touch_at, at)
    await session.flush()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which customers to list; `search` looks at name, company, e-mail and phone."""

    grade: str | None = None
    stage: int | None = None
    country: str | None = None
    search: str | None = None
    order: str = "grade"
    limit: int = 50
    offset: int = 0


ORDERS: dict[str, tuple[Any, ...]] = {
    "grade": (func.coalesce(CustomerRow.grade, "E"), CustomerRow.points.desc(), CustomerRow.last_touch_at.desc()),
    "newest": (CustomerRow.created_at.desc(), CustomerRow.id.desc()),
    "touched": (CustomerRow.last_touch_at.desc(), CustomerRow.id.desc()),
    "stage": (CustomerRow.stage.desc(), CustomerRow.last_touch_at.desc()),
    "name": (func.lower(func.coalesce(CustomerRow.company, CustomerRow.name, CustomerRow.email)), CustomerRow.id),
}
"""The orders a list can have; the default shows the best leads first."""


async def select_customers(session: AsyncSession, selection: Selection) -> tuple[Sequence[Customer], int]:
    """Return one page of customers and how many there are in all."""
    conditions = _conditions(selection)
    total = (await session.execute(select(func.count()).select_from(CustomerRow).where(*conditions))).scalar_one()
    statement = (
        select(CustomerRow)
        .where(*conditions)
        .order_by(*ORDERS.get(selection.order, ORDERS["grade"]))
        .limit(selection.limit)
        .offset(selection.offset)
    )
    return [_customer(row) for row in (await session.execute(statement)).scalars()], total


def _conditions(selection: Selection) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if selection.grade:
        conditions.append(CustomerRow.grade == selection.grade)
    if selection.stage:
        conditions.append(CustomerRow.stage == selection.stage)
    if selection.country:
        conditions.append(CustomerRow.country == selection.country)
    if selection.search:
        pattern = "%" + selection.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (CustomerRow.name, CustomerRow.company, CustomerRow.email, CustomerRow.phone)
        conditions.append(or_(*(column.ilike(pattern, escape="\\") for column in columns)))
    return conditions


async def count_by_stage(session: AsyncSession) -> dict[int, int]:
    """Return how many customers stand at each stage now, lost ones in the stage they were lost in."""
    rows = await session.execute(select(CustomerRow.stage, func.count()).group_by(CustomerRow.stage))
    return {row[0]: row[1] for row in rows}


async def open_values(session: AsyncSession) -> list[tuple[int, Grade | None, Decimal]]:
    """Return stage, grade and estimated value of every customer that is not lost, for the forecast."""
    statement = select(CustomerRow.stage, CustomerRow.grade, CustomerRow.estimated_value).where(
        CustomerRow.lost_at.is_(None), CustomerRow.estimated_value.is_not(None)
    )
    rows = (await session.execute(statement)).all()
    return [(stage, Grade(grade) if grade else None, value or Decimal(0)) for stage, grade, value in rows]


def reason_to_json(reason: Reason) -> dict[str, Any]:
    """Keep a reason as code, points and data."""
    return {"code": reason.code, "points": reason.points, "data": dict(reason.data)}


def reason_from_json(kept: dict[str, Any]) -> Reason:
    """Read a reason back."""
    return Reason(code=kept["code"], points=kept["points"], data=kept["data"])


def _action_to_json(action: NextAction) -> dict[str, Any]:
    due = action.due.isoformat() if action.due else None
    return {"kind": action.kind, "code": action.code, "data": dict(action.data), "due": due}


def _action_from_json(kept: dict[str, Any]) -> NextAction:
    due = datetime.fromisoformat(kept["due"]) if kept["due"] else None
    return NextAction(kind=kept["kind"], code=kept["code"], data=kept["data"], due=due)


def _customer(row: CustomerRow) -> Customer:
    customer = Customer(
        id=row.id,
        name=row.name,
        company=row.company,
        email=row.email,
        phone=row.phone,
        country=row.country,
        locale=row.locale,
        industry=row.industry,
        source=row.source,
        stage=row.stage,
        stage_reason=reason_from_json(row.stage_reason) if row.stage_reason else None,
        stage_at=row.stage_at,
        judgement=None,
        last_touch_at=row.last_touch_at,
        created_at=row.created_at,
        lost_at=row.lost_at,
        lost_reason=row.lost_reason,
    )
    return customer if row.grade is None else replace(customer, judgement=_judgement(row, Grade(row.grade)))


def _judgement(row: CustomerRow, grade: Grade) -> Judgement:
    return Judgement(
        grade=grade,
        points=row.points or 0.0,
        reasons=tuple(reason_from_json(kept) for kept in row.reasons or ()),
        would_raise=tuple(reason_from_json(kept) for kept in row.would_raise or ()),
        estimated_value=row.estimated_value or Decimal(0),
        risk_score=row.risk_score or 0.0,
        next_action=_action_from_json(row.next_action) if row.next_action else NextAction("task", "first_contact", {}),
    )
