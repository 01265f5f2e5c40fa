"""The source of truth for a request for quotation as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A request as it came in, and what was read of it.

    `lines` are {said, described, sku, quantity, alternatives, rival, gaps}, `gaps` those of the whole request (see
    `advisor.requests.model.Gap`); `draft` is the number of the quote that was drafted, None where no line had a product.
    """

    id: str
    digest: str
    """SHA-256 of what came in: the same request is kept once."""
    source: str
    """Where it came from: a file's name, `pasted`, a mail's subject."""
    locale: str
    text: str
    lines: tuple[dict[str, Any], ...]
    gaps: tuple[str, ...]
    wishes: tuple[str, ...]
    customer_id: int | None
    draft: str | None
    created_at: datetime
    done_at: datetime | None = None
    """When a person was finished with it."""
