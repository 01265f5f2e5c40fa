"""Source of truth for how some invented buyers come to talk with the real advisor, at the moment their story has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random

from content.catalogue.model import Company
from foundation import clock
from funnel.conversations import repository as conversations
from funnel.demonstration.offers import budget_of
from funnel.demonstration.said import SAID, UNWANTED
from funnel.demonstration.story import Story
from funnel.evaluation.dialogue import hold
from funnel.journey.parts import Parts
from funnel.visits.model import Tag

AHEAD = timedelta(minutes=9)
EVERY = 3
"""Of those who came by the advisor, each third is heard out."""
WEEKS = (4, 6, 8, 10)


async def let_them_talk(parts: Parts, stories: Sequence[Story], ids: Mapping[int, int], *, company: Company) -> int:
    """Hold the conversations of stories and say whose they are; return how many."""
    talking = [each for each in stories if _talks(each)]
    for story in talking:
        with _at(story.entered_at - AHEAD):
            turns = await hold(parts, story.locale, _said(story, company))
        async with parts.database.transaction() as session:
            await conversations.link(session, str(turns[-1]["conversation"]), ids[story.number])
    return len(talking)


def turns_of(stories: Sequence[Story], *, zone: tzinfo) -> Iterator[Tag]:
    """Yield what the advisor will count of the conversations of stories, by the days of a zone."""
    for story in stories:
        if _talks(story):
            day = (story.entered_at - AHEAD).astimezone(zone).date()
            for _ in _visit(story):
                yield Tag("locale", "advisor_turn", day, story.locale)


def _talks(story: Story) -> bool:
    return story.channel == "advisor" and story.number % EVERY == 0


def _visit(story: Story) -> tuple[str, ...]:
    if _sells(story):
        return UNWANTED[story.locale]
    return Random(story.number).choice(SAID[story.locale])  # noqa: S311 - a story, no secret


def _sells(story: Story) -> bool:
    """Whether somebody only wanted to sell something: of those with whom nobody spoke, some."""
    return story.offer is None and not any(each.by for each in story.happened) and story.number % 2 == 0


def _said(story: Story, company: Company) -> list[str]:
    random = Random(story.number)  # noqa: S311 - a story, no secret
    bought = [product for product in company.products.values() if not product.is_accessory]
    product = company.products[story.offer.sku] if story.offer else random.choice(bought)
    count = story.offer.quantity if story.offer else random.choice((2, 4, 6, 10))
    told = {
        "family": company.categories[product.category].name[story.locale],
        "sku": product.sku,
        "count": count,
        "weeks": random.choice(WEEKS),
        "budget": budget_of(story, product.sku, count, company=company, now=story.entered_at),
    }
    return [said.format(**told) for said in _visit(story)]


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """Let it be another time for a while; whatever the clock was shifted by before, it is again after."""
    before = clock.now() - datetime.now(UTC)
    clock.shift(moment - datetime.now(UTC))
    try:
        yield
    finally:
        clock.shift(before)
