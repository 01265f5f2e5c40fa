"""Wishes for concessions, checked against authority before anything is said; and objections, answered with facts."""

from __future__ import annotations

from advisor.decide.courtesies import hand_over
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.subjects import subjects
from advisor.model import ActKind, AskLeadTime, AskPrice, Negotiate, Objection
from content.authority import wish_in


def answer_concessions(draft: Draft) -> None:
    """Answer every wish and objection of the message."""
    if draft.acted(ActKind.INSTRUCTION):
        return  # what comes with an attempt to instruct the machine is no wish of a buyer
    put_before = [_negotiate(draft, wish) for wish in draft.commands(Negotiate)]
    if any(put_before) and not draft.conversation.handed_over:
        hand_over(draft, "approval")
    for objection in draft.commands(Objection):
        if not draft.commands(Negotiate):
            _object(draft, objection)


def _negotiate(draft: Draft, wish: Negotiate) -> bool:
    """Answer a wish by what authority allows; True where somebody has to decide it."""
    skus = subjects(draft, wish.skus)
    if isinstance(skus, Unanswered):
        return False
    decision = draft.inquiry.ask("authority", action=wish.action, skus=list(skus[:1]), locale=draft.locale)
    if decision is UNANSWERED:
        return False
    draft.authority.append(decision)
    status = decision["status"]
    draft.say("decline" if status == "forbidden" else "answer", f"authority_{status}", said=wish_in(draft.locale, wish.action),
              explanation=decision.get("explanation"), expected_by=decision.get("expected_by"),
              alternative=decision.get("alternative"))  # fmt: skip
    granted = decision.get("parsed") or {}
    if status == "approved" and granted.get("subject") == "discount" and granted.get("unit") == "%":
        draft.keep(discount=str(granted["quantity"]))
        draft.say(None, "goes_into_quote")
    return status in ("needs_supervisor", "needs_process")


def _object(draft: Draft, objection: Objection) -> None:
    skus = subjects(draft, ())
    if isinstance(skus, Unanswered):
        return
    draft.say("answer", f"objection_{objection.kind}")
    if objection.kind == "price" and skus and not draft.commands(AskPrice):
        _breaks(draft, skus[0])
    elif objection.kind == "lead_time" and skus and not draft.commands(AskLeadTime):
        quantity = draft.conversation.quantity or 1
        result = draft.inquiry.ask("lead_time", sku=skus[0], quantity=quantity)
        if result is not UNANSWERED and "none" not in result:
            draft.say(None, "lead_time", sku=skus[0], days=result["days"], origin=result["from"], quantity=quantity)
    elif objection.kind in ("competitor", "fit"):
        draft.suggest("compare")
    draft.suggest("want_person")


def _breaks(draft: Draft, sku: str) -> None:
    """Answer "too dear" with the next volume break of the price list, where there is one."""
    quantity = draft.conversation.quantity or 1
    result = draft.inquiry.ask("price", sku=sku, quantity=quantity, currency=draft.currency(), options=[])
    if result is not UNANSWERED and "none" not in result:
        draft.say(None, "next_break", **{**result, "sku": sku, "quantity": quantity})
