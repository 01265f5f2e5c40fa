"""Source of truth for when price lists are sound: complete, unambiguous on every day, falling with the quantity, above their floors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from babel.numbers import get_currency_precision

from content.catalogue.kinds import PRICE_BOOK, PRICES
from content.catalogue.model import Price
from content.packs.checks.references import country
from content.packs.draft import Draft
from content.packs.faults import Fault
from content.packs.source import Row

Placed: TypeAlias = tuple[Row, Price]
Window: TypeAlias = tuple[date, date]
HIGHEST = Decimal(10) ** 12
"""No price of one piece is as high; above it a comma was forgotten."""


def check(draft: Draft) -> Iterator[Fault]:
    """Find prices that are missing, contradict each other, or cannot be paid."""
    profile = draft.single("profile")
    currencies: tuple[str, ...] = profile.currencies if profile else ()
    terms = draft.single("terms")
    converted = terms.conversions if terms else {}
    yield from _lists(draft)
    tables: dict[tuple[str, str, str], dict[Window, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for row, price in draft.prices:
        yield from _references(draft, row, price, currencies=currencies)
        yield from _figures(row, price)
        tables[price.sku, price.currency, price.price_list][price.valid_from, price.valid_until].append((row, price))
    for windows in tables.values():
        yield from _overlap(windows)
        for rows in windows.values():
            yield from _breaks(rows)
    for item in (*draft.items["product"].values(), *draft.items["bundle"].values()):
        lacking = [code for code in currencies if (item.id, code, "") not in tables and code not in converted]
        if lacking:
            table = PRICES if PRICES in draft.files else PRICE_BOOK
            message = f"{table} has no price in {', '.join(lacking)}."
            yield item.fault((item.kind.key or "",), message, "Add a row from 1 piece for each currency.")


def _lists(draft: Draft) -> Iterator[Fault]:
    """A list is for customers or for countries, and no two are for the same."""
    taken: dict[str, str] = {}
    for item, price_list in draft.parts("price_list"):
        if bool(price_list.customers) == bool(price_list.countries):
            message = "A price list is for customers or for countries."
            yield item.fault((), message, "Name one of the two; the list of everybody needs no name.")
        for field in ("customers", "countries"):
            for index, named in enumerate(getattr(price_list, field)):
                other = taken.setdefault(named.casefold(), item.id)
                if other != item.id:
                    yield item.fault((field, index), f"`{named}` is also in `{other}`.", "Keep it in one list.")
                if not named.strip():
                    yield item.fault((field, index), "The name is empty.", "Write it, or take it out.")
        for index, code in enumerate(price_list.countries):
            yield from country(item, ("countries", index), code)


def _references(draft: Draft, row: Row, price: Price, *, currencies: Sequence[str]) -> Iterator[Fault]:
    if price.sku not in draft.ids("product") | draft.ids("bundle"):
        message = f"There is no product `{price.sku}`."
        yield row.fault("sku", message, "Correct the SKU, or take the row out.")
    if price.price_list and price.price_list not in draft.ids("price_list"):
        message = f"There is no price list `{price.price_list}`."
        yield row.fault("price_list", message, "Name it in price_lists.yaml, or leave the cell empty for everybody.")
    if currencies and price.currency not in currencies:
        message = f"`{price.currency}` is no currency of the pack."
        yield row.fault("currency", message, f"Use {', '.join(currencies)}.")


def _figures(row: Row, price: Price) -> Iterator[Fault]:
    if price.min_quantity < 1:
        yield row.fault("min_quantity", "A break begins at one piece or more.", "Write 1 or more.")
    coins = get_currency_precision(price.currency)
    if not 0 < price.unit_price < HIGHEST:
        message = "The price is not above zero." if price.unit_price <= 0 else "No piece costs as much."
        yield row.fault("unit_price", message, "Write what one piece costs.")
    elif price.unit_price != round(price.unit_price, coins):
        yield row.fault("unit_price", f"{price.currency} has no such small coins.", "Round it.")
    if price.floor is not None and not 0 < price.floor <= price.unit_price:
        message = "The floor is not above zero, or above its own price."
        yield row.fault("floor", message, "Write the lowest price of one piece, or leave the cell empty.")
    elif price.floor is not None and price.floor != round(price.floor, coins):
        yield row.fault("floor", f"{price.currency} has no such small coins.", "Round it.")
    if price.valid_from > price.valid_until:
        yield row.fault("valid_until", "The price ends before it begins.", "Correct the dates.")


def _overlap(windows: dict[Window, list[Placed]]) -> Iterator[Fault]:
    """Two windows that share a day would leave two prices for it."""
    ordered = sorted(windows)
    longest = ordered[0]
    for window in ordered[1:]:
        if window[0] <= longest[1]:
            row, _ = windows[window][0]
            message = f"The prices overlap with those from {longest[0]} to {longest[1]}."
            yield row.fault("valid_from", message, "Let one list end the day before the next begins.")
        longest = max(longest, window, key=lambda one: one[1])


def _breaks(rows: list[Placed]) -> Iterator[Fault]:
    ordered = sorted(rows, key=lambda placed: (placed[1].min_quantity, placed[0].line))
    row, first = ordered[0]
    if first.min_quantity != 1:
        yield row.fault("min_quantity", "The first break does not begin at 1.", "Add a row from 1 piece.")
    before: Decimal | None = None
    quantity = 0
    for row, price in ordered:
        if price.min_quantity == quantity:
            yield row.fault("min_quantity", "This break is there twice.", "Keep one of the two.")
        elif before is not None and price.unit_price >= before:
            message = f"{price.min_quantity} pieces cost no less each than {quantity} ({before})."
            yield row.fault("unit_price", message, "Let the price fall with the quantity.")
        before, quantity = price.unit_price, price.min_quantity
