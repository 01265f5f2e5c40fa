"""The verbs of a draft: it is made, of lines or of another quote, edited by one at a time, and issued."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.locales import country_code
from quoting import repository
from quoting.answers import repository as answers
from quoting.answers.errors import DraftChanged
from quoting.approvals import repository as requests
from quoting.closing import hold
from quoting.earlier import NOTHING, Earlier
from quoting.exchange import read_rates
from quoting.issue import compose_quote, place_quote, require_quote
from quoting.life import Deed, check
from quoting.model import Quote, QuoteRequest, QuoteStatus
from quoting.revise import check_revisable, revise_quote
from quoting.wish import Wish, placed, request_of

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, as ids have it."""


async def copy_quote(
    session: Session,
    number: str,
    company: Company,
    *,
    by: Actor,
    now: datetime,
    customer: int | None = None,
    recipient: Mapping[str, str | None] | None = None,
    account: frozenset[str] = frozenset(),
    earlier: Earlier = NOTHING,
) -> Quote:
    """Make a draft with the lines of a quote by today's prices, for its customer or for another one; nobody is told of it.

    Raises QuoteNotFound, and all that `compose_quote` raises.
    """
    quote, _ = await hold(session, number)
    request = replace(request_of(quote), conversation=None)
    if recipient is not None:
        request = replace(
            request, customer=customer, recipient=recipient, country=country_code(recipient.get("country"))
        )
        request = replace(request, account=account, price_lists=frozenset())
    return await draft_quote(session, request, company, by=by, now=now, earlier=earlier, copied=number)


async def draft_quote(
    session: Session,
    request: QuoteRequest,
    company: Company,
    *,
    by: Actor,
    now: datetime,
    earlier: Earlier = NOTHING,
    copied: str | None = None,
    quote_id: str | None = None,
) -> Quote:
    """Make a draft by today's prices; nobody is told of it. Raises all that `compose_quote` raises."""
    rates = await read_rates(session, request.currency, company, now=now, earlier=earlier)
    composed = compose_quote(placed(request), company, now=now, roles=by.roles, earlier=earlier, rates=rates)
    return await _keep(session, composed, by=by, quote_id=quote_id, copied=copied)


async def draft_revision(
    session: Session,
    number: str,
    wish: Wish | QuoteRequest,
    *,
    company: Company,
    by: Actor,
    now: datetime,
    earlier: Earlier = NOTHING,
    quote_id: str | None = None,
) -> Quote:
    """Keep the next revision of a quote as a draft: the quote stays as it is until the draft is issued.

    Raises as `quoting.revise.revise_quote`.
    """
    quote, revisions = await hold(session, number)
    check_revisable(quote, revisions, company, now=now)
    composed = await _composed(
        session, request_of(quote, wish), company, by=by, now=now, root=quote.root, earlier=earlier
    )
    return await _keep(session, composed, by=by, quote_id=quote_id, revises=number)


async def _keep(
    session: Session, composed: Quote, *, by: Actor, quote_id: str | None, copied: str | None = None, revises: str = ""
) -> Quote:
    name = f"D-{''.join(secrets.choice(_LETTERS) for _ in range(10))}"
    draft = replace(_as_draft(composed, name), id=quote_id or new_id(), revises=revises)
    await repository.add_quote(session, draft)
    data = {"number": name, "copied": copied, "customer": draft.customer, "revises": revises or None}
    await events.record(session, "quote_drafted", subject=("quote", draft.id), by=by, data=data)
    return draft


async def _composed(
    session: Session,
    request: QuoteRequest,
    company: Company,
    *,
    by: Actor,
    now: datetime,
    root: str,
    earlier: Earlier,
) -> Quote:
    """Compose a draft; what was approved for the quote whose number is `root` stays approved."""
    granted = await requests.granted_for(session, root)
    rates = await read_rates(session, request.currency, company, now=now, earlier=earlier)
    return compose_quote(request, company, now=now, roles=by.roles, earlier=earlier, granted=granted, rates=rates)


async def issue_draft(
    session: Session, number: str, company: Company, *, by: Actor, now: datetime, earlier: Earlier = NOTHING
) -> Quote:
    """Issue a draft by today's prices under the next number of the year, or put it before whoever must approve it.

    The draft of a revision replaces what it was made of. Raises QuoteNotFound, DraftOnly where it is none (any more), of
    a revision as `quoting.revise.revise_quote`, and all that `compose_quote` raises.
    """
    draft, _ = await hold(session, number)
    day = clock.day_of(now, company.identity.time_zone)
    check(draft, Deed.ISSUE, day=day)
    if draft.revises:
        await answers.remove_draft(session, draft.id)
        wish = replace(request_of(draft), conversation=None)
        return await revise_quote(
            session, draft.revises, wish, company=company, by=by, now=now, earlier=earlier, quote_id=draft.id
        )
    rates = await read_rates(session, draft.currency, company, now=now, earlier=earlier)
    composed = compose_quote(request_of(draft), company, now=now, roles=by.roles, earlier=earlier, rates=rates)
    await answers.remove_draft(session, draft.id)
    given = await repository.take_number(session, day.year)
    new = replace(composed, id=draft.id, number=given, root=given, created_at=draft.created_at)
    return await place_quote(session, new, company, by=by, now=now)


async def edit_draft(
    session: Session,
    number: str,
    wish: Wish | QuoteRequest,
    *,
    version: str | None,
    company: Company,
    by: Actor,
    now: datetime,
    earlier: Earlier = NOTHING,
) -> Quote:
    """Put something different in a draft's place, by today's prices; `version` is what `version_of` said when it was opened.

    Of two who edit it at once the second is told, and nothing is overwritten; without a version whatever stands is edited. Raises QuoteNotFound, DraftOnly,
    DraftChanged, and all that `compose_quote` raises.
    """
    draft = await hold_draft(session, number, company, version=version, now=now)
    wanted = request_of(draft, wish)
    root = (await require_quote(session, draft.revises)).root if draft.revises else draft.root
    composed = await _composed(session, wanted, company, by=by, now=now, root=root, earlier=earlier)
    await answers.remove_draft(session, draft.id)
    new = replace(
        _as_draft(composed, number), id=draft.id, root=draft.root, created_at=draft.created_at, revises=draft.revises
    )
    await repository.add_quote(session, new)
    data = {"number": number, "customer": new.customer}
    await events.record(session, "quote_draft_edited", subject=("quote", new.id), by=by, data=data)
    return new


async def hold_draft(session: Session, number: str, company: Company, *, version: str | None, now: datetime) -> Quote:
    """Return a draft that nobody else changes meanwhile. Raises QuoteNotFound, DraftOnly, DraftChanged."""
    draft, _ = await hold(session, number)
    check(draft, Deed.ISSUE, day=clock.day_of(now, company.identity.time_zone))
    if version is not None and version_of(draft) != version:
        raise DraftChanged(number=number)
    return draft


def version_of(draft: Quote) -> str:
    """Return what tells one state of a draft from another: all that somebody can edit; 16 hex digits. Pure."""
    asked = asdict(request_of(draft))
    said = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asked.items()}
    said["recipient"] = sorted((name, value) for name, value in draft.recipient.items() if value)
    return hashlib.sha256(repr(sorted(said.items(), key=lambda one: one[0])).encode()).hexdigest()[:16]


def _as_draft(composed: Quote, number: str) -> Quote:
    return replace(composed, number=number, root=number, revision=0, status=QuoteStatus.DRAFT, issued_at=None)
