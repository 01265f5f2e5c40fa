"""What the desk shows of how sure a lead's grade is, and of how it could rise."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_number, format_percentage, translator
from funnel.people.model import Customer
from funnel.scores import repository as scores
from scoring.grade import steps_to_a
from scoring.teams import rules_for, team_of
from scoring.wording import raising_sentence

MOST = 4


@dataclass(frozen=True, slots=True)
class Raising:
    """How likely an order is, where a score learned from outcomes says so; what would raise the grade, with points."""

    chance: str | None = None
    steps: tuple[tuple[str, float], ...] = ()
    to_a: bool = False
    """Whether exactly these steps would make it an A."""
    team: str = ""
    """Whose weights the lead is judged by; empty for the company's own."""


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


CHANCE = _(
    "Of leads like this one, {chance} came to an order: learned from {customers} customers won and lost, off by {error} on average."
)


async def raising(session: Session, customer: Customer, company: Company, *, locale: str) -> Raising:
    """Say what would raise a grade. Learned points are not the rules' and make no sum that an A is cut from."""
    judgement = customer.judgement
    if judgement is None:
        return Raising()
    country, spoken, industry = customer.country, customer.locale, customer.industry
    rules = rules_for(company.scoring, country=country, locale=spoken, industry=industry)
    team = team_of(company.scoring, country=country, locale=spoken, industry=industry)
    name = team.name[locale] if team else ""
    kept = await scores.in_force(session)
    steps = () if kept else steps_to_a(judgement.points, judgement.would_raise, rules)
    shown = tuple((raising_sentence(one, locale), one.points) for one in steps or judgement.would_raise[:MOST])
    if kept is None:
        return Raising(None, shown, bool(steps), name)
    chance = (
        translator("web", "desk", locale)
        .gettext(CHANCE)
        .format(
            chance=format_percentage(judgement.points / 100, locale),
            customers=format_number(kept.customers, locale),
            error=format_percentage(kept.calibration_error, locale, 1),
        )
    )
    return Raising(chance, shown, team=name)
