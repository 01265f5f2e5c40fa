"""What leaves the house: a customer goes to the CRM, a quote goes out by mail. Each once, however often it is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation import clock, events
from foundation.database import Session
from foundation.jobs import RetryLater
from foundation.pdf import PdfError, PressUnavailable
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.inbox import repository as inbox
from funnel.journey.brief import crm_note
from funnel.journey.dispatch import INTERRUPTED, RETRY_SECONDS, SYSTEM, hand_over, settle_mail, threading_headers
from funnel.journey.judge import OPEN
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions import repository as staff
from funnel.ports import (
    Attachment,
    CrmLead,
    CrmNotConfigured,
    CrmQuote,
    CrmRefused,
    CrmResult,
    CrmUnavailable,
    Mail,
)
from quoting import repository as quotes
from quoting.answers import repository as answers
from quoting.answers.wording import word_state
from quoting.approvals import repository as approvals
from quoting.covering_letter import Story, covering_letter
from quoting.issue import require_quote
from quoting.life import former
from quoting.model import Quote, QuoteStatus
from quoting.render import quote_pdf
from scoring.funnel_shape import funnel_of
from scoring.mail_domains import MailDomain, mail_domain
from scoring.wording import reason_sentence, stage_name

STILL_SENT = {QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.ACCEPTED}
"""What was refused, replaced or over before its mail left is not sent any more."""
MOST_QUOTES = 20
"""The newest ones that the CRM is told of."""
PUSH_WITHIN = timedelta(minutes=2)


async def push_customer(parts: Parts, customer_id: int) -> None:
    """Bring the CRM up to date about one customer. Raises RetryLater while the CRM cannot take it."""
    company = await parts.company()
    now = clock.now()
    try:
        async with parts.database.transaction() as session:
            link = await crm.claim(session, customer_id, at=now, until=now + PUSH_WITHIN)
            if link is None:
                return
            lead = await crm_lead(session, customer_id, company, parts=parts)
    except crm.PushUnderWay:
        raise RetryLater(RETRY_SECONDS, "another push of this customer is under way") from None
    later: RetryLater | None = None
    state, error, result = CrmState.SYNCED, None, None
    try:
        result = await parts.crm.push(lead, CrmResult(ids=dict(link.ids)))
    except CrmNotConfigured:
        state = CrmState.NOT_CONFIGURED
    except CrmRefused as refused:
        state, error = CrmState.FAILED, str(refused)
    except CrmUnavailable as unavailable:
        state, error = CrmState.PENDING, str(unavailable)
        later = RetryLater(unavailable.retry_after or RETRY_SECONDS, str(unavailable))
    except Exception as unexpected:
        await _give_back(parts, customer_id, f"{type(unexpected).__name__}: {unexpected}"[:300])
        raise
    async with parts.database.transaction() as session:
        pushed = link.revision if state is CrmState.SYNCED else None
        await crm.settle(session, customer_id, state, at=clock.now(), result=result, pushed=pushed, error=error)
        if result is not None:
            subject = ("customer", str(customer_id))
            await events.record(session, "crm_synced", subject=subject, by=SYSTEM, data={"ids": dict(result.ids)})
    if later is not None:
        raise later


async def _give_back(parts: Parts, customer_id: int, error: str) -> None:
    """Let go of a customer whose push failed in a way that nobody foresaw: it is tried again, and the desk shows why."""
    async with parts.database.transaction() as session:
        await crm.settle(session, customer_id, CrmState.PENDING, at=clock.now(), error=error)


async def crm_lead(session: Session, customer_id: int, company: Company, *, parts: Parts) -> CrmLead:
    """Put together what the CRM is to hold of a customer, worded in the company's first language."""
    customer = await people.find(session, customer_id)
    locale = company.locales[0]
    judgement = customer.judgement
    kind, domain = mail_domain(customer.email)
    first_name, last_name = split_name(customer.name)
    offered = await quotes.list_quotes(session, customer=customer_id)
    owner = await staff.look_up(session, customer.owner_id) if customer.owner_id else None
    return CrmLead(
        key=f"tradewind-{customer.id}",
        email=customer.email,
        phone=customer.phone,
        first_name=first_name,
        last_name=last_name,
        company=customer.company or (domain if kind is MailDomain.BUSINESS else None),
        company_domain=domain if kind is MailDomain.BUSINESS else None,
        country=customer.country,
        locale=customer.locale,
        grade=judgement.grade.value if judgement else "C",
        grade_reasons=tuple(reason_sentence(reason, company, locale) for reason in judgement.reasons)
        if judgement
        else (),
        stage=customer.stage,
        meaning=int(funnel_of(company).meaning(customer.stage)),
        stage_name=stage_name(customer.stage, locale, company),
        stage_reason=reason_sentence(customer.stage_reason, company, locale) if customer.stage_reason else "",
        note=await crm_note(session, customer, company, locale=locale),
        desk_url=f"{parts.public_url}/desk/leads/{customer.id}",
        quotes=tuple(
            _crm_quote(quote, parts, company) for quote in offered if quote.status in OPEN or quote.has_document
        )[:MOST_QUOTES],
        job_title=customer.job_title,
        company_size=customer.company_size,
        owner_email=owner.email if owner and owner.disabled_at is None else None,
        source=customer.source,
    )


def _crm_quote(quote: Quote, parts: Parts, company: Company) -> CrmQuote:
    end_of_day = datetime.combine(quote.valid_until, time(23, 59, 59), ZoneInfo(company.identity.time_zone))
    return CrmQuote(
        number=quote.number,
        amount=quote.total.amount,
        currency=quote.currency,
        url=parts.quote_page(quote.number, quote.locale),
        valid_until=end_of_day,
        state=word_state(quote, company.locales[0]),
        is_live=quote.status in OPEN,
        document=partial(_document, quote, company, parts) if quote.has_document else None,
    )


async def _document(quote: Quote, company: Company, parts: Parts) -> bytes:
    try:
        return await quote_pdf(quote, company, parts.printing)
    except PdfError as failed:
        raise CrmUnavailable(f"The PDF of {quote.number} could not be made: {failed}") from failed


def split_name(name: str | None) -> tuple[str | None, str | None]:
    """Split a name into first and last; one word, as Chinese and Japanese names are often given, is a last name."""
    words = (name or "").split()
    if not words:
        return None, None
    return (" ".join(words[:-1]) or None), words[-1]


async def mail_quote(parts: Parts, mail_id: str) -> None:
    """Send one quote mail. A kill after handing over leaves it `unconfirmed`, for a person to decide; never sent twice by itself."""
    company = await parts.company()
    async with parts.database.reading() as session:
        outgoing = await mails.find(session, mail_id)
        quote = await require_quote(session, outgoing.about)
        customer = await people.find(session, outgoing.customer_id) if outgoing.customer_id else None
        story = await story_of(session, quote)
        thread = await inbox.thread_before(session, outgoing, root=quote.root or quote.number)
    if outgoing.state is MailState.SENDING:
        await _settle(parts, outgoing, MailState.UNCONFIRMED, detail=INTERRUPTED)
        return
    if outgoing.state is not MailState.WAITING:
        return
    if quote.status not in STILL_SENT:
        await _settle(parts, outgoing, MailState.WITHHELD, detail="no_reason")
        return
    message = await _compose(parts, company, outgoing, quote=quote, customer=customer, story=story)
    message = replace(message, headers=threading_headers(thread))
    await _settle(parts, outgoing, MailState.SENDING, detail=None)
    await hand_over(parts, outgoing, message)


async def story_of(session: Session, quote: Quote) -> Story:
    """Find out what went before a quote: the version that the buyer had, and what was answered to what was asked for."""
    revisions = await answers.of_root(session, quote.root)
    before = former(quote, revisions) if quote.revision > 1 else None
    asked = await approvals.of_quote(session, quote.number)
    answered = max(asked, key=lambda one: one.created_at).state if asked else None
    return Story(before, answered)


async def _settle(parts: Parts, outgoing: OutgoingMail, state: MailState, *, detail: str | None) -> None:
    async with parts.database.transaction() as session:
        await settle_mail(session, outgoing, state, detail=detail)


async def _compose(
    parts: Parts, company: Company, outgoing: OutgoingMail, *, quote: Quote, customer: Customer | None, story: Story
) -> Mail:
    letter = covering_letter(
        quote,
        company,
        outgoing.locale,
        name=customer.name if customer else None,
        url=parts.quote_page(quote.number, quote.locale),
        story=story,
    )
    try:
        pdf = await quote_pdf(quote, company, parts.printing)
        attachments: tuple[Attachment, ...] = (Attachment(f"{quote.number}.pdf", pdf, "application/pdf"),)
    except PressUnavailable:
        attachments = ()  # the letter's link leads to the page with the same content
    return Mail(
        message_id=outgoing.message_id,
        sender=parts.mail_from or company.identity.sales_email,
        recipient=outgoing.recipient,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        locale=outgoing.locale,
        attachments=attachments,
    )
