"""How a customer's place in the funnel is changed by people and by silence, and what the rules may count afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, and_, case, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.people.tables import CustomerRow
from funnel.stages.tables import FunnelRow
from funnel.timeline.tables import BehaviourRow, StageRow
from scoring.funnel_shape import FIVE, Funnel

_CUSTOMERS = cast("Table", CustomerRow.__table__)
_LOG = cast("Table", BehaviourRow.__table__)
_HISTORY = cast("Table", StageRow.__table__)
_FUNNELS = cast("Table", FunnelRow.__table__)


async def lose(session: AsyncSession, customer_id: int, *, at: datetime, cause: str) -> None:
    """Keep that a customer is lost, and to what; the stage stays."""
    change = update(_CUSTOMERS).where(_CUSTOMERS.c.id == customer_id).values(lost_at=at, lost_reason=cause)
    await (await connection_of(session)).execute(change)


async def win_back(session: AsyncSession, customer_id: int, *, at: datetime) -> None:
    """Keep that a customer is open again; silence counts from now."""
    change = (
        update(_CUSTOMERS)
        .where(_CUSTOMERS.c.id == customer_id)
        .values(lost_at=None, lost_reason=None, last_touch_at=at)
    )
    await (await connection_of(session)).execute(change)


async def set_back(session: AsyncSession, customer_id: int, *, at: datetime) -> None:
    """Keep that a person moved a customer back: what happened before moves it forward no more."""
    change = update(_CUSTOMERS).where(_CUSTOMERS.c.id == customer_id).values(moved_back_at=at)
    await (await connection_of(session)).execute(change)


async def silent_since(session: AsyncSession, moment: datetime, *, below_stage: int, limit: int) -> list[int]:
    """Return ids of open customers that were last heard of before a moment, the longest silent first."""
    silent = (
        select(_CUSTOMERS.c.id)
        .where(_CUSTOMERS.c.last_touch_at < moment, _CUSTOMERS.c.lost_at.is_(None), _CUSTOMERS.c.stage < below_stage)
        .order_by(_CUSTOMERS.c.last_touch_at)
        .limit(limit)
    )
    return list((await (await connection_of(session)).execute(silent)).scalars())


async def counts_since(
    session: AsyncSession, since: Mapping[int, datetime], *, types: Collection[str]
) -> dict[int, dict[str, int]]:
    """Return for each customer how often each type of event happened after a moment of its own."""
    if not since:
        return {}
    after = or_(*(and_(_LOG.c.customer_id == each, _LOG.c.timestamp > moment) for each, moment in since.items()))
    counted = (
        select(_LOG.c.customer_id, _LOG.c.behaviour_type, func.count())
        .where(after, _LOG.c.behaviour_type.in_(types))
        .group_by(_LOG.c.customer_id, _LOG.c.behaviour_type)
    )
    found: dict[int, dict[str, int]] = {}
    for customer_id, event_type, number in await (await connection_of(session)).execute(counted):
        found.setdefault(customer_id, {})[event_type] = number
    return found


async def evidence(session: AsyncSession, wanted: Sequence[tuple[int, str, int]]) -> dict[tuple[int, str], list[int]]:
    """Return for each customer and type of event the ids of the newest so many, newest first."""
    if not wanted:
        return {}
    which = or_(*(and_(_LOG.c.customer_id == each, _LOG.c.behaviour_type == kind) for each, kind, _ in wanted))
    place = func.row_number().over(
        partition_by=(_LOG.c.customer_id, _LOG.c.behaviour_type), order_by=(_LOG.c.timestamp.desc(), _LOG.c.id.desc())
    )
    ranked = select(_LOG.c.customer_id, _LOG.c.behaviour_type, _LOG.c.id, place.label("place")).where(which).subquery()
    most = max(number for _, _, number in wanted)
    rows = await (await connection_of(session)).execute(
        select(ranked).where(ranked.c.place <= most).order_by(ranked.c.place)
    )
    found: dict[tuple[int, str], list[int]] = {}
    numbers = {(each, kind): number for each, kind, number in wanted}
    for customer_id, kind, row_id, rank in rows:
        if rank <= numbers[customer_id, kind]:
            found.setdefault((customer_id, kind), []).append(row_id)
    return found


async def newest_funnel(session: AsyncSession) -> Funnel:
    """Return the funnel whose positions customers have now; the sources' five where none was ever kept."""
    wanted = select(FunnelRow.stages).order_by(FunnelRow.id.desc()).limit(1)
    kept = (await (await connection_of(session)).execute(wanted)).scalar_one_or_none()
    return Funnel(tuple(each for each, _ in kept), tuple(role for _, role in kept)) if kept else FIVE


async def newest_change(session: AsyncSession) -> datetime | None:
    """Return since when customers stand on the present stages; None where these never changed."""
    wanted = select(func.max(_FUNNELS.c.at))
    at: datetime | None = (await (await connection_of(session)).execute(wanted)).scalar()
    return at


async def numbers_on(session: AsyncSession, *, lost: bool = True) -> dict[int, int]:
    """Return how many customers stand on each position; without those that are lost where told so."""
    counted = select(_CUSTOMERS.c.stage, func.count()).group_by(_CUSTOMERS.c.stage)
    if not lost:
        counted = counted.where(_CUSTOMERS.c.lost_at.is_(None))
    rows = await (await connection_of(session)).execute(counted)
    return {row[0]: row[1] for row in rows}


async def who_did(
    session: AsyncSession, event_type: str, *, often: int, within: timedelta | None = None
) -> list[tuple[int, int]]:
    """Return id and stage of open customers to whom a type of event has happened so often since they last were moved back.

    With `within`, so often in that time at some moment.
    """
    happened = (
        select(_CUSTOMERS.c.id, _CUSTOMERS.c.stage, _LOG.c.timestamp)
        .join(_LOG, _LOG.c.customer_id == _CUSTOMERS.c.id)
        .where(
            _LOG.c.behaviour_type == event_type,
            _CUSTOMERS.c.lost_at.is_(None),
            or_(_CUSTOMERS.c.moved_back_at.is_(None), _LOG.c.timestamp > _CUSTOMERS.c.moved_back_at),
        )
        .subquery()
    )
    connection = await connection_of(session)
    if within is None:
        counted = select(happened.c.id, happened.c.stage).group_by(happened.c.id, happened.c.stage)
        return [(row[0], row[1]) for row in await connection.execute(counted.having(func.count() >= often))]
    begun = func.lag(happened.c.timestamp, often - 1, type_=happened.c.timestamp.type).over(
        partition_by=happened.c.id, order_by=happened.c.timestamp
    )  # of the same row where one event is enough
    spans = select(happened.c.id, happened.c.stage, happened.c.timestamp, begun.label("begun")).subquery()
    rows = await connection.execute(select(spans).where(spans.c.begun.is_not(None)))
    return list({row.id: (row.id, row.stage) for row in rows if row.timestamp - row.begun <= within}.values())


async def keep_funnel(
    session: AsyncSession, funnel: Funnel, moved: Mapping[int, int], *, at: datetime, actor: str
) -> None:
    """Keep a version of the funnel, with where each position of the one before went."""
    row = {
        "stages": [list(pair) for pair in zip(funnel.ids, funnel.roles, strict=True)],
        "moved": {str(old): new for old, new in moved.items()},
        "at": at,
        "actor": actor,
    }
    await (await connection_of(session)).execute(insert(_FUNNELS), row)


async def standing_on(session: AsyncSession, positions: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of customers on each of these positions; nobody changes them until the transaction ends."""
    found: dict[int, list[int]] = {}
    wanted = select(_CUSTOMERS.c.stage, _CUSTOMERS.c.id).where(_CUSTOMERS.c.stage.in_(positions))
    for stage, customer in await (await connection_of(session)).execute(wanted.order_by(_CUSTOMERS.c.id)):
        found.setdefault(stage, []).append(customer)
    return found


async def renumber(session: AsyncSession, moved: Mapping[int, int]) -> None:
    """Let customers and their history have the positions of another funnel."""
    connection = await connection_of(session)
    for table, names in ((_CUSTOMERS, ("stage",)), (_HISTORY, ("from_stage", "to_stage"))):
        values = {name: case(dict(moved), value=table.c[name], else_=table.c[name]) for name in names}
        await connection.execute(update(table).values(values))
