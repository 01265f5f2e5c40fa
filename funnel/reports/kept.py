"""Reports that were composed a moment ago: page, PDF, workbook and the customers behind a number show the same one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import date

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from funnel.insights import repository
from funnel.insights.figures import Choice, gather
from funnel.reports.compose import build, plan
from funnel.reports.model import Kind, Report

MOST = 4
LASTS = 60
"""Seconds; what staff and the funnel do shows at once, views and downloads of visitors after a minute."""

_kept: OrderedDict[tuple[object, ...], Report] = OrderedDict()


async def read_report(
    database: Database,
    company: Company,
    kind: Kind,
    *,
    day: date | None = None,
    until: date | None = None,
    choice: Choice | None = None,
) -> Report:
    """Return a report, composed anew where anything was done since. It is reckoned beside the loop. Raises ReportProblem."""
    planned = plan(company, kind, day, until=until, choice=choice)
    async with database.reading() as session:
        minute = int(clock.now().timestamp()) // LASTS
        done = await repository.newest_event(session)
        key = (database.url, planned.kind, planned.day, planned.last_day, planned.choice, done, minute)
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        facts = await gather(session, company, planned.period)
    report = await asyncio.to_thread(build, planned, facts)
    _kept[key] = report
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return report
