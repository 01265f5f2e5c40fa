"""The end of a visit: the quote, the contact, and what still lacks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from advisor.ask import Question
from advisor.decide.advice import ask_for
from advisor.decide.draft import TAKEN_UP, UNANSWERED, Draft, Unanswered
from advisor.decide.ordering import ask_quote, foresee_companions, lines_for, order, propose_companions
from advisor.decide.prices import quantity_of
from advisor.decide.sets import accepted_set, offer_covering_set, wanted_set
from advisor.decide.subjects import MOST_RECOMMENDED, choice_changed, decisive, names_product, subjects, which_product
from advisor.model import ActKind, GiveContact, Negotiate, RequestQuote, SetNeed
from advisor.orders import Ordered

MOST_REMINDERS = 2
"""Times that a message about something else is followed by what the quote still waits for."""
TERMS_REFUSED = frozenset(
    {
        "place_missing",
        "place_too_long",
        "incoterm_not_offered",
        "withdrawn_incoterm",
        "unknown_incoterm",
        "below_minimum_order",
        "below_minimum_value",
        "no_exchange_rate",
        "exchange_rate_too_old",
    }
)
"""Refusals of `quoting` whose reason tells the buyer what to name instead: another term, more goods, another currency."""


def close(draft: Draft) -> None:
    """Issue the quote and keep the contact where the message asks for it; both where it asks for both."""
    issued: Any = None
    if _quote_wanted(draft):
        issued = _quote(draft)
    given = draft.commands(GiveContact)
    contact = draft.conversation.contact
    reachable = bool(contact.email or contact.phone)
    if given and not (given[-1].email or given[-1].phone) and given[-1].invalid:
        draft.say("clarify", "contact_invalid", said=", ".join(given[-1].invalid))
        draft.keep(offered="contact")
        draft.finished = True
    elif reachable and (given or issued is not None):
        _capture(draft)
        if draft.quote is not None:
            _offer_more(draft)
    elif given and not _introduced_only(draft):
        draft.say("ask", "ask_contact")
        draft.keep(offered="contact")
        draft.finished = True
    elif issued is not None and issued is not UNANSWERED:
        if draft.quote is not None:
            _offer_more(draft)
        if draft.after.pending != "place":  # one question at a time
            draft.say(None, "invite_email")
            draft.keep(offered=draft.after.offered or "contact")
    _ask_what_lacks(draft)
    if draft.accepted("contact") and not given and issued is None:
        draft.say("ask", "ask_contact")
        draft.keep(offered="contact")
        draft.finished = True


def _ask_what_lacks(draft: Draft) -> None:
    """Come back to what a quote that was wished for still waits for, until it is told or left: which product, how many."""
    if _waits_for_place(draft):
        draft.say("ask", "quote_needs_place", term=draft.conversation.incoterm)
        draft.keep(pending="place")
        draft.finished = True
        return
    waits = draft.after.pending == "quote" and draft.quote is None
    waits = waits and (draft.conversation.pending == "quote" or draft.acted(ActKind.ASK_WHEN_QUOTED))
    leaving = (ActKind.NEVER_MIND, ActKind.DENY, ActKind.THANK, ActKind.FAREWELL)
    left = any(draft.acted(kind) for kind in leaving)
    given = bool(draft.commands(GiveContact))
    asked = any(
        statement.kind in ("which_of", "which_product", "ask", "contact_invalid") for statement in draft.statements
    )
    often = not given and draft.conversation.asked_before.count("quote_needs") >= MOST_REMINDERS
    if not waits or left or asked or often or draft.inquiry.wanted or draft.found is not None:
        return
    counted = draft.conversation.quantity is not None or bool(order(draft))
    skus = draft.focus()[:MOST_RECOMMENDED]
    if len(skus) > 1 and not draft.conversation.recommended:
        if UNANSWERED in [draft.inquiry.ask("product", sku=sku) for sku in skus]:
            return
        draft.say("ask", "quote_needs_product", skus=list(skus))
        for sku in skus:
            draft.suggest("literal", text=sku)
    elif skus and not counted:
        draft.say("ask", "quote_needs_quantity")
        draft.keep(asked="quantity")
    else:
        return
    draft.keep(asked_before=(*draft.after.asked_before, "quote_needs"))
    draft.finished = True


def _introduced_only(draft: Draft) -> bool:
    """Who says their name beside what they look for is answered, and not asked for an address before anything is agreed."""
    answered = any(statement.kind not in TAKEN_UP for statement in draft.statements)
    return answered and draft.conversation.offered != "contact" and not draft.conversation.handed_over


def _waits_for_place(draft: Draft) -> bool:
    """Whether contact details came where the place of the delivery term was asked for."""
    waits = draft.conversation.pending == "place" and draft.after.pending == "place" and draft.quote is None
    return waits and bool(draft.commands(GiveContact)) and not draft.commands(RequestQuote) and not draft.inquiry.wanted


def _offer_more(draft: Draft) -> None:
    """Offer the set that holds all of the order, else what it still needs; nothing beside a set."""
    if wanted_set(draft) is None and not offer_covering_set(draft):
        propose_companions(draft)


def _quote_wanted(draft: Draft) -> bool:
    if draft.commands(RequestQuote) or draft.accepted("quote") or accepted_set(draft):
        return True
    if (
        draft.conversation.quote
        and draft.acted(ActKind.CONFIRM)
        and (draft.conversation.offered or "").startswith("companions:")
    ):
        return True  # what was added after the quote makes it anew
    if draft.conversation.pending != "quote" or draft.acted(ActKind.NEVER_MIND) or draft.acted(ActKind.DENY):
        return False
    counted = any(command.need == "quantity" for command in draft.commands(SetNeed))
    if choice_changed(draft) and not decisive(draft):
        return False  # the family alone: the next question finds the product, the quote waits
    return counted or names_product(draft)


def _quote(draft: Draft) -> Any:
    """Issue the quote; None where something for it still lacks (it is asked for), UNANSWERED while it is being issued."""
    asked = draft.commands(RequestQuote)
    command = asked[-1] if asked else RequestQuote()
    if (whole := wanted_set(draft)) is not None:
        return _issue(draft, (whole,))
    if quantity_of(draft, command.quantity) is None:
        draft.finished = True
        return None
    skus = subjects(draft, command.skus)
    if isinstance(skus, Unanswered):
        return None
    weighed = not (command.skus or draft.conversation.recommended or draft.conversation.chosen) and len(skus) > 1
    if not skus or (weighed and not choice_changed(draft)):
        which_product(draft, "quote")
        return None
    lines = lines_for(draft, command.skus, skus)
    if draft.conversation.quantity is None and not order(draft):
        draft.keep(pending="quote")
        ask_for(draft, Question("quantity", 0.0))
        draft.finished = True
        return None
    return _issue(draft, lines)


def _issue(draft: Draft, lines: Sequence[Ordered]) -> Any:
    result = ask_quote(draft, lines, discount=draft.conversation.discount)
    if result is not UNANSWERED:
        _tell(draft, result)
    return result


def _tell(draft: Draft, result: Any) -> None:
    draft.keep(pending=None, offered=None)
    draft.finished = True
    if result.get("refused") in TERMS_REFUSED:
        draft.say("clarify", "quote_lacks", reason=result["reason"])
        draft.keep(pending="place" if result["refused"] in {"place_missing", "place_too_long"} else None)
        return
    if not result.get("number"):
        draft.say("answer", "quote_impossible")
        draft.suggest("want_person")
        return
    draft.quote = result
    kind = "quote_waiting" if result["status"] == "waiting" else "quote_issued"
    draft.say("quote", kind, **result)
    _tell_term(draft)
    named = any(command.skus for command in draft.commands(RequestQuote)) or draft.conversation.chosen
    if not named and wanted_set(draft) is None and (draft.conversation.recommended[1:] or draft.recommendations[1:]):
        draft.say(None, "first_choice")
    lines: list[Any] = list(result.get("lines") or ())
    single = lines[0]["sku"] if len(lines) == 1 and lines[0]["sku"] in draft.company.products else None
    draft.keep(quote=result["number"], quote_waits=kind == "quote_waiting", chosen=single or draft.after.chosen)
    foresee_companions(draft)  # in the round in which the contact is captured


def _tell_term(draft: Draft) -> None:
    """Say which delivery term the quote has, where the buyer meant one without its three letters, or named it earlier."""
    named = [command.incoterm for command in draft.commands(RequestQuote) if command.incoterm]
    term = draft.conversation.incoterm
    if term and not named and draft.conversation.pending != "place":
        draft.say(None, "delivery_term", term=term)


def _capture(draft: Draft) -> None:
    contact = draft.conversation.contact
    result = draft.inquiry.ask("capture_lead", contact=asdict(contact))
    if result is UNANSWERED or draft.inquiry.wanted:
        return
    draft.lead = {name: result.get(name) for name in ("id", "grade", "reasons")} if isinstance(result, dict) else None
    given = draft.commands(GiveContact)
    if given:
        draft.say("capture", "thanks_for_contact", name=contact.name, email=contact.email, phone=contact.phone)
        if given[-1].invalid:
            draft.say(None, "contact_invalid", said=", ".join(given[-1].invalid))
    number = draft.after.quote
    if number and contact.email and isinstance(result, dict) and result.get("mailed"):
        draft.say(None, "quote_mailed", number=result["mailed"], email=contact.email)
    elif number and not contact.email:
        draft.say(None, "invite_email")
    elif not number and given and draft.conversation.handed_over:
        draft.say(None, "will_reach", address=contact.email or contact.phone)
    elif not number and given:
        draft.say(None, "person_follows")
    draft.keep(offered="quote" if draft.after.offered == "quote" else None)
    draft.finished = not draft.commands(Negotiate) or draft.finished
