"""Source of truth for how some invented buyers come to talk with the real advisor, at the moment their story has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from content.catalogue.model import Company
from foundation import clock
from funnel.conversations import repository as conversations
from funnel.demonstration.said import SAID
from funnel.demonstration.story import Story
from funnel.evaluation.dialogue import hold
from funnel.journey.parts import Parts
from funnel.visits.model import Tag

AHEAD = timedelta(minutes=9)
EVERY = 4
"""Of those who came by the advisor, each fourth is heard out."""


async def let_them_talk(parts: Parts, stories: Sequence[Story], ids: Mapping[int, int], *, company: Company) -> int:
    """Hold the conversations of stories and say whose they are; return how many."""
    talking = [each for each in stories if _talks(each)]
    for story in talking:
        with _at(story.entered_at - AHEAD):
            turns = await hold(parts, story.locale, _said(story, company))
        async with parts.database.transaction() as session:
            await conversations.link(session, str(turns[-1]["conversation"]), ids[story.number])
    return len(talking)


def turns_of(stories: Sequence[Story]) -> Iterator[Tag]:
    """Yield what the advisor will count of the conversations of stories."""
    for story in stories:
        if _talks(story):
            day = (story.entered_at - AHEAD).date()
            for _ in _visit(story):
                yield Tag("locale", "advisor_turn", day, story.locale)


def _talks(story: Story) -> bool:
    return story.channel == "advisor" and story.number % EVERY == 0


def _visit(story: Story) -> tuple[str, ...]:
    return Random(story.number).choice(SAID[story.locale])  # noqa: S311 - a story, no secret


def _said(story: Story, company: Company) -> list[str]:
    random = Random(story.number)  # noqa: S311 - a story, no secret
    bought = [product for product in company.products.values() if not product.is_accessory]
    product = company.products[story.offer.sku] if story.offer else random.choice(bought)
    family = company.categories[product.category].name[story.locale]
    count = story.offer.quantity if story.offer else random.choice((2, 4, 6, 10))
    return [said.format(family=family, sku=product.sku, count=count) for said in _visit(story)]


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """Let it be another time for a while; whatever the clock was shifted by before, it is again after."""
    before = clock.now() - datetime.now(UTC)
    clock.shift(moment - datetime.now(UTC))
    try:
        yield
    finally:
        clock.shift(before)
