"""Answers what is asked of the company itself: its terms, where it delivers, who stands for it there, whom it served."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import UNANSWERED, Draft
from advisor.model import AskKnowledge, Citation, SetNeed
from foundation.locales import country_name

BESIDE = ("country", "industry")
"""Needs that such a question tells by the way."""
BY_COUNTRY = ("freight", "tax", "duties")
"""What the country decides that the goods go to."""
PENDING_PLACE = "reach:"
"""Waits for the country, with the question that asked for none."""
WRITTEN = "/documents/answer-"
"""In the address of an answer that a person wrote at the desk."""


def answer_terms(draft: Draft, command: AskKnowledge) -> None:
    """Answer from the pack; what it does not know is admitted, noted as a gap, and a person is offered."""
    topic = command.about
    told = draft.inquiry.ask(
        "trade_terms",
        topic=topic,
        locale=draft.locale,
        country=command.place or _country(draft, topic),
        industry=command.industry,
        skus=list(command.about_products or (draft.focus()[:1] if topic == "minimum" else ())),
        currency=draft.currency(),
        on=draft.today.isoformat(),
    )
    if told is UNANSWERED:
        return
    if not _known(command, told):
        if not _told_by_people(draft, command, told):
            _admit(draft, command, told)
        return
    costs = _carriage(draft, told) if topic == "freight" else ()
    if costs is UNANSWERED:
        return
    draft.say("answer", f"terms_{topic}", **told, **({"costs": costs} if costs else {}))
    if topic == "reach" and told["country"] is None:
        draft.finished = _asks_only_that(draft)  # the country is asked for, and nothing else
        draft.keep(pending=f"{PENDING_PLACE}{command.question}")
    if topic in ("payment", "delivery", "minimum", "freight"):
        draft.suggest("make_quote" if draft.focus() else "find_tool")


def prose_tells(draft: Draft, command: AskKnowledge) -> bool:
    """Whether the pack's own words tell it better: what depends on the country, and none is known."""
    return command.about in BY_COUNTRY and not (command.place or _country(draft, command.about))


def _carriage(draft: Draft, told: Any) -> Any:
    """What carriage of the product spoken of, the first of several, costs to the country, where rates are on record."""
    if not told["rules"] or not draft.focus():
        return ()
    cost = draft.inquiry.ask(
        "freight",
        sku=draft.focus()[0],
        quantity=draft.conversation.quantity or 1,
        country=told["country"],
        currency=draft.currency(),
    )
    return cost if cost is UNANSWERED else [cost] if cost.get("rates") else ()


def answer_place_told(draft: Draft) -> None:
    """ "Which countries do you deliver to?" was answered with the question for the country: here it comes."""
    asked = (draft.conversation.pending or "").partition(PENDING_PLACE)[2]
    told = [one.value.value_id for one in draft.commands(SetNeed) if one.need == "country" and one.value.value_id]
    if not asked:
        return
    draft.keep(pending=None)
    if told and not any(one.about for one in draft.commands(AskKnowledge)):
        named = country_name(told[0], draft.locale)
        answer_terms(draft, AskKnowledge(f"{asked} {named}", "reach", place=told[0]))


def _country(draft: Draft, topic: str | None) -> str | None:
    """Freight and dealers are those of the buyer's country, where it is known; references are told of any."""
    held = draft.conversation.needs.get("country")
    return held.value_id if held is not None and topic != "references" else None


def _known(command: AskKnowledge, told: Any) -> bool:
    match command.about:
        case "reach":
            return told["country"] is None or bool(told["delivered"])
        case "partner":
            return bool(told["known"])
        case "references":
            return bool(told["cases"])
        case _:
            return True


def _admit(draft: Draft, command: AskKnowledge, told: Any) -> None:
    if draft.inquiry.ask("note_gap", question=command.question) is UNANSWERED:
        return
    draft.say("answer", f"no_{command.about}", **told)
    draft.suggest("want_person")
    draft.keep(offered="person")
    draft.finished = _asks_only_that(draft)


def _asks_only_that(draft: Draft) -> bool:
    """Whether nothing else is in the message: then the offer of a person is the only question of the reply."""
    others = [one for one in draft.understanding.commands if not (isinstance(one, AskKnowledge) and one.about)]
    return all(isinstance(one, SetNeed) and one.need in BESIDE for one in others)


def _told_by_people(draft: Draft, command: AskKnowledge, told: Any) -> bool:
    """Whether somebody at the desk wrote the answer for this country or trade; True also while that is looked up."""
    found = draft.inquiry.ask("search_knowledge", question=command.question, locale=draft.locale, limit=3)
    if found is UNANSWERED:
        return True
    named = country_name(told["country"], draft.locale) if told["country"] else ""
    for one in found:
        words = f"{one['title']} {one['passage']}".casefold()
        if WRITTEN in one["url"] and named.casefold() in words:
            said = str(one.get("quote") or one["passage"])
            draft.citations.append(Citation(one["title"], one["url"], one.get("page"), said))
            draft.say("answer", "passage", title=one["title"], url=one["url"], page=one.get("page"), passage=said,
                      locale=one.get("locale"))  # fmt: skip
            return True
    return False
