"""The durable jobs of quoting: they take ids, and do what `render.py` says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.database import Database
from foundation.jobs import GiveUp, job
from foundation.pdf import Press, PressUnavailable
from quoting.document import Media
from quoting.render import prepare_pdf


@dataclass(frozen=True, slots=True)
class _Bound:
    database: Database
    company: Callable[[], Awaitable[Company]]
    media: Media
    press: Press


_bound: list[_Bound] = []


def bind(*, database: Database, company: Callable[[], Awaitable[Company]], media: Media, press: Press) -> None:
    """Give the jobs what they work with; called once by wiring before the jobs are launched."""
    _bound[:] = [_Bound(database, company, media, press)]


@job("render_quote")
async def render_quote(quote_id: str) -> None:
    """Make the PDF of a quote that was just issued, so that its first reader need not wait."""
    bound = _bound[0]
    company = await bound.company()
    try:
        await prepare_pdf(quote_id, company, database=bound.database, press=bound.press, media=bound.media)
    except PressUnavailable as unavailable:
        raise GiveUp(str(unavailable)) from unavailable  # once mended, the first reader has it rendered
