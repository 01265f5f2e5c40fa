"""Products that a mail shows its reader, each with the one reason that it rests on; nothing that was quoted, bought or refused before."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import translator
from funnel.journey.parts import Parts
from funnel.journey.recommend import recommend_to_customer
from funnel.mails.letter import Card
from funnel.people.model import Customer


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is said."""
    return message


REASONS: Mapping[str, str] = {
    "together": _("Others looked at this together with what you looked at."),
    "alike": _("Similar to what you looked at."),
    "liked": _("Goes with what you have been interested in."),
    "popular": _("Often looked at on our site."),
}


async def cards_for(
    session: Session, customer: Customer, company: Company, *, locale: str, parts: Parts
) -> tuple[Card, ...]:
    """Return what to show a customer in their language, best first; none where nothing speaks for anything."""
    found = await recommend_to_customer(session, company, customer.id)
    say = translator("funnel", "funnel", locale).gettext
    return tuple(
        Card(product.name[locale], say(REASONS[one.ground]), f"{parts.public_url}/{locale}/products/{product.slug}")
        for one in found.products
        if one.score > 0  # what comes only by its place in the catalogue has no reason that could be told
        and (product := company.products.get(one.item.removeprefix("product:"))) is not None
    )
