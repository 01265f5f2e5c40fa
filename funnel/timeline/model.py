"""One event as it arrives, and one move as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.model import Reason


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to keep, of a customer, of a visitor, or of a visitor whose customer is known; `at` is when it happened, aware UTC."""

    event_type: str
    at: datetime
    source: str
    value: str | None = None
    customer_id: int | None = None
    visitor: str | None = None


@dataclass(frozen=True, slots=True)
class StageMoved:
    """A stage move of the past; `actor` is who moved it."""

    from_stage: int
    to_stage: int
    at: datetime
    reason: Reason
    actor: str
