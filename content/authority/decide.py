"""Source of truth for deciding a wish by permission rules: the strictest rule that covers it wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from content.authority.actions import read_action
from content.authority.explain import Reason, alternative_in, explanation_in, process_in
from content.authority.model import Bound, Concession, Decision, Parsed, Quantity, Rule, Status, Unreadable
from content.authority.phrases import parse_rule, words_match
from content.authority.stacking import Deal, add_up
from content.authority.subjects import SUBJECTS, fold
from content.catalogue.model import Permissions

WORKING_DAYS = {Status.NEEDS_SUPERVISOR: 2, Status.NEEDS_PROCESS: 5}
"""After how many working days an answer can be expected at the latest."""


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
    spoken, unneeded = read_action(action, locale)
    return _decided(rules, spoken, action, locale=locale, deal=deal or Deal(), today=today, unneeded=unneeded)


def decide_concessions(
    rules: Permissions,
    concessions: Sequence[Concession],
    *,
    action: str,
    locale: str,
    deal: Deal | None = None,
    today: date | None = None,
) -> Decision:
    """Judge concessions that are known exactly, such as the discount of a quote's line; `action` only names them."""
    return _decided(rules, tuple(concessions), action, locale=locale, deal=deal or Deal(), today=today)


def _decided(
    rules: Permissions,
    spoken: Sequence[Concession],
    action: str,
    *,
    locale: str,
    deal: Deal,
    today: date | None,
    unneeded: bool = False,
) -> Decision:
    held = _read(rules)
    ruled = frozenset(rule.subject for _, rule in held if rule.subject)
    wished = add_up(spoken, deal, ruled)
    verdicts = [_judge(held, concession, deal) for concession in wished]
    verdicts += _by_own_words(held, action, covered=bool(wished) or unneeded)
    if unneeded and not verdicts:
        verdicts = [_Verdict(Status.APPROVED, None, Reason.NOTHING, None)]
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
        reason=verdict.reason.code,
    )


def approved_as(decision: Decision, locale: str, *, rule: str | None = None) -> Decision:
    """Return a decision turned into a yes, by another rule than its own."""
    read = parse_rule(rule) if rule else None
    explanation = explanation_in(locale, Reason.APPROVED, read)
    return replace(
        decision, status=Status.APPROVED, rule=rule, explanation=explanation, process=None, expected_by=None,
        alternative=None, reason=Reason.APPROVED.code,
    )  # fmt: skip


def below_floor(decision: Decision, locale: str) -> Decision:
    """Return a decision turned into a no because of the price's floor; what the rules forbid anyway keeps its rule."""
    if decision.status is Status.FORBIDDEN:
        return decision
    reason = Reason.BELOW_FLOOR
    return replace(
        decision, status=Status.FORBIDDEN, rule=None, explanation=explanation_in(locale, reason, None), process=None,
        expected_by=None, reason=reason.code,
    )  # fmt: skip


def decide_for_all(
    rules: Sequence[Permissions], action: str, locale: str, *, deal: Deal | None = None, today: date | None = None
) -> Decision:
    """Judge an action that concerns several products: the strictest answer holds. Without a product no rule covers it."""
    decisions = [decide(one, action, locale, deal=deal, today=today) for one in rules or (Permissions(),)]
    return max(decisions, key=lambda decision: (decision.status.strictness, decision.rule is not None))


def decide_for_none(every: Collection[Permissions], action: str, locale: str, *, deal: Deal | None = None) -> Decision:
    """Judge an action that names no product: what all of a company's products forbid is forbidden, all else is uncovered."""
    for_each = [decide(one, action, locale, deal=deal) for one in every]
    if for_each and all(one.status is Status.FORBIDDEN for one in for_each):
        return for_each[0]
    return decide(Permissions(), action, locale, deal=deal)


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


def _judge(held: Sequence[tuple[Status, Rule]], concession: Concession, deal: Deal) -> _Verdict:
    about = _about(held, concession.subject)
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


def _about(held: Sequence[tuple[Status, Rule]], subject: str) -> list[tuple[Status, Rule]]:
    """Return the rules of a subject; where it has none of its own, those of the more general one that it is a case of."""
    own = [(status, rule) for status, rule in held if rule.subject == subject]
    broader = SUBJECTS[subject].broader if subject in SUBJECTS else None
    return own or ([(status, rule) for status, rule in held if rule.subject == broader] if broader else [])


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
    side = (value > limit.value) - (value < limit.value) or asked.edge
    return {"<": side < 0, "<=": side <= 0, ">": side > 0, ">=": side >= 0, "=": side == 0}[bound.comparator]


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
    granted = [rule for status, rule in _about(held, verdict.concession.subject) if status is Status.APPROVED]
    return alternative_in(locale, granted[0]) if granted else None


def _working_days(start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
