"""The source of truth for what carriage, its insurance and import duties cost under a delivery term. Pure.

Where the pack has no rate for rule, destination, weight or currency there is no amount: it is quoted on request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import Any

from content.catalogue.model import FreightRate
from foundation.money import Money
from quoting.amounts import Carriage, Charge, Packing
from quoting.asking import Market, amount_in
from quoting.goods import find_goods, packing_of
from quoting.model import Incoterm, Line
from quoting.places import Whereabouts, folded, names, whereabouts

INSURED = frozenset({"CIP", "CIF"})
"""Rules of Incoterms 2020 under which the seller insures the goods for the buyer."""
DUTY_PAID = frozenset({"DDP"})
_HUNDRED = Decimal(100)


def carriage_for(
    incoterm: Incoterm, packing: Packing | None, lines: Sequence[Line], *, charges: Sequence[Charge], market: Market
) -> Carriage | None:
    """Return what carriage costs the buyer beside the goods; None where it is theirs, or there is no rate.

    Raises NoExchangeRate and ExchangeRateTooOld where an amount must be converted.
    """
    if packing is None or incoterm.place is None:
        return None
    found = _rate_for(incoterm, market)
    if found is None:
        return None
    rate, where = found
    weight = chargeable_kg(packing, rate.kg_per_m3)
    freight = _priced(rate, weight, market)
    if freight is None or (incoterm.rule in DUTY_PAID and rate.duty_percent is None):
        return None
    goods = sum((*(line.amount for line in lines), *(one.amount for one in charges)), start=Money.zero(market.currency))
    insured = _insured(incoterm, goods + freight, market)
    premium = _premium(insured, market)
    if premium is None:
        return None
    duty = _percent(goods + freight, rate.duty_percent or Decimal(0)) if incoterm.rule in DUTY_PAID else None
    zero = Money.zero(market.currency).rounded()
    return Carriage(
        rate=rate.id, country=where.country if where else "", chargeable_kg=weight, freight=freight,
        insured=insured or zero, insurance=premium, duty=duty or zero, country_assumed=where is not None and where.is_assumed,
    )  # fmt: skip


def carriage_to(country: str, packing: Packing, market: Market) -> tuple[tuple[tuple[str, ...], Money], ...]:
    """Return what carriage to a country costs by its rates: rules without insurance and duties, with the freight of each rate."""
    found = []
    for rate in market.company.freight.values():
        rules = tuple(one for one in rate.rules if one not in INSURED | DUTY_PAID and _holds(rate, one, market))
        freight = _priced(rate, chargeable_kg(packing, rate.kg_per_m3), market) if country in rate.countries else None
        if rules and freight is not None:
            found.append((rules, freight))
    return tuple(found)


def carriage_data(asked: Mapping[str, Any], market: Market) -> dict[str, Any]:
    """Return what carriage of `quantity` pieces of a `sku` to a `country` costs, as JSON; amounts as decimal text.

    Raises UnknownProduct, NoExchangeRate and ExchangeRateTooOld.
    """
    packing = packing_of(find_goods(market.company, str(asked["sku"])), int(asked["quantity"]))
    found = carriage_to(str(asked["country"]), packing, market) if packing else ()
    return {
        "sku": asked["sku"],
        "quantity": int(asked["quantity"]),
        "currency": market.currency,
        "rates": [{"rules": list(rules), "amount": str(freight.amount)} for rules, freight in found],
    }


def chargeable_kg(packing: Packing, kg_per_m3: Decimal) -> Decimal:
    """Return the gross weight, or what the volume counts as where that is more; each kilogram begun counts."""
    return max(packing.gross_kg, packing.volume_m3 * kg_per_m3).to_integral_value(ROUND_CEILING)


def carriage_assumed(carriage: Carriage | None, *, carried: bool) -> tuple[str, ...]:
    """Return what a quote assumes of its carriage: a cost that is not known is named as missing, never silently promised."""
    if carriage is None:
        return ("freight_not_included",) if carried else ()
    insured = ("goods_insured",) if carriage.insured.amount else ()
    return ("freight_calculated", *(("place_country",) if carriage.country_assumed else ()), *insured)


def _rate_for(incoterm: Incoterm, market: Market) -> tuple[FreightRate, Whereabouts | None] | None:
    """Return the rate that counts, and where the place is: rates of the very place first, then of its country."""
    said = incoterm.place or ""
    rates = [one for one in market.company.freight.values() if _holds(one, incoterm.rule, market)]
    where = whereabouts(incoterm, market.buyer.country, market.company)
    place = folded(said)
    for rate in rates:
        if any(names(place, name) for name in rate.places):
            return rate, replace(where, is_assumed=False) if where else None
    return next(((rate, where) for rate in rates if where.country in rate.countries), None) if where else None


def _holds(rate: FreightRate, rule: str, market: Market) -> bool:
    begun = rate.valid_from is None or rate.valid_from <= market.today
    going_on = rate.valid_until is None or market.today <= rate.valid_until
    return rule in rate.rules and begun and going_on


def _priced(rate: FreightRate, weight: Decimal, market: Market) -> Money | None:
    if rate.heaviest_kg is not None and weight > rate.heaviest_kg:
        return None
    step = next((one for one in rate.steps if weight <= one.up_to_kg), None)
    if step is not None:
        return _amount(step.amounts, market)
    last, beyond = rate.steps[-1], weight - rate.steps[-1].up_to_kg
    # all of it is converted, once: a kilogram's price rounded to whole yen, or hundreds of them, would grow with the weight
    both = {
        currency: last.amounts[currency] + each * beyond
        for currency, each in rate.per_kg.items()
        if currency in last.amounts
    }
    amount = _amount(both, market)
    return amount.rounded() if amount else None


def _amount(amounts: Mapping[str, Decimal], market: Market) -> Money | None:
    return amount_in(amounts, market) if amounts else None


def _insured(incoterm: Incoterm, value: Money, market: Market) -> Money | None:
    """Return the insured sum; None where nothing is insured for the buyer."""
    rules = market.company.terms.insurance
    return _percent(value, rules.cover_percent if rules else _HUNDRED) if incoterm.rule in INSURED else None


def _premium(insured: Money | None, market: Market) -> Money | None:
    """Return the premium, zero where nothing is insured; None where it must be and the pack does not say for how much."""
    if insured is None:
        return Money.zero(market.currency).rounded()
    rules = market.company.terms.insurance
    if rules is None:
        return None
    least = _amount(rules.minimum, market)
    premium = _percent(insured, rules.percent)
    return max(premium, least, key=lambda one: one.amount) if least is not None else premium


def _percent(value: Money, percent: Decimal) -> Money:
    return (value * (percent / _HUNDRED)).rounded()
