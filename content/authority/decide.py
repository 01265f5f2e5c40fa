"""Source of truth for deciding a wish by permission rules: the strictest rule that covers it wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from content.authority.explain import Reason, alternative_in, explanation_in, process_in
from content.authority.model import Bound, Concession, Decision, Parsed, Quantity, Rule, Status, Unreadable
from content.authority.phrases import parse_action, parse_rule, words_match
from content.authority.subjects import fold
from content.catalogue.model import Permissions
from foundation.money import Money

WORKING_DAYS = {Status.NEEDS_SUPERVISOR: 2, Status.NEEDS_PROCESS: 5}
"""After how many working days an answer can be expected at the latest."""


@dataclass(frozen=True, slots=True)
class Deal:
    """What else is known: what was conceded before, the order's value, freight, exchange rates to one base currency."""

    given: tuple[Concession, ...] = ()
    order: Money | None = None
    freight: Money | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Currency -> its worth in the base currency."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: Status
    rule: Rule | None
    reason: Reason
    concession: Concession | None


def decide(
    rules: Permissions, action: str, locale: str, *, deal: Deal | None = None, today: date | None = None
) -> Decision:
    """Judge an action said in any of the seven languages; explanation, process and alternative are in `locale`.

    What no rule covers, what lies between two bounds, and what does not say how much, needs a supervisor. Concessions
    given before (`deal.given`) count together with new ones of the same kind; free freight counts as discount by value.
    """
    deal = deal or Deal()
    held = _read(rules)
    wished = _together(parse_action(action, locale), deal)
    verdicts = [_judge(held, concession, deal) for concession in wished]
    verdicts += _by_own_words(held, action, covered=bool(wished))
    # of equally strict verdicts, the one that rests on a rule is told
    verdict = max(verdicts, key=lambda one: (one.status.strictness, one.rule is not None))
    status = verdict.status
    return Decision(
        action=action,
        status=status,
        rule=verdict.rule.phrase if verdict.rule else None,
        explanation=explanation_in(locale, verdict.reason, verdict.rule),
        process=process_in(locale, status),
        expected_by=_working_days(today, WORKING_DAYS[status]) if today and status in WORKING_DAYS else None,
        alternative=_alternative(held, verdict, locale) if status is not Status.APPROVED else None,
        parsed=Parsed.of(verdict.concession),
        concessions=wished,
    )


def decide_for_all(
    rules: Sequence[Permissions], action: str, locale: str, *, deal: Deal | None = None, today: date | None = None
) -> Decision:
    """Judge an action that concerns several products: the strictest answer holds. Without a product no rule covers it."""
    decisions = [decide(one, action, locale, deal=deal, today=today) for one in rules or (Permissions(),)]
    return max(decisions, key=lambda decision: (decision.status.strictness, decision.rule is not None))


def _read(rules: Permissions) -> list[tuple[Status, Rule]]:
    """Return all rules, the strictest lists first. A phrase that cannot be read never approves; it still restrains."""
    lists = (
        (Status.FORBIDDEN, rules.forbidden),
        (Status.NEEDS_PROCESS, rules.requires_process),
        (Status.NEEDS_SUPERVISOR, rules.requires_supervisor),
        (Status.APPROVED, rules.can_approve_immediately),
    )
    held = []
    for status, phrases in lists:
        for phrase in phrases:
            try:
                held.append((status, parse_rule(phrase)))
            except Unreadable:
                if status is not Status.APPROVED:
                    held.append((status, Rule(phrase, None, fold(phrase))))
    return held


def _together(wished: Sequence[Concession], deal: Deal) -> tuple[Concession, ...]:
    """Add up what belongs together: discounts (staged ones, free freight by value) and everything given before."""
    valued = [_by_value(one, deal) for one in wished]
    result: list[Concession] = []
    for concession in valued:
        earlier = [_by_value(one, deal) for one in deal.given]
        same = [one for one in (*earlier, *result) if _addable(one, concession)]
        result = [one for one in result if one not in same]
        quantity = concession.quantity
        for one in same:
            if one.quantity and quantity:
                quantity = replace(quantity, value=quantity.value + one.quantity.value)
        result.append(replace(concession, quantity=quantity))
    return tuple(result)


def _addable(first: Concession, second: Concession) -> bool:
    if first.subject != second.subject or not first.quantity or not second.quantity:
        return False
    one, other = first.quantity, second.quantity
    return one.dimension == other.dimension != "time" and one.currency == other.currency


def _by_value(concession: Concession, deal: Deal) -> Concession:
    """Express free freight and money off as a discount in percent, where the order's value is known."""
    worth: Decimal | None = None
    if concession.subject == "free_freight" and deal.freight:
        worth = _converted(deal.freight.amount, deal.freight.currency, deal)
    elif concession.subject == "discount" and concession.quantity and concession.quantity.dimension == "money":
        worth = _converted(concession.quantity.value, concession.quantity.currency, deal)
    if worth is None or not deal.order or not deal.order.amount:
        return concession
    return Concession("discount", Quantity(worth / deal.order.amount * 100, "percent"))


def _converted(amount: Decimal, currency: str | None, deal: Deal) -> Decimal | None:
    """Return an amount in the order's currency, at the rates on record."""
    if deal.order is None:
        return None
    target, rates = deal.order.currency, deal.rates
    if currency in (None, target):
        return amount
    if currency in rates and target in rates:
        return amount * rates[currency] / rates[target]
    return None


def _judge(held: Sequence[tuple[Status, Rule]], concession: Concession, deal: Deal) -> _Verdict:
    about = [(status, rule) for status, rule in held if rule.subject == concession.subject]
    unclear = False
    for status, rule in about:
        answers = [_compares(bound, concession.quantity, deal.rates) for bound in rule.bounds]
        if None in answers and False not in answers:
            # a bound that cannot be checked restrains as if it might hold, and never lets anything pass
            unclear = True
        elif all(answers):
            if unclear and status is Status.APPROVED:
                break
            return _Verdict(status, rule, Reason.of(status), concession)
    if unclear:
        said = concession.quantity is not None
        return _Verdict(Status.NEEDS_SUPERVISOR, None, Reason.NOT_COMPARABLE if said else Reason.NOT_SAID, concession)
    return _Verdict(Status.NEEDS_SUPERVISOR, None, Reason.BETWEEN if about else Reason.UNCOVERED, concession)


def _compares(bound: Bound, asked: Quantity | None, rates: Mapping[str, Decimal]) -> bool | None:
    """Compare what is asked with a bound; None where the two cannot be compared."""
    limit = bound.quantity
    if asked is None or asked.dimension != limit.dimension:
        return None
    value = asked.value
    if limit.dimension == "money" and None not in (asked.currency, limit.currency) and asked.currency != limit.currency:
        if asked.currency not in rates or limit.currency not in rates:
            return None
        value = value * rates[str(asked.currency)] / rates[str(limit.currency)]
    return {
        "<": value < limit.value,
        "<=": value <= limit.value,
        ">": value > limit.value,
        ">=": value >= limit.value,
        "=": value == limit.value,
    }[bound.comparator]


def _by_own_words(held: Sequence[tuple[Status, Rule]], action: str, *, covered: bool) -> list[_Verdict]:
    """Judge by rules whose subject only the pack knows; a wish that nothing at all recognises is uncovered."""
    for status, rule in held:
        if rule.subject is None and words_match(rule, action):
            if rule.bounds:
                return [_Verdict(Status.NEEDS_SUPERVISOR, None, Reason.NOT_COMPARABLE, None)]
            return [_Verdict(status, rule, Reason.of(status), None)]
    return [] if covered else [_Verdict(Status.NEEDS_SUPERVISOR, None, Reason.UNCOVERED, None)]


def _alternative(held: Sequence[tuple[Status, Rule]], verdict: _Verdict, locale: str) -> str | None:
    """Offer what could be granted at once for the same subject; it passes by the same rules."""
    if verdict.concession is None:
        return None
    granted = [
        rule for status, rule in held if status is Status.APPROVED and rule.subject == verdict.concession.subject
    ]
    return alternative_in(locale, granted[0]) if granted else None


def _working_days(start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
