"""What the list of conversations and a conversation's page show: nobody who was promised a person is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foundation import events
from foundation.database import Session
from foundation.locales import language_name
from funnel.conversations import repository as conversations
from funnel.conversations.model import ListedConversation, StoredMessage
from funnel.permissions.model import Member
from web.desk.seeing import Whose, whose

PAGE = 50


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One line of the list; `reason` is why it was handed over, as the advisor named it."""

    talk: ListedConversation
    language: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConversationList:
    """Context of `desk/conversations.html`."""

    rows: tuple[ConversationRow, ...]
    total: int
    number: int
    pages: int
    whose: Whose


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Context of `desk/conversation.html`."""

    customer_id: int | None
    messages: tuple[StoredMessage, ...]


async def conversation_list(
    session: Session, number: int, query: Mapping[str, str], *, member: Member
) -> ConversationList:
    """Read one page of conversations, those handed over first."""
    chosen, locale = await whose(session, member, query), member.locale
    found, total = await conversations.listed(session, limit=PAGE, offset=PAGE * (number - 1), owner=chosen.owner)
    rows = [
        ConversationRow(
            each, language_name(each.locale, locale), await _reason(session, each.id) if each.handed_over_at else ""
        )
        for each in found
    ]
    return ConversationList(tuple(rows), total, number, max(1, -(-total // PAGE)), chosen)


async def conversation_page(session: Session, conversation_id: str) -> ConversationPage:
    """Read a conversation; raises UnknownConversation."""
    talk = await conversations.find(session, conversation_id, visitor=None)
    return ConversationPage(talk.customer_id, tuple(await conversations.messages(session, conversation_id)))


async def _reason(session: Session, conversation_id: str) -> str:
    past = await events.history(session, ("conversation", conversation_id))
    told = [str(each.data.get("reason", "")) for each in past if each.name == "handed_over"]
    return told[-1] if told else ""
