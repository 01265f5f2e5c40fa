"""Source of truth for what a piece costs on a day: the price list's answer, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from content.catalogue.model import Company, Option, Price
from foundation.money import Money


@dataclass(frozen=True, slots=True)
class Break:
    """The unit price from a quantity on, without options."""

    min_quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    """A price as it stands in the list.

    `list_price` is one piece without options at this quantity, `options_price` what the chosen options add to each
    piece, `unit_price` their sum; `breaks` is the whole table, smallest quantity first; the last day is included.
    """

    sku: str
    quantity: int
    currency: str
    options: tuple[str, ...]
    list_price: Money
    options_price: Money
    min_quantity: int
    """The volume break that applied."""
    breaks: tuple[Break, ...]
    valid_from: date
    valid_until: date
    minimum_order: int

    @property
    def unit_price(self) -> Money:
        """One piece with its options."""
        return self.list_price + self.options_price

    @property
    def amount(self) -> Money:
        """All pieces, rounded to the currency's own coins."""
        return (self.unit_price * self.quantity).rounded()

    @property
    def next_break(self) -> Break | None:
        """The next cheaper quantity, if there is one."""
        return next((one for one in self.breaks if one.min_quantity > self.quantity), None)


NoPriceReason: TypeAlias = Literal[
    "unknown_product", "unknown_option", "bad_quantity", "unknown_currency", "not_on_this_day"
]


@dataclass(frozen=True, slots=True)
class NoPrice:
    """There is no price, and why."""

    sku: str
    reason: NoPriceReason


def price(
    company: Company, sku: str, *, quantity: int = 1, currency: str, on: date, options: Sequence[str] = ()
) -> PriceAnswer | NoPrice:
    """Ask the price list for `quantity` pieces of a SKU with option ids on a day."""
    product = company.products.get(sku)
    if product is None:
        return NoPrice(sku, "unknown_product")
    if quantity < 1:
        return NoPrice(sku, "bad_quantity")
    rows = [row for row in company.prices if row.sku == sku and row.currency == currency]
    if not rows:
        return NoPrice(sku, "unknown_currency")
    current = sorted((row for row in rows if row.valid_from <= on <= row.valid_until), key=lambda row: row.min_quantity)
    applied = _applied(current, quantity)
    if applied is None:
        return NoPrice(sku, "not_on_this_day")
    by_id = {option.id: option for option in product.options}
    if any(name not in by_id for name in options):
        return NoPrice(sku, "unknown_option")
    extra = Money.zero(currency)
    for name in dict.fromkeys(options):
        added = _option_price(by_id[name], quantity, currency)
        if added is None:
            return NoPrice(sku, "unknown_currency")
        extra = extra + added
    return PriceAnswer(
        sku=sku,
        quantity=quantity,
        currency=currency,
        options=tuple(dict.fromkeys(options)),
        list_price=Money(applied.unit_price, currency),
        options_price=extra,
        min_quantity=applied.min_quantity,
        breaks=tuple(Break(row.min_quantity, Money(row.unit_price, currency)) for row in current),
        valid_from=applied.valid_from,
        valid_until=applied.valid_until,
        minimum_order=product.supply.minimum_order,
    )


def _applied(rows: Sequence[Price], quantity: int) -> Price | None:
    """Return the row of the largest break that `quantity` reaches; rows come smallest first."""
    return next((row for row in reversed(rows) if row.min_quantity <= quantity), None)


def _option_price(option: Option, quantity: int, currency: str) -> Money | None:
    fitting = [one for one in option.prices if one.currency == currency and one.min_quantity <= quantity]
    return Money(max(fitting, key=lambda one: one.min_quantity).unit_price, currency) if fitting else None
