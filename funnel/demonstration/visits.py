"""Source of truth for the anonymous counts of a demonstration: what its stories would have left on the pages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from itertools import pairwise
from random import Random

from funnel.demonstration.story import Happening, Story
from funnel.visits.model import Box, Click, Seen, Visit
from funnel.visits.tally import Tally

ORIGINS = {
    "search:google": 34, "direct": 22, "search:bing": 8, "ai:chatgpt": 9, "ai:perplexity": 4, "ai:copilot": 3,
    "social:linkedin": 8, "site:example.org": 4, "mail": 8,
}  # fmt: skip
"""Where visits come from: how many of a hundred."""
CAMPAIGNS = ("spring-fair", "autumn-fair", "newsletter")
COUNTED = frozenset({"page_view", "view_product", "view_price", "dwell", "search", "download", "compare"})
_PLACES = (
    ("header > nav > a", Box(0.55, 18, 0.08, 24)),
    ("main > a.button", Box(0.06, 420, 0.16, 48)),
    ("main > section > a", Box(0.08, 980, 0.24, 180)),
)
_LED = 0.3
"""How many pages are counted with the one before them; every pair would be a count of its own."""
_PAUSE = 1800
"""Seconds after which a visit has ended."""


def tally_of(stories: Iterable[Story], *, zone: tzinfo) -> Tally:
    """Count everything that invented customers looked at, by the days of a zone."""
    tally = Tally(zone)
    for story in stories:
        random = Random(story.number)  # noqa: S311 - a story, no secret
        for visit in _sessions(story):
            _count(tally, story, visit, random=random)
    return tally


def _sessions(story: Story) -> Iterator[list[Happening]]:
    """Cut what was looked at into visits, where nothing happened for half an hour."""
    seen = [each for each in story.happened if each.event_type in COUNTED]
    ends = [
        number + 1 for number, (one, other) in enumerate(pairwise(seen)) if (other.at - one.at).total_seconds() > _PAUSE
    ]
    for start, end in pairwise([0, *ends, len(seen)]):
        yield seen[start:end]


def _count(tally: Tally, story: Story, seen: Sequence[Happening], *, random: Random) -> None:
    origin = random.choices(list(ORIGINS), list(ORIGINS.values()))[0]
    campaign = random.choice(CAMPAIGNS) if story.channel == "campaign" else None
    before: list[str] = []
    for sku, events in _pages(seen):
        first = not before
        visit = Visit(
            page=f"/{story.locale}/products/{sku.lower()}",
            locale=story.locale,
            events=(),
            item=f"product:{sku}",
            country=story.country,
            origin=origin if first else None,
            campaign=campaign if first else None,
            previous=f"/products/{before[-1].lower()}" if before and random.random() < _LED else None,
            before=tuple(f"product:{each}" for each in reversed(before[-4:])),
        )
        scrolled = Seen("", "scroll", events[-1].at, amount=random.choice((25, 50, 75, 100)))
        clicks = [_click(each, random) for each in events if each.event_type == "view_product"]
        tally.add(visit, [*(_seen(each) for each in _arriving(events)), *clicks, scrolled])
        before.append(sku)


def _pages(seen: Sequence[Happening]) -> Iterator[tuple[str, list[Happening]]]:
    """Yield the products that were looked at, one after the other, each with what happened on its page."""
    pages: list[tuple[str, list[Happening]]] = []
    for each in seen:
        sku = "" if each.event_type == "dwell" else (each.value or "").split(",")[0].rpartition("/")[2].upper()
        if pages and sku in {"", pages[-1][0]}:
            pages[-1][1].append(each)
        elif sku:
            pages.append((sku, [each]))
    yield from pages


def _arriving(events: Sequence[Happening]) -> Iterator[Happening]:
    """A page is viewed before anything happens on it."""
    if not any(each.event_type == "page_view" for each in events):
        yield Happening("page_view", events[0].at)
    yield from events


def _seen(each: Happening) -> Seen:
    if each.event_type == "dwell":
        return Seen("", "dwell", each.at, amount=float(each.value or 0))
    return Seen("", each.event_type, each.at, value=each.value)


def _click(each: Happening, random: Random) -> Seen:
    """Who looks at a product clicks somewhere on its page."""
    element, box = random.choice(_PLACES)
    x = min(0.99, box.left + box.width * random.random())
    y = box.top + int(box.height * random.random())
    return Seen("", "click", each.at, click=Click(x, y, element, box))
