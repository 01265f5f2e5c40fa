"""The source of truth for how all that a quote and its lines rest on is written as JSON and read again, to the last digit. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from content.rates.model import UsedRate
from foundation.money import Money
from quoting.amounts import Carriage, Charge, Packing
from quoting.model import Component, Line, Quote
from quoting.second import read_second, second_json

_PLAIN = ("name", "option_names", "specification", "picture", "warranty_months", "origin", "hs_code")
_EXACT = ("net_weight_kg", "gross_weight_kg", "volume_m3")


def quote_basis(quote: Quote) -> dict[str, Any]:
    """Write what stands beside the amounts: charges, rates, packing, destination, tax, partial deliveries, the second language."""
    return {
        "charges": [_charge_json(charge) for charge in quote.charges],
        "rates": [_rate_json(rate) for rate in quote.rates],
        "packing": _packing_json(quote.packing) if quote.packing else None,
        "carriage": _carriage_json(quote.carriage) if quote.carriage else None,
        "country": quote.country,
        "tax_treatment": quote.tax_treatment,
        "tax_percent": str(quote.tax_percent),
        "partial_deliveries": quote.partial_deliveries,
        "price_lists": sorted(quote.price_lists),
        "second": second_json(quote.second),
        "payment_days": quote.payment_days,
        "validity_days": quote.validity_days,
        "note": quote.note,
        "revises": quote.revises,
    }


def quote_fields(basis: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Return the fields of a `Quote` that `quote_basis` wrote; older quotes have none of them."""
    packing = basis.get("packing")
    return {
        "charges": tuple(_charge(one, currency) for one in basis.get("charges", ())),
        "rates": tuple(_rate(one) for one in basis.get("rates", ())),
        "packing": _packing(packing) if packing else None,
        "carriage": _carriage(basis["carriage"], currency) if basis.get("carriage") else None,
        "country": basis.get("country"),
        "tax_treatment": basis.get("tax_treatment", ""),
        "tax_percent": Decimal(basis.get("tax_percent", "0")),
        "partial_deliveries": basis.get("partial_deliveries", False),
        "price_lists": frozenset(basis.get("price_lists", ())),
        "second": read_second(basis.get("second")),
        "payment_days": basis.get("payment_days"),
        "validity_days": basis.get("validity_days"),
        "note": basis.get("note", ""),
        "revises": basis.get("revises", ""),
    }


def line_details(line: Line) -> dict[str, Any]:
    """Write what a line holds beside its columns. The floor is kept here too and read by nobody but the house."""
    return {
        **{name: getattr(line, name) for name in _PLAIN},
        **{name: str(getattr(line, name)) for name in _EXACT},
        "components": [[one.sku, one.name, one.quantity] for one in line.components],
        "packages": line.packages,
        "price_until": line.price_until.isoformat() if line.price_until else None,
        "price_list": line.price_list,
        "floor": str(line.floor.amount) if line.floor else None,
    }


_HOUSE_ONLY = frozenset({"floor", "price_list", "price_lists"})


def without_house_only(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line's details, a quote's basis or its event as anybody outside may have it: without floors and lists."""
    return {name: value for name, value in kept.items() if name not in _HOUSE_ONLY}


def line_fields(details: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Return the fields of a `Line` that `line_details` wrote."""
    until, floor = details.get("price_until"), details.get("floor")
    return {
        "name": details["name"],
        "option_names": tuple(details["option_names"]),
        "specification": tuple((label, value) for label, value in details["specification"]),
        **{name: details[name] for name in ("picture", "warranty_months", "origin", "hs_code")},
        **{name: Decimal(details.get(name, "0")) for name in _EXACT},
        "components": tuple(Component(*one) for one in details.get("components", ())),
        "packages": details.get("packages", 0),
        "price_until": date.fromisoformat(until) if until else None,
        "price_list": details.get("price_list", ""),
        "floor": Money.of(floor, currency) if floor else None,
    }


def _charge_json(charge: Charge) -> dict[str, Any]:
    return {
        "id": charge.id,
        "name": charge.name,
        "amount": str(charge.amount.amount),
        "percent": str(charge.percent) if charge.percent is not None else None,
        "basis": str(charge.basis.amount) if charge.basis is not None else None,
    }


def _charge(one: Mapping[str, Any], currency: str) -> Charge:
    percent, basis = one["percent"], one["basis"]
    return Charge(
        id=one["id"],
        name=one["name"],
        amount=Money.of(one["amount"], currency),
        percent=Decimal(percent) if percent is not None else None,
        basis=Money.of(basis, currency) if basis is not None else None,
    )


def _rate_json(rate: UsedRate) -> dict[str, Any]:
    return {
        "from": rate.base,
        "to": rate.currency,
        "rate": str(rate.rate),
        "reference": str(rate.reference),
        "margin_percent": str(rate.margin_percent),
        "as_of": rate.as_of.isoformat(),
        "source": rate.source,
    }


def _rate(one: Mapping[str, Any]) -> UsedRate:
    return UsedRate(
        base=one["from"],
        currency=one["to"],
        rate=Decimal(one["rate"]),
        reference=Decimal(one["reference"]),
        margin_percent=Decimal(one["margin_percent"]),
        as_of=datetime.fromisoformat(one["as_of"]),
        source=one["source"],
    )


def _packing_json(packing: Packing) -> dict[str, Any]:
    return {
        "packages": packing.packages,
        "net_kg": str(packing.net_kg),
        "gross_kg": str(packing.gross_kg),
        "volume_m3": str(packing.volume_m3),
    }


def _packing(one: Mapping[str, Any]) -> Packing:
    return Packing(one["packages"], Decimal(one["net_kg"]), Decimal(one["gross_kg"]), Decimal(one["volume_m3"]))


_CARRIED = ("freight", "insured", "insurance", "duty")


def _carriage_json(carriage: Carriage) -> dict[str, Any]:
    amounts = {name: str(getattr(carriage, name).amount) for name in _CARRIED}
    kept = {"rate": carriage.rate, "country": carriage.country, "chargeable_kg": str(carriage.chargeable_kg)}
    return {**kept, **amounts, "country_assumed": carriage.country_assumed}


def _carriage(one: Mapping[str, Any], currency: str) -> Carriage:
    amounts = {name: Money.of(one[name], currency) for name in _CARRIED}
    assumed = bool(one.get("country_assumed"))
    return Carriage(one["rate"], one["country"], Decimal(one["chargeable_kg"]), **amounts, country_assumed=assumed)
