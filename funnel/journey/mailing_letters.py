"""What a mail of a mailing says: the text that was written for its language, with what is known of its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.catalogue.model import Company
from foundation.database import Session
from funnel.journey.cards import cards_for
from funnel.journey.parts import Parts
from funnel.journey.step_words import link_pairs
from funnel.mailings import repository as mailings
from funnel.mailings.checks import fill, known_of
from funnel.mailings.errors import UnknownMailing
from funnel.mailings.model import Content, MailingState
from funnel.mails.kinds import MAILING, MAILING_TRIAL
from funnel.mails.letter import Card, Draft
from funnel.mails.model import HeldUp, OutgoingMail
from funnel.people import repository as people
from funnel.permissions import repository as staff

PAUSED = "mailing_paused"


async def _of_mailing(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Word the mail of a recipient; None where the mailing was stopped, HeldUp while it is paused."""
    mailing = await mailings.of_mail(session, outgoing.id)
    if mailing is None or mailing.state is MailingState.STOPPED:
        return None
    if mailing.state is MailingState.PAUSED:
        raise HeldUp(PAUSED)
    assert outgoing.customer_id is not None
    company = await parts.company()
    customer = await people.find(session, outgoing.customer_id)
    cards: Sequence[Card] = ()
    if mailing.content.cards:
        cards = await cards_for(session, customer, company, locale=outgoing.locale, parts=parts)
    known, name = known_of(customer), customer.name
    return _draft(mailing.content, outgoing.locale, known, company=company, parts=parts, name=name, cards=cards)


async def _trial(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Word the mail that shows a member of the staff what will be sent; facts stand for those of a reader."""
    try:
        mailing = await mailings.find(session, outgoing.about.partition("/")[0])
    except UnknownMailing:
        return None
    company = await parts.company()
    found = await staff.find_by_email(session, outgoing.recipient)
    name = found[0].name if found else company.identity.name
    known = {"name": name, "company": company.identity.name}
    return _draft(mailing.content, outgoing.locale, known, company=company, parts=parts, name=name)


def _draft(
    content: Content,
    locale: str,
    known: Mapping[str, str],
    *,
    company: Company,
    parts: Parts,
    name: str | None,
    cards: Sequence[Card] = (),
) -> Draft | None:
    text = content.texts.get(locale)
    if text is None:
        return None
    said = (fill(each, known) for each in text.paragraphs)
    product = company.products.get(content.product or "")
    return Draft(
        locale=locale,
        subject=text.subject,
        paragraphs=[each for each in said if each is not None],
        links=link_pairs(content.links, None, product, locale=locale, parts=parts),
        cards=cards,
        name=name,
    )


MAILING_LETTERS = {MAILING: _of_mailing, MAILING_TRIAL: _trial}
