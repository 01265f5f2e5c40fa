"""The funnel at a glance: how many ever reached each stage, and what the open customers are expected to bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from foundation.database import Session
from funnel.people import repository as people
from scoring.funnel_stages import STAGES, WON
from scoring.outcomes import expected_value
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


async def overview(session: Session, locale: str) -> Overview:
    """Return the funnel with stage names in `locale`."""
    standing = await people.count_by_stage(session)
    total = sum(standing.values())
    shares: list[StageShare] = []
    before = total
    for stage in STAGES:
        count = sum(number for at, number in standing.items() if at >= stage)
        rate = round(count / total, 4) if total else 0.0
        conversion = round(count / before, 4) if before else 0.0
        shares.append(StageShare(stage_name(stage, locale), count, rate, conversion))
        before = count
    values = await people.open_values(session)
    predicted = sum(
        (expected_value(value, stage, grade) for stage, grade, value in values if stage < WON), start=Decimal(0)
    )
    return Overview(total=total, stages=tuple(shares), predicted_revenue=predicted)
