"""What an amount is worth in the base currency: by the company's own price lists, so that no exchange rate is needed.

A customer's value is reckoned from the lines of an open quote (`funnel/journey/judge.py`); of quotes that ended it says nothing any
more. For these the ratio of the lists is exact enough: the median over all products that are priced in both currencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from content.catalogue.model import Company

CENT = Decimal("0.01")


def worth_in_base(company: Company) -> Callable[[Decimal, str], Decimal]:
    """Return a function from an amount and its currency to base currency; 0 where no list has both."""
    base = company.identity.base_currency
    general = [each for each in company.prices if not each.price_list]
    own = {(each.sku, each.min_quantity): each.unit_price for each in general if each.currency == base}
    found: dict[str, list[Decimal]] = defaultdict(list)
    for each in general:
        price = own.get((each.sku, each.min_quantity))
        if price and each.unit_price:
            found[each.currency].append(price / each.unit_price)
    ratios = {currency: median(values) for currency, values in found.items()} | {base: Decimal(1)}

    def worth(amount: Decimal, currency: str) -> Decimal:
        return (amount * ratios.get(currency, Decimal(0))).quantize(CENT, ROUND_HALF_UP)

    return worth
