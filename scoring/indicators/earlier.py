"""How customers and quotes stood at an earlier moment: what came later is taken back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.indicators.facts import CustomerFacts, QuoteFacts


def customer_as_of(customer: CustomerFacts, end: datetime, quotes: Sequence[QuoteFacts]) -> CustomerFacts:
    """Return a customer as it stood at a moment, with what it was worth by its quotes then."""
    if customer.lost_at is not None and customer.lost_at >= end:
        customer = replace(customer, lost_at=None, lost_reason=None)
    issued = [each for each in quotes if each.issued_at < end]
    if not quotes:  # a value that was entered, or a first quote that still waits for an approval
        return customer
    newest = max(issued, key=lambda each: each.issued_at, default=None)
    worth = customer.value or (newest.value if newest else Decimal(0))
    counts = customer.lost_at is not None or any(each.is_open(end) for each in issued)
    value = worth if issued and counts else Decimal(0)
    return customer if customer.value == value else replace(customer, value=value)


def quote_as_of(quote: QuoteFacts, end: datetime) -> QuoteFacts:
    """Return a quote as it stood at a moment."""
    if quote.closed_at is not None and quote.closed_at >= end:
        quote = replace(quote, closed_at=None, accepted=False, refusal="", withdrawn=False)
    if quote.viewed_at is not None and quote.viewed_at >= end:
        quote = replace(quote, viewed_at=None)
    return quote


def reach(stages: dict[int, datetime], stage: int, at: datetime) -> None:
    """Note that a stage, and with it those below, was reached at a moment, where it was not before."""
    if stage in stages:
        return
    for each in range(1, stage + 1):
        stages.setdefault(each, at)
