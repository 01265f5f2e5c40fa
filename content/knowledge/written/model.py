"""Source of truth for a question without an answer, and for an answer as a person writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from content.knowledge.model import Visibility


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that nothing answered, as it was asked in a conversation."""

    question: str
    locale: str
    conversation: str
    product: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer: how often and by which conversations it was asked, about what."""

    id: int
    locale: str
    question: str
    product: str | None
    category: str | None
    asked: int
    last_asked_at: datetime
    conversations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as a person writes it; without a product or family it is about the company in general."""

    question: str
    answer: str
    locale: str
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    visibility: Visibility = "public"
