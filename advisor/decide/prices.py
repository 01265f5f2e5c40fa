"""Answers what something costs: by the price list, line by line, minding the currency and the budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.decide.advice import offer_quote
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.kits import reasons_of, tell_kit, total_of
from advisor.decide.ordering import order
from advisor.decide.subjects import (
    MOST_RECOMMENDED,
    choice_changed,
    options,
    prices_the_first,
    subjects,
    which_product,
)
from advisor.derived import KNOWN
from advisor.model import AskPrice, RequestQuote
from advisor.needs import MOST_QUANTITY
from advisor.orders import Ordered
from advisor.preferences import LEAST, PRICE, preferred

MOST_LINES = 10
"""Lines of an order that are priced in one reply."""


def quantity_of(draft: Draft, said: int | None) -> int | None:
    """The quantity that counts; an impossible one is refused kindly and None is returned."""
    if said is not None and not 0 < said <= MOST_QUANTITY:
        draft.say("clarify", "quantity_refused", said=said, highest=MOST_QUANTITY)
        draft.finished = True
        return None
    return said or draft.conversation.quantity or 1


def answer_price(draft: Draft, command: AskPrice) -> None:
    """Answer with the prices of the list: of the order's lines, or of each product spoken of."""
    if draft.commands(RequestQuote) or draft.set_told:
        return  # the quote, or the set, tells the price
    if command.whole_list:
        draft.say("answer", "price_list")
        if not draft.focus():
            which_product(draft, "price")
            return
    quantity = quantity_of(draft, command.quantity)
    skus = subjects(draft, command.skus)
    _mind_the_currency(draft, command.currency)
    if quantity is None or isinstance(skus, Unanswered):
        return
    if not skus:
        which_product(draft, "price")
        return
    wanted = _wanted(draft, command, skus, quantity=quantity)
    results = [_price_of(draft, line) for line in wanted]
    if UNANSWERED in results:
        return
    kit = wanted if order(draft) and set(wanted) <= set(order(draft)) else ()
    total = total_of(draft, kit, results)
    why = reasons_of(draft, kit)
    if total is UNANSWERED or why is UNANSWERED:
        return
    if not kit and prices_the_first(draft):
        wanted, results = _the_one(draft, wanted, results)
    priced = _told_prices(draft, wanted, results)
    if priced:
        draft.say("answer", "prices", items=priced)
        tell_kit(draft, kit, total, implied=why)
        _mind_the_budget(draft, priced if total is None else [{"amount": total["total"]}])
    waits = draft.conversation.quantity is None and draft.conversation.aside is None
    draft.keep(pending="quantity" if waits else None)
    _after_price(draft, priced=bool(priced))


def _price_of(draft: Draft, line: Ordered) -> Any:
    fitted = list(options(draft, line.sku))
    return draft.inquiry.ask("price", sku=line.sku, quantity=line.quantity, currency=draft.currency(), options=fitted)


def _wanted(draft: Draft, command: AskPrice, skus: tuple[str, ...], *, quantity: int) -> tuple[Ordered, ...]:
    """The lines of the order; else each product spoken of at the same quantity."""
    if draft.conversation.aside and not command.skus:
        return (Ordered(draft.conversation.aside, command.quantity or 1),)
    lines = order(draft)
    if lines and (draft.understanding.lines or not command.skus):
        return lines[:MOST_LINES]
    return tuple(Ordered(sku, quantity) for sku in skus[:MOST_RECOMMENDED])


def _the_one(draft: Draft, wanted: tuple[Ordered, ...], results: list[Any]) -> tuple[tuple[Ordered, ...], list[Any]]:
    """Of what was priced, the one with the lowest price, or the first by what is preferred; from now on it is spoken of."""
    pairs = list(zip(wanted, results, strict=True))
    by_price = preferred(draft.conversation.needs)[0] == f"{LEAST}.{PRICE}"
    priced = [pair for pair in pairs if by_price and "none" not in pair[1]]
    line, result = min(priced, key=lambda pair: Decimal(pair[1]["unit_price"]), default=pairs[0])
    draft.keep(chosen=line.sku)
    return (line,), [result]


def _told_prices(draft: Draft, wanted: tuple[Ordered, ...], results: list[Any]) -> list[Any]:
    priced = []
    for line, result in zip(wanted, results, strict=True):
        stated = {
            "sku": line.sku,
            "quantity": line.quantity,
            "currency": draft.currency(),
            "options": list(options(draft, line.sku)),
            **result,
        }
        if "none" in result:
            draft.say("answer", "no_price", **stated)
        else:
            priced.append(stated)
    return priced


def _mind_the_currency(draft: Draft, wished: str | None) -> None:
    """Say where there is no price list in the currency that was wished for."""
    if wished and wished not in draft.company.currencies:
        draft.say(None, "currency_not_listed", wished=wished, currency=draft.currency())


def _mind_the_budget(draft: Draft, priced: list[Any]) -> None:
    """Say honestly where everything priced is above the budget on record, or within one that was just named."""
    budget = draft.conversation.needs.get("budget")
    if budget is None or budget.status not in KNOWN or not budget.amount or budget.currency != draft.currency():
        return
    above = [Decimal(item["amount"]) > Decimal(budget.amount) for item in priced]
    if all(above):
        draft.say(None, "above_budget", amount=budget.amount, currency=budget.currency)
    elif not any(above) and budget.turn == draft.conversation.turn:
        draft.say(None, "within_budget", amount=budget.amount, currency=budget.currency)


def _after_price(draft: Draft, *, priced: bool) -> None:
    draft.suggest("make_quote")
    if not priced:
        draft.suggest("want_person")
    elif draft.conversation.quantity is not None and not choice_changed(draft) and not draft.after.offered:
        offer_quote(draft)
