"""Source of truth for when bundles, surcharges, smallest orders and conversions of a pack can be reckoned with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from babel.numbers import get_currency_precision

from content.catalogue.model import Bundle, Surcharge, Terms
from content.packs.checks.references import country, currency, existing, file_there
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path


def check(draft: Draft) -> Iterator[Fault]:
    """Find bundles of what is not there, surcharges that say nothing or two things, and amounts that cannot be paid."""
    currencies = listed_currencies(draft)
    for item, bundle in draft.parts("bundle"):
        yield from _bundle(draft, item, bundle)
    for item, surcharge in draft.parts("surcharge"):
        yield from _surcharge(draft, item, surcharge, currencies=currencies)
    for item, terms in draft.parts("terms"):
        yield from _conversions(draft, item, terms)
        yield from _tax(draft, item, terms)
        yield from amounts(draft, item, ("minimum_order",), amounts=terms.minimum_order, currencies=currencies)


def listed_currencies(draft: Draft) -> list[str]:
    """Return the currencies that have lists of their own: amounts must be given in each."""
    profile, terms = draft.single("profile"), draft.single("terms")
    return [code for code in (profile.currencies if profile else ()) if not terms or code not in terms.conversions]


def _conversions(draft: Draft, item: Item, terms: Terms) -> Iterator[Fault]:
    for code, rule in terms.conversions.items():
        place: Path = ("conversions", code)
        yield from currency(item, place, code, draft=draft)
        yield from currency(item, (*place, "from_currency"), rule.from_currency, draft=draft)
        if rule.from_currency == code or rule.from_currency in terms.conversions:
            message = f"`{rule.from_currency}` has no list that could be converted."
            yield item.fault((*place, "from_currency"), message, "Name a currency that every product has a price in.")
        if not 0 <= rule.margin_percent <= 50:
            yield item.fault((*place, "margin_percent"), "The margin is not from 0 to 50.", "Write it like 2.5.")
        if rule.round_to is not None and not 0 < rule.round_to <= 10_000:
            yield item.fault((*place, "round_to"), "The step is not above 0 and up to 10000.", "Write it like 10.")
        elif rule.round_to is not None and rule.round_to != round(rule.round_to, get_currency_precision(code)):
            yield item.fault((*place, "round_to"), f"{code} has no such small coins.", "Write a larger step.")
        if not 1 <= rule.max_age_days <= 366:
            yield item.fault((*place, "max_age_days"), "A rate holds from 1 to 366 days.", "Write it like 7.")


def _tax(draft: Draft, item: Item, terms: Terms) -> Iterator[Fault]:
    rules = terms.tax
    if rules is None:
        return
    for index, code in enumerate(rules.union):
        yield from country(item, ("tax", "union", index), code)
    identity = draft.single("identity")
    if identity and rules.union and identity.country not in rules.union:
        message = f"The company's own country {identity.country} is not among the countries of its union."
        yield item.fault(("tax", "union"), message, "Add it, or leave the list out.")
    if bool(rules.union) != (rules.reverse_charge is not None):
        message = "A union and what its businesses are told belong together."
        yield item.fault(("tax",), message, "Write `union` and `reverse_charge`, or neither.")
    for name in ("domestic", "reverse_charge", "export"):
        case = getattr(rules, name)
        if case is not None and not 0 <= case.percent < 100:
            yield item.fault(
                ("tax", name, "percent"), "The percentage is not from 0 to below 100.", "Write it like 19."
            )


def _bundle(draft: Draft, item: Item, bundle: Bundle) -> Iterator[Fault]:
    if bundle.sku in draft.ids("product"):
        yield item.fault(("sku",), f"`{bundle.sku}` is a product.", "Give the bundle a SKU of its own.")
    if bundle.picture is not None:
        yield from file_there(draft, item, path=("picture",), name=f"images/{bundle.picture}")
    if sum(part.quantity for part in bundle.components) < 2:
        yield item.fault(("components",), "A bundle of one piece is no bundle.", "Name what else is in it.")
    for index, part in enumerate(bundle.components):
        place: Path = ("components", index)
        if part.sku not in draft.ids("product"):
            yield item.fault((*place, "sku"), f"There is no product `{part.sku}`.", "Name a product of the pack.")
        if part.quantity < 1:
            yield item.fault((*place, "quantity"), "A set holds one or more.", "Write 1 or more.")


def _surcharge(draft: Draft, item: Item, rule: Surcharge, *, currencies: Sequence[str]) -> Iterator[Fault]:
    if (rule.percent is None) == (not rule.amounts):
        yield item.fault((), "A surcharge is a percentage or an amount.", "Write `percent` or `amounts`.")
    if rule.percent is not None and not 0 < rule.percent <= 100:
        yield item.fault(("percent",), "The percentage is not above 0 and up to 100.", "Write it like 2.5.")
    if rule.amounts:
        yield from amounts(draft, item, ("amounts",), amounts=rule.amounts, currencies=currencies)
    if rule.below:
        yield from amounts(draft, item, ("below",), amounts=rule.below, currencies=currencies)
    for index, code in enumerate(rule.countries):
        yield from country(item, ("countries", index), code)
    yield from existing(item, ("categories",), rule.categories, known=draft.ids("category"), what="category")
    known = draft.ids("product") | draft.ids("bundle")
    yield from existing(item, ("products",), rule.products, known=known, what="product or bundle")
    if rule.valid_from and rule.valid_until and rule.valid_from > rule.valid_until:
        yield item.fault(("valid_until",), "The surcharge ends before it begins.", "Correct the dates.")


def amounts(
    draft: Draft, item: Item, path: Path, *, amounts: Mapping[str, Decimal], currencies: Sequence[str]
) -> Iterator[Fault]:
    """Find amounts that are missing in a currency, not above zero, or finer than its coins."""
    lacking = [code for code in currencies if code not in amounts]
    if amounts and lacking:
        yield item.fault(path, f"There is no amount in {', '.join(lacking)}.", "Write one for each currency.")
    for code, amount in amounts.items():
        yield from currency(item, (*path, code), code, draft=draft)
        if amount <= 0:
            yield item.fault((*path, code), "The amount is not above zero.", "Write it, or take it out.")
        elif amount != round(amount, get_currency_precision(code)):
            yield item.fault((*path, code), f"{code} has no such small coins.", "Round it.")
