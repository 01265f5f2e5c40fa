"""Offers a set at one price: where it is named or wished for, and where the order holds all that is in it."""

from __future__ import annotations

from typing import Any

from advisor.bundles import covered, set_of
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.ordering import order, tools
from advisor.model import RequestQuote
from advisor.orders import Ordered

OFFER = "set"


def wanted_set(draft: Draft) -> Ordered | None:
    """The set that this message is about, with how many: named, wished for with its tool, or accepted from an offer."""
    company, count = draft.company, draft.conversation.quantity or 1
    accepted = accepted_set(draft)
    if accepted is not None:
        return accepted
    if draft.understanding.sets:
        return Ordered(draft.understanding.sets[0], count)
    if not draft.understanding.wishes_set:
        return None
    named = [sku for command in draft.understanding.commands for sku in getattr(command, "skus", ()) or ()]
    bundle = set_of([*named, *tools(draft), *draft.focus()], company)
    return Ordered(bundle.sku, count) if bundle else None


def accepted_set(draft: Draft) -> Ordered | None:
    """The set that the last reply offered, where the message says yes to it, or asks for the quote of nothing else."""
    kind, _, rest = (draft.conversation.offered or "").partition(":")
    sku, _, count = rest.partition(":")
    asked = [command for command in draft.commands(RequestQuote) if not command.skus]
    quoted = bool(asked) and not draft.understanding.lines and draft.conversation.quote is None
    taken = quoted or draft.accepted(draft.conversation.offered or "")
    if kind != OFFER or not taken or sku not in draft.company.bundles:
        return None
    if quoted and draft.conversation.quantity:
        return Ordered(sku, draft.conversation.quantity)
    return Ordered(sku, int(count) if count.isdecimal() else 1)


def answer_set(draft: Draft) -> None:
    """Tell what is in the set that the message is about, and its price; a quote tells the price itself."""
    wish = wanted_set(draft)
    if wish is None or accepted_set(draft) or draft.commands(RequestQuote):
        return
    told = _tell(draft, wish)
    draft.set_told = draft.finished = told is not False  # while its facts are asked for, nothing else is
    if told:
        draft.suggest("make_quote")


def offer_covering_set(draft: Draft) -> bool:
    """Offer the set that an order holds all pieces of, once in a conversation; True where it is offered."""
    found = covered(order(draft), draft.company)
    if found is None or draft.after.offered:
        return False
    bundle, count = found
    key = f"set:{bundle.sku}"
    if key in draft.after.asked_before or not _tell(draft, Ordered(bundle.sku, count)):
        return False
    draft.keep(asked_before=(*draft.after.asked_before, key))
    return True


def _tell(draft: Draft, wish: Ordered) -> bool | None:
    """Say what is in a set and its price; None while that is unknown, False where there is no price."""
    inside = draft.inquiry.ask("bundle", sku=wish.sku)
    priced: Any = draft.inquiry.ask(
        "price", sku=wish.sku, quantity=wish.quantity, currency=draft.currency(), options=[]
    )
    if UNANSWERED in (inside, priced):
        return None
    if "none" in inside or "none" in priced:
        return False
    draft.say("propose", "set_offered", **inside, price=priced)
    draft.keep(offered=f"{OFFER}:{wish.sku}:{wish.quantity}")
    return True
