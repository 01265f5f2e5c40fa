"""An inquiry arrives by form: it is understood like a message, and becomes a lead at once."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model import Conversation
from advisor.needs import remember
from advisor.understanding import understand
from foundation import clock
from foundation.actor import Actor
from foundation.ids import new_id
from funnel.consent.model import Purpose
from funnel.conversations import repository as conversations
from funnel.journey.capture import Captured, capture
from funnel.journey.consents import ask_consent
from funnel.journey.parts import Parts, company_day
from funnel.journey.signals import signals_of
from funnel.people.model import NewCustomer


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """What the form holds: who, and what they wrote; `about` is a SKU or a topic."""

    customer: NewCustomer
    message: str
    about: str | None = None
    news: str | None = None
    """The sentence by which news by mail were asked for."""


async def inquire(parts: Parts, inquiry: NewInquiry, *, by: Actor) -> Captured:
    """Keep the inquiry as a conversation that a person answers, and capture the lead."""
    company = await parts.company()
    locale = inquiry.customer.locale
    text = f"{inquiry.about}: {inquiry.message}" if inquiry.about else inquiry.message
    memory = Conversation(id=new_id(), locale=locale, site_locale=locale, handed_over=True)
    understanding = understand(text, memory, company, today=company_day(company))
    memory = remember(memory, understanding, company)
    now = clock.now()
    async with parts.database.transaction() as session:
        stored = await conversations.start(session, memory, visitor="", at=now)
        await conversations.add_message(
            session, memory.id, turn=1, role="visitor", locale=locale, text=inquiry.message, body={}, at=now
        )
        signals = signals_of(understanding, inquiry.message, company)
        await conversations.keep(session, memory, version=stored.version, signals=signals, at=now)
        captured = await capture(session, inquiry.customer, company, by=by, conversation_id=memory.id)
        if inquiry.news and captured.customer.email:
            source, wording = inquiry.customer.source, inquiry.news
            await ask_consent(session, captured.customer.id, Purpose.MARKETING, source=source, wording=wording, by=by)
        return captured
