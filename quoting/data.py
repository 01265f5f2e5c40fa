"""The source of truth for a quote as data for other programs: what the API answers, and what its PDF carries.

Only what the buyer may read: no authority, no floors.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from content.rates.model import UsedRate
from quoting.amounts import Carriage, Charge, Packing
from quoting.link import Addresses
from quoting.model import Line, Quote
from quoting.proforma import has_proforma


def quote_data(quote: Quote, addresses: Addresses, *, day: date | None = None) -> dict[str, Any]:
    """Put a quote into the contract's JSON: amounts as decimal strings, no PDF before the approval.

    `day`: today where the buyer is; the address of the pro-forma invoice is there while the quote binds us. Without a day
    it is told as on the day when the quote was issued.
    """
    return {
        "number": quote.number,
        "status": quote.status.value,
        "locale": quote.locale,
        "lines": [_line(line) for line in quote.lines],
        "subtotal": str(quote.subtotal.amount),
        "discount": str(quote.discount.amount),
        "freight": str(quote.freight.amount),
        "carriage": _carriage(quote.carriage) if quote.carriage else None,
        "tax": str(quote.tax.amount),
        "charges": [_charge(charge) for charge in quote.charges],
        "total": str(quote.total.amount),
        "currency": quote.currency,
        "incoterm": quote.incoterm,
        "valid_until": quote.valid_until.isoformat(),
        "lead_time_days": quote.lead_time_days,
        "assumptions": list(quote.assumptions),
        "packing": _packing(quote.packing) if quote.packing else None,
        "country": quote.country,
        "tax_treatment": quote.tax_treatment or None,
        "tax_percent": _plain(quote.tax_percent),
        "partial_deliveries": quote.partial_deliveries,
        "terms": dict(quote.terms),
        "rates": [rate_data(rate) for rate in quote.rates],
        "second_locale": quote.second.locale if quote.second else None,
        "revision": quote.revision,
        "customer": quote.customer,
        "pdf_url": addresses.pdf(quote.number, quote.locale) if quote.has_document else None,
        "proforma_url": addresses.proforma(quote.number, quote.locale)
        if has_proforma(quote, day=day or quote.valid_until)
        else None,
        "url": addresses.page(quote.number, quote.locale),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.name,
        "quantity": line.quantity,
        "options": list(line.options),
        "list_price": str(line.list_price.amount),
        "unit_price": str(line.unit_price.amount),
        "min_quantity": line.min_quantity,
        "discount": _plain(line.discount),
        "amount": str(line.amount.amount),
        "lead_time_days": line.lead_time_days,
        "origin": line.origin or None,
        "hs_code": line.hs_code or None,
        "net_weight_kg": _plain(line.net_weight_kg),
        "gross_weight_kg": _plain(line.gross_weight_kg),
        "components": [{"sku": one.sku, "name": one.name, "quantity": one.quantity} for one in line.components],
    }


def _charge(charge: Charge) -> dict[str, Any]:
    percent = None if charge.percent is None else _plain(charge.percent)
    return {"id": charge.id, "name": charge.name, "amount": str(charge.amount.amount), "percent": percent}


def _carriage(carriage: Carriage) -> dict[str, Any]:
    amounts = ("freight", "insurance", "insured", "duty")
    return {
        "country": carriage.country or None,
        "chargeable_kg": _plain(carriage.chargeable_kg),
        **{name: str(getattr(carriage, name).amount) for name in amounts},
    }


def _packing(packing: Packing) -> dict[str, Any]:
    return {
        "packages": packing.packages,
        "net_kg": _plain(packing.net_kg),
        "gross_kg": _plain(packing.gross_kg),
        "volume_m3": _plain(packing.volume_m3),
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def rate_data(used: UsedRate) -> dict[str, Any]:
    """Put an exchange rate that prices went through into JSON: what the buyer may know of it."""
    return {
        "from": used.base,
        "to": used.currency,
        "rate": str(used.rate),
        "as_of": used.as_of.isoformat(),
        "source": used.source,
    }
