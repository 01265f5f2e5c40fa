"""Goes on from what is known: shows the calculation, recommends as soon as it makes sense, asks the one best question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.ask import (
    ENOUGH,
    MOST_ASKED,
    Question,
    budget_question,
    missing,
    next_question,
    rank_questions,
    worth_asking,
)
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.nothing_fits import tell_nothing_fits
from advisor.decide.offers import suggest_answers, usual_answer
from advisor.decide.ordering import propose_companions
from advisor.decide.presenting import compare_columns, present, tell_recommended
from advisor.decide.subjects import (
    MOST_RECOMMENDED,
    choice_changed,
    decisive,
    find,
    known_needs,
    of_a_kind,
    prices_the_first,
)
from advisor.decide.supplies import mind_the_supply, nearest_miss
from advisor.derived import SETTLED, as_json, calculation_inputs
from advisor.families import BESIDE, KIND
from advisor.model import (
    AddNeed,
    AskCalculation,
    AskPrice,
    AskRecommendation,
    Calculation,
    ChooseProduct,
    NeedStatus,
    Objection,
    SetNeed,
    Stage,
)

MOST_OFFERS = 2


def recommend_changed(draft: Draft) -> None:
    """Where the message moved the choice: show the calculation, and recommend as soon as it makes sense."""
    if draft.finished or not choice_changed(draft) or _only_reckons(draft):
        return
    _show_calculations(draft)
    found = find(draft)
    if found is UNANSWERED:
        return
    if not found["fits"]:
        tell_nothing_fits(draft, found)
    elif _worth_recommending(draft, found):
        _recommend(draft, found)
    draft.found = found


def _only_reckons(draft: Draft) -> bool:
    """Whether the message asks a calculation and no tool for it: what it names then is no wish yet."""
    sought = bool(draft.understanding.sought) or bool(draft.commands(AskRecommendation))
    return bool(draft.commands(AskCalculation)) and not sought and not draft.conversation.recommended


def go_on(draft: Draft) -> None:
    """End with the one question worth asking, or with the next step; nothing where the message is answered in full."""
    if draft.finished or draft.inquiry.wanted:
        return
    if _only_reckons(draft):
        if any(need.calculation and need.id in draft.conversation.needs for need in draft.company.needs.values()):
            draft.say(None, "offer_tools")
            draft.keep(offered="recommend")
            draft.suggest("find_tool")
        return
    if draft.found is None:
        _go_on_after_answer(draft)
        return
    if not draft.found["fits"]:
        return
    if draft.commands(Objection):  # who objects is answered, and not asked for the next figure
        return
    question = worth_asking(_open_questions(draft), draft.found["candidates"])
    if question is not None:
        ask_for(draft, question)
    elif draft.after.recommended:
        next_step(draft)


def still_open(draft: Draft) -> tuple[str, ...]:
    """The needs that are missing, where the message moved the choice."""
    return missing(_open_questions(draft)) if draft.found is not None else ()


def _open_questions(draft: Draft) -> Sequence[Question]:
    if draft.questions is None:
        draft.questions = rank_questions(draft.conversation, draft.found["candidates"], draft.company)
    return draft.questions


def _show_calculations(draft: Draft) -> None:
    """Show how a need was derived, in the turn in which that changed."""
    for need in draft.company.needs.values():
        if not need.calculation:
            continue
        held = draft.conversation.needs.get(need.id)
        origin = draft.conversation.needs.get(need.derived_from or "")
        if held is None or origin is None or held.status is not NeedStatus.INFERRED:
            continue
        if held.turn == draft.conversation.turn:
            show_calculation(draft, need.calculation, dict(calculation_inputs(origin)))


def show_calculation(
    draft: Draft, name: str, inputs: dict[str, Any], *, given: Sequence[str] = (), sheet: str | None = None
) -> None:
    """Run a calculation as a query and show it with formula, assumptions and source.

    `given` are the inputs that the visitor told; `sheet` is the product whose data sheet gave the rest of `inputs`.
    """
    result = draft.inquiry.ask("calculate", name=name, inputs=inputs)
    if result is UNANSWERED:
        return
    if "none" in result:
        draft.say("clarify", "calculation_impossible")
        return
    if any(calculation.name == name for calculation in draft.calculations):
        return
    draft.calculations.append(Calculation(**result))
    assumed = [one for one in result["inputs"] if one not in inputs]
    told = [one for one in inputs if one not in given and one not in ("currency", "price")] if sheet else []
    draft.say("calculate", "calculation", **result, assumed=assumed, told=told, sheet=sheet, given=list(given))


def _worth_recommending(draft: Draft, found: Any) -> bool:
    known = len(known_needs(draft))
    asked_for = bool(draft.commands(AskRecommendation)) or of_a_kind(draft)
    accessory = KIND in draft.conversation.needs and draft.conversation.needs[KIND].status is NeedStatus.STATED
    return accessory or decisive(draft) or (known > 0 and (asked_for or len(found["candidates"]) <= ENOUGH))


def _recommend(draft: Draft, found: Any) -> None:
    best = found["fits"][:MOST_RECOMMENDED]
    skus = tuple(fit["sku"] for fit in best)
    table = draft.inquiry.ask("compare", skus=list(skus), competitor=None) if len(skus) > 1 else None
    if table is UNANSWERED:
        return
    draft.recommendations, draft.excluded = present(draft, best, found["excluded"], table=table)
    if table is not None:
        draft.comparison = compare_columns(draft, table)
    asked_for = bool(draft.commands(AskRecommendation)) or of_a_kind(draft)
    unchanged = skus == draft.conversation.recommended and not asked_for
    tell_recommended(draft, still=unchanged, count=len(found["candidates"]))
    mind_the_supply(draft, skus)
    near = None if unchanged or prices_the_first(draft) else nearest_miss(draft, found)
    if near is not None:
        draft.say(None, "excluded", **near)
    chosen = draft.conversation.chosen if draft.conversation.chosen in found["candidates"] else None
    lines = draft.after.lines if chosen or not any(line.sku for line in draft.after.lines) else ()
    draft.keep(recommended=skus, shown=skus, chosen=chosen, lines=lines)


def ask_for(draft: Draft, question: Question) -> None:
    """Ask, with the reason and the typical value as an offer; the same words are never used twice."""
    need = draft.company.needs[question.need]
    key = "bolt_grade" if question.about == "grade" else need.id
    typical = usual_answer(draft, need)
    industry = draft.conversation.needs.get("industry")
    draft.say(
        "ask",
        "ask",
        need=need.id,
        about=question.about,
        again=key in draft.conversation.asked_before,
        typical=as_json(typical) if typical else None,
        industry=industry.value_id if industry and typical else None,
    )
    draft.keep(
        asked=need.id, asked_before=(*draft.after.asked_before, key), offered=f"typical:{need.id}" if typical else None
    )
    suggest_answers(draft, need, question.about)
    if typical:
        draft.suggest("typical", need=need.id, value=as_json(typical))
    if question.about is None and not typical:
        draft.suggest("do_not_know")


def _go_on_after_answer(draft: Draft) -> None:
    """After an answer: come back to the open question in other words, offer the next step, or begin to find out the needs."""
    if draft.conversation.stage is Stage.OBJECTION_HANDLING:
        return
    if _waits_for_way_out(draft):
        found = find(draft)
        if found is not UNANSWERED and not found["fits"]:
            tell_nothing_fits(draft, found)
        return
    asked = draft.conversation.asked
    held = draft.conversation.needs.get(asked or "")
    if draft.focus() or draft.after.shown or draft.after.recommended:
        next_step(draft)
    elif (
        asked
        and (held is None or held.status not in SETTLED)
        and draft.conversation.asked_before.count(asked) < MOST_ASKED
    ):
        ask_for(draft, Question(asked, 0.0))
    else:
        found = find(draft)
        if found is UNANSWERED:
            return
        question = next_question(draft.conversation, found["candidates"], draft.company)
        if question is not None:
            ask_for(draft, question)


def _waits_for_way_out(draft: Draft) -> bool:
    """Whether nothing fitted, and the message only adds to it: no quote is offered for what does not fit."""
    offered = (draft.conversation.offered or "").partition(":")[0]
    only_adds = len(draft.commands(SetNeed, AddNeed)) == len(draft.understanding.commands)
    return offered in ("relax", "others") and not draft.conversation.chosen and only_adds


def next_step(draft: Draft) -> None:
    """Towards the quote: the quantity where it is open, else the offer to write it, each said once."""
    conversation = draft.conversation
    if not draft.commands(AskPrice):
        draft.suggest("ask_price")
    if draft.after.quote is None or draft.recommendations:
        draft.suggest("make_quote")
    if draft.recommendations[1:]:
        draft.suggest("compare")
    if draft.after.offered or draft.after.asked or draft.quote or conversation.handed_over:
        return
    quantity = draft.company.needs.get("quantity")
    near_buying = bool(draft.recommendations or draft.commands(AskPrice, ChooseProduct))
    if (
        conversation.quantity is None
        and quantity is not None
        and near_buying
        and "quantity" not in conversation.asked_before
    ):
        ask_for(draft, Question("quantity", 0.0))
        return
    chosen = draft.commands(ChooseProduct) or BESIDE in conversation.needs
    if chosen and conversation.quantity is not None and propose_companions(draft):
        return
    if (budget := budget_question(conversation, draft.company)) is not None:
        ask_for(draft, budget)
    elif conversation.quantity is not None and conversation.offered != "quote":
        offer_quote(draft)


def offer_quote(draft: Draft) -> None:
    """Offer to write the quote, twice at most and never beside one that exists."""
    if draft.after.quote is None and draft.after.asked_before.count("quote") < MOST_OFFERS:
        draft.say(None, "offer_quote")
        draft.keep(offered="quote", asked_before=(*draft.after.asked_before, "quote"))
