"""What the pages of the reports show: the sheet with its charts, the filters, and the customers behind a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.locales import country_name, format_money
from foundation.money import Money
from funnel.insights.figures import Choice
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from funnel.reports import repository
from funnel.reports.charts import Chart, chart
from funnel.reports.kept import read_report
from funnel.reports.model import REGULAR, Kind, Report, Sheet, Subscription
from funnel.reports.periods import day_after
from funnel.reports.sheet import sheet
from funnel.reports.speech import Voice
from scoring.funnel_shape import funnel_of
from scoring.wording import stage_name
from web.input import plain

LONGEST = 100
DEFAULT = Kind.WEEKLY


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is asked for; what makes no sense was left out. `until` ends a range of days of its own."""

    kind: Kind
    day: date | None
    until: date | None
    choice: Choice

    @property
    def query(self) -> dict[str, str]:
        """The same as parts of an address."""
        given = {
            "kind": self.kind.value,
            "date": self.day.isoformat() if self.day else None,
            "until": self.until.isoformat() if self.until else None,
            "stage": str(self.choice.stage) if self.choice.stage else None,
            "rep": self.choice.rep,
            "channel": self.choice.channel,
            "country": self.choice.country,
        }
        return {name: value for name, value in given.items() if value}


def read_query(query: Mapping[str, str], *, today: date) -> Asked:
    """Read which report is asked for; a day that makes no sense is no day, a filter that makes none is no filter."""
    kinds = {each.value: each for each in (*REGULAR, Kind.RANGE)}
    kind = kinds.get(query.get("kind", ""), DEFAULT)
    day, until = _day(query.get("date", ""), today), _day(query.get("until", ""), today)
    if kind is Kind.RANGE and (day is None or until is None or until < day):
        kind = DEFAULT
    stage = query.get("stage", "")

    def word(name: str) -> str | None:
        return plain(query.get(name, "")).strip()[:LONGEST] or None

    choice = Choice(
        stage=int(stage) if stage.isdecimal() and len(stage) <= 2 and int(stage) else None,
        rep=word("rep"),
        channel=word("channel"),
        country=word("country"),
    )
    return Asked(kind, day, until if kind is Kind.RANGE else None, choice)


def _day(written: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= today else None


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Context of `desk/report.html`. `address` is this report's query, to which links add."""

    asked: Asked
    sheet: Sheet
    charts: Mapping[str, Chart]
    is_empty: bool
    address: str
    tabs: tuple[Option, ...]
    """Address and name of each kind of report."""
    earlier: str | None
    later: str | None
    stages: tuple[Option, ...]
    reps: tuple[Option, ...]
    channels: tuple[Option, ...]
    countries: tuple[Option, ...]
    today: str
    first_day: str
    currency: str
    costs: tuple[Option, ...]
    """What channels cost in this month."""
    weekdays: tuple[Option, ...]
    zones: tuple[str, ...]
    mailed: Subscription | None
    """Whether and when the member gets this kind of report by mail."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A report with what surrounds it: the names of the staff by id, and the member's own subscription."""

    report: Report
    names: Mapping[str, str]
    mailed: Subscription | None = None


async def read(database: Database, company: Company, asked: Asked, *, member: Member) -> Read:
    """Read the report that is asked for, and what surrounds it."""
    report = await read_report(database, company, asked.kind, day=asked.day, until=asked.until, choice=asked.choice)
    async with database.reading() as session:
        names = {each.id: each.name for each in await staff.listed(session)}
        own = await repository.subscriptions(session, member.id)
    return Read(report, names, next((each for each in own if each.kind is asked.kind), None))


@dataclass(frozen=True, slots=True)
class Words:
    """What the page needs in the member's language: kinds of reports and days of the week."""

    kinds: Mapping[Kind, str]
    weekdays: Sequence[str]


def report_page(
    found: Read, company: Company, asked: Asked, *, locale: str, words: Words, problem: str | None = None
) -> ReportPage:
    """Word a report for the desk, with the filters that lead to others."""
    report, names = found.report, found.names
    written = sheet(report, company, locale, names=names)
    shown = dict.fromkeys(name for section in written.sections for name in section.charts)
    voice = Voice(locale, company)
    tabs = [Option(urlencode({**asked.query, "kind": each.value, "until": ""}), words.kinds[each]) for each in REGULAR]
    days = {"kind": Kind.RANGE.value, "date": report.day.isoformat(), "until": report.last_day.isoformat()}
    tabs.append(Option(urlencode({**asked.query, **days}), words.kinds[Kind.RANGE]))
    return ReportPage(
        asked=asked,
        sheet=written,
        charts={name: chart(name, report, company, locale=locale) for name in shown},
        is_empty=not report.found.customers,
        address=urlencode(asked.query),
        tabs=tuple(tabs),
        earlier=_turned(asked, report.day - timedelta(days=1)) if asked.kind is not Kind.RANGE else None,
        later=_later(asked, report, clock.today(company.identity.time_zone)),
        stages=tuple(Option(str(each), stage_name(each, locale, company)) for each in funnel_of(company).positions),
        reps=tuple(Option(each, names.get(each, each)) for each in report.found.reps),
        channels=tuple(Option(each, voice.key("channel_share", each)) for each in report.found.channels),
        countries=_by_name(Option(each, country_name(each, locale)) for each in report.found.countries),
        today=clock.today(company.identity.time_zone).isoformat(),
        first_day=report.day.isoformat(),
        currency=company.identity.base_currency,
        costs=_costs(report, company, locale),
        weekdays=tuple(Option(str(place), name) for place, name in enumerate(words.weekdays)),
        zones=zones(company),
        mailed=found.mailed,
        problem=problem,
    )


def _costs(report: Report, company: Company, locale: str) -> tuple[Option, ...]:
    voice, currency = Voice(locale, company), company.identity.base_currency
    return tuple(
        Option(format_money(Money(each.amount, currency), locale), voice.key("channel_share", each.channel))
        for each in report.facts.costs
        if report.period.holds(each.month)
    )


def _by_name(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda each: each.name))


def _turned(asked: Asked, day: date) -> str:
    return urlencode({**asked.query, "date": day.isoformat()})


def _later(asked: Asked, report: Report, today: date) -> str | None:
    following = None if asked.kind is Kind.RANGE else day_after(asked.kind, report.day)
    return _turned(asked, following) if following is not None and following <= today else None


ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Istanbul", "Africa/Cairo", "Asia/Riyadh"),
    *("Asia/Dubai", "Asia/Kolkata", "Asia/Bangkok", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul"),
    *("Australia/Sydney", "America/Sao_Paulo", "America/Buenos_Aires", "America/New_York", "America/Chicago"),
    *("America/Mexico_City", "America/Los_Angeles"),
)
"""Time zones that a member can choose, beside the company's own."""


def zones(company: Company) -> tuple[str, ...]:
    """Return the time zones to choose from, the company's first."""
    own = company.identity.time_zone
    return (own, *(each for each in ZONES if each != own))
