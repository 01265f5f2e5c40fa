"""The funnel at a glance: how many ever reached each stage, and what the open customers are expected to bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from foundation.database import Session
from funnel.people import repository as people
from funnel.people.model import Share
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
    found = await people.standings(session)
    total = sum(each.number for each in found)
    shares: list[StageShare] = []
    before = total
    for stage in STAGES:
        count = sum(each.number for each in found if each.stage >= stage)
        rate = round(count / total, 4) if total else 0.0
        conversion = round(count / before, 4) if before else 0.0
        shares.append(StageShare(stage_name(stage, locale), count, rate, conversion))
        before = count
    predicted = sum(
        (expected_value(each.value, each.stage, each.grade) * each.number for each in found if _is_open(each)),
        start=Decimal(0),
    )
    return Overview(total=total, stages=tuple(shares), predicted_revenue=predicted)


def _is_open(share: Share) -> bool:
    return bool(share.value) and not share.lost and share.stage < WON
