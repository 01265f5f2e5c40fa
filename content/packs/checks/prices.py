"""Source of truth for when a price list is sound: complete, unambiguous on every day, and falling with the quantity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from babel.numbers import get_currency_precision

from content.catalogue.kinds import PRICES
from content.catalogue.model import Price
from content.packs.draft import Draft
from content.packs.faults import Fault

Row: TypeAlias = tuple[int, Price]
Window: TypeAlias = tuple[date, date]


def check(draft: Draft) -> Iterator[Fault]:
    """Find prices that are missing, contradict each other, or cannot be paid."""
    profile = draft.single("profile")
    currencies: tuple[str, ...] = profile.currencies if profile else ()
    lists: dict[tuple[str, str], dict[Window, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for line, price in draft.prices:
        yield from _row(draft, (line, price), currencies)
        lists[price.sku, price.currency][price.valid_from, price.valid_until].append((line, price))
    for windows in lists.values():
        yield from _overlap(windows)
        for rows in windows.values():
            yield from _breaks(rows)
    for item in draft.items["product"].values():
        lacking = [code for code in currencies if (item.id, code) not in lists]
        if lacking:
            message = f"prices.csv has no price in {', '.join(lacking)}."
            yield item.fault((item.kind.key or "",), message, "Add a row from 1 piece for each currency.")


def _fault(row: Row, column: str, *, message: str, mend: str) -> Fault:
    line, price = row
    return Fault(PRICES, line, f"{price.sku}.{column}", message, mend)


def _row(draft: Draft, row: Row, currencies: Sequence[str]) -> Iterator[Fault]:
    line, price = row
    if price.sku not in draft.ids("product"):
        yield _fault(
            (line, price),
            "sku",
            message=f"There is no product `{price.sku}`.",
            mend="Correct the SKU, or take the row out.",
        )
    if currencies and price.currency not in currencies:
        message = f"`{price.currency}` is no currency of the pack."
        yield _fault((line, price), "currency", message=message, mend=f"Use {', '.join(currencies)}.")
    if price.min_quantity < 1:
        yield _fault(
            (line, price), "min_quantity", message="A break begins at one piece or more.", mend="Write 1 or more."
        )
    if not price.unit_price.is_finite() or price.unit_price <= 0:
        yield _fault(
            (line, price), "unit_price", message="The price is not above zero.", mend="Write what one piece costs."
        )
    elif price.unit_price != round(price.unit_price, get_currency_precision(price.currency)):
        message = f"{price.currency} has no such small coins."
        yield _fault((line, price), "unit_price", message=message, mend="Round it.")
    if price.valid_from > price.valid_until:
        yield _fault(
            (line, price), "valid_until", message="The price ends before it begins.", mend="Correct the dates."
        )


def _overlap(windows: dict[Window, list[Row]]) -> Iterator[Fault]:
    """Two windows that share a day would leave two prices for it."""
    ordered = sorted(windows)
    for earlier, later in pairwise(ordered):
        if later[0] <= earlier[1]:
            line, price = windows[later][0]
            message = f"The prices overlap with those from {earlier[0]} to {earlier[1]}."
            yield _fault(
                (line, price), "valid_from", message=message, mend="Let one list end the day before the next begins."
            )


def _breaks(rows: list[Row]) -> Iterator[Fault]:
    ordered = sorted(rows, key=lambda row: (row[1].min_quantity, row[0]))
    line, first = ordered[0]
    if first.min_quantity != 1:
        yield _fault(
            (line, first),
            "min_quantity",
            message="The first break does not begin at 1.",
            mend="Add a row from 1 piece.",
        )
    before: Decimal | None = None
    quantity = 0
    for line, price in ordered:
        if price.min_quantity == quantity:
            yield _fault(
                (line, price), "min_quantity", message="This break is there twice.", mend="Keep one of the two."
            )
        elif before is not None and price.unit_price >= before:
            message = f"{price.min_quantity} pieces cost no less each than {quantity} ({before})."
            yield _fault((line, price), "unit_price", message=message, mend="Let the price fall with the quantity.")
        before, quantity = price.unit_price, price.min_quantity
