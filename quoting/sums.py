"""The source of truth for everything below the lines: surcharges, carriage, tax and the total, with what they rest on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content.catalogue.taxation import taxation_of
from quoting.asking import Market, rate_used
from quoting.freight import carriage_for
from quoting.goods import pack
from quoting.model import Incoterm, Line
from quoting.pricing import add_up
from quoting.surcharges import surcharges_for
from quoting.taxes import tax_on


def sum_up(lines: Sequence[Line], market: Market, incoterm: Incoterm | None, *, locale: str) -> dict[str, Any]:
    """Return the sums of a quote by the names of its fields; `incoterm` is None where nothing is carried.

    Raises NoExchangeRate and ExchangeRateTooOld.
    """
    charges = surcharges_for(lines, market, locale=locale)
    packing = pack(lines)
    carriage = carriage_for(incoterm, packing, lines, charges=charges, market=market) if incoterm else None
    tax = taxation_of(market.company, market.buyer.country)
    freight = carriage.total if carriage else None
    taxed = tax_on(lines, charges, tax.percent, freight=freight)
    totals = add_up(lines, currency=market.currency, charges=charges, freight=freight, tax=taxed)
    company = market.company
    amounts = [company.surcharges[charge.id].amounts for charge in charges]
    if carriage is not None:
        amounts.append(company.freight[carriage.rate].steps[-1].amounts)
    used = rate_used(lines, market, amounts=amounts)
    return {
        **{name: getattr(totals, name) for name in ("subtotal", "discount", "freight", "tax", "total")},
        "charges": charges,
        "packing": packing,
        "carriage": carriage,
        "rates": (used,) if used else (),
        "tax_treatment": tax.treatment,
        "tax_percent": tax.percent,
    }
