"""The source of truth for reading and writing quotes; what comes out is frozen model data."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.money import Money
from quoting.basis import line_details, line_fields, quote_basis, quote_fields
from quoting.model import Answer, AnswerKind, DocumentKind, Line, Quote, QuoteStatus
from quoting.tables import QuoteDocumentRow, QuoteLineRow, QuoteNumberRow, QuoteRow


async def take_number(session: AsyncSession, year: int) -> str:
    """Take the next number of a year, `Q-2026-00042`; whoever comes second waits until this transaction ends."""
    insert = _insert(session)(QuoteNumberRow).values(year=year, last=1)
    counted = insert.on_conflict_do_update(
        index_elements=[QuoteNumberRow.year], set_={"last": QuoteNumberRow.__table__.c.last + 1}
    )
    last = (await session.execute(counted.returning(QuoteNumberRow.last))).scalar_one()
    return f"Q-{year}-{last:05d}"


async def add_quote(session: AsyncSession, quote: Quote) -> None:
    """Store a new quote with its lines."""
    session.add(_quote_row(quote))
    await session.flush()
    session.add_all(_line_row(quote.id, position, line) for position, line in enumerate(quote.lines, start=1))
    await session.flush()


async def find_quote(session: AsyncSession, number: str) -> Quote | None:
    """Return the quote of a number."""
    return await _one(session, QuoteRow.number == number)


async def find_quote_by_id(session: AsyncSession, quote_id: str) -> Quote | None:
    """Return the quote of an id."""
    return await _one(session, QuoteRow.id == quote_id)


async def list_quotes(
    session: AsyncSession,
    *,
    customer: int | None = None,
    conversation: str | None = None,
    status: QuoteStatus | None = None,
    limit: int = 100,
) -> list[Quote]:
    """Return the newest quotes that meet every given condition, newest first."""
    wanted = sa.select(QuoteRow).order_by(QuoteRow.id.desc()).limit(limit)
    if customer is not None:
        wanted = wanted.where(QuoteRow.customer == customer)
    if conversation is not None:
        wanted = wanted.where(QuoteRow.conversation == conversation)
    if status is not None:
        wanted = wanted.where(QuoteRow.status == status.value)
    return await _with_lines(session, (await session.scalars(wanted)).all())


async def of_customers(session: AsyncSession, ids: Collection[int]) -> dict[int, list[Quote]]:
    """Return the quotes of each of some customers, newest first."""
    found: dict[int, list[Quote]] = {each: [] for each in ids}
    wanted = sa.select(QuoteRow).where(QuoteRow.customer.in_(found)).order_by(QuoteRow.id.desc())
    for quote in await _with_lines(session, (await session.scalars(wanted)).all()):
        if quote.customer is not None:
            found[quote.customer].append(quote)
    return found


async def change_status(
    session: AsyncSession, quote_id: str, *, to: QuoteStatus, only_from: Sequence[QuoteStatus], **columns: Any
) -> bool:
    """Move a quote on if it still stands where it is expected; say whether it did (False: somebody else was first)."""
    changed = await session.execute(
        sa.update(QuoteRow)
        .where(QuoteRow.id == quote_id, QuoteRow.status.in_([status.value for status in only_from]))
        .values(status=to.value, **columns)
        .returning(QuoteRow.id)
    )
    return changed.scalar_one_or_none() is not None


async def assign_customer(session: AsyncSession, conversation: str, customer: int) -> None:
    """Give the quotes of a conversation, made before anybody was known, to the customer it turned out to be."""
    await session.execute(
        sa.update(QuoteRow)
        .where(QuoteRow.conversation == conversation, QuoteRow.customer.is_(None))
        .values(customer=customer)
    )


async def read_document(session: AsyncSession, quote_id: str, kind: DocumentKind = DocumentKind.QUOTE) -> bytes | None:
    """Return a quote's PDF of this kind, if it was made."""
    return (
        await session.scalars(
            sa.select(QuoteDocumentRow.pdf).where(
                QuoteDocumentRow.quote_id == quote_id, QuoteDocumentRow.kind == kind.value
            )
        )
    ).one_or_none()


async def keep_document(
    session: AsyncSession, quote_id: str, kind: DocumentKind, *, pdf: bytes, now: datetime
) -> tuple[bytes, bool]:
    """Keep a quote's PDF if none of this kind is kept yet; return the first ever made, and whether it is this one."""
    keep = _insert(session)(QuoteDocumentRow).values(
        quote_id=quote_id, kind=kind.value, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), made_at=now
    )
    only_first = keep.on_conflict_do_nothing(index_elements=[QuoteDocumentRow.quote_id, QuoteDocumentRow.kind])
    is_first = (await session.execute(only_first.returning(QuoteDocumentRow.quote_id))).first() is not None
    kept = await read_document(session, quote_id, kind)
    assert kept is not None
    return kept, is_first


def _insert(session: AsyncSession) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


async def read_quotes(session: AsyncSession, wanted: sa.Select[QuoteRow]) -> list[Quote]:
    """Return the quotes that a statement selects, in its order; what was read before in this transaction is read anew."""
    fresh = wanted.execution_options(populate_existing=True)
    return await _with_lines(session, (await session.scalars(fresh)).all())


async def _one(session: AsyncSession, condition: sa.ColumnElement[bool]) -> Quote | None:
    quotes = await read_quotes(session, sa.select(QuoteRow).where(condition))
    return quotes[0] if quotes else None


async def _with_lines(session: AsyncSession, rows: Sequence[QuoteRow]) -> list[Quote]:
    if not rows:
        return []
    wanted = sa.select(QuoteLineRow).where(QuoteLineRow.quote_id.in_([row.id for row in rows]))
    lines: dict[str, list[QuoteLineRow]] = {}
    for line in (await session.scalars(wanted.order_by(QuoteLineRow.quote_id, QuoteLineRow.position))).all():
        lines.setdefault(line.quote_id, []).append(line)
    return [_quote(row, lines.get(row.id, [])) for row in rows]


def _quote_row(quote: Quote) -> QuoteRow:
    return QuoteRow(
        id=quote.id,
        number=quote.number,
        status=quote.status.value,
        locale=quote.locale,
        currency=quote.currency,
        subtotal=quote.subtotal.amount,
        discount=quote.discount.amount,
        freight=quote.freight.amount,
        tax=quote.tax.amount,
        total=quote.total.amount,
        incoterm=quote.incoterm,
        valid_until=quote.valid_until,
        lead_time_days=quote.lead_time_days,
        assumptions=list(quote.assumptions),
        terms=dict(quote.terms),
        recipient=dict(quote.recipient),
        authority=[dict(decision) for decision in quote.authority],
        customer=quote.customer,
        conversation=quote.conversation,
        content_generation=quote.content_generation,
        created_at=quote.created_at,
        issued_at=quote.issued_at,
        viewed_at=quote.viewed_at,
        root=quote.root or quote.number,
        revision=quote.revision,
        **answer_columns(quote.answer),
        basis=quote_basis(quote),
    )


def answer_columns(answer: Answer | None) -> dict[str, Any]:
    """Return the columns that hold how a quote was closed."""
    if answer is None:
        return {"answer": None, "answered_at": None}
    words = {name: getattr(answer, name) for name in ("name", "role", "email", "reason", "text")}
    return {"answer": {"kind": answer.kind.value, **words}, "answered_at": answer.at}


def _answer(row: QuoteRow) -> Answer | None:
    if row.answer is None or row.answered_at is None:
        return None
    words = {name: word for name, word in row.answer.items() if name != "kind"}
    return Answer(kind=AnswerKind(row.answer["kind"]), at=row.answered_at, **words)


def _line_row(quote_id: str, position: int, line: Line) -> QuoteLineRow:
    return QuoteLineRow(
        quote_id=quote_id,
        position=position,
        sku=line.sku,
        quantity=line.quantity,
        options=list(line.options),
        unit_price=line.unit_price.amount,
        list_price=line.list_price.amount,
        min_quantity=line.min_quantity,
        discount=line.discount,
        amount=line.amount.amount,
        lead_time_days=line.lead_time_days,
        from_stock=line.from_stock,
        details=line_details(line),
    )


def _quote(row: QuoteRow, lines: Sequence[QuoteLineRow]) -> Quote:
    def money(amount: Any) -> Money:
        return Money(amount, row.currency)

    return Quote(
        id=row.id,
        number=row.number,
        status=QuoteStatus(row.status),
        locale=row.locale,
        currency=row.currency,
        lines=tuple(_line(line, row.currency) for line in lines),
        subtotal=money(row.subtotal),
        discount=money(row.discount),
        freight=money(row.freight),
        tax=money(row.tax),
        total=money(row.total),
        incoterm=row.incoterm,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        created_at=row.created_at,
        lead_time_days=row.lead_time_days,
        assumptions=tuple(row.assumptions),
        customer=row.customer,
        conversation=row.conversation,
        recipient=row.recipient,
        authority=tuple(row.authority),
        content_generation=row.content_generation,
        terms=row.terms,
        viewed_at=row.viewed_at,
        root=row.root,
        revision=row.revision,
        answer=_answer(row),
        **quote_fields(row.basis or {}, row.currency),
    )


def _line(row: QuoteLineRow, currency: str) -> Line:
    return Line(
        sku=row.sku,
        quantity=row.quantity,
        options=tuple(row.options),
        unit_price=Money(row.unit_price, currency),
        list_price=Money(row.list_price, currency),
        min_quantity=row.min_quantity,
        discount=row.discount,
        amount=Money(row.amount, currency),
        lead_time_days=row.lead_time_days,
        from_stock=row.from_stock,
        **line_fields(row.details, currency),
    )
