"""The source of truth for what is added below the lines, and for the smallest order: the pack's rules on priced lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from content.catalogue.model import Company, Surcharge
from foundation.money import Money
from quoting.amounts import Charge
from quoting.asking import Market, amount_in
from quoting.errors import BelowMinimumValue
from quoting.goods import find_goods
from quoting.model import Line

_HUNDRED = Decimal(100)


def surcharges_for(lines: Sequence[Line], market: Market, *, locale: str) -> tuple[Charge, ...]:
    """Return the surcharges that the buyer's country and the day bring to these lines, in the pack's order.

    Each is rounded by itself; a percentage is of the goods after their discounts, never of other surcharges. Raises
    NoExchangeRate and ExchangeRateTooOld where an amount must be converted.
    """
    charges = []
    for rule in market.company.surcharges.values():
        if not _holds(rule, market):
            continue
        concerned = [line for line in lines if _concerns(rule, line, market.company)]
        if concerned and not _is_large_enough(rule, lines, market):
            charges.append(_charge(rule, _worth(concerned), market, locale=locale))
    return tuple(charge for charge in charges if not charge.amount.is_zero)


def check_minimum(lines: Sequence[Line], market: Market) -> None:
    """Raise BelowMinimumValue where all goods together, after discounts, cost less than the pack's smallest order."""
    worth = _worth(lines)
    minimum = amount_in(market.company.terms.minimum_order, market)
    if minimum is not None and worth < minimum:
        raise BelowMinimumValue(minimum=str(minimum), amount=str(worth), missing=str(minimum - worth))


def _holds(rule: Surcharge, market: Market) -> bool:
    begun = rule.valid_from is None or rule.valid_from <= market.today
    going_on = rule.valid_until is None or market.today <= rule.valid_until
    return begun and going_on and (not rule.countries or market.buyer.country in rule.countries)


def _concerns(rule: Surcharge, line: Line, company: Company) -> bool:
    if not rule.categories and not rule.products:
        return True
    pieces = [piece.product for piece in find_goods(company, line.sku).pieces]
    named = {line.sku, *(product.sku for product in pieces)} & set(rule.products)
    return bool(named) or any(product.category in rule.categories for product in pieces)


def _is_large_enough(rule: Surcharge, lines: Sequence[Line], market: Market) -> bool:
    bound = amount_in(rule.below, market)
    return bound is not None and _worth(lines) >= bound


def _charge(rule: Surcharge, basis: Money, market: Market, *, locale: str) -> Charge:
    if rule.percent is not None:
        amount = (basis * (rule.percent / _HUNDRED)).rounded()
        return Charge(rule.id, rule.name[locale], amount, percent=rule.percent, basis=basis)
    return Charge(rule.id, rule.name[locale], amount_in(rule.amounts, market) or Money.zero(basis.currency))


def _worth(lines: Sequence[Line]) -> Money:
    return sum((line.amount for line in lines[1:]), start=lines[0].amount)
