"""Questions without an answer: noted with the turn that asked, and weighed by what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from content.knowledge.written import answers
from content.knowledge.written import repository as gaps
from content.knowledge.written.model import Asked, Gap
from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.people import repository as people

MOST = 100


@dataclass(frozen=True, slots=True)
class WeighedGap:
    """A gap with the expected value, in the base currency, of the customers who asked."""

    gap: Gap
    value: Decimal


async def note_gaps(session: Session, conversation: str, locale: str, *, body: Mapping[str, Any]) -> None:
    """Note the questions of a turn that the documents did not answer; one that the catalogue answered is none."""
    queries = body.get("queries") or ()
    for told in (one["parameters"] for one in queries if one["name"] == "note_gap"):
        await answers.note(session, Asked(str(told["question"]), locale, conversation, told.get("sku"), None))
    if body.get("citations") or any(one["name"] == "product" for one in queries):
        return
    for one in queries:
        if one["name"] == "search_knowledge" and not one["result"]:
            told = one["parameters"]
            await answers.note(
                session, Asked(str(told["question"]), locale, conversation, told.get("sku"), told.get("category"))
            )


async def weighed_gaps(session: Session) -> list[WeighedGap]:
    """Return the open gaps, those first on which most value hangs, then the most asked."""
    found = await gaps.open_gaps(session, limit=MOST)
    customers = await conversations.customers_of(session, [one for gap in found for one in gap.conversations])
    values = await _values(session, set(customers.values()))
    weighed = []
    for gap in found:
        who = {customers[talk] for talk in gap.conversations if talk in customers}
        weighed.append(WeighedGap(gap, sum((values[one] for one in who), Decimal(0))))
    return sorted(weighed, key=lambda one: (-one.value, -one.gap.asked, one.gap.id))


async def _values(session: Session, customers: Iterable[int]) -> dict[int, Decimal]:
    values: dict[int, Decimal] = {}
    for customer in customers:
        judgement = (await people.find(session, customer)).judgement
        values[customer] = judgement.estimated_value if judgement else Decimal(0)
    return values
