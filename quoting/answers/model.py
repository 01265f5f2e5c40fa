"""What buyers leave on the page of a quote: the wish to accept it, until it is confirmed, and questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody who wants to accept a quote; `confirmed_at` once the link that was mailed to `email` was used."""

    id: str
    quote_id: str
    name: str
    role: str
    email: str
    locale: str
    """Of the page that it was asked on."""
    asked_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a quote, as it was asked; plain text, hostile data."""

    id: str
    quote_id: str
    name: str
    email: str
    locale: str
    text: str
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by: str | None = None
