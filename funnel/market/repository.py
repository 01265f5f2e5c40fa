"""How the market report reads conversations, visits and unanswered questions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.knowledge.tables import GapRow
from foundation.database import connection_of
from funnel.conversations.tables import ConversationRow, MessageRow
from funnel.market.model import Question, Talk
from scoring.indicators.facts import Period

VISITOR = "visitor"


async def talks(session: AsyncSession, period: Period) -> list[Talk]:
    """Return the conversations that began in a period, in the order of their ids."""
    begun = select(ConversationRow.id, ConversationRow.locale, ConversationRow.memory).where(
        ConversationRow.created_at >= period.start, ConversationRow.created_at < period.end
    )
    connection = await connection_of(session)
    rows = (await connection.execute(begun.order_by(ConversationRow.id))).all()
    ids = select(ConversationRow.id).where(
        ConversationRow.created_at >= period.start, ConversationRow.created_at < period.end
    )
    told = select(MessageRow.conversation_id, MessageRow.role, MessageRow.text, MessageRow.body).where(
        MessageRow.conversation_id.in_(ids)
    )
    said: dict[str, list[str]] = {row.id: [] for row in rows}
    bodies: dict[str, list[dict[str, object]]] = {row.id: [] for row in rows}
    for conversation, role, text, body in await connection.execute(told.order_by(MessageRow.id)):
        if conversation not in said:  # begun since
            continue
        if role == VISITOR:
            said[conversation].append(text)
        elif body:
            bodies[conversation].append(body)
    return [Talk(row.id, row.locale, row.memory, bodies[row.id], said[row.id]) for row in rows]


async def questions(session: AsyncSession, period: Period, *, most: int) -> list[Question]:
    """Return open questions without an answer that were asked in a period, the most asked first."""
    wanted = (
        select(GapRow.question, GapRow.locale, GapRow.asked, GapRow.last_asked_at)
        .where(GapRow.last_asked_at >= period.start, GapRow.last_asked_at < period.end, GapRow.closed_at.is_(None))
        .order_by(GapRow.asked.desc(), GapRow.id)
        .limit(most)
    )
    return [Question(*row) for row in await (await connection_of(session)).execute(wanted)]
