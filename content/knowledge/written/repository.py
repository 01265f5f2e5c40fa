"""Source of truth for storing questions without an answer, and for reading what people took in or wrote."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from content.knowledge.model import Document
from content.knowledge.repository import StoredPassage, document_of
from content.knowledge.tables import DocumentRow, GapAskingRow, GapRow, OriginalRow, PassageRow
from content.knowledge.written.model import Asked, Gap
from foundation import clock
from foundation.locales import LOCALES


async def note_gap(session: AsyncSession, asked: Asked, *, key: str, at: datetime) -> None:
    """Count a question that nothing answered; asked again after it was closed without an answer, it is open again."""
    row = await session.scalar(sa.select(GapRow).where(GapRow.locale == asked.locale, GapRow.key == key))
    if row is None:
        row = GapRow(
            locale=asked.locale, key=key, question=asked.question, product=asked.product, category=asked.category,
            asked=0, first_asked_at=at, last_asked_at=at,
        )  # fmt: skip
        session.add(row)
        await session.flush()
    row.asked += 1
    row.last_asked_at = at
    if await session.get(GapAskingRow, (row.id, asked.conversation)) is None:
        session.add(GapAskingRow(gap_id=row.id, conversation=asked.conversation))
    await session.flush()


async def open_gaps(session: AsyncSession, *, limit: int) -> list[Gap]:
    """Return the gaps that nobody closed, the most asked first."""
    wanted = sa.select(GapRow).where(GapRow.closed_at.is_(None))
    rows = list(await session.scalars(wanted.order_by(GapRow.asked.desc(), GapRow.id).limit(limit)))
    askings = sa.select(GapAskingRow).where(GapAskingRow.gap_id.in_([row.id for row in rows]))
    conversations: dict[int, list[str]] = {}
    for one in await session.scalars(askings):
        conversations.setdefault(one.gap_id, []).append(one.conversation)
    return [_gap(row, tuple(conversations.get(row.id, ()))) for row in rows]


async def find_gap(session: AsyncSession, gap: int) -> Gap | None:
    """Return a gap by its id."""
    row = await session.get(GapRow, gap)
    return _gap(row, ()) if row else None


async def close_gap(session: AsyncSession, gap: int, *, by: str, answer: str | None) -> None:
    """Close a gap, with the answer's document or without one."""
    await session.execute(
        sa.update(GapRow).where(GapRow.id == gap).values(closed_at=clock.now(), closed_by=by[:200], answer=answer)
    )


async def documents_by_hand(session: AsyncSession, *, limit: int) -> list[tuple[Document, int]]:
    """Return documents that were taken in or written by people, newest first, with how many passages each has."""
    count = sa.func.count(PassageRow.id)
    wanted = (
        sa.select(DocumentRow, count)
        .outerjoin(PassageRow, PassageRow.document_id == DocumentRow.id)
        .where(DocumentRow.kind.in_(("file", "answer")))
        .group_by(DocumentRow.id)
        .order_by(DocumentRow.ingested_at.desc(), DocumentRow.id)
        .limit(limit)
    )
    return [(document_of(row), number) for row, number in await session.execute(wanted)]


async def read_document(session: AsyncSession, document: str) -> tuple[Document, list[StoredPassage]] | None:
    """Return a document with its passages in their order."""
    row = await session.get(DocumentRow, document)
    if row is None:
        return None
    held = document_of(row)
    rows = await session.scalars(
        sa.select(PassageRow).where(PassageRow.document_id == document).order_by(PassageRow.position)
    )
    return held, [
        StoredPassage(one.id, held, one.position, one.locator, one.page, one.text, one.terms, None, None)
        for one in rows
    ]


async def original(session: AsyncSession, document: str) -> bytes | None:
    """Return the file that a document was read from, where it is kept."""
    return await session.scalar(sa.select(OriginalRow.content).where(OriginalRow.document_id == document))


async def answers(session: AsyncSession) -> list[tuple[Document, str]]:
    """Return every answer that a person wrote, with its text."""
    rows = await session.scalars(sa.select(DocumentRow).where(DocumentRow.kind == "answer").order_by(DocumentRow.id))
    found = [await read_document(session, row.id) for row in rows]
    return [(one[0], "\n".join(each.text for each in one[1])) for one in found if one]


def _gap(row: GapRow, conversations: tuple[str, ...]) -> Gap:
    return Gap(row.id, row.locale, row.question, row.product, row.category, row.asked, row.last_asked_at, conversations)


async def find_by_key(session: AsyncSession, key: str) -> tuple[Document, list[StoredPassage]] | None:
    """Return the document of an address's last part (`9f3c...`, `answer-4ab1...`)."""
    like = DocumentRow.url.in_([f"/{place}/documents/{key}" for place in (*LOCALES, "desk/knowledge")])
    name = await session.scalar(sa.select(DocumentRow.id).where(DocumentRow.kind.in_(("file", "answer")), like))
    return await read_document(session, name) if name else None
