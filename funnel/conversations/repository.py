"""How conversations are stored and found; a visitor only ever finds their own."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Row, Table, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.functions import coalesce, count
from sqlalchemy.sql.functions import max as largest

from advisor.memory import conversation_from_json, conversation_to_json
from advisor.model import Conversation
from foundation.database import connection_of
from funnel.conversations.model import ListedConversation, StoredConversation, StoredMessage
from funnel.conversations.tables import ConversationRow, MessageRow
from funnel.errors import UnknownConversation
from funnel.owners.repository import theirs

# A turn reads and writes these rows twice: as plain rows, because an object for each would cost more than its statement.
_CONVERSATIONS = cast("Table", ConversationRow.__table__)
_MESSAGES = cast("Table", MessageRow.__table__)
_LAST_TURN = select(largest(_MESSAGES.c.turn)).where(_MESSAGES.c.conversation_id == _CONVERSATIONS.c.id)
_FIND = select(_CONVERSATIONS, _LAST_TURN.scalar_subquery().label("last_turn")).where(
    _CONVERSATIONS.c.id == bindparam("id")
)
_START, _ADD = insert(_CONVERSATIONS), insert(_MESSAGES)
_KEEP = update(_CONVERSATIONS).where(
    _CONVERSATIONS.c.id == bindparam("held"), _CONVERSATIONS.c.version == bindparam("expected")
)


async def start(session: AsyncSession, memory: Conversation, *, visitor: str, at: datetime) -> StoredConversation:
    """Store a new conversation."""
    row = {
        "id": memory.id,
        "visitor": visitor,
        "locale": memory.locale,
        "memory": conversation_to_json(memory),
        "signals": [],
        "version": 0,
        "created_at": at,
        "updated_at": at,
    }
    connection = await connection_of(session)
    await connection.execute(_START, row)
    return StoredConversation(
        memory=memory,
        visitor=visitor,
        version=0,
        signals=frozenset(),
        customer_id=None,
        created_at=at,
        updated_at=at,
    )


async def find(session: AsyncSession, conversation_id: str, *, visitor: str | None) -> StoredConversation:
    """Return a conversation; `visitor` None means staff. Another visitor's looks like none: UnknownConversation."""
    row = None
    if _can_be_id(conversation_id):
        connection = await connection_of(session)
        row = (await connection.execute(_FIND, {"id": conversation_id})).one_or_none()
    if row is None or (visitor is not None and not hmac.compare_digest(row.visitor, visitor)):
        raise UnknownConversation
    return _conversation(row, last_turn=row.last_turn or 0)


def _can_be_id(text: str) -> bool:
    """Say whether a text from outside can be an id at all; PostgreSQL refuses to compare some texts."""
    return len(text) <= 32 and text.isascii() and text.isalnum()


async def has_any(session: AsyncSession, visitor: str) -> bool:
    """Say whether a visitor ever talked to the advisor."""
    found = await session.execute(select(_CONVERSATIONS.c.id).where(_CONVERSATIONS.c.visitor == visitor).limit(1))
    return found.first() is not None


async def of_customer(session: AsyncSession, customer_id: int) -> list[StoredConversation]:
    """Return a customer's conversations, newest first."""
    return (await of_customers(session, [customer_id]))[customer_id]


async def of_customers(session: AsyncSession, ids: Collection[int]) -> dict[int, list[StoredConversation]]:
    """Return the conversations of each of some customers, newest first."""
    found: dict[int, list[StoredConversation]] = {each: [] for each in ids}
    statement = (
        select(ConversationRow)
        .where(ConversationRow.customer_id.in_(found))
        .order_by(ConversationRow.updated_at.desc())
    )
    for row in (await session.execute(statement)).scalars():
        if row.customer_id is not None:
            found[row.customer_id].append(_conversation(row))
    return found


async def newest_of_visitor(session: AsyncSession, visitor: str) -> StoredConversation | None:
    """Return the conversation that a visitor had last."""
    statement = (
        select(ConversationRow)
        .where(ConversationRow.visitor == visitor)
        .order_by(ConversationRow.updated_at.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).scalars().first()
    return _conversation(row) if row is not None else None


async def customers_of(session: AsyncSession, ids: Sequence[str]) -> dict[str, int]:
    """Return the customer of each of some conversations that has one."""
    wanted = select(ConversationRow.id, ConversationRow.customer_id).where(
        ConversationRow.id.in_(ids), ConversationRow.customer_id.is_not(None)
    )
    return {row.id: row.customer_id for row in await session.execute(wanted)}


async def listed(
    session: AsyncSession, *, limit: int, offset: int, owner: str | None = None
) -> tuple[list[ListedConversation], int]:
    """Return conversations, those handed over first, then the newest, and how many there are in all.

    `owner` leaves out those with customers of others of the staff.
    """
    among = [theirs(ConversationRow.customer_id, owner)] if owner is not None else []
    newest = (
        select(MessageRow.text)
        .where(MessageRow.conversation_id == ConversationRow.id)
        .order_by(MessageRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(ConversationRow, newest)
        .where(*among)
        .order_by(ConversationRow.handed_over_at.is_(None), ConversationRow.updated_at.desc(), ConversationRow.id)
        .limit(limit)
        .offset(offset)
    )
    rows = (await session.execute(statement)).all()
    total = (await session.execute(select(count()).select_from(ConversationRow).where(*among))).scalar_one()
    found = [
        ListedConversation(row.id, row.customer_id, row.locale, row.updated_at, row.handed_over_at, text or "")
        for row, text in rows
    ]
    return found, total


async def keep(
    session: AsyncSession,
    memory: Conversation,
    *,
    version: int,
    signals: Collection[str],
    at: datetime,
) -> bool:
    """Keep the memory after a turn if the conversation still has `version`; say whether it had."""
    changed: dict[str, Any] = {
        "memory": conversation_to_json(memory),
        "locale": memory.locale,
        "signals": sorted(signals),
        "version": version + 1,
        "updated_at": at,
    }
    if memory.customer:
        changed["customer_id"] = memory.customer
    if memory.handed_over:
        changed["handed_over_at"] = coalesce(_CONVERSATIONS.c.handed_over_at, at)
    connection = await connection_of(session)
    kept = await connection.execute(_KEEP.values(changed), {"held": memory.id, "expected": version})
    return kept.rowcount == 1


async def link(session: AsyncSession, conversation_id: str, customer_id: int) -> None:
    """Say whose conversation it is."""
    row = await session.get_one(ConversationRow, conversation_id)
    row.customer_id = customer_id
    await session.flush()


async def add_message(
    session: AsyncSession,
    conversation_id: str,
    *,
    turn: int,
    role: Literal["visitor", "advisor", "staff"],
    locale: str,
    text: str,
    body: Mapping[str, Any],
    at: datetime,
) -> None:
    """Store one message."""
    connection = await connection_of(session)
    await connection.execute(
        _ADD,
        {
            "conversation_id": conversation_id,
            "turn": turn,
            "role": role,
            "locale": locale,
            "text": text,
            "body": dict(body),
            "at": at,
        },
    )


async def messages(session: AsyncSession, conversation_id: str) -> list[StoredMessage]:
    """Return all messages of a conversation in order."""
    statement = select(MessageRow).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.id)
    return [_message(row) for row in (await session.execute(statement)).scalars()]


def _conversation(row: ConversationRow | Row[Any], last_turn: int = 0) -> StoredConversation:
    return StoredConversation(
        memory=conversation_from_json(row.memory),
        visitor=row.visitor,
        version=row.version,
        signals=frozenset(row.signals),
        customer_id=row.customer_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        last_turn=last_turn,
    )


def _message(row: MessageRow) -> StoredMessage:
    return StoredMessage(
        id=row.id,
        conversation_id=row.conversation_id,
        turn=row.turn,
        role=row.role,  # type: ignore[arg-type]  # only add_message writes this column
        locale=row.locale,
        text=row.text,
        body=row.body,
        at=row.at,
    )
