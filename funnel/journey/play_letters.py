"""What a step of a play writes to a customer, worded when it leaves, by facts that are looked up then."""

from __future__ import annotations

from foundation.database import Session
from funnel.journey.begun import play_of
from funnel.journey.cadences import still_wanted
from funnel.journey.cards import cards_for
from funnel.journey.parts import Parts
from funnel.journey.step_words import look_up, word_step
from funnel.mails.kinds import PLAYBOOK
from funnel.mails.letter import Draft
from funnel.mails.model import OutgoingMail
from funnel.people import repository as people


async def _step(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Word the mail of a step; None where the customer answered in between."""
    company = await parts.company()
    assert outgoing.customer_id is not None
    customer = await people.find(session, outgoing.customer_id)
    wanted = await still_wanted(session, customer, outgoing.about, company=company)
    if wanted is None:
        return None
    step, run = wanted
    play = await play_of(session, run, company)
    written = next((each for each in play.steps if each.id == step.name), None) if play else None
    if written is None:
        return None
    found = await look_up(session, customer, company)
    words = word_step(written, found, company, locale=outgoing.locale, parts=parts)
    shown = "recommended" in written.shows
    return Draft(
        locale=outgoing.locale,
        subject=f"{words.title} · {company.identity.name}",
        paragraphs=words.paragraphs,
        facts=words.facts,
        links=words.links,
        cards=await cards_for(session, customer, company, locale=outgoing.locale, parts=parts) if shown else (),
        name=customer.name,
    )


PLAY_LETTERS = {PLAYBOOK: _step}
