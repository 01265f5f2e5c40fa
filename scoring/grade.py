"""The rules that make a lead an A, B, C or D: points from the pack's weights, each with its reason.

Nationality and the kind of machine a buyer uses neither raise nor lower a grade; `fit_country` only asks whether the company
delivers there. Thresholds and weights are the pack's (`scoring` in pack.yaml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from content.catalogue.model import ScoringRules
from scoring.mail_domains import MailDomain, mail_domain
from scoring.model import Grade, GradeDecision, LeadFacts, Reason

DISQUALIFYING = {"spam": "spam", "supplier_pitch": "pitch", "job_application": "job"}
"""Signal of the advisor -> weight that it costs; any of them makes the lead a D."""

NEEDS_OF_A_CLEAR_REQUEST = 5
PIECES_OF_A_PROJECT = 10
EVENTS_OF_AN_INTERESTED_BUYER = 5
DAYS_OF_AN_URGENT_PROJECT = 90


def grade(facts: LeadFacts, rules: ScoringRules) -> GradeDecision:
    """Judge a lead. Points lie between 0 and 100; reasons come best first, then what would raise the grade."""
    earned: list[Reason] = []
    missed: list[Reason] = []
    for judge in CRITERIA:
        for code, share, data in judge(facts, rules):
            weight = rules.weights.get(code, 0.0)
            if share > 0 and weight:
                earned.append(Reason(code=code, points=round(weight * share, 1), data=data))
            if share < 1 and weight > 0:
                missed.append(Reason(code=code, points=round(weight * (1 - share), 1), data=data))
    points = max(0.0, min(100.0, sum(reason.points for reason in earned)))
    disqualified = any(reason.code in {*DISQUALIFYING.values(), "disposable_mail"} for reason in earned)
    return GradeDecision(
        grade=Grade.D if disqualified else _grade_of(points, rules),
        points=round(points, 1),
        reasons=tuple(sorted(earned, key=lambda reason: -abs(reason.points))),
        would_raise=() if disqualified else tuple(sorted(missed, key=lambda reason: -reason.points)),
    )


def _grade_of(points: float, rules: ScoringRules) -> Grade:
    if points >= rules.grade_a:
        return Grade.A
    if points >= rules.grade_b:
        return Grade.B
    return Grade.C if points >= rules.grade_c else Grade.D


Judgements: TypeAlias = Iterator[tuple[str, float, dict[str, str | int | float]]]
"""Weight earned or missed, the share of it (0..1), and the data of its sentence."""


def _fit(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    if facts.industry:
        target = not rules.target_industries or facts.industry in rules.target_industries
        yield "fit_industry", 1.0 if target else 0.4, {"industry": facts.industry}
    else:
        yield "fit_industry", 0.0, {}
    if facts.country:
        served = not rules.served_countries or facts.country in rules.served_countries
        yield "fit_country", 1.0 if served else 0.0, {"country": facts.country}
    else:
        yield "fit_country", 0.0, {}


def _who(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    yield "company_given", 1.0 if facts.company else 0.0, {"company": facts.company or ""}
    kind, domain = mail_domain(facts.email)
    yield "business_mail", 1.0 if kind is MailDomain.BUSINESS else 0.0, {"domain": domain}
    if kind is MailDomain.FREE:
        yield "free_mail", 1.0, {"domain": domain}
    if kind is MailDomain.DISPOSABLE:
        yield "disposable_mail", 1.0, {"domain": domain}
    yield "phone_given", 1.0 if facts.phone else 0.0, {}


def _need(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    asked_for = max(1, min(NEEDS_OF_A_CLEAR_REQUEST, facts.needs_total))
    share = min(1.0, facts.needs_stated / asked_for)
    yield "need_complete", share, {"stated": facts.needs_stated, "known": facts.needs_known}
    pieces = facts.quantity or 0
    yield "quantity", min(1.0, 0.25 + 0.75 * pieces / PIECES_OF_A_PROJECT) if pieces > 0 else 0.0, {"quantity": pieces}
    if facts.budget is None:
        yield "budget", 0.0, {}
    else:
        yield "budget", 1.0 if facts.budget > 0 else 0.0, {"budget": str(facts.budget)}
    if facts.deadline_days is None:
        yield "deadline", 0.0, {}
    else:
        urgent = 0 <= facts.deadline_days <= DAYS_OF_AN_URGENT_PROJECT
        yield "deadline", 1.0 if urgent else 0.4, {"days": facts.deadline_days}


def _behaviour(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    events = len(facts.behaviour)
    yield "behaviour", min(1.0, events / EVENTS_OF_AN_INTERESTED_BUYER), {"events": events}
    yield "quote_requested", 1.0 if facts.quoted else 0.0, {"quoted": str(facts.quoted or 0)}


def _real_buyer(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    for signal, weight in DISQUALIFYING.items():
        if signal in facts.signals:
            yield weight, 1.0, {}


CRITERIA: tuple[Callable[[LeadFacts, ScoringRules], Judgements], ...] = (
    _fit,
    _who,
    _need,
    _behaviour,
    _real_buyer,
)
