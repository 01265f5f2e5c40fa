"""Source of truth for how concessions add up: discounts, rebates, free freight and free goods count together, by value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from content.authority.model import Concession, Quantity
from foundation.money import Money

_PRICED = frozenset({"discount", "rebate"})
_IN_MONEY = _PRICED | {"free_freight", "free_goods", "free_service", "sample", "training", "on_site_service"}


@dataclass(frozen=True, slots=True)
class Deal:
    """What else is known: what was conceded before, the order's value, freight, exchange rates to one base currency."""

    given: tuple[Concession, ...] = ()
    order: Money | None = None
    freight: Money | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Currency -> its worth in the base currency."""


def add_up(spoken: Sequence[Concession], deal: Deal, ruled: Collection[str]) -> tuple[Concession, ...]:
    """Return what is to be judged: each concession, and all that can be valued together as one discount.

    `ruled` are the subjects that rules speak of: what has rules of its own is held against them too. The order in which
    concessions were said or given changes nothing.
    """
    shares = [(one, share) for one in spoken if (share := share_of(one, deal)) is not None]
    whole = _whole(shares, deal, ruled)
    result: list[Concession] = []
    for one in spoken:
        valued = any(one is known for known, _ in shares)
        if valued and (one.subject == "discount" or (one.subject not in ruled and whole is not None)):
            continue
        result.append(one)
    return (*_same_together(result, deal.given), *([whole] if whole is not None else []))


def share_of(concession: Concession, deal: Deal) -> Decimal | None:
    """Return what a concession is worth in percent of the order; None where it cannot be valued."""
    quantity = concession.quantity
    if concession.share is not None:
        return concession.share
    if concession.subject in _PRICED and quantity and quantity.dimension == "percent":
        return quantity.value
    worth: Decimal | None = None
    if concession.subject == "free_freight" and deal.freight:
        worth = _converted(deal.freight.amount, deal.freight.currency, deal)
    elif concession.subject in _IN_MONEY and quantity and quantity.dimension == "money":
        worth = _converted(quantity.value, quantity.currency, deal)
    if worth is None or not deal.order or not deal.order.amount:
        return None
    return worth / deal.order.amount * 100


def _whole(shares: Sequence[tuple[Concession, Decimal]], deal: Deal, ruled: Collection[str]) -> Concession | None:
    """Sum what is valued, given before or wished now; None where nothing of it is held against rules for discounts."""
    if not shares or (
        "discount" not in ruled and all(one.subject != "discount" and one.subject in ruled for one, _ in shares)
    ):
        return None
    earlier = [(one, share) for one in deal.given if (share := share_of(one, deal)) is not None]
    total = sum((share for _, share in (*earlier, *shares)), Decimal(0))
    return Concession("discount", Quantity(total, "percent", edge=_edge(one for one, _ in shares)))


def _edge(concessions: Iterable[Concession]) -> int:
    """Of "more than 5 %" and "under 3 %" the sum may be more: what restrains holds."""
    edges = [one.quantity.edge for one in concessions if one.quantity]
    return 1 if 1 in edges else min(edges, default=0)


def _same_together(wished: Sequence[Concession], given: Sequence[Concession]) -> list[Concession]:
    """Add up amounts and pieces of the same kind; times stand beside each other."""
    result: list[Concession] = []
    for concession in wished:
        same = [one for one in (*given, *result) if _addable(one, concession)]
        result = [one for one in result if one not in same]
        quantity = concession.quantity
        for one in same:
            if one.quantity and quantity:
                quantity = replace(quantity, value=quantity.value + one.quantity.value)
        result.append(replace(concession, quantity=quantity))
    return result


def _addable(first: Concession, second: Concession) -> bool:
    if first.subject != second.subject or not first.quantity or not second.quantity or first.subject == "instalments":
        return False  # "in four, one a month" is paid in four
    one, other = first.quantity, second.quantity
    return one.dimension == other.dimension != "time" and one.currency == other.currency


def _converted(amount: Decimal, currency: str | None, deal: Deal) -> Decimal | None:
    """Return an amount in the order's currency, at the rates on record."""
    if deal.order is None:
        return None
    target, rates = deal.order.currency, deal.rates
    if currency in (None, target):
        return amount
    if currency in rates and target in rates:
        return amount * rates[currency] / rates[target]
    return None
