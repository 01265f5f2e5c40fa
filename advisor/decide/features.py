"""Answers whether a product has a mark, an interface or another choice: yes, with which option, or no with what it has."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import Draft
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
