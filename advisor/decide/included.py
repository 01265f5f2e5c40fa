"""Answers what comes with a product from the catalogue: the options and accessories it can be had with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import MOST_RECOMMENDED
from advisor.families import called_alike, named_accessories
from content.knowledge.analyse import terms

SURELY = 0.6
"""A passage that fits less does not tell what comes with a product; much is said of cases and batteries in a manual."""


def surely(found: Sequence[Any]) -> list[Any]:
    """Return the passages that answer such a question without doubt."""
    return [one for one in found if one.get("score", 0) >= SURELY]


def of_its_accessories(draft: Draft, question: str, sku: str) -> bool:
    """Whether the question names an accessory that the product's sheet lists: its own line is surer than any passage."""
    product = draft.company.products.get(sku)
    return product is not None and bool(set(named_accessories(question, draft.company)) & set(product.accessories))


def answer_from_catalogue(draft: Draft, question: str, sku: str) -> bool:
    """Tell the options and accessories that are called as the question calls them; True where there are any.

    No data sheet lists what lies in the box, so that is said too, and the question goes to the gaps.
    """
    product = draft.company.products.get(sku)
    if product is None:
        return False
    options = _called(draft, question, {option.id: option.name[draft.locale] for option in product.options})
    beside = {sku: draft.company.products[sku].name[draft.locale] for sku in product.accessories}
    of_kind = [one for one in named_accessories(question, draft.company) if one in beside]
    accessories = (of_kind or _called(draft, question, beside))[:MOST_RECOMMENDED]
    if not (options or accessories):
        return False
    noted = draft.inquiry.ask("note_gap", question=question, sku=sku)
    sheets = [draft.inquiry.ask("product", sku=one) for one in (sku, *accessories)]
    if UNANSWERED in (noted, *sheets):
        return True
    draft.say("answer", "can_be_had_with", sku=sku, options=options, accessories=accessories)
    if len(accessories) == 1:
        draft.keep(aside=accessories[0])
    draft.suggest("ask_price")
    draft.suggest("want_person")
    return True


def _called(draft: Draft, question: str, names: Mapping[str, str]) -> list[str]:
    """The keys of names that share a word with the question, or call the same part by another."""
    asked = _words(question, draft.locale)
    alike = called_alike(question, names, draft.company)
    return [key for key, name in names.items() if key in alike or asked & _words(name, draft.locale)]


def _words(text: str, locale: str) -> frozenset[str]:
    return frozenset(term for term in terms(text, locale) if not term.startswith("#"))
