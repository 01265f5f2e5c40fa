"""How conversations are stored and found; a visitor only ever finds their own."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from advisor.memory import conversation_from_json, conversation_to_json
from advisor.model import Conversation
from funnel.conversations.model import StoredConversation, StoredMessage
from funnel.conversations.tables import ConversationRow, MessageRow
from funnel.errors import UnknownConversation


async def start(session: AsyncSession, memory: Conversation, *, visitor: str, at: datetime) -> StoredConversation:
    """Store a new conversation."""
    row = ConversationRow(
        id=memory.id,
        visitor=visitor,
        locale=memory.locale,
        memory=conversation_to_json(memory),
        signals=[],
        version=0,
        created_at=at,
        updated_at=at,
    )
    session.add(row)
    await session.flush()
    return _conversation(row)


async def find(session: AsyncSession, conversation_id: str, *, visitor: str | None) -> StoredConversation:
    """Return a conversation; `visitor` None means staff. Another visitor's looks like none: UnknownConversation."""
    row = await session.get(ConversationRow, conversation_id) if _can_be_id(conversation_id) else None
    if row is None or (visitor is not None and not hmac.compare_digest(row.visitor, visitor)):
        raise UnknownConversation
    return _conversation(row)


def _can_be_id(text: str) -> bool:
    """Say whether a text from outside can be an id at all; PostgreSQL refuses to compare some texts."""
    return len(text) <= 32 and text.isascii() and text.isalnum()


async def of_customer(session: AsyncSession, customer_id: int) -> list[StoredConversation]:
    """Return a customer's conversations, newest first."""
    statement = (
        select(ConversationRow)
        .where(ConversationRow.customer_id == customer_id)
        .order_by(ConversationRow.updated_at.desc())
    )
    return [_conversation(row) for row in (await session.execute(statement)).scalars()]


async def keep(
    session: AsyncSession,
    memory: Conversation,
    *,
    version: int,
    signals: Collection[str],
    at: datetime,
) -> bool:
    """Keep the memory after a turn if the conversation still has `version`; say whether it had."""
    statement = select(ConversationRow).where(ConversationRow.id == memory.id).with_for_update()
    row = (await session.execute(statement)).scalar_one()
    if row.version != version:
        return False
    row.memory = conversation_to_json(memory)
    row.locale = memory.locale
    row.customer_id = memory.customer or row.customer_id
    row.signals = sorted(signals)
    row.version = version + 1
    row.updated_at = at
    if memory.handed_over and row.handed_over_at is None:
        row.handed_over_at = at
    await session.flush()
    return True


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
    session.add(
        MessageRow(
            conversation_id=conversation_id,
            turn=turn,
            role=role,
            locale=locale,
            text=text,
            body=dict(body),
            at=at,
        )
    )
    await session.flush()


async def messages(session: AsyncSession, conversation_id: str) -> list[StoredMessage]:
    """Return all messages of a conversation in order."""
    statement = select(MessageRow).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.id)
    return [_message(row) for row in (await session.execute(statement)).scalars()]


async def last_turn(session: AsyncSession, conversation_id: str) -> int:
    """Return the number of the newest stored turn, 0 where there is none."""
    statement = (
        select(MessageRow.turn)
        .where(MessageRow.conversation_id == conversation_id)
        .order_by(MessageRow.turn.desc())
        .limit(1)
    )
    return (await session.execute(statement)).scalar_one_or_none() or 0


def _conversation(row: ConversationRow) -> StoredConversation:
    return StoredConversation(
        memory=conversation_from_json(row.memory),
        visitor=row.visitor,
        version=row.version,
        signals=frozenset(row.signals),
        customer_id=row.customer_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
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
