"""The context of a quote's page: the worded offer, and what the page says around it."""

from __future__ import annotations

from dataclasses import dataclass

from quoting.offer import Offer
from web.locale import Speech


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Context of `quotes/quote.html`."""

    offer: Offer | None
    """None while the quote waits for approval: nothing is promised yet."""
    number: str
    pdf_address: str | None
    ended: str | None
    """The last day, where it is over."""
    say: Speech
    """The words of the domain `quotes`; the frame speaks its own."""
