"""The verb that compares open quotes with today's catalogue, rates, stock and certificates; the quotes themselves never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.catalogue.model import Company
from content.rates import repository as rates
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database, Session
from quoting.checks import repository
from quoting.checks.compare import basis_of, compare
from quoting.checks.model import Check
from quoting.errors import QuotingError
from quoting.exchange import read_rates
from quoting.issue import compose_quote
from quoting.life import OPEN
from quoting.model import Quote
from quoting.wish import request_of

BATCH = 50
"""Quotes of one transaction, so that nobody waits long."""


async def check_open_quotes(database: Database, company: Company, *, by: Actor, every: bool = False) -> int:
    """Compare the open quotes that were not yet compared with this catalogue on this day, or `every` one; return how many."""
    count, after = 0, ""
    now = clock.now()
    async with database.reading() as session:
        known = await rates.read_newest(session)
    basis = basis_of(company, clock.day_of(now, company.identity.time_zone), known)
    while True:
        async with database.reading() as session:
            found = await repository.to_check(session, OPEN, basis=None if every else basis, after=after, limit=BATCH)
            made = [(quote, await _compare(session, quote, company, now=now, basis=basis)) for quote in found]
        async with database.transaction() as session:
            for quote, check in made:
                await _keep(session, quote, check, by=by)
        count += len(found)
        if len(found) < BATCH:
            return count
        after = found[-1].id


async def _compare(session: Session, quote: Quote, company: Company, *, now: datetime, basis: str) -> Check:
    day = clock.day_of(now, company.identity.time_zone)
    today = await _today(session, quote, company, now=now)
    return compare(quote, today, company, day=day, now=now, basis=basis)


async def _keep(session: Session, quote: Quote, check: Check, *, by: Actor) -> None:
    before = await repository.find(session, quote.id)
    await repository.keep(session, check)
    if check.affected and (before is None or before.causes != check.causes):
        data = {"number": quote.number, "causes": [cause.value for cause in check.causes]}
        await events.record(session, "quote_affected", subject=("quote", quote.id), by=by, data=data)


async def _today(session: Session, quote: Quote, company: Company, *, now: datetime) -> Quote | QuotingError:
    """Return what a quote would be now, or why it could not be made."""
    # by what was known then: what is known by now is for a revision
    request = replace(request_of(quote), country=quote.country)
    try:
        book = await read_rates(session, request.currency, company, now=now)
        return compose_quote(request, company, now=now, rates=book)
    except QuotingError as error:
        return error
