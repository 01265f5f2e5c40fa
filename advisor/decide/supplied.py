"""Answers what is asked of a product beside its figures: where it is from, its tariff number, its package, its data sheet."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import MOST_RECOMMENDED

SUPPLIED = ("origin", "hs_code", "package", "data_sheet")


def answer_supplied(draft: Draft, asked: str, sku: str, *, result: Any) -> None:
    """Tell one of `SUPPLIED` of a product, from the catalogue."""
    if asked == "data_sheet":
        draft.say("answer", "data_sheet", sku=sku)
        draft.suggest("ask_price")
    elif asked == "package":
        size = result["package_mm"]
        kind = "package" if any(size) else "no_package"
        draft.say(
            "answer", kind, sku=sku, size=size, gross=result["gross_weight_kg"], pieces=result["pieces_per_package"]
        )
    else:
        draft.say("answer", asked, sku=sku, value=result[asked])


def answer_compatibility(draft: Draft, question: str, sku: str) -> None:
    """Another maker's part: tell what of ours is made for the product, and that nobody vouches for others; note the gap."""
    product = draft.company.products.get(sku)
    if product is None:
        return
    own = list(product.accessories[:MOST_RECOMMENDED])
    noted = draft.inquiry.ask("note_gap", question=question, sku=sku)
    sheets = [draft.inquiry.ask("product", sku=one) for one in (sku, *own)]
    if UNANSWERED in (noted, *sheets):
        return
    draft.say("answer", "not_vouched_for", sku=sku, accessories=own)
    draft.suggest("want_person")
