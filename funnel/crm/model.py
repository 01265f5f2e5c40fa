"""The state of one customer in the CRM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from funnel.ports import LeftOut


class CrmState(StrEnum):
    """Where a customer stands between us and the CRM."""

    NOT_CONFIGURED = "not_configured"
    PENDING = "pending"
    SYNCED = "synced"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CrmLink:
    """A customer's row; `revision` rises with each change that the CRM is to hear of, `pushed` is the one it has."""

    customer_id: int
    state: CrmState
    ids: Mapping[str, str]
    error: str | None
    revision: int
    pushed: int
    updated_at: datetime
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """Quotes whose file the CRM did not take in the last push, by number."""
