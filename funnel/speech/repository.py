"""How model calls and held-back claims are stored, summed up and listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import cast

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.functions import coalesce, count
from sqlalchemy.sql.functions import sum as total

from advisor.ports import ModelCall
from foundation.database import connection_of
from funnel.speech.model import Block, BlockCount, ModelUse, Origin, Outcome, Spent, StoredBlock
from funnel.speech.tables import BlockRow, ModelCallRow
from funnel.timeline.repository import MOST_FORGOTTEN

LONGEST_CLAIM = 500


async def add_calls(session: AsyncSession, calls: Sequence[ModelCall], *, visitor: str, at: datetime) -> None:
    """Store the calls of one request."""
    rows = [
        {
            "at": at,
            "visitor": visitor,
            "model": call.model[:200],
            "purpose": call.purpose,
            "outcome": call.outcome,
            "milliseconds": call.milliseconds,
            "tokens": call.tokens_in + call.tokens_out,
            "cost": call.cost,
            "detail": call.detail,
        }
        for call in calls
    ]
    if rows:
        await session.execute(insert(ModelCallRow), rows)


async def spent(session: AsyncSession, since: datetime, *, visitor: str | None = None) -> Spent:
    """Sum up tokens and cost since a moment, of all visitors or of one."""
    statement = select(coalesce(total(ModelCallRow.tokens), 0), coalesce(total(ModelCallRow.cost), 0.0)).where(
        ModelCallRow.at >= since
    )
    if visitor is not None:
        statement = statement.where(ModelCallRow.visitor == visitor)
    tokens, cost = (await session.execute(statement)).one()
    return Spent(int(tokens or 0), float(cost or 0))


async def uses(session: AsyncSession, since: datetime) -> list[ModelUse]:
    """Say what each model did since a moment."""
    statement = select(ModelCallRow).where(ModelCallRow.at >= since).order_by(ModelCallRow.id)
    by_model: dict[str, list[ModelCallRow]] = {}
    for row in (await session.execute(statement)).scalars():
        by_model.setdefault(row.model, []).append(row)
    return [_use(model, rows) for model, rows in by_model.items()]


def _use(model: str, rows: Sequence[ModelCallRow]) -> ModelUse:
    failed = [row for row in rows if row.outcome != "answered"]
    took = [row.milliseconds for row in rows]
    return ModelUse(
        model=model,
        calls=len(rows),
        failures=len(failed),
        tokens=sum(row.tokens for row in rows),
        cost=sum(row.cost or 0.0 for row in rows),
        median_ms=round(median(took)),
        slowest_ms=max(took),
        last_failure=failed[-1].outcome if failed else "",
    )


async def add_blocks(
    session: AsyncSession, blocks: Sequence[Block], *, conversation_id: str, locale: str, at: datetime
) -> None:
    """Store claims that were held back."""
    rows = [
        {
            "at": at,
            "conversation_id": conversation_id,
            "locale": locale,
            "kind": block.kind,
            "claim": block.claim[:LONGEST_CLAIM],
            "origin": block.origin,
            "outcome": block.outcome,
        }
        for block in blocks
    ]
    if rows:
        await session.execute(insert(BlockRow), rows)


async def blocks(session: AsyncSession, *, limit: int, offset: int) -> tuple[list[StoredBlock], int]:
    """List held-back claims, the newest first, and how many there are."""
    statement = select(BlockRow).order_by(BlockRow.id.desc()).limit(limit).offset(offset)
    found = [_block(row) for row in (await session.execute(statement)).scalars()]
    number = (await session.execute(select(count()).select_from(BlockRow))).scalar_one()
    return found, number


async def block_counts(session: AsyncSession, since: datetime) -> list[BlockCount]:
    """Count held-back claims by kind, most frequent first."""
    counted = count(BlockRow.id)
    statement = select(BlockRow.kind, counted).where(BlockRow.at >= since).group_by(BlockRow.kind)
    rows = (await session.execute(statement.order_by(counted.desc(), BlockRow.kind))).all()
    return [BlockCount(kind, number) for kind, number in rows]


async def forget_calls(session: AsyncSession, before: datetime) -> int:
    """Delete calls from before a moment, at most MOST_FORGOTTEN of them; return how many."""
    return await _forget(session, ModelCallRow, before)


async def forget_blocks(session: AsyncSession, before: datetime) -> int:
    """Delete claims held back before a moment, at most MOST_FORGOTTEN of them; return how many."""
    return await _forget(session, BlockRow, before)


async def _forget(session: AsyncSession, kind: type[ModelCallRow | BlockRow], before: datetime) -> int:
    old = select(kind.id).where(kind.at < before).limit(MOST_FORGOTTEN)
    return (await (await connection_of(session)).execute(delete(kind).where(kind.id.in_(old)))).rowcount


def _block(row: BlockRow) -> StoredBlock:
    # only add_blocks writes these columns
    block = Block(row.kind, row.claim, cast("Origin", row.origin), cast("Outcome", row.outcome))
    return StoredBlock(block, row.at, row.conversation_id, row.locale)
