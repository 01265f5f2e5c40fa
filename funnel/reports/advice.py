"""What a report advises: the few things that its figures ask for, most urgent first. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from funnel.insights.figures import Figures
from funnel.reports.model import Advice
from scoring.funnel_shape import DECISION
from scoring.indicators.facts import Facts
from scoring.indicators.model import Figure

MOST = 5
SLOW_HOURS = 4.0
"""A first answer later than this is worth a word."""
LOW_COVERAGE = 0.8
MANY_UNREAD = 0.4
ENOUGH = 5
"""Cases that a share needs before anything is advised on it."""


def advise(facts: Facts, figures: Figures) -> tuple[Advice, ...]:
    """Return at most five pieces of advice."""
    found = [
        *_waiting(facts, figures),
        *_quotes(figures),
        *_accounts(facts, figures),
        *_speed(figures),
        *_leak(figures),
    ]
    return tuple(found[:MOST])


def _waiting(facts: Facts, figures: Figures) -> Iterator[Advice]:
    (waiting,) = figures["unanswered"]
    if waiting.n:
        yield Advice("answer", {"count": waiting.n}, waiting.cases)
    decision = str(facts.funnel.at(DECISION))
    blocked = next(each for each in figures["blocked"] if each.key == decision)
    if blocked.n:
        yield Advice("clarify", {"count": blocked.n, "days": 7}, blocked.cases)


def _quotes(figures: Figures) -> Iterator[Advice]:
    (silent,) = figures["silent_quotes"]
    if silent.n:
        yield Advice("ask_after_quote", {"count": silent.n, "days": 7}, silent.cases)
    (unread,) = figures["documents_unread"]
    if unread.value is not None and unread.n >= ENOUGH and unread.value >= MANY_UNREAD:
        yield Advice("shorten", {"percent": round(100 * float(unread.value))}, unread.cases)


def _accounts(facts: Facts, figures: Figures) -> Iterator[Advice]:
    (covered,) = figures["high_value_coverage"]
    if covered.value is not None and covered.value < LOW_COVERAGE:
        large = {each.id for each in facts.open if each.value > facts.limits.key_account}
        alone = tuple(sorted(large - set(covered.cases)))
        yield Advice("care", {"count": len(alone), "days": 7}, alone)


def _speed(figures: Figures) -> Iterator[Advice]:
    (response,) = figures["response_time"]
    if response.value is not None and response.value > SLOW_HOURS:
        yield Advice("speed_up", {"hours": round(float(response.value), 1)}, response.cases)


def _leak(figures: Figures) -> Iterator[Advice]:
    worst = leak(figures)
    if worst is not None and worst.value is not None:
        yield Advice("mend_stage", {"stage": int(worst.key), "percent": round(100 * (1 - float(worst.value)))})


def leak(figures: Figures) -> Figure | None:
    """Return the conversion that loses most, None where no stage has enough cases."""
    known = [each for each in figures["conversion"] if each.value is not None and each.n >= ENOUGH]
    return min(known, key=lambda each: float(each.value or 0), default=None)


def best(figures: Figures, indicator: str = "conversion") -> Figure | None:
    """Return the highest share of an indicator, None where none has enough cases."""
    known = [each for each in figures[indicator] if each.value is not None and each.n >= ENOUGH]
    return max(known, key=lambda each: float(each.value or 0), default=None)


def worst(figures: Figures, indicator: str) -> Figure | None:
    """Return the lowest share of an indicator, None where not two have enough cases."""
    known = [each for each in figures[indicator] if each.value is not None and each.n >= ENOUGH]
    return min(known, key=lambda each: float(each.value or 0)) if len(known) > 1 else None
