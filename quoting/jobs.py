"""The durable jobs of quoting: they take ids, and do what `render.py` says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation import clock
from foundation.jobs import GiveUp, job, tick
from foundation.pdf import PressUnavailable
from quoting.approvals.ask import age_requests
from quoting.checks.run import check_open_quotes
from quoting.closing import SYSTEM
from quoting.render import Printing, prepare_pdf


@dataclass(frozen=True, slots=True)
class _Bound:
    company: Callable[[], Awaitable[Company]]
    printing: Printing


_bound: list[_Bound] = []


def bind(*, company: Callable[[], Awaitable[Company]], printing: Printing) -> None:
    """Give the jobs what they work with; called once by wiring before the jobs are launched."""
    _bound[:] = [_Bound(company, printing)]


@job("render_quote")
async def render_quote(quote_id: str) -> None:
    """Make the PDF of a quote that was just issued, so that its first reader need not wait."""
    bound = _bound[0]
    company = await bound.company()
    try:
        await prepare_pdf(quote_id, company, bound.printing)
    except PressUnavailable as unavailable:
        raise GiveUp(str(unavailable)) from unavailable  # once mended, the first reader has it rendered


@tick("check_open_quotes", every=600)
async def compare_open_quotes() -> None:
    """Compare open quotes with a catalogue or a day that they were not compared with yet."""
    bound = _bound[0]
    await check_open_quotes(bound.printing.database, await bound.company(), by=SYSTEM)


@tick("age_approvals", every=60)
async def age_approvals() -> None:
    """Remind of requests for approval, and send up those that are not answered in time."""
    bound = _bound[0]
    company = await bound.company()
    async with bound.printing.database.transaction() as session:
        await age_requests(session, company, now=clock.now())
