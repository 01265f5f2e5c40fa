"""A buyer answers on the page of a quote: wants to order and confirms it by mail, or asks a question."""

from __future__ import annotations

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from funnel.journey.capture import tell_crm
from funnel.journey.close import Orderer, accept
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.journey.post import post
from funnel.journey.quote import hold_customer
from funnel.mails.kinds import ASKED, ORDER
from funnel.timeline.model import NewEvent
from quoting import repository as quotes
from quoting.answers import repository as answers
from quoting.answers.errors import AnswerIncomplete, AskedTooOften, QuestionEmpty
from quoting.answers.model import Acceptance, Question
from quoting.calendar import buyers_day
from quoting.closing import hold
from quoting.errors import QuoteNotFound
from quoting.life import Deed, check, newest
from quoting.model import Quote
from scoring.funnel_stages import rules_of

MOST_ACCEPTANCES = 20
MOST_QUESTIONS = 50


async def ask_to_accept(
    session: Session, number: str, orderer: Orderer, *, company: Company, locale: str, by: Actor
) -> Acceptance:
    """Keep who wants to order, and mail them the link that does. Raises QuoteNotFound, AnswerIncomplete, StateError, AskedTooOften."""
    if not (orderer.name and orderer.role and orderer.email):
        raise AnswerIncomplete
    await hold_customer(session, number)
    quote, revisions = await hold(session, number)
    check(quote, Deed.ACCEPT, day=buyers_day(quote.country, company, now=clock.now()), newer=newest(revisions).number)
    if await answers.count_acceptances(session, quote.id) >= MOST_ACCEPTANCES:
        raise AskedTooOften
    wish = Acceptance(new_id(), quote.id, orderer.name, orderer.role, orderer.email, locale, clock.now())
    await answers.add_acceptance(session, wish)
    await events.record(session, "quote_acceptance_asked", subject=("quote", quote.id), by=by, data={"number": number})
    await post(session, ORDER, wish.id, recipient=wish.email, locale=locale, customer_id=quote.customer)
    return wish


async def confirm_order(session: Session, number: str, acceptance_id: str, *, company: Company, by: Actor) -> Quote:
    """Order, by the mailed link. Raises QuoteNotFound, and StateError where the quote cannot be accepted (any more)."""
    quote = await hold_customer(session, number)
    wish = await answers.find_acceptance(session, acceptance_id)
    if wish is None or wish.quote_id != quote.id:
        raise QuoteNotFound
    accepted = await accept(session, number, Orderer(wish.name, wish.role, wish.email), company=company, by=by)
    await answers.confirm_acceptance(session, wish.id, at=clock.now())
    return accepted


async def mark_answered(session: Session, question_id: str, *, by: Actor) -> str | None:
    """Keep that a question was answered; return its quote's number, None where there is no such question."""
    question = await answers.find_question(session, question_id)
    quote = await quotes.find_quote_by_id(session, question.quote_id) if question else None
    if quote is None:
        return None
    if await answers.mark_answered(session, question_id, by=str(by), at=clock.now()):
        subject = ("quote", quote.id)
        await events.record(session, "quote_question_answered", subject=subject, by=by, data={"number": quote.number})
    return quote.number


async def ask_question(
    session: Session, number: str, asker: Orderer, *, text: str, company: Company, locale: str, by: Actor
) -> Question:
    """Keep a question on a quote, whatever its state; our sales get it by mail. Raises QuoteNotFound, QuestionEmpty, AskedTooOften."""
    if not (text.strip() and asker.email):
        raise QuestionEmpty
    quote = await hold_customer(session, number)
    if await answers.count_questions(session, quote.id) >= MOST_QUESTIONS:
        raise AskedTooOften
    question = Question(new_id(), quote.id, asker.name, asker.email, locale, text.strip(), clock.now())
    await answers.add_question(session, question)
    await events.record(session, "quote_question_asked", subject=("quote", quote.id), by=by, data={"number": number})
    await post(session, ASKED, question.id, recipient=company.identity.sales_email, locale=company.locales[0])
    if quote.customer is not None:
        happened = NewEvent("quote_question", clock.now(), "quote", value=number, customer_id=quote.customer)
        await observe(session, happened, by=by, rules=rules_of(company))
        await judge(session, quote.customer, company)
        await tell_crm(session, quote.customer)
    return question
