"""How the facts behind the figures are read: one statement for each kind, light rows only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, String, case, cast, delete, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from foundation.moments import Microseconds
from foundation.tables import EventRow
from funnel.conversations.tables import ConversationRow
from funnel.insights.model import MovedBack
from funnel.insights.spans import day_behind
from funnel.insights.tables import ChannelCostRow, GoalRow
from funnel.mails.model import MailState
from funnel.mails.tables import MailRow
from funnel.owners.tables import OwnerRow
from funnel.people.tables import CustomerRow
from funnel.timeline.tables import IS_CONTACT, BehaviourRow, StageRow
from quoting.model import AnswerKind, QuoteStatus
from quoting.tables import QuoteRow
from scoring.funnel_shape import Funnel
from scoring.indicators.contacts import PLACES, Touches
from scoring.indicators.entered import CostFacts, GoalFacts, Span
from scoring.indicators.facts import CustomerFacts, MoveFacts, OwnerFacts, QuoteFacts, TalkFacts
from scoring.indicators.touches import MEASURED
from scoring.model import Grade

TOUCHES = {
    "call_answered": "call_answered",
    "call_completed": "call_completed",
    "call_missed": "call_missed",
    "meeting": "meeting",
    "presentation": "presentation",
    "demo": "demo",
    "trial": "trial",
    "download": "download",
    "mail_open": "mail_open",
    "mail_click": "mail_click",
    "reply_received": "reply",
    "price_discussed": "price_talk",
    "form_submit": "request",
    "form_sent": "request",
    "quote_requested": "request",
    "sample_requested": "request",
}
"""Events that are contacts, and which kind of contact each is; page views and the like are none."""

CLOSED = {QuoteStatus.ACCEPTED.value, QuoteStatus.REFUSED.value, QuoteStatus.EXPIRED.value}


async def customers(session: AsyncSession) -> tuple[CustomerFacts, ...]:
    """Return all customers, in the order of ids, each with the member of staff to whom it belongs."""
    columns = (
        *(CustomerRow.id, CustomerRow.created_at, CustomerRow.stage, CustomerRow.stage_at, CustomerRow.lost_at),
        *(CustomerRow.lost_reason, CustomerRow.source, CustomerRow.country, CustomerRow.industry, CustomerRow.grade),
        *(CustomerRow.estimated_value, CustomerRow.last_touch_at, CustomerRow.owner_id),
    )
    wanted = select(*columns).order_by(CustomerRow.id)
    grades: dict[str | None, Grade | None] = {None: None, **{each.value: each for each in Grade}}
    none = Decimal(0)
    rows = (await (await connection_of(session)).execute(wanted)).all()
    return tuple(
        CustomerFacts(
            *(row[0], row[1], row[2], row[3], row[4]),
            *(row[5], row[6], row[7], row[8], grades[row[9]]),
            *(row[10] or none, row[11], row[12]),
        )
        for row in rows
    )


async def owners(session: AsyncSession) -> tuple[OwnerFacts, ...]:
    """Return every change of hands, in order of time."""
    wanted = select(OwnerRow.customer_id, OwnerRow.owner_id, OwnerRow.at).order_by(OwnerRow.at, OwnerRow.id)
    return tuple(OwnerFacts(*row) for row in (await (await connection_of(session)).execute(wanted)).all())


async def moves(session: AsyncSession) -> tuple[MoveFacts, ...]:
    """Return every move between stages, in order of time."""
    wanted = select(StageRow.customer_id, StageRow.to_stage, StageRow.timestamp).order_by(
        StageRow.timestamp, StageRow.id
    )
    return tuple(MoveFacts(*row) for row in (await (await connection_of(session)).execute(wanted)).all())


async def touches(session: AsyncSession) -> Touches:
    """Return every contact with a customer: events of the log, and the mails that left."""
    kind = case({each: PLACES[TOUCHES[each]] for each in TOUCHES}, value=BehaviourRow.behaviour_type)
    seen = select(BehaviourRow.customer_id, kind, Microseconds(BehaviourRow.timestamp)).where(
        BehaviourRow.customer_id.is_not(None), text(IS_CONTACT)
    )
    sent = select(MailRow.customer_id, literal(PLACES["mail_sent"]), Microseconds(MailRow.created_at)).where(
        MailRow.customer_id.is_not(None), MailRow.state == MailState.SENT
    )
    measured = sent.with_only_columns(MailRow.customer_id, literal(PLACES[MEASURED]), Microseconds(MailRow.created_at))
    parts = (seen, sent, measured.where(MailRow.measured))
    return Touches.joined([await _columns(session, each) for each in parts])


async def _columns(session: AsyncSession, rows: Select[int | None, int, int]) -> Touches:
    """Read three columns of numbers, each as one text: a hundred thousand rows would be as many objects."""
    of = rows.subquery().c
    joined = select(*(func.aggregate_strings(cast(column, String), ",") for column in of))
    row = (await (await connection_of(session)).execute(joined)).one()
    return Touches.written(row[0], row[1], row[2])


async def quotes(
    session: AsyncSession, *, time_zone: str, worth: Callable[[Decimal, str], Decimal]
) -> tuple[QuoteFacts, ...]:
    """Return every quote that customers were given: issued with its first revision, closed as the newest one was.

    `worth` says what an amount of a currency is in the base currency.
    """
    wanted = (
        select(
            *(QuoteRow.root, QuoteRow.customer, QuoteRow.status, QuoteRow.issued_at, QuoteRow.viewed_at),
            *(QuoteRow.answered_at, QuoteRow.answer, QuoteRow.valid_until, QuoteRow.total, QuoteRow.currency),
        )
        .where(QuoteRow.customer.is_not(None), QuoteRow.issued_at.is_not(None))
        .order_by(QuoteRow.root, QuoteRow.revision)
    )
    revisions: dict[str, list[Any]] = {}
    for row in (await (await connection_of(session)).execute(wanted)).all():
        revisions.setdefault(row.root, []).append(row)
    zone = ZoneInfo(time_zone)
    return tuple(_quote(rows, zone, value=worth(rows[-1].total, rows[-1].currency)) for rows in revisions.values())


def _quote(rows: list[Any], zone: ZoneInfo, *, value: Decimal) -> QuoteFacts:
    newest = rows[-1]
    answer = newest.answer or {}
    closed_at = None
    if newest.status in CLOSED:
        ran_out = datetime.combine(newest.valid_until, time.max, zone).astimezone(UTC)
        closed_at = ran_out if newest.status == QuoteStatus.EXPIRED else newest.answered_at or newest.issued_at
    return QuoteFacts(
        customer=newest.customer,
        root=newest.root,
        issued_at=rows[0].issued_at,
        viewed_at=_first(row.viewed_at for row in rows),
        closed_at=closed_at,
        accepted=newest.status == QuoteStatus.ACCEPTED,
        refusal=answer.get("reason", ""),
        value=value,
        withdrawn=answer.get("kind") == AnswerKind.WITHDRAWN,
    )


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in moments if each is not None), default=None)


async def talks(session: AsyncSession) -> tuple[TalkFacts, ...]:
    """Return every conversation with the advisor, oldest first."""
    wanted = select(ConversationRow.customer_id, ConversationRow.created_at, ConversationRow.handed_over_at).order_by(
        ConversationRow.created_at, ConversationRow.id
    )
    return tuple(TalkFacts(*row) for row in (await (await connection_of(session)).execute(wanted)).all())


async def days_to_win(session: AsyncSession, funnel: Funnel) -> dict[int, list[float]]:
    """Return for each stage how many days those who signed took from there; in no order."""
    wanted = (
        select(CustomerRow.id, CustomerRow.created_at, StageRow.to_stage, StageRow.timestamp)
        .join(StageRow, StageRow.customer_id == CustomerRow.id)
        .where(CustomerRow.stage >= funnel.won)
        .order_by(StageRow.timestamp, StageRow.id)
    )
    reached: dict[int, dict[int, datetime]] = {}
    for customer, entered_at, to_stage, at in await (await connection_of(session)).execute(wanted):
        stages = reached.setdefault(customer, {1: entered_at})
        for stage in range(1, min(to_stage, funnel.won) + 1):
            stages.setdefault(stage, at)
    signed = [stages for stages in reached.values() if funnel.won in stages]
    return {stage: [(each[funnel.won] - each[stage]) / timedelta(days=1) for each in signed] for stage in funnel.open}


async def open_values(session: AsyncSession, *, won: int) -> list[tuple[int, Grade | None, Decimal, datetime]]:
    """Return stage, grade, value and since when of every open customer that has a value; most have none yet."""
    wanted = select(CustomerRow.stage, CustomerRow.grade, CustomerRow.estimated_value, CustomerRow.stage_at).where(
        CustomerRow.lost_at.is_(None), CustomerRow.stage < won, CustomerRow.estimated_value != Decimal(0)
    )
    rows = await (await connection_of(session)).execute(wanted)
    return [(row[0], Grade(row[1]) if row[1] else None, row[2] or Decimal(0), row[3]) for row in rows]


async def costs(session: AsyncSession, *, time_zone: str) -> tuple[CostFacts, ...]:
    """Return what channels cost, month by month."""
    wanted = select(ChannelCostRow).order_by(ChannelCostRow.month, ChannelCostRow.channel)
    zone = ZoneInfo(time_zone)
    return tuple(
        CostFacts(row.channel, datetime.combine(row.month, time.min, zone).astimezone(UTC), row.amount)
        for row in await session.scalars(wanted)
    )


async def keep_cost(session: AsyncSession, channel: str, month: date, *, amount: Decimal) -> None:
    """Keep what a channel cost in a month in place of what was kept before; nothing where it is 0."""
    await session.execute(
        delete(ChannelCostRow).where(ChannelCostRow.channel == channel, ChannelCostRow.month == month)
    )
    if amount:
        session.add(ChannelCostRow(channel=channel, month=month, amount=amount))
        await session.flush()


async def goals(session: AsyncSession, *, time_zone: str) -> tuple[GoalFacts, ...]:
    """Return what is to be earned, in order of time."""
    zone = ZoneInfo(time_zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, zone).astimezone(UTC)

    return tuple(
        GoalFacts(
            span := Span(row.span), midnight(row.first_day), midnight(day_behind(span, row.first_day)), row.amount
        )
        for row in await session.scalars(select(GoalRow).order_by(GoalRow.first_day, GoalRow.span))
    )


async def keep_goal(session: AsyncSession, span: Span, first: date, *, amount: Decimal) -> None:
    """Keep a goal in place of what was kept before; nothing where it is 0."""
    await session.execute(delete(GoalRow).where(GoalRow.span == span.value, GoalRow.first_day == first))
    if amount:
        session.add(GoalRow(span=span.value, first_day=first, amount=amount))
        await session.flush()


async def newest_event(session: AsyncSession) -> str:
    """Return the id of the newest thing that anybody did; it changes with every verb."""
    return (await (await connection_of(session)).execute(select(func.max(EventRow.id)))).scalar_one() or ""


async def moved_back(session: AsyncSession) -> list[MovedBack]:
    """Return every customer whom a person ever moved back, with the furthest stage it reached."""
    furthest = func.max(StageRow.to_stage)
    wanted = (
        select(CustomerRow.stage, furthest, CustomerRow.grade, CustomerRow.lost_at)
        .join(StageRow, StageRow.customer_id == CustomerRow.id)
        .where(CustomerRow.moved_back_at.is_not(None))
        .group_by(CustomerRow.id, CustomerRow.stage, CustomerRow.grade, CustomerRow.lost_at)
    )
    rows = await (await connection_of(session)).execute(wanted)
    return [MovedBack(row[0], row[1], Grade(row[2]) if row[2] else None, row[3] is not None) for row in rows]
