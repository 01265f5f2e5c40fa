"""Source of truth for what a piece costs a buyer on a day: the price list's answer, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from content.catalogue.model import Bundle, Company, Conversion, Option, Price
from content.rates.convert import NoRate, convert, rate_for
from content.rates.model import NO_RATES, RateBook, UsedRate
from foundation.money import Money

GENERAL = ""
"""The price list of everybody."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who a price is for, as far as it decides which list counts.

    `account` is what a customer is known by (number, e-mail address, its domain), where that is proven; `country` is where
    the goods go, ISO 3166.
    """

    account: frozenset[str] = frozenset()
    country: str | None = None
    lists: frozenset[str] = frozenset()
    """Customers' lists that were opened for them before, by id: a revision is priced like the quote that it replaces."""


ANYBODY = Buyer()


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
    price_list: str = GENERAL
    """Which list gave it; for the house only, as `floor`."""
    floor: Money | None = field(default=None, repr=False)
    """The lowest price of one piece without options that may be sold without asking. Never leaves the house."""
    rate: UsedRate | None = None
    """The exchange rate that it went through, where the currency has no list of its own."""

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
    "unknown_product", "unknown_option", "bad_quantity", "unknown_currency", "not_on_this_day", "no_rate", "old_rate"
]


@dataclass(frozen=True, slots=True)
class NoPrice:
    """There is no price, and why."""

    sku: str
    reason: NoPriceReason


def price(
    company: Company,
    sku: str,
    *,
    quantity: int = 1,
    currency: str,
    on: date,
    options: Sequence[str] = (),
    buyer: Buyer = ANYBODY,
    rates: RateBook = NO_RATES,
) -> PriceAnswer | NoPrice:
    """Ask the price lists for `quantity` pieces of a product or sets of a bundle on a day, with option ids.

    The buyer's first list that has a price counts. Where no list is in the currency and the pack converts it, the list that
    it is converted from is asked, and every amount comes by the newest of `rates`.
    """
    ask = _Ask(quantity, currency, on, tuple(dict.fromkeys(options)), buyer)
    answer = _offered(company, sku, ask)
    rule = company.terms.conversions.get(currency)
    if rule is None or not isinstance(answer, NoPrice) or answer.reason != "unknown_currency":
        return answer
    original = _offered(company, sku, replace(ask, currency=rule.from_currency))
    if isinstance(original, NoPrice):
        return original
    used = rate_for(company, currency, rates, on=on)
    if isinstance(used, NoRate):
        return NoPrice(sku, "old_rate" if used.reason == "old_rate" else "no_rate")
    return _converted(original, used, rule)


def _offered(company: Company, sku: str, ask: _Ask) -> PriceAnswer | NoPrice:
    answer = _listed(company, sku, ask)
    if isinstance(answer, PriceAnswer) and answer.floor is None and sku in company.bundles:
        return replace(answer, floor=_floor_of_parts(company, company.bundles[sku], ask))
    return answer


def _converted(answer: PriceAnswer, used: UsedRate, rule: Conversion) -> PriceAnswer:
    """Every amount by itself, so that what is shown adds up; the floor rises and falls with the price."""

    def into(amount: Money) -> Money:
        return convert(amount, used, rule)

    return replace(
        answer,
        currency=used.currency,
        list_price=into(answer.list_price),
        options_price=into(answer.options_price),
        breaks=tuple(Break(one.min_quantity, into(one.unit_price)) for one in answer.breaks),
        floor=into(answer.floor) if answer.floor is not None else None,
        rate=used,
    )


@dataclass(frozen=True, slots=True)
class _Ask:
    quantity: int
    currency: str
    on: date
    options: tuple[str, ...]
    buyer: Buyer


def _listed(company: Company, sku: str, ask: _Ask) -> PriceAnswer | NoPrice:
    product = company.products.get(sku)
    if product is None and sku not in company.bundles:
        return NoPrice(sku, "unknown_product")
    if ask.quantity < 1:
        return NoPrice(sku, "bad_quantity")
    rows = rows_for(company, sku, currency=ask.currency, buyer=ask.buyer)
    if not rows:
        return NoPrice(sku, "unknown_currency")
    lists = lists_for(company, ask.buyer)
    current = [row for row in rows if row.valid_from <= ask.on <= row.valid_until]
    applied = _applied(current, ask.quantity, lists)
    if applied is None:
        return NoPrice(sku, "not_on_this_day")
    known = {option.id: _option_price(option, ask, lists) for option in (product.options if product else ())}
    if any(name not in known for name in ask.options):
        return NoPrice(sku, "unknown_option")
    added = [one for name in ask.options if (one := known[name]) is not None]
    if len(added) < len(ask.options):
        return NoPrice(sku, "unknown_currency")
    minimum = product.supply.minimum_order if product else 1
    return _answer(applied, current, ask, options_price=sum(added, start=Money.zero(ask.currency)), minimum=minimum)


def _answer(applied: Price, current: Sequence[Price], ask: _Ask, *, options_price: Money, minimum: int) -> PriceAnswer:
    currency = applied.currency
    table = sorted((row for row in current if row.price_list == applied.price_list), key=lambda row: row.min_quantity)
    return PriceAnswer(
        sku=applied.sku,
        quantity=ask.quantity,
        currency=currency,
        options=ask.options,
        list_price=Money(applied.unit_price, currency),
        options_price=options_price,
        min_quantity=applied.min_quantity,
        breaks=tuple(Break(row.min_quantity, Money(row.unit_price, currency)) for row in table),
        valid_from=applied.valid_from,
        valid_until=applied.valid_until,
        minimum_order=minimum,
        price_list=applied.price_list,
        floor=_floor(applied, current, ask.quantity),
    )


def lists_for(company: Company, buyer: Buyer) -> tuple[str, ...]:
    """Return the lists that may price for a buyer in the order they count: the customer's, the country's, the general one."""
    near = [one.id for one in company.price_lists.values() if buyer.country in one.countries]
    return (*opened_lists(company, buyer), *near, GENERAL)


def opened_lists(company: Company, buyer: Buyer) -> tuple[str, ...]:
    """Return the customers' lists that are open to a buyer, in the pack's order."""
    known = {name.casefold() for name in buyer.account}
    return tuple(
        one.id
        for one in company.price_lists.values()
        if known & {name.casefold() for name in one.customers} or (one.customers and one.id in buyer.lists)
    )


def rows_for(company: Company, sku: str, *, currency: str | None, buyer: Buyer) -> list[Price]:
    """Return the rows of a product on the buyer's lists, of every day; in every currency where it is None."""
    lists = lists_for(company, buyer)
    rows = _by_sku(_Table(company.prices)).get(sku, ())
    return [row for row in rows if currency in {None, row.currency} and row.price_list in lists]


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A whole price table, alike only itself: looked through once, however often it is asked."""

    rows: tuple[Price, ...]

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and self.rows is other.rows


@lru_cache(maxsize=4)
def _by_sku(table: _Table) -> Mapping[str, Sequence[Price]]:
    found: dict[str, list[Price]] = {}
    for row in table.rows:
        found.setdefault(row.sku, []).append(row)
    return found


def _applied(rows: Sequence[Price], quantity: int, lists: Sequence[str] = (GENERAL,)) -> Price | None:
    """Return the row of the largest break that `quantity` reaches, of the first list that has one."""
    for name in lists:
        reached = [row for row in rows if row.price_list == name and row.min_quantity <= quantity]
        if reached:
            return max(reached, key=lambda row: row.min_quantity)
    return None


def _floor(applied: Price, rows: Sequence[Price], quantity: int) -> Money | None:
    """The floor of the row that applied; where a special list names none, the general list's."""
    general = _applied(rows, quantity)
    floor = applied.floor if applied.floor is not None or general is None else general.floor
    return None if floor is None else Money(floor, applied.currency)


def _floor_of_parts(company: Company, bundle: Bundle, ask: _Ask) -> Money | None:
    """What a bundle without a floor may not go below: the floors of what is in it, where each has one."""
    total = Money.zero(ask.currency)
    for part in bundle.components:
        own = _listed(company, part.sku, replace(ask, quantity=part.quantity * ask.quantity, options=()))
        if isinstance(own, NoPrice) or own.floor is None:
            return None
        total = total + own.floor * part.quantity
    return total


def _option_price(option: Option, ask: _Ask, lists: Sequence[str]) -> Money | None:
    for name in lists:
        reached = [
            one
            for one in option.prices
            if (one.price_list, one.currency) == (name, ask.currency) and one.min_quantity <= ask.quantity
        ]
        if reached:
            return Money(max(reached, key=lambda one: one.min_quantity).unit_price, ask.currency)
    return None
