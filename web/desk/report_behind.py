"""The source of truth for the page of the customers behind a number of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_money
from foundation.money import Money
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import Member
from funnel.reports.behind import behind
from funnel.reports.model import Report
from funnel.reports.sheet import sheet
from funnel.reports.speech import Voice
from scoring.funnel_shape import funnel_of
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.volume import risk_of
from scoring.wording import action_sentence, stage_name
from web.desk.reports import Asked
from web.desk.seeing import hidden

PAGE = 50


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One customer behind a number."""

    id: int
    name: str
    company: str | None
    tone: int
    """What the stage means, 1 to 5, for its colour."""
    stage_name: str
    value: str
    risk: str
    last_touch_at: datetime
    next_action: str
    lost: bool


@dataclass(frozen=True, slots=True)
class BehindPage:
    """Context of `desk/report_behind.html`."""

    rows: tuple[BehindRow, ...]
    total: int
    number: int
    pages: int
    back: str
    address: str
    dated: str
    indicator: str
    """Its name; empty for a cause of losses or an advice."""
    formula: str
    """How the indicator is reckoned, in words."""


async def behind_page(
    session: Session, report: Report, company: Company, *, asked: Asked, named: str, number: int, member: Member
) -> BehindPage:
    """Read one page of the customers behind a number that the member may see; the largest value first. Raises ReportProblem."""
    counted, facts = behind(report, named), report.facts.by_id
    others = await hidden(session, member, counted)
    ordered = sorted(
        (facts[each] for each in dict.fromkeys(counted) if each in facts and each not in others),
        key=lambda one: (-one.value, one.id),
    )
    shown = ordered[PAGE * (number - 1) : PAGE * number]
    kept = {each.id: each for each in await people.find_many(session, [one.id for one in shown])}
    voice = Voice(member.locale, company)
    indicator = named.partition(":")[0]
    return BehindPage(
        # who was erased a moment ago is gone
        rows=tuple(_row(report, kept[each.id], company, voice=voice) for each in shown if each.id in kept),
        total=len(ordered),
        number=number,
        pages=max(1, -(-len(ordered) // PAGE)),
        back=urlencode(asked.query),
        address=urlencode({**asked.query, "of": named}),
        dated=sheet(report, company, member.locale).dated,
        indicator=voice.name(indicator) if indicator in INDICATORS else "",
        formula=voice.formula(indicator) if indicator in INDICATORS else "",
    )


def _row(report: Report, customer: Customer, company: Company, *, voice: Voice) -> BehindRow:
    fact, stage, locale = report.facts.by_id[customer.id], report.facts.standing[customer.id], voice.locale
    judgement = customer.judgement
    is_open = fact.lost_at is None and fact.id not in report.facts.won_at
    return BehindRow(
        id=fact.id,
        name=customer.display_name,
        company=customer.company,
        tone=int(funnel_of(company).meaning(stage)),
        stage_name=stage_name(stage, locale, company),
        value=format_money(Money(fact.value, company.identity.base_currency), locale) if fact.value else "–",
        risk=voice.percent(risk_of(report.facts, fact)) if is_open else "–",
        last_touch_at=customer.last_touch_at,
        next_action=action_sentence(judgement.next_action, company, locale) if judgement else "",
        lost=fact.lost_at is not None,
    )
