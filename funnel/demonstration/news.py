"""The one mailing of a demonstration: sent nine days ago to those who agreed, in the company's own words, opened and followed by some."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from funnel.demonstration.story import Story
from funnel.mailings import repository as mailings
from funnel.mailings.model import Content, Mailing, MailingState, Recipient, RecipientState, Text
from funnel.mails import repository as mails
from funnel.mails.kinds import MAILING
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring import repository as measuring
from funnel.measuring.model import SOURCE, Sign, Standing
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent

NEWS = "demonstration"
"""The id and the occasion of the mailing."""
AGO = timedelta(days=9)
AGREED, OPENED, FOLLOWED, PROXIED = 0.55, 0.34, 0.4, 0.2
"""Of all: who agreed to news; of those: who opened it; of those who opened it: who followed its link; of the rest: whose service did."""
SPOKEN = 4
"""In how many of the company's languages it is written."""


async def write_news(session: Session, company: Company, *, until: datetime, by: Actor) -> None:
    """Keep a mailing about a product, in the words that the company has for it."""
    product = next(one for one in company.products.values() if not one.is_accessory)
    spoken = company.locales[:SPOKEN]
    texts = {each: Text(product.name[each], product.tagline[each]) for each in spoken}
    content = Content(product.name[spoken[0]], NEWS, texts=texts, links=("product",), product=product.sku)
    at = until - AGO
    done = Mailing(NEWS, content, MailingState.DONE, 1, str(by), at - timedelta(days=1), str(by), at, at)
    await mailings.keep(session, done)


async def read_news(session: Session, story: Story, customer: int, *, company: Company, until: datetime) -> None:
    """Let a customer have had the mailing, or not, and do something about it, or not."""
    at = until - AGO
    chance = random.Random(f"{NEWS} {story.email}")  # noqa: S311 - a story, no secret
    if story.entered_at >= at or (story.lost_at is not None and story.lost_at < until):
        return
    spoken = company.locales[:SPOKEN]
    reason = None if chance.random() < AGREED else "no_basis"
    reason = reason or (None if story.locale in spoken else "no_text")
    out = RecipientState.LEFT_OUT if reason else RecipientState.WAITING
    await mailings.add_recipients(session, NEWS, [Recipient(customer, out, reason, at)])
    if reason is None:
        mail_id = new_id()
        letter = f"<{mail_id}@demo.example>"
        sent = MailState.SENT
        mail = OutgoingMail(mail_id, letter, customer, MAILING, NEWS, story.email, story.locale, sent, None, at, at)
        await mails.add(session, mail)
        await mails.mark_measured(session, mail_id, measured=True)
        await mailings.settle(session, NEWS, customer, state=RecipientState.POSTED, mail_id=mail_id)
        await _react(session, mail, company, chance=chance)


async def _react(session: Session, mail: OutgoingMail, company: Company, *, chance: random.Random) -> None:
    opened, at = chance.random() < OPENED, mail.created_at + timedelta(hours=chance.uniform(1, 40))
    if not opened:
        if chance.random() < PROXIED:
            await measuring.note(session, mail.id, Sign.OPEN, target="", standing=Standing.PROXY, at=at)
        return
    product = next(one for one in company.products.values() if not one.is_accessory)
    page = f"/{mail.locale}/products/{product.slug}"
    signs = [(Sign.OPEN, "", "mail_open")]
    if chance.random() < FOLLOWED:
        signs.append((Sign.CLICK, page, "mail_click"))
    for sign, target, event in signs:
        await measuring.note(session, mail.id, sign, target=target, standing=Standing.COUNTED, at=at)
        happened = NewEvent(event, at, SOURCE, value=target or None, customer_id=mail.customer_id)
        await timeline.add_events(session, [happened], received_at=at)


async def forget_news(session: Session) -> None:
    """Take the mailing away; its readers go with the customers."""
    await mailings.remove(session, NEWS)
