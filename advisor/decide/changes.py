"""Acknowledges what changed in the record of needs: what was corrected, dropped, proposed, refused or is ambiguous."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from advisor.decide.draft import Draft
from advisor.decide.terms import PENDING_PLACE
from advisor.derived import as_json
from advisor.engineering.joints import ASSUMED_GRADE
from advisor.matching import meets
from advisor.model import (
    ActKind,
    AddNeed,
    AmbiguousValue,
    AskCalculation,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    CorrectNeed,
    DoesNotKnow,
    Indifferent,
    NeedStatus,
    NeedValue,
    RefusedValue,
    RemoveNeed,
    RequestQuote,
    SetNeed,
)


def acknowledge_changes(draft: Draft) -> None:
    """Say what the record now holds where the visitor changed it."""
    _understood(draft)
    for command in draft.commands(CorrectNeed) if draft.conversation.turn > 1 else ():
        draft.say("confirm", "changed", **held_item(draft, command.need))
    for command in draft.commands(RemoveNeed):
        draft.say("confirm", "removed", need=command.need)
    for command in draft.commands(Indifferent):
        _leave(draft, command.need or draft.conversation.asked)
    for command in draft.commands(DoesNotKnow):
        _propose(draft, command.need or draft.conversation.asked)
    offered = draft.conversation.offered or ""
    if draft.acted(ActKind.CONFIRM) and offered.startswith("typical:"):
        draft.say("confirm", "confirmed", **held_item(draft, offered.partition(":")[2]))
    for command in draft.commands(RefusedValue):
        _refuse(draft, command)
    for command in draft.commands(AmbiguousValue):
        draft.say("clarify", "ambiguous", said=command.said, candidates=list(command.candidates))
        for candidate in command.candidates:
            draft.suggest("reading", said=command.said, candidate=candidate)
        draft.finished = True


def _understood(draft: Draft) -> None:
    """Repeat what was understood, so that a misreading shows at once."""
    if draft.acted(ActKind.INSTRUCTION) or draft.acted(ActKind.ABUSE) or draft.commands(AskCalculation):
        return  # a calculation shows what it reckons with
    named = dict.fromkeys(command.need for command in draft.commands(*_stating(draft)))
    if draft.commands(AskPrice, AskLeadTime, RequestQuote) or draft.conversation.pending:
        named.pop("quantity", None)  # the price or quote that follows repeats it
    waits_for_place = (draft.conversation.pending or "").startswith(PENDING_PLACE)
    if waits_for_place or any(command.place for command in draft.commands(AskKnowledge)):
        named.pop("country", None)
    if any(command.industry for command in draft.commands(AskKnowledge)):
        named.pop("industry", None)
    items = [held_item(draft, name) for name in named if name in draft.conversation.needs]
    if items:
        draft.say(None, "understood", items=items)


def _stating(draft: Draft) -> tuple[type[SetNeed] | type[AddNeed] | type[CorrectNeed], ...]:
    """A first message corrects nothing that was said before."""
    return (SetNeed, AddNeed, CorrectNeed) if draft.conversation.turn <= 1 else (SetNeed, AddNeed)


def stated(draft: Draft) -> list[str]:
    """The needs that the visitor stated or confirmed."""
    said = (NeedStatus.STATED, NeedStatus.CONFIRMED)
    return [name for name, value in draft.conversation.needs.items() if value.status in said]


def held_item(draft: Draft, name: str) -> dict[str, Any]:
    """A need with its value as a statement carries it."""
    value = draft.conversation.needs.get(name)
    return {
        "need": name,
        "value": as_json(value) if value else None,
        "as_said": value.as_said if value else None,
        "status": value.status.value if value else None,
        "approximate": value.approximate if value else False,
    }


def _leave(draft: Draft, name: str | None) -> None:
    """Note that a need does not matter; of bolts only the property class can be left."""
    held = draft.conversation.needs.get(name or "")
    if held is not None and held.bolts:
        _propose(draft, name)
    elif name:
        draft.say("confirm", "indifferent", need=name)


def _propose(draft: Draft, name: str | None) -> None:
    held = draft.conversation.needs.get(name or "")
    if name is None or held is None:
        return
    if held.bolts:
        assumed = replace(held, bolts=tuple(replace(bolt, grade=bolt.grade or ASSUMED_GRADE) for bolt in held.bolts))
        draft.say("propose", "typical", industry=None, need=name, value=as_json(assumed))
    elif held.status is NeedStatus.PROPOSED:
        draft.say("propose", "typical", industry=_industry(draft), **held_item(draft, name))
        draft.keep(offered=f"typical:{name}")
    else:
        draft.say("confirm", "left_open", need=name)


def _refuse(draft: Draft, command: RefusedValue) -> None:
    held: NeedValue | None = draft.conversation.needs.get(command.need)
    draft.say(
        "clarify",
        "refused",
        need=command.need,
        said=command.said,
        lowest=command.lowest,
        highest=command.highest,
        unit=command.unit,
        kept=as_json(held) if held else None,
    )
    if held is None:
        draft.keep(asked=command.need)
        draft.finished = True


def propose_marks(draft: Draft) -> None:
    """Propose the marks usual in the country when it has just become known, unless what is spoken of carries them."""
    country = draft.conversation.needs.get("country")
    if country is None or country.turn != draft.conversation.turn or country.status is not NeedStatus.STATED:
        return  # a country that only a telephone number gives away is not spoken of
    if draft.finished and draft.after.offered == "person":
        return  # one question at a time
    proposed = [
        (name, value)
        for name, value in draft.conversation.needs.items()
        if name != "country" and value.status is NeedStatus.PROPOSED and value.turn == country.turn and value.values
    ]
    for name, value in proposed:
        if _carried(draft, name, value):
            continue
        draft.say(None, "usual_marks", need=name, country=country.value_id, value=as_json(value))
        if draft.after.offered is None:
            draft.keep(offered=f"typical:{name}")


def _carried(draft: Draft, name: str, value: NeedValue) -> bool:
    """Whether every product spoken of has these values."""
    match = draft.company.needs[name].match
    after = draft.after
    spoken_of = (after.chosen,) if after.chosen else after.shown or after.recommended
    products = [draft.company.products[sku] for sku in spoken_of if sku in draft.company.products]
    return bool(products) and all(
        match is not None
        and (held := product.attributes.get(match.attribute)) is not None
        and meets(match, value, held).fulfilled
        for product in products
    )


def _industry(draft: Draft) -> str | None:
    held = draft.conversation.needs.get("industry")
    return held.value_id if held else None
