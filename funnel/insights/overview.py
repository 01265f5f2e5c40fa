"""The funnel at a glance: how many ever reached each stage, and what the open customers are expected to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.insights import repository
from funnel.insights.model import MovedBack
from funnel.people import repository as people
from funnel.people.model import Share
from scoring.funnel_shape import Funnel, funnel_of
from scoring.outcomes import ENOUGH_CASES, Chances, Concluded, expected_value, learn
from scoring.wording import stage_name


@dataclass(frozen=True, slots=True)
class StageShare:
    """One stage: how many ever reached it, their share of all (0..1), and their share of the stage before (0..1)."""

    name: str
    count: int
    rate: float
    conversion: float


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole funnel; `total` is all customers ever entered, `predicted_revenue` in the base currency."""

    total: int
    stages: tuple[StageShare, ...]
    predicted_revenue: Decimal


async def overview(session: Session, locale: str, company: Company | None = None) -> Overview:
    """Return the funnel with stage names in `locale`, those of the company where it has its own."""
    found, back, funnel = await people.standings(session), await repository.moved_back(session), funnel_of(company)
    total = sum(each.number for each in found)
    shares: list[StageShare] = []
    before = total
    for stage in funnel.positions:
        count = sum(each.number for each in found if each.stage >= stage)
        count += sum(each.stage < stage <= each.furthest for each in back)
        rate = round(count / total, 4) if total else 0.0
        conversion = round(count / before, 4) if before else 0.0
        shares.append(StageShare(stage_name(stage, locale, company), count, rate, conversion))
        before = count
    return Overview(
        total=total, stages=tuple(shares), predicted_revenue=await _predicted(session, found, back, funnel=funnel)
    )


async def chances_now(session: Session, company: Company) -> Chances:
    """Return how likely customers are won, as the company's own outcomes show it."""
    found, back = await people.standings(session), await repository.moved_back(session)
    return await _chances(session, found, back, funnel=funnel_of(company))


async def _chances(session: Session, found: Sequence[Share], back: Sequence[MovedBack], *, funnel: Funnel) -> Chances:
    concluded = [
        Concluded(each.stage, each.grade, each.stage >= funnel.won, each.number)
        for each in found
        if each.lost or each.stage >= funnel.won
    ]
    for each in back:  # who was lost after a move back had come further
        if each.lost:
            concluded += [Concluded(each.furthest, each.grade, False), Concluded(each.stage, each.grade, False, -1)]
    orders = sum(each.number for each in concluded if each.won)
    return learn(concluded, await _days_to_win(session, orders, funnel=funnel), funnel=funnel)


async def _predicted(session: Session, found: Sequence[Share], back: Sequence[MovedBack], *, funnel: Funnel) -> Decimal:
    """Return what the open customers are expected to bring, by the same chances as the reports."""
    chances = await _chances(session, found, back, funnel=funnel)
    now = clock.now()
    return sum(
        (
            expected_value(value, stage, grade, chances=chances, waited=now - since)
            for stage, grade, value, since in await repository.open_values(session, won=funnel.won)
        ),
        start=Decimal(0),
    )


_days: dict[tuple[str, Funnel], tuple[int, dict[int, list[float]]]] = {}
"""What orders took, by the address of the database, the funnel, and how many there were: read anew when somebody signed."""


async def _days_to_win(session: Session, orders: int, *, funnel: Funnel) -> dict[int, list[float]] | None:
    if orders < ENOUGH_CASES:
        return None
    key = str(session.info["database_url"]), funnel
    known = _days.get(key)
    if known is None or known[0] != orders:
        known = _days[key] = (orders, await repository.days_to_win(session, funnel))
    return known[1]
