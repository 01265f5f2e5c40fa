"""Which products a message speaks of, and with which options; asking back where nothing tells."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.derived import KNOWN, needs_json
from advisor.families import FAMILY
from advisor.judging import CONTEXT, demands_of, judge
from advisor.matching import constrains
from advisor.model import (
    Act,
    ActKind,
    AddNeed,
    AskPrice,
    AskRecommendation,
    ChooseProduct,
    CorrectNeed,
    DoesNotKnow,
    Indifferent,
    NeedStatus,
    RemoveNeed,
    SetNeed,
)
from advisor.preferences import PREFERENCE
from content.catalogue.model import Need

MOST_RECOMMENDED = 3

PURCHASE = ("quantity", "budget", "deadline", "country")
"""Needs that change the purchase but not the choice."""


def find(draft: Draft) -> Any:
    """The catalogue judged against the needs of this turn."""
    return draft.inquiry.ask("find_products", needs=needs_json(draft.conversation.needs))


def subjects(draft: Draft, named: tuple[str, ...]) -> tuple[str, ...] | Unanswered:
    """The SKUs spoken of: named ones, else the focus, else what fits the needs best; empty where nothing tells."""
    known = tuple(sku for sku in named if sku in draft.company.products)
    if known:
        return known
    if not choice_changed(draft):
        focus = draft.focus()
        if focus:
            return focus
    if not decisive(draft):
        return draft.focus()
    found = find(draft)
    return (
        UNANSWERED if isinstance(found, Unanswered) else tuple(fit["sku"] for fit in found["fits"][:MOST_RECOMMENDED])
    )


def options(draft: Draft, sku: str) -> tuple[str, ...]:
    """The options that a product needs in order to fulfil the needs; a set has none."""
    if sku not in draft.company.products:
        return ()
    return judge(
        draft.company.products[sku], demands_of(draft.conversation.needs, draft.company), draft.company
    ).options


def choice_changed(draft: Draft) -> bool:
    """Whether the message changed a need that the choice depends on, or asked for a recommendation."""
    changed = {
        command.need or draft.conversation.asked
        for command in draft.commands(SetNeed, CorrectNeed, AddNeed, RemoveNeed, Indifferent, DoesNotKnow)
    }
    offered = draft.conversation.offered or ""
    confirmed = Act(ActKind.CONFIRM) in draft.understanding.commands
    accepted_typical = confirmed and (offered.startswith(("typical:", "relax:")) or offered in ("others", "recommend"))
    return (
        bool(changed - set(PURCHASE))
        or any(
            draft.conversation.needs[name].turn == draft.conversation.turn
            for name in (*FAMILY, PREFERENCE)
            if name in draft.conversation.needs
        )
        or accepted_typical
        or draft.acted(ActKind.UNDO)
        or any(not (wish.more or wish.less) for wish in draft.commands(AskRecommendation))
    )


def prices_the_first(draft: Draft) -> bool:
    """ "How much is the cheapest one?": the price of one is asked, of the first by what this message prefers."""
    prefers = draft.conversation.needs.get(PREFERENCE)
    asked = draft.commands(AskPrice)
    unnamed = bool(asked) and not any(command.skus for command in asked) and not draft.understanding.lines
    return unnamed and prefers is not None and prefers.turn == draft.conversation.turn


def of_a_kind(draft: Draft) -> bool:
    """Whether the range is asked for of what was told ("which models from 2000 N.m?"), and not as a whole."""
    told = bool(known_needs(draft)) or any(name in draft.conversation.needs for name in FAMILY)
    return draft.acted(ActKind.ASK_RANGE) and told and choice_changed(draft)


def known_needs(draft: Draft) -> list[Need]:
    """The needs that are known and bear on the choice."""
    needs = draft.conversation.needs
    return [
        need
        for need in draft.company.needs.values()
        if need.id in needs
        and needs[need.id].status in KNOWN
        and (need.match or need.id in CONTEXT)
        and constrains(needs[need.id])
    ]


def decisive(draft: Draft) -> bool:
    """Whether what decides most is known: the weightiest hard need (or, with two others, its typical value), or the family."""
    needs = draft.conversation.needs
    hard = [need for need in draft.company.needs.values() if need.match and need.match.hard]
    heaviest = max(hard, key=lambda need: need.weight, default=None)
    known = known_needs(draft)
    if heaviest is not None and heaviest in known:
        return True
    proposed = heaviest is not None and heaviest.id in needs and needs[heaviest.id].status is NeedStatus.PROPOSED
    return len(known) > 1 and (proposed or any(name in needs for name in FAMILY))


def names_product(draft: Draft) -> bool:
    """Whether the message tells which product is meant, by its name, its place or what it must do."""
    named = any(getattr(command, "skus", ()) for command in draft.understanding.commands)
    return named or bool(draft.commands(ChooseProduct)) or choice_changed(draft)


def which_product(draft: Draft, pending: str) -> None:
    """Ask which product is meant; what was asked for is kept until it is known."""
    if draft.inquiry.wanted:
        return
    if draft.found is not None and not draft.found["fits"]:
        return  # it was just said that nothing fits
    again = "which_product" in draft.conversation.asked_before
    open_to = draft.focus()[:MOST_RECOMMENDED]
    if len(open_to) > 1:
        # all are asked for at once: a turn has few rounds
        if UNANSWERED in [draft.inquiry.ask("product", sku=sku) for sku in open_to]:
            return
        draft.say("clarify", "which_of", skus=list(open_to))
        for sku in open_to:
            draft.suggest("literal", text=sku)
    else:
        draft.say("clarify", "which_product_still" if again else "which_product")
        draft.suggest("find_tool")
    if again:
        draft.suggest("want_person")
    draft.keep(pending=pending, asked_before=(*draft.after.asked_before, "which_product"))
    draft.finished = True
