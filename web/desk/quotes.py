"""What the desk's list of quotes and the page of one quote show, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation import clock, events
from foundation.database import Session
from foundation.locales import format_date, format_money, format_number
from funnel.inbox import repository as inbox
from funnel.inbox.model import ReceivedMail
from funnel.journey.listing import find_questions, find_quotes
from funnel.mails import repository as mails
from funnel.mails.model import OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from quoting import repository as quotes
from quoting.answers import repository as answers
from quoting.answers.model import Question
from quoting.answers.repository import ORDERS, Selection
from quoting.answers.wording import reason_words, state_words, word_state
from quoting.approvals import repository as requests
from quoting.calendar import buyers_day
from quoting.checks import repository as checks
from quoting.conditions import word_terms
from quoting.difference_words import word_differences
from quoting.differences import differences
from quoting.issue import is_expired, require_quote
from quoting.life import OPEN, former, possible
from quoting.link import Addresses
from quoting.model import Line, Quote, QuoteStatus
from quoting.proforma import has_proforma
from quoting.wording import offer_labels
from web.desk.authority import Reader, Told, tell_authority
from web.desk.seeing import Whose, whose
from web.input import plain

PAGE = 25
LONGEST_NUMBER = 6
"""Digits of a page number; nobody leafs further."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One line of the list."""

    number: str
    status: str
    state: str
    buyer: str
    customer: int | None
    total: str
    until: str
    is_late: bool
    """Open and past its last day."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class QuoteList:
    """Context of `desk/quotes.html`; `query` is what was chosen, to be kept from page to page."""

    rows: tuple[QuoteRow, ...]
    questions: tuple[tuple[Question, str], ...]
    """Open questions, each with the number of its quote."""
    total: int
    number: int
    pages: int
    query: Mapping[str, str]
    orders: tuple[str, ...]
    states: Mapping[str, str]
    affected: int
    """How many open quotes would be different now."""
    whose: Whose


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line, worded; `percent` as a plain figure."""

    sku: str
    name: str
    options: tuple[str, ...]
    quantity: str
    unit_price: str
    discount: str
    percent: str
    amount: str


@dataclass(frozen=True, slots=True)
class Version:
    """One revision among its siblings: what it offers, and what it changed."""

    number: str
    state: str
    is_shown: bool
    created_at: datetime
    total: str
    until: str
    incoterm: str
    lines: tuple[ShownLine, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a quote's history."""

    name: str
    at: datetime
    actor: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Context of `desk/quote.html`."""

    quote: Quote
    state: str
    customer: Customer | None
    total: str
    until: str
    lines: tuple[ShownLine, ...]
    terms: tuple[tuple[str, str], ...]
    """In the quote's language."""
    authority: tuple[Told, ...]
    deeds: frozenset[str]
    may_send: bool
    versions: tuple[Version, ...]
    history: tuple[Happening, ...]
    mails: tuple[OutgoingMail, ...]
    """About any of the revisions, newest first."""
    received: tuple[ReceivedMail, ...]
    """What came in about any of them, newest first."""
    questions: tuple[Question, ...]
    affected: tuple[str, ...]
    """What would be different now, where it is open."""
    reasons: Mapping[str, str]
    drafts: tuple[Quote, ...]
    """Of a next revision, not issued yet."""
    page: str
    pdf: str | None
    proforma: str | None
    problem: str | None


async def quote_list(session: Session, company: Company, query: Mapping[str, str], *, member: Member) -> QuoteList:
    """Read one page of quotes; a filter that makes no sense is no filter."""
    locale = member.locale
    asked = query.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    status = query.get("status", "")
    states = {one.value for one in QuoteStatus}
    selection = Selection(
        statuses=OPEN if status == "open" else frozenset({QuoteStatus(status)} if status in states else ()),
        search=plain(query.get("q", "")).strip()[:100],
        order=query.get("order", "newest"),
        limit=PAGE,
        offset=PAGE * (number - 1),
    )
    chosen = await whose(session, member, query)
    found, total = await find_quotes(session, selection, owner=chosen.owner)
    known = await people.find_many(session, {one.customer for one in found if one.customer is not None})
    buyers = {each.id: each for each in known}
    return QuoteList(
        rows=tuple(_row(one, buyers.get(one.customer or 0), company, locale=locale) for one in found),
        questions=tuple(await find_questions(session, owner=chosen.owner)),
        total=total,
        number=number,
        pages=max(1, -(-total // PAGE)),
        query={name: value for name, value in query.items() if name in {"status", "q", "order", "whose"} and value},
        orders=tuple(ORDERS),
        states=state_words(locale),
        affected=await checks.count_affected(session, OPEN),
        whose=chosen,
    )


async def quote_view(
    session: Session, company: Company, number: str, *, member: Member, addresses: Addresses, problem: str | None = None
) -> QuoteView:
    """Read everything about one quote, for a member of staff. Raises QuoteNotFound."""
    locale = member.locale
    quote = await require_quote(session, number)
    revisions = await answers.of_root(session, quote.root)
    day = buyers_day(quote.country, company, now=clock.now())
    labels = offer_labels(quote.locale)
    deeds = possible(quote, day=day)
    bound = has_proforma(quote, day=day)
    check = await checks.find(session, quote.id)
    numbers = [one.number for one in revisions]
    sent = await mails.about(session, numbers)
    came = await inbox.about(session, numbers, [one.id for one in sent])
    return QuoteView(
        quote=quote,
        state=word_state(quote, locale),
        customer=await people.find(session, quote.customer) if quote.customer is not None else None,
        total=format_money(quote.total, locale),
        until=format_date(quote.valid_until, locale, "long"),
        lines=_lines(quote, locale),
        terms=word_terms(quote, labels, time_zone=company.identity.time_zone),
        authority=tell_authority(quote, Reader(company, member.roles, locale)),
        deeds=frozenset(deed.value for deed in deeds),
        may_send=quote.customer is not None and "accept" in deeds,
        versions=tuple(_version(one, revisions, locale=locale, shown=number) for one in reversed(revisions)),
        mails=tuple(sent),
        received=tuple(reversed(came)),
        history=await _history(session, revisions),
        questions=tuple(await answers.questions_of(session, [one.id for one in revisions])),
        affected=word_differences(check.differences, locale) if check and quote.status in OPEN else (),
        reasons=reason_words(locale),
        drafts=await _drafts(session, quote, numbers),
        page=addresses.page(quote.number, quote.locale),
        pdf=addresses.pdf(quote.number, quote.locale) if quote.has_document else None,
        proforma=addresses.proforma(quote.number, quote.locale) if bound else None,
        problem=problem,
    )


async def _drafts(session: Session, quote: Quote, numbers: Sequence[str]) -> tuple[Quote, ...]:
    found = await quotes.list_quotes(session, customer=quote.customer, status=QuoteStatus.DRAFT)
    return tuple(one for one in found if one.revises in numbers)


def _row(quote: Quote, customer: Customer | None, company: Company, *, locale: str) -> QuoteRow:
    told = quote.recipient
    return QuoteRow(
        number=quote.number,
        status=quote.status.value,
        state=word_state(quote, locale),
        buyer=customer.display_name if customer else (told.get("company") or told.get("name") or ""),
        customer=quote.customer,
        total=format_money(quote.total, locale),
        until=format_date(quote.valid_until, locale, "medium"),
        is_late=is_expired(quote, company, now=clock.now()),
        created_at=quote.created_at,
    )


def _lines(quote: Quote, locale: str) -> tuple[ShownLine, ...]:
    return tuple(_line(line, locale) for line in quote.lines)


def _line(line: Line, locale: str) -> ShownLine:
    return ShownLine(
        sku=line.sku,
        name=line.name,
        options=line.option_names,
        quantity=format_number(line.quantity, locale),
        unit_price=format_money(line.unit_price, locale),
        discount=f"{format_number(line.discount, locale)} %",
        percent=f"{line.discount.normalize():f}",
        amount=format_money(line.amount, locale),
    )


def _version(quote: Quote, revisions: Sequence[Quote], *, locale: str, shown: str) -> Version:
    before = former(quote, revisions)
    return Version(
        number=quote.number,
        state=word_state(quote, locale),
        is_shown=quote.number == shown,
        created_at=quote.created_at,
        total=format_money(quote.total, locale),
        until=format_date(quote.valid_until, locale, "medium"),
        incoterm=quote.incoterm,
        lines=_lines(quote, locale),
        changes=word_differences(differences(before, quote), locale) if before else (),
    )


async def _history(session: Session, revisions: Sequence[Quote]) -> tuple[Happening, ...]:
    """Return what happened to all revisions, the newest first; staff by their names."""
    names = {f"staff:{member.id}": member.name for member in await staff.listed(session)}
    seen = []
    for quote in revisions:
        words = " · ".join(one.words for one in await requests.of_quote(session, quote.number) if one.words)
        for event in await events.history(session, ("quote", quote.id)):
            explained = event.name == "approval_explained"
            actor, reason = str(event.actor), words if explained else str(event.data.get("reason") or "")
            who = names.get(actor, "" if event.actor.kind == "visitor" else event.actor.id)
            seen.append(Happening(event.name, event.at, who, quote.number, reason))
    return tuple(sorted(seen, key=lambda one: one.at, reverse=True))
