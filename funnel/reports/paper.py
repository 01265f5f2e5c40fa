"""How any report goes on paper: a tagged PDF with its charts and its data inside, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.catalogue.model import Company
from foundation.locales import TAGS, direction, format_moment
from foundation.pdf import Attached, Press
from funnel.reports.charts import Chart, chart
from funnel.reports.data import report_body
from funnel.reports.model import Report, Sheet
from funnel.reports.sheet import sheet
from funnel.reports.speech import Voice

Media = Callable[[str], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it leaves the desk: what its files are called, its page at the desk, its data, when it was made, its charts."""

    written: Sheet
    stem: str
    """The name that files are saved under, without an ending: ASCII in every language."""
    address: str
    """Path and query at the desk."""
    body: Mapping[str, Any]
    made: datetime
    charts: Mapping[str, Chart] = field(default_factory=dict)


def report_paper(report: Report, company: Company, locale: str, *, names: Mapping[str, str] | None = None) -> Paper:
    """Put a funnel report on paper; `names` are those of the staff by id."""
    written = sheet(report, company, locale, names=names)
    shown = [name for section in written.sections for name in section.charts]
    return Paper(
        written=written,
        stem=f"{report.kind.value}-report-{report.day.isoformat()}",
        address=f"/desk/reports?kind={report.kind.value}&date={report.day.isoformat()}",
        body=report_body(report),
        made=report.period.end,
        charts={name: chart(name, report, company, locale=locale) for name in shown},
    )


async def print_paper(paper: Paper, company: Company, press: Press, *, media: Media) -> bytes:
    """Make the PDF of a paper. Raises the PdfErrors of the press; no transaction may be open."""
    written, locale = paper.written, paper.written.locale
    files = {f"{each.name}.svg": each.svg for each in paper.charts.values()}
    logo = company.identity.logo
    if (drawn := await media(logo)) is not None:
        files[logo] = drawn
    zone = company.identity.time_zone
    made = Voice(locale, company).say("As of {moment}.", moment=format_moment(paper.made, locale, zone))
    html = (
        _environment()
        .get_template("report.html")
        .render(
            sheet=written,
            charts=paper.charts,
            tag=TAGS[locale],
            direction=direction(locale),
            company=company.identity.name,
            logo=logo if logo in files else "",
            made=made,
        )
    )
    data = json.dumps(paper.body, ensure_ascii=False, indent=1)
    return await press.render(html, files=files, attached=(Attached(f"{paper.stem}.json", data, written.title),))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
