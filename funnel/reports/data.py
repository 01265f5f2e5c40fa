"""A report as data for other programs: every figure with its cases, its interval and what it was before."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from funnel.reports.model import Report
from scoring.diagnosis import Diagnosis
from scoring.forecast import INSIDE, Backtest, Forecast
from scoring.goals import Progress
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.estimates import wilson
from scoring.indicators.facts import Period
from scoring.indicators.model import Figure


def report_body(report: Report) -> dict[str, Any]:
    """Return plain JSON values; money as decimal strings, shares 0 to 1, what is undefined as null with a reason."""
    return {
        "kind": report.kind.value,
        "first_day": report.day.isoformat(),
        "last_day": report.last_day.isoformat(),
        "period": _period(report.period),
        "compared_with": _period(report.period.before),
        "figures": {
            each.id: {
                "unit": each.unit.value,
                "better": each.better.value,
                "by": each.by.value,
                "values": [_figure(one, report.one_before(each.id, one.key)) for one in report.figures[each.id]],
            }
            for each in INDICATORS.values()
        },
        "forecast": _forecast(report.forecast),
        "goals": [_goal(each) for each in report.goals],
        "backtest": None if report.backtest is None else backtest_data(report.backtest),
        "losses": [_diagnosis(each) for each in report.diagnoses],
        "bottlenecks": [asdict(each) for each in report.bottlenecks],
        "advice": [
            {"code": each.code, "data": dict(each.data), "customers": list(each.cases)} for each in report.advice
        ],
    }


def _forecast(found: Forecast) -> dict[str, Any]:
    return {
        "points": [asdict(each) for each in found.points],
        "total": asdict(found.total),
        "customers": found.customers,
        "unvalued": found.unvalued,
        "cases": found.cases,
        "orders": found.orders,
    }


def _goal(found: Progress) -> dict[str, Any]:
    expected, low, high = found.expected
    return {
        "span": found.goal.span.value,
        "from": found.goal.start.isoformat(),
        "to": found.goal.end.isoformat(),
        "amount": str(found.goal.amount),
        "reached": str(found.reached),
        "expected": round(expected, 2),
        "low": round(low, 2),
        "high": round(high, 2),
    }


def backtest_data(found: Backtest) -> dict[str, Any]:
    """Return how earlier forecasts fared; `coverage_between` is how sure so many tell it, 95 times in 100."""
    tests = [
        {"at": each.at.isoformat(), **asdict(each.point), "came": each.came, "inside": each.inside}
        for each in found.tests
    ]
    held = sum(each.inside for each in found.tests)
    between = None if found.coverage is None else list(wilson(held, len(tests)))
    return {
        "checked": len(tests),
        "held": held,
        "coverage": found.coverage,
        "coverage_between": between,
        "wanted": INSIDE,
        "bias": found.bias,
        "tests": tests,
    }


def _diagnosis(found: Diagnosis) -> dict[str, Any]:
    causes = [
        {
            "cause": each.id,
            "customers": list(each.customers),
            "share": each.share,
            "usual": each.usual,
            "said": each.said,
            "signs": [
                {"what": one.what, "customer": one.customer, "at": one.at.isoformat(), **one.data} for one in each.signs
            ],
        }
        for each in found.causes
    ]
    return {
        "stage": found.stage,
        "lost": list(found.lost),
        "value": str(found.value),
        "share": found.share,
        "standing_too_long": list(found.slipping),
        "causes": causes,
    }


def _period(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _figure(figure: Figure, before: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "value": _plain(figure.value),
        "before": _plain(before.value),
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "reason": figure.reason or None,
    }


def _plain(value: float | Decimal | None) -> float | str | None:
    return str(value) if isinstance(value, Decimal) else value
