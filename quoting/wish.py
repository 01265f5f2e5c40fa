"""The source of truth for which request a quote answers, and for how a wish for something different changes it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from foundation.locales import country_code
from quoting.model import Quote, QuoteRequest, RequestedLine

_BY_CALLER = ("quantity", "currency")
"""Assumptions that pricing does not find by itself."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be different; None leaves it as it is. `discount` is percent on every line that names none."""

    lines: tuple[RequestedLine, ...] | None = None
    discount: Decimal | None = None
    incoterm: str | None = None
    locale: str | None = None
    currency: str | None = None
    """ISO 4217; prices are those of its list, never converted from the former ones."""
    second_locale: str | None = None
    payment_days: int | None = None
    validity_days: int | None = None
    note: str | None = None


def request_of(quote: Quote, wish: Wish | QuoteRequest | None = None) -> QuoteRequest:
    """Return the request that a quote answers, with a wish for something different, or as a whole new one puts it."""
    if isinstance(wish, QuoteRequest):
        return _instead(quote, wish)
    wish = wish or Wish()
    lines = wish.lines
    if lines is None:
        lines = tuple(RequestedLine(line.sku, line.quantity, line.options, line.discount) for line in quote.lines)
        if wish.discount is not None:
            lines = tuple(replace(line, discount=None) for line in lines)
    locale, second = wish.locale or quote.locale, quote.second.locale if quote.second else None
    return QuoteRequest(
        locale=locale,
        currency=wish.currency or quote.currency,
        lines=lines,
        discount=wish.discount or Decimal(0),
        incoterm=wish.incoterm if wish.incoterm is not None else _said(quote),
        second_locale=second if wish.second_locale is None else wish.second_locale or None,
        country=quote.country or country_code(quote.recipient.get("country")),
        customer=quote.customer,
        conversation=quote.conversation,
        recipient=quote.recipient,
        assumed=_still_assumed(quote, wish.lines, wish.currency),
        price_lists=quote.price_lists,
        partial_deliveries=quote.partial_deliveries or None,
        payment_days=quote.payment_days if wish.payment_days is None else wish.payment_days,
        validity_days=quote.validity_days if wish.validity_days is None else wish.validity_days,
        note=quote.note if wish.note is None else wish.note,
    )


def placed(request: QuoteRequest) -> QuoteRequest:
    """Let the goods of a request go to its recipient's country where nothing else is said: as its draft will read it. Pure."""
    return replace(request, country=request.country or country_code(request.recipient.get("country")))


def _instead(quote: Quote, request: QuoteRequest) -> QuoteRequest:
    """A whole new request keeps where the quote came from, and the lists that were open to the same customer."""
    same = request.customer == quote.customer
    stated = tuple((line.sku, line.quantity) for line in request.lines)
    lines = None if stated == tuple((line.sku, line.quantity) for line in quote.lines) else request.lines
    currency = None if request.currency == quote.currency else request.currency
    return replace(
        placed(request),
        conversation=quote.conversation if same else None,
        price_lists=quote.price_lists if same else frozenset(),
        assumed=_still_assumed(quote, lines, currency),
    )


def _still_assumed(quote: Quote, lines: tuple[RequestedLine, ...] | None, currency: str | None) -> tuple[str, ...]:
    stated = {"quantity": lines is not None, "currency": currency is not None}
    return tuple(name for name in _BY_CALLER if name in quote.assumptions and not stated[name])


def _said(quote: Quote) -> str | None:
    """Return the delivery term as the buyer said it: what was filled in is filled in anew."""
    if "incoterm" in quote.assumptions:
        return None
    return quote.incoterm.split()[0] if "place" in quote.assumptions else quote.incoterm
