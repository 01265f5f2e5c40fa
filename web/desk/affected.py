"""What the page of affected quotes shows: which open quotes would be different now, for whom, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from foundation.database import Session
from foundation.locales import format_date, format_money
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import Member
from quoting.checks import repository as checks
from quoting.checks.wording import cause_words
from quoting.difference_words import word_differences
from quoting.life import OPEN
from quoting.model import Quote
from web.desk.seeing import hidden


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """One open quote that would be different now."""

    quote: Quote
    customer: Customer | None
    total: str
    until: str
    causes: tuple[str, ...]
    changes: tuple[str, ...]
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Affected:
    """Context of `desk/affected.html`."""

    rows: tuple[AffectedRow, ...]
    checked: int | None
    """How many quotes were just compared; None where nobody asked for it."""


async def affected_quotes(session: Session, member: Member, *, checked: int | None = None) -> Affected:
    """Read which open quotes are affected, those that end first before the others; those for others' customers are left out."""
    every, locale = await checks.affected(session, OPEN), member.locale
    others = await hidden(session, member, [quote.customer for quote, _ in every])
    found = [(quote, check) for quote, check in every if quote.customer not in others]
    known = {each.id: each for each in await people.find_many(session, {one.customer or 0 for one, _ in found})}
    words: Mapping[str, str] = cause_words(locale)
    rows = [
        AffectedRow(
            quote=quote,
            customer=known.get(quote.customer or 0),
            total=format_money(quote.total, locale),
            until=format_date(quote.valid_until, locale, "medium"),
            causes=tuple(words[cause.value] for cause in check.causes),
            changes=word_differences(check.differences, locale),
            checked_at=check.checked_at,
        )
        for quote, check in found
    ]
    return Affected(tuple(rows), checked)
