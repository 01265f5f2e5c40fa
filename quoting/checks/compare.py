"""The source of truth for what concerns an open quote: what it would be today, and the certificates that end before it does. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from content.catalogue import queries
from content.catalogue.model import Company
from content.rates.model import Rate
from quoting.checks.model import Cause, Check
from quoting.differences import Difference, What, differences
from quoting.errors import QuotingError
from quoting.model import Quote

_CAUSES: Mapping[What, Cause] = {
    What.UNIT_PRICE: Cause.PRICE,
    What.CHARGE: Cause.PRICE,
    What.FREIGHT: Cause.PRICE,
    What.TAX: Cause.PRICE,
    What.RATE: Cause.RATE,
    What.LEAD_TIME: Cause.STOCK,
    What.OPTIONS: Cause.SPECIFICATION,
    What.SPECIFICATION: Cause.SPECIFICATION,
    What.CERTIFICATE: Cause.CERTIFICATE,
    What.PAYMENT: Cause.TERMS,
    What.DELIVERY: Cause.TERMS,
    What.WARRANTY: Cause.TERMS,
    What.TAX_NOTE: Cause.TERMS,
    What.BANK: Cause.TERMS,
    What.GONE: Cause.UNAVAILABLE,
}
"""A later last day and the sums that follow are no cause."""
RATE_MATTERS = Decimal("0.01")
_MARKS = "certificates"
"""The attribute that names the marks of a product."""


def compare(
    quote: Quote, today: Quote | QuotingError, company: Company, *, day: date, now: datetime, basis: str = ""
) -> Check:
    """Compare an open quote with what it would be `today`, or with the reason why it could not be made.

    A rate moves every day: it concerns a quote once the whole would cost `RATE_MATTERS` more or less.
    """
    found = tuple(_found(quote, today, company, day=day))
    seen = {_CAUSES[one.what] for one in found if one.what in _CAUSES}
    if Cause.RATE in seen:  # the price list stands, the rate moved the price
        seen.discard(Cause.PRICE)
        if isinstance(today, Quote) and _share(quote, today) < RATE_MATTERS:
            seen.discard(Cause.RATE)
    causes = tuple(cause for cause in Cause if cause in seen)
    kept = tuple(one for one in found if one.what in _CAUSES or one.what is What.TOTAL) if causes else ()
    return Check(quote.id, basis, causes, kept, now)


def basis_of(company: Company, day: date, rates: Sequence[Rate]) -> str:
    """Name what quotes are compared with: the state of the catalogue, the rates on record, and the day, by which certificates end."""
    known = repr(sorted((rate.base, rate.currency, str(rate.rate)) for rate in rates))
    return f"{company.generation}/{day.isoformat()}/{hashlib.sha256(known.encode()).hexdigest()[:12]}"


def _share(quote: Quote, today: Quote) -> Decimal:
    """Return by which share of itself the total would move."""
    return abs(today.total.amount - quote.total.amount) / quote.total.amount if quote.total.amount else Decimal(1)


def _found(quote: Quote, today: Quote | QuotingError, company: Company, *, day: date) -> Iterator[Difference]:
    if isinstance(today, QuotingError):
        yield Difference(What.GONE, "", today.sentence(company.locales[0]))
    else:
        marks = {attribute.label[quote.locale] for name, attribute in company.attributes.items() if name == _MARKS}
        for one in differences(quote, today):
            is_mark = one.what is What.SPECIFICATION and one.label in marks
            yield replace(one, what=What.CERTIFICATE, label="") if is_mark else one
    yield from _ending_certificates(quote, company, day=day)


def _ending_certificates(quote: Quote, company: Company, *, day: date) -> Iterator[Difference]:
    """Name each certificate that was in force when the quote was made and is not to the quote's last day."""
    made = (quote.issued_at or quote.created_at).date()
    for line in quote.lines:
        product = queries.product(company, line.sku)
        for one in product.certificates if product else ():
            if one.expires is not None and made <= one.expires < max(quote.valid_until, day):
                mark = f"{one.mark.replace('_', ' ').upper()} {one.number}"
                yield Difference(What.CERTIFICATE, mark, one.expires.isoformat(), line.sku, line.name, "expires")
