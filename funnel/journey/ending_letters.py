"""What buyers are told when a quote ends or does not come: its last day is near, we took it back, what was asked for was not approved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from foundation.locales import format_date, format_money, translator
from funnel.consent.link import leaving_key
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.kinds import NOT_GRANTED, REMINDER, WITHDRAWN
from funnel.mails.letter import Draft
from funnel.mails.model import OutgoingMail
from quoting import repository as quotes
from quoting.calendar import buyers_day
from quoting.life import Deed, refusal
from quoting.model import AnswerKind, Quote, QuoteStatus

Say = Callable[[str], str]


def subject_of(pattern: str, quote: Quote, company: Company) -> str:
    """Return the subject of a mail about a quote."""
    return f"{pattern.format(number=quote.number)} · {company.identity.name}"


def speaker(locale: str) -> Say:
    """Return what translates the sentences of this room."""
    return translator("funnel", "funnel", locale).gettext


async def _reminder(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Remind of the last day of every quote that ends soon; answered, replaced or ended ones need no reminder."""
    company = await parts.company()
    still = [one for one in await _named(session, outgoing) if _is_open(one, company)]
    if not still:
        return None
    locale, say, first = outgoing.locale, speaker(outgoing.locale), still[0]
    key = leaving_key(outgoing.id, outgoing.recipient, parts.secret)
    until = format_date(first.valid_until, locale, "long")
    if len(still) == 1:
        title = say("Our quotation {number} ends soon")
        opening = say("Our quotation {number} is valid until {date}.").format(number=first.number, date=until)
        answering = say(
            "You can order, ask a question or decline on its page. If you need more time, simply reply to this mail."
        )
        paragraphs = (opening, answering)
        facts: Sequence[tuple[str, str]] = (
            (say("Total"), format_money(first.total, locale)),
            (say("Valid until"), until),
        )
        links: Sequence[tuple[str, str]] = ((say("The quotation online:"), parts.quote_page(first.number, locale)),)
    else:
        title = say("Our quotations end soon")
        answering = say(
            "You can order, ask a question or decline on their pages. If you need more time, simply reply to this mail."
        )
        paragraphs = (say("The quotations listed below end soon."), answering)
        facts = [(one.number, _total_until(one, say, locale)) for one in still]
        links = [(f"{one.number}:", parts.quote_page(one.number, locale)) for one in still]
    return Draft(
        locale=locale,
        subject=subject_of(title, first, company),
        paragraphs=paragraphs,
        facts=facts,
        links=links,
        name=first.recipient.get("name"),
        thread=first.root if len(still) == 1 else None,
        leaving=f"{parts.public_url}/{locale}/mails/leave?key={key}",
    )


async def _named(session: Session, outgoing: OutgoingMail) -> list[Quote]:
    """Return the quotes that a reminder is for, the one that ends first before the others."""
    numbers = [outgoing.about, *await mails.together_with(session, outgoing)]
    found = [await quotes.find_quote(session, number) for number in numbers]
    return sorted((one for one in found if one is not None), key=lambda one: (one.valid_until, one.number))


def _is_open(quote: Quote, company: Company) -> bool:
    return refusal(quote, Deed.ACCEPT, day=buyers_day(quote.country, company, now=clock.now())) is None


def _total_until(quote: Quote, say: Say, locale: str) -> str:
    until = format_date(quote.valid_until, locale, "long")
    return say("{total}, valid until {date}").format(total=format_money(quote.total, locale), date=until)


async def _withdrawn(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Tell that a quote was taken back; why is for the house."""
    quote = await quotes.find_quote(session, outgoing.about)
    if quote is None or quote.answer is None or quote.answer.kind is not AnswerKind.WITHDRAWN:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    return Draft(
        locale=locale,
        subject=subject_of(say("Our quotation {number} is withdrawn"), quote, company),
        paragraphs=(
            say("We have to withdraw our quotation {number}. Orders on it are no longer possible.").format(
                number=quote.number
            ),
            say("We are sorry for the inconvenience. If you still need the goods, simply reply to this mail: we will find out what is possible."),
        ),
        facts=((say("Total"), format_money(quote.total, locale)),),
        links=((say("The quotation online:"), parts.quote_page(quote.number, locale)),),
        name=quote.recipient.get("name"),
        thread=quote.root,
    )  # fmt: skip


async def _not_granted(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Tell that a wish past authority was not approved, and what can be had at once."""
    quote = await quotes.find_quote(session, outgoing.about)
    if quote is None or quote.status is not QuoteStatus.REFUSED or quote.issued_at is not None:
        return None
    locale, say, company = outgoing.locale, speaker(outgoing.locale), await parts.company()
    possible = dict.fromkeys(str(one["alternative"]) for one in quote.authority if one.get("alternative"))
    return Draft(
        locale=locale,
        subject=subject_of(say("Your request on {number}"), quote, company),
        paragraphs=(
            say("We have looked into what you asked for on {number}. We are sorry that we cannot grant it.").format(
                number=quote.number
            ),
            *(["\n".join(possible)] if possible else []),  # each says that it is possible at once
            say("Simply reply to this mail, and we will quote the goods on our usual terms, or look for another way with you."),
        ),
        name=quote.recipient.get("name"),
        thread=quote.root,
    )  # fmt: skip


ENDING_LETTERS: Mapping[str, Callable[[Session, Parts, OutgoingMail], Awaitable[Draft | None]]] = {
    REMINDER: _reminder,
    WITHDRAWN: _withdrawn,
    NOT_GRANTED: _not_granted,
}
"""Who words which mail."""
