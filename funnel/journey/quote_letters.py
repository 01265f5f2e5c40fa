"""What the mails around a quote say: the click that orders, the order's receipt, and what our sales hear of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from foundation.database import Session
from foundation.locales import format_date, format_money
from funnel.journey.ending_letters import ENDING_LETTERS, Say, speaker, subject_of
from funnel.journey.parts import Parts
from funnel.mails.kinds import ASKED, ORDER, ORDERED, RECEIVED, REFUSED
from funnel.mails.letter import Draft
from funnel.mails.model import OutgoingMail
from quoting import repository as quotes
from quoting.answers import repository as answers
from quoting.answers.link import confirming_path
from quoting.answers.wording import reason_words
from quoting.life import OPEN
from quoting.model import AnswerKind, Quote


async def _order(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Ask for the click that orders; a quote that cannot be accepted any more asks nothing."""
    wish = await answers.find_acceptance(session, outgoing.about)
    quote = await quotes.find_quote_by_id(session, wish.quote_id) if wish else None
    if wish is None or quote is None or quote.status not in OPEN or wish.confirmed_at is not None:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    page = confirming_path(quote.number, wish.id, locale, secret=parts.secret)
    return Draft(
        locale=locale,
        subject=subject_of(say("Please confirm your order on {number}"), quote, company),
        paragraphs=(
            say("You would like to order on our quotation {number}.").format(number=quote.number),
            say(
                "Please check the details below. Your order counts once you press the button on the page behind the link."
            ),
            say("If it was not you, do nothing: without your confirmation there is no order."),
        ),
        facts=(
            (say("Total"), format_money(quote.total, locale)),
            (say("Valid until"), format_date(quote.valid_until, locale, "long")),
            (say("Ordered by"), f"{wish.name} · {wish.role}"),
        ),
        links=((say("Confirm the order:"), f"{parts.public_url}{page}"),),
        name=wish.name,
        thread=quote.root,
    )


async def _received(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    quote = await quotes.find_quote(session, outgoing.about)
    if quote is None or quote.answer is None:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    return Draft(
        locale=locale,
        subject=subject_of(say("Your order on {number} has arrived"), quote, company),
        paragraphs=(
            say("Thank you for your order on our quotation {number}.").format(number=quote.number),
            say("Our sales team will contact you with the order confirmation and the next steps."),
        ),
        facts=(
            (say("Total"), format_money(quote.total, locale)),
            (say("Ordered by"), f"{quote.answer.name} · {quote.answer.role}"),
        ),
        links=((say("The quotation online:"), parts.quote_page(quote.number, locale)),),
        name=quote.answer.name,
        thread=quote.root,
    )


async def _ordered(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    quote = await quotes.find_quote(session, outgoing.about)
    if quote is None or quote.answer is None:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    answer = quote.answer
    return Draft(
        locale=locale,
        subject=subject_of(say("Order on {number}"), quote, company),
        paragraphs=(say("The quotation {number} was accepted.").format(number=quote.number),),
        facts=(
            *_whom(quote, say, locale),
            (say("Ordered by"), f"{answer.name} · {answer.role}"),
            (say("E-mail"), answer.email),
        ),
        links=_desk(quote, parts, say),
    )


async def _refused(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    quote = await quotes.find_quote(session, outgoing.about)
    if quote is None or quote.answer is None or quote.answer.kind is not AnswerKind.REFUSED:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    said = [(say("In the buyer’s words"), quote.answer.text)] if quote.answer.text else []
    return Draft(
        locale=locale,
        subject=subject_of(say("{number} was declined"), quote, company),
        paragraphs=(say("The quotation {number} was declined by the buyer.").format(number=quote.number),),
        facts=(*_whom(quote, say, locale), (say("Reason"), reason_words(locale)[quote.answer.reason]), *said),
        links=_desk(quote, parts, say),
    )


async def _asked(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    question = await answers.find_question(session, outgoing.about)
    quote = await quotes.find_quote_by_id(session, question.quote_id) if question else None
    if question is None or quote is None or question.answered_at is not None:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    return Draft(
        locale=locale,
        subject=subject_of(say("A question on {number}"), quote, company),
        paragraphs=(
            say("Somebody who reads the quotation {number} asks:").format(number=quote.number),
            question.text,
        ),
        facts=((say("Name"), question.name), (say("E-mail"), question.email), *_whom(quote, say, locale)),
        links=_desk(quote, parts, say),
    )


def _whom(quote: Quote, say: Say, locale: str) -> tuple[tuple[str, str], ...]:
    """Tell for whom a quote is, and of what worth."""
    buyer = ", ".join(filter(None, (quote.recipient.get("name"), quote.recipient.get("company"))))
    known = ((say("Buyer"), buyer),) if buyer else ()
    return (*known, (say("Total"), format_money(quote.total, locale)))


def _desk(quote: Quote, parts: Parts, say: Say) -> tuple[tuple[str, str], ...]:
    return ((say("In the desk:"), f"{parts.public_url}/desk/quotes/{quote.number}"),)


QUOTE_LETTERS: Mapping[str, Callable[[Session, Parts, OutgoingMail], Awaitable[Draft | None]]] = {
    ORDER: _order,
    **ENDING_LETTERS,
    RECEIVED: _received,
    ORDERED: _ordered,
    REFUSED: _refused,
    ASKED: _asked,
}
"""Who words which mail."""
