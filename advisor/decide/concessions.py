"""Wishes for concessions, checked against authority before anything is said; and objections, answered with facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.decide.courtesies import hand_over
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.ordering import ask_quote, lines_for, order
from advisor.decide.subjects import subjects
from advisor.model import ActKind, AskLeadTime, AskPrice, Negotiate, Objection
from content.authority import Concession, Quantity, is_further, parse_action, wish_in


def answer_concessions(draft: Draft) -> None:
    """Answer every wish and objection of the message."""
    if draft.acted(ActKind.INSTRUCTION):
        return  # what comes with an attempt to instruct the machine is no wish of a buyer
    put_before = [_negotiate(draft, wish) for wish in draft.commands(Negotiate)]
    if any(put_before):
        _put_before(draft)
        if not draft.conversation.handed_over:
            hand_over(draft, "approval")
    for objection in draft.commands(Objection):
        if not draft.commands(Negotiate):
            _object(draft, objection)


def _negotiate(draft: Draft, wish: Negotiate) -> bool:
    """Answer a wish by what authority allows; True where somebody has to decide it."""
    skus = subjects(draft, wish.skus)
    if isinstance(skus, Unanswered):
        return False
    given = _given_before(draft, wish)
    decision = draft.inquiry.ask("authority", action=wish.action, skus=list(skus[:1]), locale=draft.locale, given=given)
    if decision is UNANSWERED:
        return False
    draft.authority.append(decision)
    status = decision["status"]
    draft.say("decline" if status == "forbidden" else "answer", f"authority_{status}", said=wish_in(draft.locale, wish.action),
              explanation=decision.get("explanation"), expected_by=decision.get("expected_by"),
              alternative=decision.get("alternative"))  # fmt: skip
    if status == "approved":
        _keep(draft, wish, given)
    return status in ("needs_supervisor", "needs_process")


def _put_before(draft: Draft) -> None:
    """Lay a discount past authority before those who may grant it, as a quote that waits, once it is known for which order."""
    wishes = [wish for wish in draft.commands(Negotiate) if _percent(wish.action) is not None]
    decided = {one["action"]: one["status"] for one in draft.authority}
    if len(wishes) != 1 or decided.get(wishes[0].action) != "needs_supervisor":
        return
    skus = subjects(draft, wishes[0].skus)
    if isinstance(skus, Unanswered) or not skus or (draft.conversation.quantity is None and not order(draft)):
        return
    percent = _percent(wishes[0].action)
    laid = ask_quote(draft, lines_for(draft, wishes[0].skus, skus), discount=f"{percent:f}")
    if laid is not UNANSWERED and laid.get("number") and laid["status"] == "waiting":
        draft.say(None, "quote_waiting", **laid)  # its total is nobody's yet: the turn's quote stays empty


def _given_before(draft: Draft, wish: Negotiate) -> list[str]:
    """Return what was granted before and counts together with this wish; a discount that is named anew takes the old one's place."""
    granted = list(draft.conversation.granted)
    if _percent(wish.action) is not None and not is_further(wish.said):
        granted = [one for one in granted if _percent(one) is None]
    return granted


def _keep(draft: Draft, wish: Negotiate, given: list[str]) -> None:
    granted = (*given, wish.action)
    draft.keep(granted=granted)
    if _percent(wish.action) is not None:
        whole = sum((percent for one in granted if (percent := _percent(one)) is not None), Decimal(0))
        draft.keep(discount=f"{whole.normalize():f}")
        draft.say(None, "goes_into_quote")


def _percent(action: str) -> Decimal | None:
    """Return the percentage of an action that is a discount and nothing else."""
    match parse_action(action):
        case (Concession("discount", Quantity(dimension="percent", value=value)),):
            return value
    return None


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
    elif objection.kind in ("warranty", "durability", "trust", "service"):
        _on_record(draft, objection.kind, skus)
    elif objection.kind in ("competitor", "fit"):
        draft.suggest("compare")
    draft.suggest("want_person")


def _on_record(draft: Draft, kind: str, skus: tuple[str, ...]) -> None:
    """Answer doubts by what is on record: the warranty, whom the company served, who stands for it near the buyer."""
    if kind in ("warranty", "durability"):
        for sku in skus[:1]:
            sheet = draft.inquiry.ask("product", sku=sku)
            if sheet is not UNANSWERED and "none" not in sheet:
                draft.say(None, "warranty", sku=sku, months=sheet["warranty_months"])
        if kind == "warranty":
            draft.say(None, "longer_warranty")
    topic = {"durability": "references", "trust": "references", "service": "partner"}.get(kind)
    if topic is None:
        return
    told = draft.inquiry.ask("trade_terms", **_asked_of_us(draft, topic))
    if told is UNANSWERED:
        return
    if topic == "references" and told["cases"]:
        draft.say(None, "terms_references", **told)
    elif topic == "partner":
        draft.say(None, "terms_partner" if told["known"] else "no_partner", **told)
        draft.keep(offered=draft.after.offered if told["known"] else "person")


def _asked_of_us(draft: Draft, topic: str) -> dict[str, Any]:
    needs = draft.conversation.needs
    country = needs["country"].value_id if "country" in needs and topic == "partner" else None
    industry = needs["industry"].value_id if "industry" in needs and topic == "references" else None
    return {
        "topic": topic, "locale": draft.locale, "country": country, "industry": industry, "skus": [],
        "currency": draft.currency(), "on": draft.today.isoformat(),
    }  # fmt: skip


def _breaks(draft: Draft, sku: str) -> None:
    """Answer "too dear" with the next volume break of the price list, where there is one."""
    quantity = draft.conversation.quantity or 1
    result = draft.inquiry.ask("price", sku=sku, quantity=quantity, currency=draft.currency(), options=[])
    if result is not UNANSWERED and "none" not in result:
        draft.say(None, "next_break", **{**result, "sku": sku, "quantity": quantity})
