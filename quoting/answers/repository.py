"""The source of truth for how revisions, acceptances and questions of quotes are read and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from quoting.answers.model import Acceptance, Question
from quoting.answers.tables import QuoteQuestionRow
from quoting.model import Quote, QuoteStatus
from quoting.repository import read_quotes
from quoting.tables import QuoteAcceptanceRow, QuoteRow


async def lock_root(session: AsyncSession, root: str) -> list[Quote]:
    """Return all revisions of a quote in their order, none of which another transaction changes meanwhile.

    Whoever also needs the customer locks that first.
    """
    own = sa.select(QuoteRow.id).where(QuoteRow.root == root).order_by(QuoteRow.revision).with_for_update()
    await session.execute(own)
    return await of_root(session, root)


async def of_root(session: AsyncSession, root: str) -> list[Quote]:
    """Return all revisions of a quote in their order."""
    wanted = sa.select(QuoteRow).where(QuoteRow.root == root).order_by(QuoteRow.revision)
    return await read_quotes(session, wanted)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which quotes to list: in these states, of these customers or with this in their number."""

    statuses: frozenset[QuoteStatus] = frozenset()
    search: str = ""
    customers: frozenset[int] = frozenset()
    """Customers that the search found by name; they join what it finds by number."""
    customer: int | None = None
    order: str = "newest"
    limit: int = 50
    offset: int = 0


ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": (QuoteRow.created_at.desc(), QuoteRow.id.desc()),
    "ends": (QuoteRow.valid_until, QuoteRow.id),
    "number": (QuoteRow.number.desc(),),
    "total": (QuoteRow.currency, QuoteRow.total.desc(), QuoteRow.id),
}
"""The orders a list can have; amounts are compared within their currency."""


async def select_quotes(
    session: AsyncSession, selection: Selection, *, among: sa.ColumnElement[bool] | None = None
) -> tuple[list[Quote], int]:
    """Return one page of quotes and how many there are in all; `among` is a further condition on their rows."""
    conditions: list[sa.ColumnElement[bool]] = [] if among is None else [among]
    if selection.statuses:
        conditions.append(QuoteRow.status.in_([one.value for one in selection.statuses]))
    if selection.customer is not None:
        conditions.append(QuoteRow.customer == selection.customer)
    if selection.search:
        named = QuoteRow.number.icontains(selection.search, autoescape=True)
        conditions.append(sa.or_(named, QuoteRow.customer.in_(selection.customers)))
    order = ORDERS.get(selection.order, ORDERS["newest"])
    page = sa.select(QuoteRow).where(*conditions).order_by(*order).limit(selection.limit).offset(selection.offset)
    total = await session.scalar(sa.select(sa.func.count()).select_from(QuoteRow).where(*conditions))
    return await read_quotes(session, page), total or 0


async def past_last_day(
    session: AsyncSession, statuses: Iterable[QuoteStatus], *, day: date, limit: int = 200
) -> list[str]:
    """Return the numbers of quotes in these states whose last day lies before a day, the oldest first."""
    wanted = (
        sa.select(QuoteRow.number)
        .where(QuoteRow.status.in_([one.value for one in statuses]), QuoteRow.valid_until < day)
        .order_by(QuoteRow.valid_until, QuoteRow.id)
        .limit(limit)
    )
    return list((await session.scalars(wanted)).all())


async def ending(session: AsyncSession, statuses: Iterable[QuoteStatus], *, first: date, last: date) -> list[Quote]:
    """Return the quotes in these states whose last day lies between two days, both included."""
    wanted = sa.select(QuoteRow).where(
        QuoteRow.status.in_([one.value for one in statuses]), QuoteRow.valid_until.between(first, last)
    )
    return await read_quotes(session, wanted.order_by(QuoteRow.valid_until, QuoteRow.id))


@dataclass(frozen=True, slots=True)
class Viewed:
    """An open quote that its buyer has opened."""

    id: str
    number: str
    customer: int
    viewed_at: datetime
    valid_until: date


async def viewed_before(session: AsyncSession, moment: datetime) -> list[Viewed]:
    """Return the quotes of known customers that were first opened before a moment and not answered yet, the oldest first."""
    columns = (QuoteRow.id, QuoteRow.number, QuoteRow.customer, QuoteRow.viewed_at, QuoteRow.valid_until)
    wanted = sa.select(*columns).where(
        QuoteRow.status == QuoteStatus.VIEWED.value, QuoteRow.customer.is_not(None), QuoteRow.viewed_at <= moment
    )
    rows = await session.execute(wanted.order_by(QuoteRow.viewed_at, QuoteRow.id))
    return [Viewed(*row) for row in rows]  # type: ignore[arg-type]  # neither is NULL, by the condition


async def customers_of(session: AsyncSession, numbers: Iterable[str]) -> dict[str, int | None]:
    """Return for whom quotes are, by their numbers."""
    wanted = sa.select(QuoteRow.number, QuoteRow.customer).where(QuoteRow.number.in_(list(numbers)))
    return {row.number: row.customer for row in await session.execute(wanted)}


async def remove_draft(session: AsyncSession, quote_id: str) -> None:
    """Take away a draft that becomes a quote, with its lines; what is stored next may have its id."""
    await session.execute(
        sa.delete(QuoteRow).where(QuoteRow.id == quote_id, QuoteRow.status == QuoteStatus.DRAFT.value)
    )
    session.expire_all()


async def add_acceptance(session: AsyncSession, acceptance: Acceptance) -> None:
    """Keep that somebody wants to accept a quote."""
    session.add(QuoteAcceptanceRow(**asdict(acceptance)))
    await session.flush()


async def find_acceptance(session: AsyncSession, acceptance_id: str) -> Acceptance | None:
    """Return who wanted to accept, by the id that their link signs."""
    row = await session.get(QuoteAcceptanceRow, acceptance_id)
    if row is None:
        return None
    return Acceptance(
        row.id, row.quote_id, row.name, row.role, row.email, row.locale, row.asked_at, confirmed_at=row.confirmed_at
    )


async def count_acceptances(session: AsyncSession, quote_id: str) -> int:
    """Return how often somebody wanted to accept a quote."""
    own = sa.select(sa.func.count()).select_from(QuoteAcceptanceRow).where(QuoteAcceptanceRow.quote_id == quote_id)
    return (await session.execute(own)).scalar_one()


async def confirm_acceptance(session: AsyncSession, acceptance_id: str, *, at: datetime) -> None:
    """Keep that the mailed link was used."""
    own = sa.update(QuoteAcceptanceRow).where(QuoteAcceptanceRow.id == acceptance_id)
    await session.execute(own.values(confirmed_at=at))


async def add_question(session: AsyncSession, question: Question) -> None:
    """Keep a question."""
    session.add(QuoteQuestionRow(**asdict(question)))
    await session.flush()


async def count_questions(session: AsyncSession, quote_id: str) -> int:
    """Return how many questions were asked on a quote."""
    own = sa.select(sa.func.count()).select_from(QuoteQuestionRow).where(QuoteQuestionRow.quote_id == quote_id)
    return (await session.execute(own)).scalar_one()


async def open_questions(
    session: AsyncSession, *, limit: int = 50, among: sa.ColumnElement[bool] | None = None
) -> list[tuple[Question, str]]:
    """Return the questions that wait for an answer, the oldest first, each with the number of its quote.

    `among` is a further condition on the rows of the quotes.
    """
    wanted = (
        sa.select(QuoteQuestionRow, QuoteRow.number)
        .join(QuoteRow, QuoteRow.id == QuoteQuestionRow.quote_id)
        .where(QuoteQuestionRow.answered_at.is_(None), *([] if among is None else [among]))
        .order_by(QuoteQuestionRow.asked_at)
        .limit(limit)
    )
    return [(_question(row), number) for row, number in (await session.execute(wanted)).all()]


async def questions_of(session: AsyncSession, quote_ids: Iterable[str]) -> list[Question]:
    """Return the questions on quotes, the newest first."""
    wanted = sa.select(QuoteQuestionRow).where(QuoteQuestionRow.quote_id.in_(list(quote_ids)))
    return [_question(row) for row in await session.scalars(wanted.order_by(QuoteQuestionRow.asked_at.desc()))]


async def mark_answered(session: AsyncSession, question_id: str, *, by: str, at: datetime) -> bool:
    """Keep who answered a question; False where it was answered before."""
    own = sa.update(QuoteQuestionRow).where(QuoteQuestionRow.id == question_id, QuoteQuestionRow.answered_at.is_(None))
    marked = await session.execute(own.values(answered_at=at, answered_by=by[:80]).returning(QuoteQuestionRow.id))
    return marked.scalar_one_or_none() is not None


async def find_question(session: AsyncSession, question_id: str) -> Question | None:
    """Return a question by its id."""
    row = await session.get(QuoteQuestionRow, question_id)
    return _question(row) if row else None


def _question(row: QuoteQuestionRow) -> Question:
    return Question(
        row.id,
        row.quote_id,
        row.name,
        row.email,
        row.locale,
        row.text,
        row.asked_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
