"""The end of a visit: the quote, the contact, and what still lacks for them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from advisor.ask import Question
from advisor.decide.advice import ask_for
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.ordering import foresee_companions, order, propose_companions
from advisor.decide.prices import quantity_of
from advisor.decide.subjects import choice_changed, names_product, options, subjects, which_product
from advisor.model import ActKind, GiveContact, Negotiate, RequestQuote, SetNeed
from advisor.orders import Ordered


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
            propose_companions(draft)
    elif given:
        draft.say("ask", "ask_contact")
        draft.keep(offered="contact")
        draft.finished = True
    elif issued is not None and issued is not UNANSWERED:
        if draft.quote is not None:
            propose_companions(draft)
        draft.say(None, "invite_email")
        draft.keep(offered=draft.after.offered or "contact")
    if draft.accepted("contact") and not given and issued is None:
        draft.say("ask", "ask_contact")
        draft.keep(offered="contact")
        draft.finished = True


def _quote_wanted(draft: Draft) -> bool:
    if draft.commands(RequestQuote) or draft.accepted("quote"):
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
    return counted or names_product(draft)


def _quote(draft: Draft) -> Any:
    """Issue the quote; None where something for it still lacks (it is asked for), UNANSWERED while it is being issued."""
    asked = draft.commands(RequestQuote)
    command = asked[-1] if asked else RequestQuote()
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
    lines = _lines(draft, command, skus)
    if draft.conversation.quantity is None and not order(draft):
        draft.keep(pending="quote")
        ask_for(draft, Question("quantity", 0.0))
        draft.finished = True
        return None
    result = _issue(draft, lines)
    if result is not UNANSWERED:
        _tell(draft, result)
    return result


def _lines(draft: Draft, command: RequestQuote, skus: tuple[str, ...]) -> tuple[Ordered, ...]:
    """The lines of the order; else the named products, or the first of those spoken of, at one quantity."""
    lines = order(draft)
    if lines and (draft.understanding.lines or not command.skus):
        return lines
    named = [sku for sku in command.skus if sku in draft.company.products] or list(skus[:1])
    return tuple(Ordered(sku, draft.conversation.quantity or 1) for sku in named)


def _issue(draft: Draft, ordered: tuple[Ordered, ...]) -> Any:
    lines = [{"sku": one.sku, "quantity": one.quantity, "options": list(options(draft, one.sku))} for one in ordered]
    wish = {
        "lines": lines,
        "currency": draft.currency(),
        "incoterm": draft.conversation.incoterm,
        "locale": draft.locale,
    }
    if draft.conversation.discount:
        wish["discount"] = draft.conversation.discount
    return draft.inquiry.ask("issue_quote", **wish)


def _tell(draft: Draft, result: Any) -> None:
    draft.keep(pending=None, offered=None)
    draft.finished = True
    if not result.get("number"):
        draft.say("answer", "quote_impossible")
        draft.suggest("want_person")
        return
    draft.quote = result
    kind = "quote_waiting" if result["status"] == "waiting" else "quote_issued"
    draft.say("quote", kind, **result)
    named = any(command.skus for command in draft.commands(RequestQuote)) or draft.conversation.chosen
    if not named and (draft.conversation.recommended[1:] or draft.recommendations[1:]):
        draft.say(None, "first_choice")
    lines: list[Any] = list(result.get("lines") or ())
    draft.keep(quote=result["number"], chosen=lines[0]["sku"] if len(lines) == 1 else draft.after.chosen)
    foresee_companions(draft)  # in the round in which the contact is captured


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
    if given and draft.conversation.pending == "quote" and draft.conversation.quantity is None and draft.focus():
        draft.keep(pending="quote")
        ask_for(draft, Question("quantity", 0.0))
    draft.finished = not draft.commands(Negotiate) or draft.finished
