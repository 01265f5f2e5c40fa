"""Tells that nothing fulfils all needs: the nearest miss and the ways out in full once, later only what became different."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import TAKEN_UP, Draft
from advisor.decide.presenting import present

_TOLD = "nothing_fits:"
"""Before what was told, in `asked_before`."""


def tell_nothing_fits(draft: Draft, found: Any) -> None:
    """Tell the nearest miss and offer the ways out; a short reminder stands for what the buyer has read already."""
    draft.excluded = present(draft, [], found["near"], table=None)[1]
    draft.keep(recommended=(), shown=tuple(item["sku"] for item in found["near"][:1]), chosen=None, offered="person")
    if not found["near"]:
        draft.say("answer", "nothing_of_that_kind")
        return
    nearest = found["near"][0]
    miss = f"{_TOLD}{nearest['sku']}:{nearest['need']}"
    told = f"{miss}:{','.join(_ways(found))}"
    last = next((one for one in reversed(draft.conversation.asked_before) if one.startswith(_TOLD)), "")
    if told == last:
        if not _answered(draft):
            draft.say("answer", "still_nearest", **nearest)
    elif not last:
        draft.say("answer", "nothing_fits", **nearest)
    elif not last.startswith(f"{miss}:"):
        draft.say("answer", "nearest", **nearest)
    draft.acts.add("answer")
    draft.keep(asked_before=(*draft.after.asked_before, told))
    _offer_ways(draft, found, nearest, again=told == last)
    draft.suggest("want_person")


def _answered(draft: Draft) -> bool:
    """Whether the reply answers something already, so that no reminder is wanted."""
    return any(statement.kind not in TAKEN_UP for statement in draft.statements)


def _ways(found: Any) -> tuple[str, ...]:
    """The products that a way out leads to."""
    return tuple(found["others"] or found["together"] or (found["relaxed"] or {}).get("skus") or ())


def _offer_ways(draft: Draft, found: Any, nearest: Any, *, again: bool) -> None:
    """Offer another kind, two products, or what to give way on; `again` keeps the offer open without telling it."""
    pair, others, relaxed = found["together"], found["others"], found["relaxed"]
    if others:
        _tell(draft, "other_families", again=again, skus=others)
        draft.keep(offered="others", shown=tuple(others))
    elif pair:
        _tell(draft, "together", again=again, skus=pair)
        draft.keep(shown=tuple(pair))
    elif relaxed:
        _tell(draft, "relaxed", again=again, **relaxed)
        for need in relaxed["needs"]:
            draft.suggest("relax", need=need)
        draft.keep(offered=f"relax:{','.join(relaxed['needs'])}", shown=tuple(relaxed["skus"]))
    else:
        # what decides most is nothing to give way on
        broken = [draft.company.needs[need] for need in nearest["broken"] if need in draft.company.needs]
        yielding = [need.id for need in broken if need.yields and need.kind not in ("range", "bolt")]
        _tell(draft, "relax", again=again, needs=yielding)
        for need in yielding[:2]:
            draft.suggest("relax", need=need)


def _tell(draft: Draft, kind: str, *, again: bool, **data: Any) -> None:
    if not again:
        draft.say(None, kind, **data)
