"""Answers "a lighter one?": what fulfils the needs and has more or less of an attribute than the product spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.comparison import number_of
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.presenting import compare_columns
from advisor.decide.subjects import find, which_product
from advisor.matching import plain
from advisor.model import AskRecommendation
from advisor.preferences import PRICE, list_price
from content.catalogue.model import Company, Product, Span

MOST_SHOWN = 2
LEAST_COVERED = 0.5
"""How much of a product's range another must have to be told as cheaper than it."""


def answer_alternative(draft: Draft, command: AskRecommendation) -> None:
    """Name what is better in the attribute asked for, with the table beside the product spoken of; or say that none is."""
    attribute = command.more or command.less
    if attribute == PRICE:
        answer_cheaper(draft)
        return
    if attribute is None or attribute not in draft.company.attributes:
        return
    spoken_of = next((sku for sku in draft.focus() if sku in draft.company.products), None)
    if spoken_of is None:
        which_product(draft, "compare")
        return
    found = find(draft)
    if found is UNANSWERED:
        return
    own = number_of(draft.company.products[spoken_of].attributes.get(attribute))
    stand_ins = _stand_ins(draft, spoken_of, found["candidates"])
    better = [sku for sku in stand_ins if own is not None and _beats(draft, sku, command, own=own)][:MOST_SHOWN]
    columns = [spoken_of, *better]
    table = draft.inquiry.ask("compare", skus=columns, competitor=None) if better else None
    sheets = [draft.inquiry.ask("product", sku=sku) for sku in columns]
    if UNANSWERED in (table, *sheets):
        return
    values = {sku: plain(draft.company.products[sku].attributes.get(attribute)) for sku in columns}
    if table is None:
        draft.say("answer", "no_alternative", sku=spoken_of, attribute=attribute, value=values[spoken_of])
        draft.suggest("want_person")
        return
    draft.comparison = compare_columns(draft, table)
    items = [{"sku": sku, "value": values[sku]} for sku in better]
    draft.say("compare", "alternatives", sku=spoken_of, attribute=attribute, value=values[spoken_of], items=items)
    draft.keep(shown=(*better, spoken_of), chosen=None)


def _beats(draft: Draft, sku: str, command: AskRecommendation, *, own: float) -> bool:
    value = number_of(draft.company.products[sku].attributes.get(command.more or command.less or ""))
    return value is not None and (value > own if command.more else value < own)


def answer_cheaper(draft: Draft) -> None:
    """Name what costs less and can stand in for the product spoken of, with both prices; or say that nothing of ours does."""
    spoken_of = next((sku for sku in draft.focus() if sku in draft.company.products), None)
    if spoken_of is None:
        which_product(draft, "price")
        return
    found = find(draft)
    if found is UNANSWERED:
        return
    stand_ins = _stand_ins(draft, spoken_of, found["candidates"])
    cheaper = _cheaper(draft, spoken_of, stand_ins)[:MOST_SHOWN]
    skus, quantity = [spoken_of, *cheaper], draft.conversation.quantity or 1
    asked = {"quantity": quantity, "currency": draft.currency(), "options": []}
    prices = [draft.inquiry.ask("price", sku=sku, **asked) for sku in skus]
    table = draft.inquiry.ask("compare", skus=skus, competitor=None) if cheaper else None
    if UNANSWERED in (table, *prices):
        return
    own, *others = prices
    if "none" in own:
        draft.say("answer", "no_price", **{**asked, **own})
        draft.suggest("want_person")
        return
    less = [
        {"sku": sku, **price}
        for sku, price in zip(cheaper, others, strict=True)
        if "none" not in price and Decimal(price["unit_price"]) < Decimal(own["unit_price"])
    ]
    if not less or table is None:
        draft.say("answer", "none_cheaper", **{**asked, **own})
        draft.suggest("want_person")
        return
    draft.comparison = compare_columns(draft, table)
    draft.say("compare", "cheaper", sku=spoken_of, **asked, unit_price=own["unit_price"], items=less)
    draft.keep(shown=(*(each["sku"] for each in less), spoken_of), chosen=None)


def _stand_ins(draft: Draft, spoken_of: str, candidates: Sequence[str]) -> list[str]:
    """What could take the place of a product: what fulfils the needs and is of its family, best first."""
    products = draft.company.products
    family = products[spoken_of].category
    return [sku for sku in candidates if sku != spoken_of and products[sku].category == family]


def _cheaper(draft: Draft, spoken_of: str, stand_ins: Sequence[str]) -> list[str]:
    """Those with a lower list price that can do at least half of what the product can, those first that can do most of it."""
    products = draft.company.products
    most = list_price(products[spoken_of], draft.company)
    listed = {sku: list_price(products[sku], draft.company) for sku in stand_ins}
    does = {sku: _does_of(products[sku], products[spoken_of], draft.company) for sku in stand_ins}
    cheaper = [
        (-does[sku], price, sku)
        for sku, price in listed.items()
        if price is not None and most is not None and price < most and does[sku] >= LEAST_COVERED
    ]
    return [sku for _, _, sku in sorted(cheaper)]


def _does_of(other: Product, own: Product, company: Company) -> float:
    """The share, 0 to 1, of a product's range in what is mainly chosen by that another has too; 1 where it has no such range."""
    hard = [need for need in company.needs.values() if need.match and need.match.hard]
    main = max(hard, key=lambda need: need.weight, default=None)
    if main is None or main.match is None:
        return 1.0
    mine, theirs = own.attributes.get(main.match.attribute), other.attributes.get(main.match.attribute)
    if not isinstance(mine, Span):
        return 1.0
    if not isinstance(theirs, Span):
        return 0.0
    common = min(mine.max, theirs.max) - max(mine.min, theirs.min)
    return max(0.0, common) / (mine.max - mine.min) if mine.max > mine.min else float(theirs.max >= mine.max)
