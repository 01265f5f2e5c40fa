"""What each criterion of the grade sees in a lead: the share of its weight that is earned, with the data of its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from content.catalogue.model import ScoringRules
from scoring.mail_domains import MailDomain, mail_domain
from scoring.model import Behaviour, LeadFacts
from scoring.names import department, thrown_together
from scoring.roles import ROLE_SHARES, role_of

DISQUALIFYING = {"spam": "spam", "supplier_pitch": "pitch", "job_application": "job"}
"""Signal of the messages -> weight that it costs; any of them makes the lead a D."""

NEEDS_OF_A_CLEAR_REQUEST = 5
PIECES_OF_A_PROJECT = 10
EVENTS_OF_AN_INTERESTED_BUYER = 5
DAYS_OF_AN_URGENT_PROJECT = 90
HALF_LIFE = timedelta(days=30)
"""After this time what somebody looked at counts half."""
BURST, BURST_WITHIN = 5, timedelta(hours=1)
FAR_BELOW = 5
"""A budget that is this many times below the open quote contradicts it."""
MACHINES = frozenset(["bot", "crawler", "monitor", "prefetch"])
"""Sources of events that no person caused; they count for nothing."""

Judgements: TypeAlias = Iterator[tuple[str, float, dict[str, str | int | float]]]
"""Weight earned or missed, the share of it (0..1), and the data of its sentence."""


def _fit(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    if facts.industry:
        target = not rules.target_industries or facts.industry in rules.target_industries
        yield "fit_industry", 1.0 if target else 0.4, {"industry": facts.industry}
    else:
        yield "fit_industry", 0.0, {}
    if facts.company_size is None:
        yield "company_size", 0.0, {}
    else:
        least, most = rules.smallest_company or 0, rules.largest_company or facts.company_size
        share = 1.0 if least <= facts.company_size <= most else 0.4
        yield "company_size", share, {"employees": facts.company_size}
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
    part = role_of(facts.job_title)
    yield "job_role", ROLE_SHARES[part] if part else 0.0, {"job_title": facts.job_title or ""}
    named = department(facts.email) if kind is MailDomain.BUSINESS else None
    yield "department", 1.0 if named else 0.0, {"department": named or ""}


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
    days = facts.deadline_days
    if days is None or days < 0:
        yield "deadline", 0.0, {}
    else:
        yield "deadline", 1.0 if days <= DAYS_OF_AN_URGENT_PROJECT else 0.4, {"days": days}


def _behaviour(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    seen = [event for event in facts.behaviour if event.source not in MACHINES]
    share = min(1.0, _fresh(seen, facts.now) / EVENTS_OF_AN_INTERESTED_BUYER)
    yield "behaviour", share, {"events": len(seen)}
    yield "quote_requested", 1.0 if facts.quoted else 0.0, {"quoted": str(facts.quoted or 0)}


def _real_buyer(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    for signal, weight in DISQUALIFYING.items():
        if signal in facts.signals:
            yield weight, 1.0, {}
    for name in (facts.name, facts.company):
        if name and thrown_together(name):
            yield "thrown_name", 1.0, {"name": name}
            break
    sent = _most_within([event.at for event in facts.behaviour if event.event_type == "form_submit"], BURST_WITHIN)
    if sent >= BURST:
        yield "burst", 1.0, {"count": sent}


def _contradictions(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    if facts.deadline_days is not None and facts.deadline_days < 0:
        yield "deadline_passed", 1.0, {}
    if facts.budget and facts.quoted and facts.budget * FAR_BELOW < facts.quoted:
        yield "budget_far_below", 1.0, {"budget": str(facts.budget), "quoted": str(facts.quoted)}


CRITERIA: tuple[Callable[[LeadFacts, ScoringRules], Judgements], ...] = (
    _fit,
    _who,
    _need,
    _behaviour,
    _real_buyer,
    _contradictions,
)


def judgements(facts: LeadFacts, rules: ScoringRules) -> Judgements:
    """Return what every criterion sees."""
    for judge in CRITERIA:
        yield from judge(facts, rules)


def _fresh(seen: Sequence[Behaviour], now: datetime | None) -> float:
    """Count events by their age: one of today is one, one of a month ago a half."""
    if not seen:
        return 0.0
    today = now or max(event.at for event in seen)
    return float(sum(0.5 ** max(0.0, (today - event.at) / HALF_LIFE) for event in seen))


def _most_within(moments: Sequence[datetime], window: timedelta) -> int:
    """Return how many moments lie within a window at most."""
    ordered = sorted(moments)
    most, first = 0, 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] > window:
            first += 1
        most = max(most, last - first + 1)
    return most
