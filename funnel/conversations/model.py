"""A stored conversation and its messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from advisor.model import Conversation


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation with its version: a turn is only kept if nobody else kept one meanwhile."""

    memory: Conversation
    visitor: str
    """Digest of the visitor's token."""
    version: int
    signals: frozenset[str]
    """What was recognised of the visitor's intent, as `scoring` reads it."""
    customer_id: int | None
    created_at: datetime
    updated_at: datetime
    last_turn: int = 0
    """The number of the newest turn that either side has spoken in."""


@dataclass(frozen=True, slots=True)
class ListedConversation:
    """A conversation as a list shows it; `last_message` is the newest of either side."""

    id: str
    customer_id: int | None
    locale: str
    updated_at: datetime
    handed_over_at: datetime | None
    last_message: str


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message. `body` of an advisor's message is the whole turn as the API answered it, with its queries."""

    id: int
    conversation_id: str
    turn: int
    role: Literal["visitor", "advisor", "staff"]
    locale: str
    text: str
    body: Mapping[str, Any]
    at: datetime
