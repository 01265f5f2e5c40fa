"""The source of truth for what the advisor does with a message: asks for facts until it has them, then answers and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advisor.ask import Question
from advisor.conversation_stages import judge_stage
from advisor.decide.advice import ask_for, go_on, recommend_changed, still_open
from advisor.decide.answers import answer_at_once, answer_questions
from advisor.decide.changes import acknowledge_changes, propose_marks
from advisor.decide.closing import close
from advisor.decide.concessions import answer_concessions
from advisor.decide.courtesies import answer_courtesies, clarify, pass_on
from advisor.decide.draft import ACTS_BY_WEIGHT, TAKEN_UP, Draft, Inquiry
from advisor.decide.ordering import accept_companions, mind_the_deadline
from advisor.decide.reckoning import leave_calculation
from advisor.decide.sets import answer_set
from advisor.decide.together import told_once
from advisor.model import ActKind, Conversation, Fact, Query, Statement, Turn, TurnAct, Understanding
from content.catalogue.model import Company

MOST_ROUNDS = 6
"""Rounds of queries that a turn may take; each asks for all that it can know it needs. Two or three are usual."""

MOST_SUGGESTIONS = 6


def decide(
    conversation: Conversation, understanding: Understanding, facts: Sequence[Fact], *, company: Company, today: date
) -> Turn | list[Query]:
    """Answer a message, or say which queries must be run first.

    `conversation` is the record after `advisor.needs.remember`; `facts` are those of this turn, in any order. Queries are to be
    run in the order given (a contact is captured after the quote that it is to receive). No figure is said that is not in a
    fact of this turn, a need that was stated, or a calculation. The conversation to keep is in the turn.
    """
    stage = judge_stage(conversation, understanding, company).stage
    conversation = replace(conversation, stage=stage)  # what follows is steered by this turn's stage
    draft = Draft(
        conversation=conversation,
        understanding=understanding,
        company=company,
        today=today,
        inquiry=Inquiry(facts),
        after=replace(conversation, asked=None, offered=None),
    )
    _compose(draft)
    if draft.inquiry.wanted:
        return draft.inquiry.wanted
    return _turn(draft)


def _compose(draft: Draft) -> None:
    """In the order of business: courtesy, what changed, what was asked, what fits now, what was asked of it, closing, going on."""
    leave_calculation(draft)
    answer_courtesies(draft)
    acknowledge_changes(draft)
    accept_companions(draft)
    answer_set(draft)
    if not draft.set_told:
        answer_at_once(draft)
        recommend_changed(draft)
        answer_questions(draft)
    mind_the_deadline(draft)
    answer_concessions(draft)
    pass_on(draft)
    close(draft)
    propose_marks(draft)
    _fill_silence(draft)
    go_on(draft)
    _never_silent(draft)
    _in_order(draft)


QUOTED = ("quote_issued", "quote_waiting", "first_choice", "delivery_term", "thanks_for_contact", "quote_mailed")
"""What a reply with a quote says first, in this order, behind what was understood."""
ASKING = frozenset(
    {
        "ask",
        "ask_contact",
        "offer_quote",
        "which_of",
        "which_product",
        "which_product_still",
        "quote_needs_product",
        "quote_needs_quantity",
        "quote_needs_place",
    }
)
"""Questions that another answer of the same reply may follow."""


def _in_order(draft: Draft) -> None:
    """A quote opens the reply, with the thanks for the address it goes to; what is asked stands behind all that is told."""

    def rank(kind: str) -> int:
        if draft.quote is not None and kind in TAKEN_UP:
            return -len(QUOTED) - 1
        quoted = QUOTED.index(kind) - len(QUOTED) if draft.quote is not None and kind in QUOTED else 0
        return quoted or int(kind in ASKING)

    draft.statements.sort(key=lambda statement: rank(statement.kind))


def _fill_silence(draft: Draft) -> None:
    """Where nothing was understood or said, say so kindly."""
    if (
        draft.inquiry.wanted
        or draft.found is not None
        or any(statement.kind != "introduction" for statement in draft.statements)
    ):
        return
    if draft.acted(ActKind.DENY):
        draft.say("confirm", "denied")
    elif draft.acted(ActKind.UNCLEAR) or not draft.acted(ActKind.CONFIRM):
        clarify(draft)


def _never_silent(draft: Draft) -> None:
    """A "yes" to nothing in particular comes back to the open question; no reply is ever empty."""
    if draft.inquiry.wanted or any(statement.kind != "introduction" for statement in draft.statements):
        return
    asked = draft.conversation.asked
    if asked is not None and asked in draft.company.needs:
        ask_for(draft, Question(asked, 0.0))
    else:
        clarify(draft)


def _turn(draft: Draft) -> Turn:
    stage = draft.conversation.stage
    act: TurnAct = next((act for act in ACTS_BY_WEIGHT if act in draft.acts), "answer")
    after = replace(draft.after, stage=stage, locale=draft.understanding.locale)
    return Turn(
        act=act,
        stage=stage,
        statements=tuple(told_once(draft.statements)),
        conversation=after,
        missing=still_open(draft),
        recommendations=draft.recommendations,
        excluded=draft.excluded,
        comparison=draft.comparison,
        calculations=tuple(draft.calculations),
        citations=tuple(draft.citations),
        quote=draft.quote,
        authority=tuple(draft.authority),
        lead=draft.lead,
        suggestions=tuple(draft.suggestions[:MOST_SUGGESTIONS]),
    )


__all__ = ["MOST_ROUNDS", "Statement", "decide"]
