"""What a lead's page says of its outlook: how likely it is won and lost now, and what makes up the risk."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_percentage
from funnel.insights.risk import outlooks
from funnel.people.model import Customer
from scoring.indicators.wording import outlook_sentence


@dataclass(frozen=True, slots=True)
class OutlookCard:
    """Chance and risk as the reader writes them; the reasons with what each adds to the risk, in hundredths."""

    win: str
    risk: str
    reasons: tuple[tuple[str, float], ...]


async def outlook_card(session: Session, customer: Customer, company: Company, *, locale: str) -> OutlookCard:
    """Judge a lead as it stands at this moment, by the chances that the reports use."""
    found = (await outlooks(session, [customer], company))[customer.id]
    reasons = tuple((outlook_sentence(each, locale), each.points) for each in found.reasons)
    return OutlookCard(format_percentage(round(found.win, 2), locale), format_percentage(found.risk, locale), reasons)
