"""The seven conversation stages, judged anew each turn from what was said and what is known; the first rule that holds decides."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.derived import KNOWN
from advisor.methods import role
from advisor.model import (
    Act,
    ActKind,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    AskWhyNot,
    ChooseProduct,
    Compare,
    Conversation,
    GiveContact,
    Negotiate,
    Objection,
    RequestQuote,
    Stage,
    Understanding,
)
from content.catalogue.model import Company


@dataclass(frozen=True, slots=True)
class StageJudgement:
    """A stage with the rule that decided, as a stable word for records and screens."""

    stage: Stage
    reason: str


def judge_stage(conversation: Conversation, understanding: Understanding, company: Company) -> StageJudgement:
    """Judge the stage of this turn from the message's commands and the record after them."""
    commands = understanding.commands
    kinds = {command.kind for command in commands if isinstance(command, Act)}
    if any(isinstance(command, Objection | Negotiate) for command in commands) or ActKind.COMPLAIN in kinds:
        return StageJudgement(Stage.OBJECTION_HANDLING, "objection_raised")
    if any(isinstance(command, RequestQuote) for command in commands):
        return StageJudgement(Stage.CLOSE, "quote_requested")
    if ActKind.REQUEST_SAMPLE in kinds or ActKind.REQUEST_VISIT in kinds:
        return StageJudgement(Stage.CLOSE, "sample_or_visit_requested")
    if any(isinstance(command, GiveContact) for command in commands) or conversation.pending == "quote":
        return StageJudgement(Stage.CLOSE, "contact_or_order_data_given")
    if ActKind.CONFIRM in kinds and conversation.offered in ("quote", "contact"):
        return StageJudgement(Stage.CLOSE, "offer_accepted")
    about_product = (AskPrice, AskStock, AskLeadTime, AskFact, AskWhyNot, Compare, ChooseProduct)
    if any(isinstance(command, about_product) for command in commands):
        return StageJudgement(Stage.SOLUTION, "product_discussed")
    return _by_record(conversation, understanding, company)


def _by_record(conversation: Conversation, understanding: Understanding, company: Company) -> StageJudgement:
    commands = understanding.commands
    kinds = {command.kind for command in commands if isinstance(command, Act)}
    if kinds & {ActKind.ASK_WHO, ActKind.ASK_WHY} or any(isinstance(command, AskKnowledge) for command in commands):
        return StageJudgement(Stage.VALUE_PROPOSITION, "company_or_knowledge_asked")
    known = [need for need in company.needs.values() if need.id in conversation.needs
             and conversation.needs[need.id].status in KNOWN]  # fmt: skip
    if any(role(need) == "requirement" for need in known):
        weightiest = max(
            (n for n in company.needs.values() if n.match and n.match.hard), key=lambda n: n.weight, default=None
        )
        if weightiest is not None and weightiest in known:
            return StageJudgement(Stage.SOLUTION, "needs_decide")
        return StageJudgement(Stage.NEEDS_ANALYSIS, "requirements_known")
    if known or any(isinstance(command, AskRecommendation) for command in commands):
        return StageJudgement(Stage.QUALIFICATION, "situation_known")
    if conversation.turn <= 1 or not commands:
        return StageJudgement(Stage.INTRODUCTION, "nothing_known")
    return StageJudgement(Stage.QUALIFICATION, "nothing_known_yet")
