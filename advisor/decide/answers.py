"""Answers what was asked, in the order it was asked: price, stock, lead time, facts, knowledge, comparison, calculation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from advisor.ask import Question
from advisor.decide.advice import ask_for
from advisor.decide.alternatives import answer_alternative
from advisor.decide.companions import answer_companions
from advisor.decide.comparing import compare_products
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.features import answer_claim, answer_feature, answer_for_family
from advisor.decide.included import answer_from_catalogue, of_its_accessories, surely
from advisor.decide.left_out import answer_why_not
from advisor.decide.ordering import foresee_companions
from advisor.decide.prices import answer_price, quantity_of
from advisor.decide.reckoning import answer_calculation, say_no_battery
from advisor.decide.subjects import MOST_RECOMMENDED, choice_changed, decisive, names_product, subjects, which_product
from advisor.decide.supplied import SUPPLIED, answer_compatibility, answer_supplied
from advisor.decide.terms import answer_place_told, answer_terms, prose_tells
from advisor.derived import SETTLED
from advisor.engineering import REQUIRED
from advisor.families import named_accessories, speaks_of
from advisor.model import (
    ActKind,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    AskWhyNot,
    ChooseProduct,
    Citation,
    Command,
    Compare,
    CorrectNeed,
    JsonObject,
    Negotiate,
    Objection,
    RaiseNeed,
    RequestQuote,
    SetNeed,
)
from advisor.needs import is_aside

MOST_FACTS = 5


def answer_questions(draft: Draft) -> None:
    """Answer the questions that depend on what fits; see `answer_at_once` for the others."""
    for command in draft.understanding.commands:
        handler = HANDLERS.get(type(command))
        if handler is not None and _depends_on_choice(draft, command):
            handler(draft, command)
    waits = draft.conversation.pending in ("price", "quantity") or (
        draft.commands(CorrectNeed) and draft.focus() and not choice_changed(draft)
    )
    pending_price = bool(waits) and not draft.commands(AskPrice) and _tells_more(draft)
    listed = bool(draft.understanding.lines) and not draft.commands(AskPrice)
    if (draft.accepted("price") or pending_price or listed) and not draft.commands(RequestQuote):
        answer_price(draft, AskPrice())


def _tells_more(draft: Draft) -> bool:
    """Whether the message brings what the price still waits for: the product, or how many."""
    counted = any(command.need == "quantity" for command in draft.commands(SetNeed, CorrectNeed))
    open_product = draft.conversation.pending != "quantity" and names_product(draft)
    if open_product and choice_changed(draft) and not decisive(draft):
        return False  # "torque wrench" alone: the next question finds the product, the price waits
    return open_product or (counted and not draft.commands(AskStock, AskLeadTime, Negotiate))


def answer_at_once(draft: Draft) -> None:
    """Answer the questions that do not depend on the needs of this message, before anything else."""
    for command in draft.understanding.commands:
        handler = HANDLERS.get(type(command))
        if handler is not None and not _depends_on_choice(draft, command):
            handler(draft, command)
    answer_place_told(draft)


def _depends_on_choice(draft: Draft, command: Command) -> bool:
    """Whether the answer speaks of products that this very message may have changed."""
    return hasattr(command, "skus") and not command.skus and choice_changed(draft)


def _stock(draft: Draft, command: AskStock) -> None:
    for sku, result in _each(draft, command.skus, "stock"):
        draft.say("answer", "stock", sku=sku, **{k: v for k, v in result.items() if k != "sku"})


def _lead_time(draft: Draft, command: AskLeadTime) -> None:
    quantity = quantity_of(draft, command.quantity)
    if command.guaranteed:
        draft.say("answer", "no_guaranteed_day")
    if quantity is not None:
        for sku, result in _each(draft, command.skus, "lead_time", quantity=quantity):
            draft.say("answer", "lead_time", sku=sku, days=result["days"], origin=result["from"], quantity=quantity)


def _each(draft: Draft, named: tuple[str, ...], query: str, **parameters: Any) -> list[tuple[str, Any]]:
    """Ask the same query of every product spoken of; empty while answers are missing."""
    skus = subjects(draft, named)
    if isinstance(skus, Unanswered):
        return []
    if not skus:
        which_product(draft, query)
        return []
    results = [(sku, draft.inquiry.ask(query, sku=sku, **parameters)) for sku in skus[:MOST_RECOMMENDED]]
    return [] if any(result is UNANSWERED for _, result in results) else [r for r in results if "none" not in r[1]]


def _fact(draft: Draft, command: AskFact) -> None:
    if _beside_the_figures(draft, command):
        return
    spoken_of = subjects(draft, command.skus) if command.attribute in REQUIRED else ()
    if isinstance(spoken_of, tuple) and say_no_battery(draft, spoken_of[:MOST_RECOMMENDED]):
        return  # said once for all of them
    for sku, result in _each(draft, command.skus, "product"):
        if command.attribute is None:
            product = draft.company.products[sku]
            keys = draft.company.categories[product.category].key_attributes[:MOST_FACTS]
            facts = [
                {"attribute": name, "value": result["attributes"][name]}
                for name in keys
                if name in result["attributes"]
            ]
            draft.say("answer", "data", sku=sku, facts=facts)
            draft.suggest("ask_price")
        elif command.attribute == "warranty":
            draft.say("answer", "warranty", sku=sku, months=result["warranty_months"])
        else:
            _figure(draft, command, sku, result=result)


def _beside_the_figures(draft: Draft, command: AskFact) -> bool:
    """Answer what no figure of one data sheet tells; True where that was done, or was done already."""
    if any(one.about == command.attribute for one in draft.commands(Compare) if one.about):
        return True  # it was set beside another maker's model already
    if command.attribute == "companions":
        answer_companions(draft, subjects(draft, command.skus))
        return True
    if command.attribute in SUPPLIED:
        for sku, result in _each(draft, command.skus, "supply"):
            answer_supplied(draft, command.attribute, sku, result=result)
        return True
    if command.attribute == "compatibility":
        for sku in (command.skus or draft.focus())[:1]:
            answer_compatibility(draft, command.included, sku)
        return True
    if command.included:
        _of_documents(draft, command.included, named=command.skus, included=True)
        return True
    return not command.skus and answer_for_family(draft, command)


def _figure(draft: Draft, command: AskFact, sku: str, *, result: Any) -> None:
    """What the data sheet says under an attribute: the figure, or whether it is what was asked after or claimed."""
    value = result["attributes"].get(command.attribute)
    if value is None and command.attribute in REQUIRED and say_no_battery(draft, (sku,)):
        return
    if command.claimed is not None and value is not None:
        answer_claim(draft, command, sku, value=value)
    elif command.values and value is not None:
        answer_feature(draft, command, sku, value=value, options=result["options"])
    else:
        with_option = [o["id"] for o in result["options"] if command.attribute in o["sets"]]
        kind = "fact" if value is not None else "no_fact"
        draft.say("answer", kind, sku=sku, attribute=command.attribute, value=value, options=with_option)


def _knowledge(draft: Draft, command: AskKnowledge) -> None:
    if command.about and not (command.answered and prose_tells(draft, command)):
        answer_terms(draft, command)
    elif command.answered:
        _from_faq(draft, command.answered)
    else:
        _of_documents(draft, command.question)


def _from_faq(draft: Draft, question: str) -> None:
    """Answer as the pack does: the message asks one of its own questions."""
    found = draft.inquiry.ask("faq", question=question, locale=draft.locale)
    if found is not UNANSWERED and "none" not in found:
        _cite(draft, [found])


def _of_documents(draft: Draft, question: str, *, named: tuple[str, ...] = (), included: bool = False) -> None:
    """Answer from documents; what comes with a product (`included`) from the catalogue, unless a passage tells it surely."""
    focus = named or draft.focus()
    sku = focus[0] if len(focus) == 1 else None
    sku = sku or next((one for one in focus if included and of_its_accessories(draft, question, one)), None)
    families = {draft.company.products[one].category for one in focus if one in draft.company.products}
    family = next(iter(families)) if len(families) == 1 else draft.conversation.family
    found = draft.inquiry.ask(
        "search_knowledge", question=question, locale=draft.locale, sku=sku, category=family, limit=3
    )
    if found is UNANSWERED:
        return
    compared = next((command.sorts for command in draft.commands(Compare) if command.sorts), ())
    if compared:  # the table tells the difference; a passage about one of both, or about everything, does not
        found = [one for one in found if _tells_apart(draft, one, compared)]
        if not found:
            return
    if included and sku is not None:
        found = [] if of_its_accessories(draft, question, sku) else surely(found)
        if not found and answer_from_catalogue(draft, question, sku):
            return
    accessories = named_accessories(question, draft.company)[:MOST_RECOMMENDED]
    if not found and accessories:
        _fact(draft, AskFact(None, accessories))
        _go_on_with(draft, accessories)
        draft.suggest("ask_price")
        draft.finished = True
        return
    if not found:
        draft.say("answer", "not_in_documents")
        draft.suggest("want_person")
        draft.keep(offered="person")
        return
    _cite(draft, found)


def _go_on_with(draft: Draft, accessories: Sequence[str]) -> None:
    """The one accessory told of is spoken of next: by the way beside tools, else as what was chosen."""
    if len(accessories) == 1:
        aside = is_aside(accessories[0], draft.conversation, draft.company)
        draft.keep(**{"aside" if aside else "chosen": accessories[0]})


def _cite(draft: Draft, found: Sequence[JsonObject]) -> None:
    """Tell the best passage, and name the sources."""
    best = found[0]
    draft.citations.extend(
        Citation(one["title"], one["url"], one.get("page"), _said(one))
        for one in found
        if one is best or one.get("score")
    )
    draft.say("answer", "passage", title=best["title"], url=best["url"], page=best.get("page"), passage=_said(best),
              locale=best.get("locale"))  # fmt: skip
    if len(best.get("categories") or ()) == 1:
        draft.keep(family=best["categories"][0])


def _tells_apart(draft: Draft, found: JsonObject, sorts: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a passage of a family's own documents speaks of all of these sorts."""
    return bool(found.get("categories")) and speaks_of(_said(found), sorts, draft.company)


def _said(found: JsonObject) -> str:
    """The sentences that answer; the whole passage where the search told none."""
    return str(found.get("quote") or found["passage"])


def _raise(draft: Draft, command: RaiseNeed) -> None:
    """Ask what a need is to be that was spoken of without its value, where the message wants nothing else."""
    need, held = draft.company.needs.get(command.need), draft.conversation.needs.get(command.need)
    only = all(isinstance(one, RaiseNeed | SetNeed | CorrectNeed) for one in draft.understanding.commands)
    open_still = held is None or held.status not in SETTLED
    if need is None or not only or not open_still or need.id in draft.conversation.asked_before:
        return
    ask_for(draft, Question(need.id, 0.0))
    draft.finished = True


def _choose(draft: Draft, command: ChooseProduct) -> None:
    elsewhere = draft.commands(AskPrice, RequestQuote, AskFact, Compare, Negotiate, Objection)
    if elsewhere or draft.understanding.lines or draft.acted(ActKind.COMPLAIN):
        return  # the answer names the product, or nothing was chosen
    sku = draft.conversation.chosen
    if sku is None or (command.sku and command.sku not in draft.company.products):
        which_product(draft, "choose")
        return
    result = draft.inquiry.ask("product", sku=sku)
    if draft.conversation.quantity is not None:
        foresee_companions(draft)
    if result is UNANSWERED:
        return
    keys = draft.company.categories[draft.company.products[sku].category].key_attributes[:3]
    facts = [{"attribute": name, "value": result["attributes"][name]} for name in keys if name in result["attributes"]]
    draft.say("confirm", "chosen", sku=sku, facts=facts)


HANDLERS: Mapping[type, Callable[[Draft, Any], None]] = {
    AskPrice: answer_price,
    AskRecommendation: answer_alternative,
    AskWhyNot: answer_why_not,
    AskStock: _stock,
    AskLeadTime: _lead_time,
    AskFact: _fact,
    AskKnowledge: _knowledge,
    AskCalculation: answer_calculation,
    RaiseNeed: _raise,
    Compare: compare_products,
    ChooseProduct: _choose,
}
