"""The verb by which a quote becomes its next revision: other lines, terms, currency or language under the same root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from quoting.answers.errors import RevisionWaits
from quoting.approvals import repository as requests
from quoting.calendar import buyers_day
from quoting.closing import hold, supersede
from quoting.earlier import NOTHING, Earlier
from quoting.exchange import read_rates
from quoting.issue import compose_quote, place_quote
from quoting.life import Deed, check, newest, sources
from quoting.model import Quote, QuoteRequest, QuoteStatus
from quoting.wish import Wish, request_of


async def revise_quote(
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
    """Make the next revision of a quote by today's prices, terms and validity; the old one never changes but is replaced.

    What was approved before stays approved for unchanged lines. A revision that needs an approval waits, and the old one
    stays in force until it is given. Raises QuoteNotFound, every StateError (of two revisions at once the second is told
    which number replaced it), and all that `compose_quote` raises.
    """
    quote, revisions = await hold(session, number)
    check_revisable(quote, revisions, company, now=now)
    request = request_of(quote, wish)
    composed = compose_quote(
        request,
        company,
        now=now,
        roles=by.roles,
        earlier=earlier,
        granted=await requests.granted_for(session, quote.root),
        rates=await read_rates(session, request.currency, company, now=now, earlier=earlier),
    )
    revision = revisions[-1].revision + 1
    new = replace(
        composed, id=quote_id or new_id(), number=f"{quote.root}-{revision}", root=quote.root, revision=revision
    )
    replaced = revisions if new.status is QuoteStatus.ISSUED else [quote]
    for former in replaced:
        if former.status in sources(Deed.REVISE) and (former.status is QuoteStatus.WAITING or new.issued_at):
            await supersede(session, former, newer=new.number, by=by, now=now)
    placed = await place_quote(session, new, company, by=by, now=now)
    data = {"number": new.number, "former": number}
    await events.record(session, "quote_revised", subject=("quote", new.id), by=by, data=data)
    return placed


def check_revisable(quote: Quote, revisions: Sequence[Quote], company: Company, *, now: datetime) -> None:
    """Raise a StateError unless a quote may have a next revision. Pure."""
    day = buyers_day(quote.country, company, now=now)
    check(quote, Deed.REVISE, day=day, newer=newest(revisions).number)
    waiting = next((one for one in revisions if one.status is QuoteStatus.WAITING and one.id != quote.id), None)
    if waiting is not None:
        raise RevisionWaits(number=quote.number, newer=waiting.number)
