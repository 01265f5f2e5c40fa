"""Source of truth for when the freight rates and the insurance of a pack can be reckoned with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from content.catalogue.model import FreightRate, Insurance
from content.packs.checks.references import country
from content.packs.checks.selling import amounts, listed_currencies
from content.packs.draft import Draft, Item
from content.packs.faults import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Find rates without destination or in the wrong order, delivery terms that are not offered, and amounts that cannot be paid."""
    currencies = listed_currencies(draft)
    for item, rate in draft.parts("freight"):
        yield from _rate(draft, item, rate, currencies=currencies)
    for item, terms in draft.parts("terms"):
        if terms.insurance is not None:
            yield from _insurance(draft, item, terms.insurance, currencies=currencies)


def _rate(draft: Draft, item: Item, rate: FreightRate, *, currencies: Sequence[str]) -> Iterator[Fault]:
    if not rate.countries and not rate.places:
        yield item.fault((), "The rate is for no destination.", "Write `countries` or `places`.")
    for index, code in enumerate(rate.countries):
        yield from country(item, ("countries", index), code)
    yield from _rules(draft, item, rate)
    heights = [Decimal(0), *(step.up_to_kg for step in rate.steps)]
    for index, step in enumerate(rate.steps):
        if step.up_to_kg <= heights[index]:
            message = f"The step up to {step.up_to_kg} kg does not follow the one before it."
            yield item.fault(("steps", index, "up_to_kg"), message, "Write the steps from light to heavy.")
        yield from amounts(draft, item, ("steps", index, "amounts"), amounts=step.amounts, currencies=currencies)
    yield from amounts(draft, item, ("per_kg",), amounts=rate.per_kg, currencies=currencies)
    if not 0 <= rate.kg_per_m3 <= 2000:
        yield item.fault(("kg_per_m3",), "A cubic metre counts as 0 to 2000 kg.", "Write it like 167.")
    if rate.duty_percent is not None and not 0 <= rate.duty_percent <= 100:
        yield item.fault(("duty_percent",), "The duty is not from 0 to 100 percent.", "Write it like 3.7.")
    if rate.valid_from and rate.valid_until and rate.valid_from > rate.valid_until:
        yield item.fault(("valid_until",), "The rate ends before it begins.", "Correct the dates.")


def _rules(draft: Draft, item: Item, rate: FreightRate) -> Iterator[Fault]:
    terms = draft.single("terms")
    if terms is None or not rate.model_fields_set & {"rules"}:
        return
    for index, rule in enumerate(rate.rules):
        if rule not in terms.incoterms:
            message = f"`{rule}` is not among the delivery terms that are quoted."
            yield item.fault(("rules", index), message, f"Write one of: {', '.join(terms.incoterms)}.")


def _insurance(draft: Draft, item: Item, rules: Insurance, *, currencies: Sequence[str]) -> Iterator[Fault]:
    if not 0 < rules.percent <= 20:
        yield item.fault(
            ("insurance", "percent"), "The premium is not above 0 and up to 20 percent.", "Write it like 0.35."
        )
    if not 100 <= rules.cover_percent <= 200:
        message = "The insured sum is not from 100 to 200 percent of the value."
        yield item.fault(("insurance", "cover_percent"), message, "Incoterms 2020 ask for 110.")
    yield from amounts(draft, item, ("insurance", "minimum"), amounts=rules.minimum, currencies=currencies)
