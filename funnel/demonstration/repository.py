"""How the customers of a demonstration are stored, told apart, and taken away with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.actor import Actor
from foundation.database import Base, connection_of
from foundation.ids import new_id
from funnel.demonstration.names import STAFF
from funnel.demonstration.story import Story
from funnel.demonstration.tables import DemonstrationRow
from funnel.owners import repository as owners
from funnel.owners.model import Owned
from funnel.owners.repository import LOCKED
from funnel.people.tables import CustomerRow
from funnel.permissions.tables import MemberRow
from funnel.visits.repository.counting import recount_weeks
from funnel.visits.tally import Tally
from scoring.model import Reason

_AT_ONCE = 500
NUMBERS_FROM = 90_000
"""Quotes of a demonstration are numbered from here, so that the company's own numbers go on without a gap."""


async def real_customers(session: AsyncSession) -> int:
    """Return how many customers are no invention."""
    wanted = sa.select(sa.func.count()).select_from(CustomerRow).where(CustomerRow.demo.is_(False))
    return (await session.execute(wanted)).scalar_one()


async def demo_customers(session: AsyncSession) -> list[int]:
    """Return the ids of all invented customers."""
    return list(await session.scalars(sa.select(CustomerRow.id).where(CustomerRow.demo).order_by(CustomerRow.id)))


async def add_customers(session: AsyncSession, stories: Sequence[Story]) -> dict[int, int]:
    """Store the customers of stories as they were when they came; return their ids by the stories' numbers."""
    ids: dict[int, int] = {}
    for story in stories:
        row = CustomerRow(
            tenant_id=1, name=story.name, company=story.company, email=story.email, phone=story.phone,
            country=story.country, locale=story.locale, industry=story.industry, source=story.channel, stage=1,
            stage_at=story.entered_at, last_touch_at=max([story.entered_at, *(each.at for each in story.happened)]),
            created_at=story.entered_at, lost_at=story.lost_at, lost_reason=story.lost_reason, demo=True,
            job_title=story.job_title, company_size=story.company_size,
        )  # fmt: skip
        session.add(row)
        await session.flush()
        ids[story.number] = row.id
    given = Reason("owner_by_hand", 0, {"who": "Tradewind"})
    await owners.give(
        session,
        [
            Owned(ids[each.number], each.rep, each.entered_at, given, "system:demonstration")
            for each in stories
            if each.rep
        ],
    )
    return ids


async def add_staff(session: AsyncSession, *, at: datetime, locale: str) -> None:
    """Store who works with the invented customers; nobody can sign in as them."""
    known = set(await session.scalars(sa.select(MemberRow.id).where(MemberRow.id.in_(STAFF))))
    session.add_all(
        MemberRow(
            id=each, email=f"{each}@staff.example", name=name, locale=locale, roles=["sales"], password=LOCKED,
            must_change_password=True, created_at=at, disabled_at=None,
        )
        for each, name in STAFF.items()
        if each not in known
    )  # fmt: skip
    await session.flush()


async def add_history(
    session: AsyncSession, told: Sequence[tuple[str, int, Actor, datetime, Mapping[str, Any]]]
) -> None:
    """Write what was done with customers into the event store, each at its own moment: name, customer, by whom, when, data."""
    events = Base.metadata.tables["events"]
    rows = [
        {
            "id": new_id(), "name": name, "subject_type": "customer", "subject_id": str(customer), "actor_kind": by.kind,
            "actor_id": by.id, "actor_roles": sorted(by.roles), "data": dict(data), "at": at,
        }
        for name, customer, by, at, data in told
    ]  # fmt: skip
    if rows:
        await (await connection_of(session)).execute(sa.insert(events), rows)


async def next_number(session: AsyncSession, year: int) -> str:
    """Return the next number of an invented quote of a year."""
    quotes = Base.metadata.tables["quotes"]
    taken = sa.select(sa.func.max(quotes.c.number)).where(quotes.c.number.like(f"Q-{year}-9____"))
    highest = (await session.execute(taken)).scalar_one()
    return f"Q-{year}-{(int(highest[-5:]) if highest else NUMBERS_FROM) + 1:05d}"


async def set_stage(
    session: AsyncSession, customer: int, *, stage: int, reason: Mapping[str, Any], at: datetime
) -> None:
    """Set where a customer stands at the end of its story."""
    values = {"stage": stage, "stage_reason": dict(reason), "stage_at": at}
    await session.execute(sa.update(CustomerRow).where(CustomerRow.id == customer).values(**values))


async def keep_demonstration(session: AsyncSession, seed: int, tally: Tally, *, at: datetime) -> None:
    """Note what a demonstration added to the anonymous counts."""
    session.add(DemonstrationRow(id=new_id(), seed=seed, made_at=at, counted=_to_json(tally)))
    await session.flush()


async def subtract(session: AsyncSession) -> None:
    """Take what demonstrations added out of the anonymous counts again, and forget them."""
    for row in await session.scalars(sa.select(DemonstrationRow)):
        for name, added in row.counted.items():
            await _subtract(session, Base.metadata.tables[name], added)
        await session.delete(row)
    await session.flush()
    await recount_weeks(session)


async def _subtract(session: AsyncSession, table: sa.Table, added: Sequence[Sequence[Any]]) -> None:
    keys = list(table.primary_key.columns)
    same = sa.and_(*(column == sa.bindparam(f"of_{column.name}", type_=column.type) for column in keys))
    totals = [table.c.count, *([table.c.total] if "total" in table.c else [])]
    less = sa.update(table).where(same).values({one.name: one - sa.bindparam(f"less_{one.name}") for one in totals})
    empty = sa.delete(table).where(same, table.c["count"] <= 0)
    names = [f"of_{column.name}" for column in keys] + [f"less_{one.name}" for one in totals]
    rows = [dict(zip(names, _typed(keys, each), strict=True)) for each in added]
    connection = await connection_of(session)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        await connection.execute(less, some)
        bare = [{name: value for name, value in row.items() if name.startswith("of_")} for row in some]
        await connection.execute(empty, bare)


def _typed(keys: Sequence[sa.Column[Any]], values: Sequence[Any]) -> list[Any]:
    """Read days back, which JSON keeps as text."""
    days = [
        date.fromisoformat(each) if isinstance(key.type, sa.Date) else each
        for key, each in zip(keys, values, strict=False)
    ]
    return [*days, *values[len(keys) :]]


def _to_json(tally: Tally) -> dict[str, list[list[Any]]]:
    """Write sums as rows: the key in the order of the table's columns, then what was added."""
    return {
        "visit_counts": [
            [tag.dimension, tag.event_type, tag.day.isoformat(), tag.key, found.count, found.total]
            for tag, found in tally.sums.items()
        ],
        "click_cells": [
            [cell.page, cell.layout, cell.day.isoformat(), cell.column, cell.row, count]
            for cell, count in tally.cells.items()
        ],
        "click_elements": [
            [each.page, each.layout, each.day.isoformat(), each.path, count] for each, count in tally.elements.items()
        ],
        "co_visits": [[one, other, count] for (one, other), count in tally.pairs.items()],
    }


async def remove_staff(session: AsyncSession) -> int:
    """Take away who worked with the invented customers; return how many."""
    sessions = Base.metadata.tables["staff_sessions"]
    await session.execute(sa.delete(sessions).where(sessions.c.staff_id.in_(STAFF)))
    removed = await session.execute(sa.delete(MemberRow).where(MemberRow.id.in_(STAFF)).returning(MemberRow.id))
    return len(removed.all())
