"""Mails that carry content show products with a reason: in the reader's language, without a price, and nothing that was quoted before."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.journey.cards import cards_for
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.mails.letter import Card
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.timeline.model import NewEvent
from tests.funnel.cast import API, JEDDAH, KELLER, enter
from tests.funnel.post import PostOffice, posting, text_of
from tests.funnel.test_cadences import TUESDAY, go, happen, quoted, set_clock, tick


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    set_clock(TUESDAY)
    yield
    clock.shift(timedelta(0))


@pytest.fixture
async def post(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as opened:
        yield opened


async def looks_at(parts: Parts, customer: int, *skus: str) -> None:
    async with parts.database.transaction() as session:
        for sku in skus:
            seen = NewEvent("view_product", clock.now(), "api", value=sku, customer_id=customer)
            await observe(session, seen, by=API)


async def shown(parts: Parts, customer: Customer, company: Company, locale: str = "de") -> tuple[Card, ...]:
    async with parts.database.reading() as session:
        return await cards_for(session, customer, company, locale=locale, parts=parts)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_mail_after_a_download_shows_what_is_like_what_was_looked_at(
    post: tuple[Parts, PostOffice], company: Company, locale: str
) -> None:
    parts, office = post
    customer = await enter(parts.database, replace(JEDDAH, locale=locale), at=clock.now())
    await looks_at(parts, customer.id, "KCN-40A")
    cards = await shown(parts, customer, company, locale)
    assert 1 <= len(cards) <= 3
    await happen(parts, customer.id, "download")
    await tick(parts)
    go(0.1)
    await tick(parts)
    (message,) = office.taken
    text, html = text_of(message), message.get_body(("html",))
    assert html is not None
    for card in cards:
        assert f"{card.name}\n{card.reason}\n{card.address}" in text.replace("\r\n", "\n")
        assert f'href="{card.address}"' in str(html.get_content())
        assert f"/{locale}/products/" in card.address
    assert company.products["KCN-40A"].name[locale] not in [card.name for card in cards]
    assert not any(sign in text for sign in "€$¥")


async def test_what_was_quoted_is_not_shown_again_and_without_any_reason_nothing_is(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    customer = await quoted(parts, KELLER)
    stranger = await enter(parts.database, JEDDAH, at=clock.now())
    await looks_at(parts, customer.id, "KCN-15A")
    names = {card.name for card in await shown(parts, customer, company)}
    assert names
    assert company.products["KCN-40A"].name["de"] not in names
    assert await shown(parts, stranger, company, "ar") == ()
    async with parts.database.reading() as session:
        assert (await people.find(session, stranger.id)).judgement is None
