"""How customers are stored and found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, String, Table, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.errors import UnknownCustomer
from funnel.people.decisions import action_from_json, action_to_json, reason_from_json, reason_to_json
from funnel.people.model import Customer, Judgement, NewCustomer, Share, Standing
from funnel.people.tables import CustomerRow
from scoring.model import Grade, NextAction, StageMove

IDS = range(1, 2**31)
"""What an id can be; a number beyond the column's range is nobody's."""

# A verb looks at a customer and changes it several times: as plain rows, for an object would cost more than its statement.
_TABLE = cast("Table", CustomerRow.__table__)
_FIND = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_LOCK = _FIND.with_for_update()
_BY_CONTACT = select(_TABLE).where(
    or_(
        and_(_TABLE.c.email == bindparam("email", type_=String), bindparam("email", type_=String).is_not(None)),
        and_(_TABLE.c.phone == bindparam("phone", type_=String), bindparam("phone", type_=String).is_not(None)),
    )
)
_INSERT = {
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
}
_CHANGE = update(_TABLE).where(_TABLE.c.id == bindparam("of"))
_JUDGED = ("grade", "points", "reasons", "would_raise", "estimated_value", "risk_score", "next_action", "action_due_at")
_JUDGE = _CHANGE.values({name: bindparam(name) for name in _JUDGED})
_MOVE = _CHANGE.values(stage=bindparam("stage"), stage_reason=bindparam("stage_reason"), stage_at=bindparam("stage_at"))
_TOUCH = _CHANGE.where(_TABLE.c.last_touch_at < bindparam("at")).values(last_touch_at=bindparam("at"))


async def find(session: AsyncSession, customer_id: int) -> Customer:
    """Return a customer; raise UnknownCustomer."""
    return await _one(session, _FIND, customer_id)


async def find_for_update(session: AsyncSession, customer_id: int) -> Customer:
    """Return a customer whose row no other transaction changes meanwhile; raise UnknownCustomer."""
    return await _one(session, _LOCK, customer_id)


async def _one(session: AsyncSession, statement: Select[Any], customer_id: int) -> Customer:
    row = None
    if customer_id in IDS:
        row = (await (await connection_of(session)).execute(statement, {"id": customer_id})).one_or_none()
    if row is None:
        raise UnknownCustomer(customer_id)
    return _customer(row)


async def find_many(session: AsyncSession, customer_ids: Collection[int]) -> list[Customer]:
    """Return these customers in the order of the ids given; unknown ids are left out."""
    rows = await (await connection_of(session)).execute(select(_TABLE).where(_TABLE.c.id.in_(customer_ids)))
    found = {row.id: _customer(row) for row in rows}
    return [found[each] for each in customer_ids if each in found]


async def lock(session: AsyncSession, customer_ids: Collection[int]) -> dict[int, Standing]:
    """Return where customers stand, none of which another transaction changes meanwhile; unknown ids are left out.

    The rows are taken in the order of ids, so that two who lock several never wait for each other.
    """
    statement = (
        select(_TABLE.c.id, _TABLE.c.stage, _TABLE.c.lost_at, _TABLE.c.last_touch_at, _TABLE.c.moved_back_at)
        .where(_TABLE.c.id.in_([each for each in customer_ids if each in IDS]))
        .order_by(_TABLE.c.id)
        .with_for_update()
    )
    rows = await (await connection_of(session)).execute(statement)
    return {
        row.id: Standing(row.id, row.stage, row.lost_at is not None, row.last_touch_at, row.moved_back_at)
        for row in rows
    }


async def find_by_contact(session: AsyncSession, email: str | None, phone: str | None) -> Customer | None:
    """Return the customer who has this e-mail address, else this phone number."""
    if not (email or phone):
        return None
    contact = {"email": email or None, "phone": phone or None}
    rows = (await (await connection_of(session)).execute(_BY_CONTACT, contact)).all()
    found = [row for row in rows if email and row.email == email] or rows
    return _customer(found[0]) if found else None


async def upsert(session: AsyncSession, new: NewCustomer, *, at: datetime) -> tuple[Customer, bool]:
    """Return the customer with this e-mail or phone, made where there is none, and whether it was made.

    What is already known stays; what was missing is filled in. Two people who enter the same contact at once get the same customer.
    """
    known = await find_by_contact(session, new.email, new.phone)
    if known is None:
        made = await _insert(session, new, at=at)
        if made is not None:
            return made, True
        known = await find_by_contact(session, new.email, new.phone)  # somebody else was first
        assert known is not None
    return await _complete(session, known, new, at=at), False


async def _insert(session: AsyncSession, new: NewCustomer, *, at: datetime) -> Customer | None:
    """Make a customer; None where e-mail or phone is another's."""
    given = asdict(new)
    stored = {"tenant_id": 1, **given, "stage": 1, "stage_at": at, "last_touch_at": at, "created_at": at}
    connection = await connection_of(session)
    made = (await connection.execute(_INSERT[connection.dialect.name], stored)).scalar_one_or_none()
    if made is None:
        return None
    return Customer(
        id=made, **given, stage=1, stage_reason=None, stage_at=at, judgement=None, last_touch_at=at, created_at=at
    )


async def _complete(session: AsyncSession, known: Customer, new: NewCustomer, *, at: datetime) -> Customer:
    known = await find_for_update(session, known.id)
    filled: dict[str, Any] = {}
    for name in ("name", "company", "country", "industry", "job_title", "company_size"):
        if getattr(known, name) is None and getattr(new, name) is not None:
            filled[name] = getattr(new, name)
    for name in ("email", "phone"):
        value = getattr(new, name)
        if getattr(known, name) is None and value and await _is_free(session, name, value):
            filled[name] = value
    if at > known.last_touch_at:
        filled["last_touch_at"] = at
    if filled:
        await _change(session, known.id, filled)
    return replace(known, **filled)


async def _is_free(session: AsyncSession, name: str, value: str) -> bool:
    return (await session.execute(select(_TABLE.c.id).where(_TABLE.c[name] == value))).first() is None


async def _change(session: AsyncSession, customer_id: int, columns: Mapping[str, Any]) -> None:
    await (await connection_of(session)).execute(_CHANGE.values(dict.fromkeys(columns)), {"of": customer_id, **columns})


async def move(session: AsyncSession, moved: Sequence[tuple[int, StageMove]]) -> None:
    """Set the stages that moves reached, each with its customer's id, with their reasons."""
    rows = [
        {"of": customer_id, "stage": each.to_stage, "stage_reason": reason_to_json(each.reason), "stage_at": each.at}
        for customer_id, each in moved
    ]
    await (await connection_of(session)).execute(_MOVE, rows)


async def judge(session: AsyncSession, judged: Mapping[int, Judgement]) -> None:
    """Keep how customers are judged now, by their ids."""
    rows = [
        {
            "of": customer_id,
            "grade": judgement.grade.value,
            "points": judgement.points,
            "reasons": [reason_to_json(reason) for reason in judgement.reasons],
            "would_raise": [reason_to_json(reason) for reason in judgement.would_raise],
            "estimated_value": judgement.estimated_value,
            "risk_score": judgement.risk_score,
            "next_action": action_to_json(judgement.next_action),
            "action_due_at": judgement.next_action.due,
        }
        for customer_id, judgement in sorted(judged.items())
    ]
    if rows:
        await (await connection_of(session)).execute(_JUDGE, rows)


async def set_industry(session: AsyncSession, customer_id: int, industry: str) -> None:
    """Keep which industry a customer turned out to be in."""
    await _change(session, customer_id, {"industry": industry})


async def invented(session: AsyncSession, customer_ids: Collection[int]) -> set[int]:
    """Return who of these was invented by a demonstration: nothing leaves the house because of them."""
    wanted = select(_TABLE.c.id).where(_TABLE.c.id.in_(customer_ids), _TABLE.c.demo)
    return set((await (await connection_of(session)).execute(wanted)).scalars())


async def touch(session: AsyncSession, heard: Mapping[int, datetime]) -> None:
    """Note when customers were last heard of; an older moment than the known one changes nothing."""
    if heard:
        rows = [{"of": customer_id, "at": at} for customer_id, at in heard.items()]
        await (await connection_of(session)).execute(_TOUCH, rows)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which customers to list; `search` looks at name, company, e-mail and phone."""

    grade: str | None = None
    stage: int | None = None
    country: str | None = None
    search: str | None = None
    owner: str | None = None
    """Those of this member of the staff and of nobody; None: everyone's."""
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
    connection = await connection_of(session)
    # first which, from an index, then those alone: rows are heavy with reasons. No index serves a search: it counts as it looks
    counted = (func.count().over(),) if selection.search else ()
    which = (
        select(_TABLE.c.id, *counted)
        .where(*conditions)
        .order_by(*ORDERS.get(selection.order, ORDERS["grade"]))
        .limit(selection.limit)
        .offset(selection.offset)
    )
    rows = (await connection.execute(which)).all()
    if counted and rows:
        total = int(rows[0][1])
    else:
        total = (await connection.execute(select(func.count()).select_from(_TABLE).where(*conditions))).scalar_one()
    return await find_many(session, [row[0] for row in rows]), total


def _conditions(selection: Selection) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if selection.grade:
        conditions.append(CustomerRow.grade == selection.grade)
    if selection.stage:
        conditions.append(CustomerRow.stage == selection.stage)
    if selection.country:
        conditions.append(CustomerRow.country == selection.country)
    if selection.owner:
        conditions.append(belongs_to(selection.owner))
    if selection.search:
        pattern = "%" + selection.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (CustomerRow.name, CustomerRow.company, CustomerRow.email, CustomerRow.phone)
        conditions.append(or_(*(column.ilike(pattern, escape="\\") for column in columns)))
    return conditions


def belongs_to(member_id: str) -> ColumnElement[bool]:
    """Return the condition on customers that they belong to a member of the staff, or to nobody."""
    return or_(_TABLE.c.owner_id == member_id, _TABLE.c.owner_id.is_(None))


async def standings(session: AsyncSession) -> list[Share]:
    """Return how many customers stand where, with what they are worth; read from an index, not from the customers themselves."""
    lost = _TABLE.c.lost_at.is_not(None)  # its moment would make a group of each lost customer
    columns = (_TABLE.c.stage, _TABLE.c.grade, _TABLE.c.estimated_value, lost)
    rows = await (await connection_of(session)).execute(select(*columns, func.count()).group_by(*columns))
    return [
        Share(stage, Grade(grade) if grade else None, value or Decimal(0), gone, number)
        for stage, grade, value, gone, number in rows
    ]


_AS_STORED = tuple(each.name for each in fields(Customer) if each.name not in {"stage_reason", "judgement"})


def _customer(row: CustomerRow | Row[Any]) -> Customer:
    stored: dict[str, Any] = {name: getattr(row, name) for name in _AS_STORED}
    reason = reason_from_json(row.stage_reason) if row.stage_reason else None
    return Customer(**stored, stage_reason=reason, judgement=_judgement(row, Grade(row.grade)) if row.grade else None)


def _judgement(row: CustomerRow | Row[Any], grade: Grade) -> Judgement:
    return Judgement(
        grade=grade,
        points=row.points or 0.0,
        reasons=tuple(reason_from_json(kept) for kept in row.reasons or ()),
        would_raise=tuple(reason_from_json(kept) for kept in row.would_raise or ()),
        estimated_value=row.estimated_value or Decimal(0),
        risk_score=row.risk_score or 0.0,
        next_action=action_from_json(row.next_action) if row.next_action else NextAction("task", "first_contact", {}),
    )
