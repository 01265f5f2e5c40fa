"""What visitors do on the site, from the counts: the one source of these figures for the desk, the API and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.database import Session
from funnel.visits.model import Clicked, Counted, Days, Hot
from funnel.visits.repository import reading as visits

MOST_LINES = 20
MOST_DAYS = 366
MOST_ELEMENTS = 40


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole range: `visits` are page views that no page of ours led to; `seconds` and `depth` (percent) are per page view."""

    visits: int
    page_views: int
    product_views: int
    downloads: int
    searches: int
    advisor_turns: int
    seconds: float
    depth: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the range."""

    day: date
    visits: int
    page_views: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page: visible seconds and scrolled percent are per view."""

    page: str
    views: int
    seconds: float
    depth: float
    clicks: int


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product: seen, compared, data sheets taken."""

    sku: str
    views: int
    comparisons: int
    downloads: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the selector: how many saw it, and the share of them (0..1) who did not see the next."""

    step: int
    seen: int
    left: float


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form: begun, sent, the share of those who began (0..1) that did not send, and the fields where they left."""

    form: str
    started: int
    sent: int
    left: float
    left_at: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class SiteBehaviour:
    """Everything that is shown of the visitors of a range of days; `origins` beginning with `ai:` are assistants."""

    days: Days
    totals: Totals
    by_day: tuple[Day, ...]
    pages: tuple[PageLine, ...]
    products: tuple[ProductLine, ...]
    paths: tuple[Counted, ...]
    origins: tuple[Counted, ...]
    campaigns: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    locales: tuple[Counted, ...]
    searches: tuple[Counted, ...]
    downloads: tuple[Counted, ...]
    selector: tuple[Step, ...]
    forms: tuple[FormLine, ...]
    consent: tuple[Counted, ...]


async def site_behaviour(session: Session, days: Days) -> SiteBehaviour:
    """Read the counts of a range of days."""

    async def top(dimension: str, event_type: str = "page_view", most: int = MOST_LINES) -> tuple[Counted, ...]:
        return tuple(await visits.counted(session, dimension, event_type, days=days, most=most))

    by_day = await _days(session, days)
    return SiteBehaviour(
        days=days,
        totals=await _totals(session, days, by_day),
        by_day=by_day,
        pages=await _pages(session, days),
        products=await _products(session, days),
        paths=await top("path"),
        origins=await top("origin"),
        campaigns=await top("campaign"),
        countries=await top("country"),
        locales=await top("locale"),
        searches=await top("search", "search"),
        downloads=await top("download", "download"),
        selector=selector_steps(await top("selector", "selector_step")),
        forms=forms(
            await top("form", "form_start"), await top("form", "form_sent"), await top("form", "form_leave", 100)
        ),
        consent=await top("consent", "consent"),
    )


def range_of(days: int, today: date) -> Days:
    """Return the last so many days."""
    return Days(today - timedelta(days=max(1, min(days, MOST_DAYS)) - 1), today)


async def _totals(session: Session, days: Days, by_day: Sequence[Day]) -> Totals:
    async def total(dimension: str, event_type: str) -> tuple[int, float]:
        found = await visits.total(session, dimension, event_type, days=days)
        return found.count, found.total

    views = sum(each.page_views for each in by_day)
    _, seconds = await total("locale", "dwell")
    _, depth = await total("locale", "scroll")
    return Totals(
        visits=sum(each.visits for each in by_day),
        page_views=views,
        product_views=(await total("product", "view_product"))[0],
        downloads=(await total("download", "download"))[0],
        searches=(await total("search", "search"))[0],
        advisor_turns=(await total("locale", "advisor_turn"))[0],
        seconds=seconds / views if views else 0.0,
        depth=min(100.0, depth / views) if views else 0.0,
    )


async def _days(session: Session, days: Days) -> tuple[Day, ...]:
    begun = await visits.by_day(session, "origin", "page_view", days=days)
    seen = await visits.by_day(session, "locale", "page_view", days=days)
    every = [days.first + timedelta(days=one) for one in range((days.last - days.first).days + 1)]
    return tuple(
        Day(day, begun[day].count if day in begun else 0, seen[day].count if day in seen else 0) for day in every
    )


async def _pages(session: Session, days: Days) -> tuple[PageLine, ...]:
    seen = await visits.counted(session, "page", "page_view", days=days, most=MOST_LINES)
    more: dict[str, dict[str, Counted]] = {}
    for kind in ("dwell", "scroll", "click"):
        found = await visits.counted(
            session, "page", kind, days=days, most=MOST_LINES, keys=[each.key for each in seen]
        )
        more[kind] = {each.key: each for each in found}

    def line(each: Counted) -> PageLine:
        dwell, scroll, click = (more[kind].get(each.key) for kind in ("dwell", "scroll", "click"))
        return PageLine(
            each.key,
            each.count,
            dwell.total / each.count if dwell else 0.0,
            min(100.0, scroll.total / each.count) if scroll else 0.0,
            click.count if click else 0,
        )

    return tuple(line(each) for each in seen)


async def _products(session: Session, days: Days) -> tuple[ProductLine, ...]:
    seen = await visits.counted(session, "product", "view_product", days=days, most=MOST_LINES)
    skus = [each.key for each in seen]
    compared = await visits.counted(session, "product", "compare", days=days, most=MOST_LINES, keys=skus)
    taken = await visits.counted(session, "download", "download", days=days, most=MOST_LINES, keys=skus)
    comparisons, downloads = ({each.key: each.count for each in found} for found in (compared, taken))
    return tuple(
        ProductLine(each.key, each.count, comparisons.get(each.key, 0), downloads.get(each.key, 0)) for each in seen
    )


def selector_steps(seen: Sequence[Counted]) -> tuple[Step, ...]:
    """Order the steps of the selector, and say where it was left; the last shows the result, and is left by nobody."""
    counts = {int(each.key): each.count for each in seen if each.key.isdecimal()}
    steps = sorted(counts)

    def left(step: int) -> float:
        return 0.0 if step == steps[-1] else max(0.0, 1 - counts.get(step + 1, 0) / counts[step])

    return tuple(Step(step, counts[step], left(step)) for step in steps)


def forms(started: Sequence[Counted], sent: Sequence[Counted], left: Sequence[Counted]) -> tuple[FormLine, ...]:
    """Put together what became of each form that was begun."""
    done = {each.key: each.count for each in sent}
    fields: defaultdict[str, list[Counted]] = defaultdict(list)
    for each in left:
        form, _, field = each.key.partition(":")
        if field:
            fields[form].append(Counted(field, each.count, each.total))
    return tuple(
        FormLine(
            each.key,
            each.count,
            done.get(each.key, 0),
            max(0.0, 1 - done.get(each.key, 0) / each.count),
            tuple(fields[each.key][:8]),
        )
        for each in started
    )


@dataclass(frozen=True, slots=True)
class Heatmap:
    """The clicks of one page in one layout: squares of a 50th of its width and 24 CSS pixels, and the elements."""

    page: str
    layout: str
    squares: tuple[Hot, ...]
    elements: tuple[Clicked, ...]

    @property
    def clicks(self) -> int:
        """How many clicks there were."""
        return sum(square.count for square in self.squares)


async def heatmap(session: Session, page: str, layout: str, *, days: Days) -> Heatmap:
    """Read the clicks of a page."""
    return Heatmap(
        page,
        layout,
        tuple(await visits.hot(session, page, layout, days=days)),
        tuple(await visits.clicked(session, page, layout, days=days, most=MOST_ELEMENTS)),
    )
