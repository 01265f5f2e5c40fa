"""Answers "a lighter one?": what fulfils the needs and has more or less of an attribute than the product spoken of."""

from __future__ import annotations

from advisor.comparison import number_of
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.presenting import compare_columns
from advisor.decide.subjects import find, which_product
from advisor.matching import plain
from advisor.model import AskRecommendation

MOST_SHOWN = 2


def answer_alternative(draft: Draft, command: AskRecommendation) -> None:
    """Name what is better in the attribute asked for, with the table beside the product spoken of; or say that none is."""
    attribute = command.more or command.less
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
    better = [sku for sku in found["candidates"] if own is not None and _beats(draft, sku, command, own=own)][
        :MOST_SHOWN
    ]
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
