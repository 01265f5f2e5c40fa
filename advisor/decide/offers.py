"""What a question offers as answers: the value that is usual, and the choices that something left fits."""

from __future__ import annotations

from advisor.decide.draft import Draft
from advisor.derived import typical_value
from advisor.matching import given, meets
from advisor.model import NeedValue
from content.catalogue.model import Need


def usual_answer(draft: Draft, need: Need) -> NeedValue | None:
    """What is usual, unless nothing that is left could do it: then it would lead astray."""
    typical = typical_value(draft.company, need.id, draft.conversation.needs, turn=draft.conversation.turn)
    bounds = need.match is not None and need.match.rule in ("at_most", "at_least")
    if typical is None or need.match is None or not bounds or draft.found is None or not draft.found["candidates"]:
        return typical
    offered = (draft.company.products[sku].attributes.get(need.match.attribute) for sku in draft.found["candidates"])
    match = need.match
    return typical if any(meets(match, typical, value).fulfilled for value in offered if value is not None) else None


def suggest_answers(draft: Draft, need: Need, about: str | None) -> None:
    if about == "grade":
        for grade in ("8.8", "10.9", "12.9"):
            draft.suggest("literal", text=grade)
    choices = need.choices or (tuple(draft.company.applications.values()) if need.id == "application" else ())
    if need.match is not None and draft.found is not None and draft.found["candidates"]:
        held = [draft.company.products[sku].attributes.get(need.match.attribute) for sku in draft.found["candidates"]]
        there = frozenset(name for value in held if value is not None for name in given(value))
        choices = tuple(choice for choice in choices if choice.id in there or need.match.accepts)
    for choice in choices[:6]:
        draft.suggest("choice", need=need.id, id=choice.id)
