"""What a request for approval consists of: the quote, what was asked for and why, who decides by when, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class RequestState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    CHANGED = "changed"
    """Approved with other discounts than were asked for."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """One request, about exactly the lines that a quote has at that moment.

    `level` is the role that must answer now; `reached_at` when it got there, `remind_at` and `due_at` follow from the
    role's hours. `granted` are the fingerprints of the lines that the answer covers.
    """

    id: str
    quote_id: str
    number: str
    state: RequestState
    level: str
    asked_by: str
    why: tuple[Mapping[str, Any], ...]
    """The decisions that withheld it, as `Quote.authority` has them."""
    created_at: datetime
    reached_at: datetime
    remind_at: datetime
    due_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    granted: tuple[str, ...] = ()
    words: str = ""
    """Why, in the words of whoever asks; text from outside."""

    def is_overdue(self, now: datetime) -> bool:
        """Whether the answer is late."""
        return self.state is RequestState.OPEN and now >= self.due_at
