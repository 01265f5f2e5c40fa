"""Who stands behind a number of a report: the customers that were counted. Pure."""

from __future__ import annotations

from funnel.reports.model import Report, ReportProblem


def behind(report: Report, named: str) -> tuple[int, ...]:
    """Return the customers behind `indicator`, `indicator:key`, `cause:STAGE:CAUSE` or `advice:CODE`.

    Raises ReportProblem where a report has no such number.
    """
    kind, _, key = named.partition(":")
    if kind == "cause":
        stage, _, cause = key.partition(":")
        causes = [
            one for each in report.diagnoses if str(each.stage) == stage for one in each.causes if one.id == cause
        ]
        return causes[0].customers if causes else ()
    if kind == "advice":
        return next((each.cases for each in report.advice if each.code == key), ())
    if kind not in report.figures:
        raise ReportProblem("This report has no such number.")
    return report.one(kind, key).cases
