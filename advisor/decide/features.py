"""Answers whether a product has a mark, an interface or another choice: yes, with which option, or no with what it has."""

from __future__ import annotations

from typing import Any

from advisor.comparison import number_of
from advisor.decide.draft import UNANSWERED, Draft
from advisor.derived import needs_json
from advisor.families import FAMILY, KIND
from advisor.matching import meets, wanted
from advisor.model import AskFact
from advisor.wording.words import Words


def answer_feature(draft: Draft, command: AskFact, sku: str, *, value: Any, options: Any) -> None:
    """Yes or no to a choice that was asked after, or which option brings it."""
    held = set(value if isinstance(value, list) else [value])
    adding = [option["id"] for option in options if _adds(option["sets"].get(command.attribute), command, held)]
    told = {"sku": sku, "attribute": command.attribute, "value": value, "asked": list(command.values)}
    if set(command.values) <= held:
        draft.say("answer", "feature", **told)
    elif adding:
        draft.say("answer", "feature_with_option", **told, options=adding)
    else:
        draft.say("answer", "no_feature", **told, said=_label(draft, command))


def answer_claim(draft: Draft, command: AskFact, sku: str, *, value: Any) -> None:
    """What was said of a figure is confirmed or denied, with the figure of the data sheet."""
    need = next(n for n in draft.company.needs.values() if n.match and n.match.attribute == command.attribute)
    held = draft.company.products[sku].attributes.get(command.attribute or "")
    claimed = command.claimed
    assert need.match is not None and claimed is not None and held is not None  # noqa: PT018  # asked only then
    fulfilled = meets(need.match, claimed, held).fulfilled
    exact = not isinstance(held, int | float) or claimed.value is None or abs(claimed.value - held) < 0.005 * abs(held)
    kind = "claim_right" if fulfilled and exact else "claim_near" if fulfilled else "claim_wrong"
    draft.say("answer", kind, sku=sku, attribute=command.attribute, value=value)


def _label(draft: Draft, command: AskFact) -> str:
    """The buyer's own marks, which a denial may repeat."""
    words = Words(draft.locale, draft.company)
    kind = draft.company.attributes[command.attribute or ""].kind
    return words.attribute_value(
        command.attribute or "", list(command.values) if kind == "choices" else command.values[0]
    )


def _adds(sets: Any, command: AskFact, held: set[Any]) -> bool:
    """Whether an option brings what was asked after and the product lacks."""
    return bool((set(command.values) - held) & set(sets if isinstance(sets, list | tuple) else [sets]))


def answer_for_family(draft: Draft, command: AskFact) -> bool:
    """Where only a sort of product is spoken of, tell the lowest and the highest of what fits; True where that was done."""
    attribute, needs = command.attribute or "", draft.conversation.needs
    if draft.focus() or not any(name in needs for name in FAMILY) or attribute not in draft.company.attributes:
        return False
    found = draft.inquiry.ask("find_products", needs=needs_json(needs))
    if found is UNANSWERED:
        return True
    products = [draft.company.products[sku] for sku in found["candidates"]]
    if KIND in needs:
        named = wanted(needs[KIND])
        products = [one for one in products if one.attributes.get(KIND) in named] or products
    sized = sorted(
        (size, one.sku) for one in products if (size := number_of(one.attributes.get(attribute))) is not None
    )
    if not sized:
        return False
    ends = list(dict.fromkeys((sized[0][1], sized[-1][1])))
    results = [draft.inquiry.ask("product", sku=sku) for sku in ends]
    if UNANSWERED not in results:
        items = [{"sku": r["sku"], "value": r["attributes"][attribute]} for r in results]
        draft.say("answer", "family_fact", attribute=attribute, items=items)
    return True
