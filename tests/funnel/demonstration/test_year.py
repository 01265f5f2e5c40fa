"""A year of invented customers is the same for the same seed, agrees with itself, leaves nothing to anybody, and goes whole."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import sqlalchemy as sa

from content.catalogue.model import Company
from content.knowledge.written.answers import note
from content.knowledge.written.model import Asked
from foundation import clock
from foundation.actor import Actor
from foundation.database import Base, Database, import_tables
from funnel.demonstration import repository
from funnel.demonstration.errors import RealCustomers
from funnel.demonstration.fill import fill
from funnel.demonstration.news import NEWS
from funnel.demonstration.remove import remove
from funnel.demonstration.story import Story, Ware, moment, tell_all
from funnel.journey.capture import capture, tell_crm
from funnel.journey.deliver import mail_quote
from funnel.journey.mailing_outcome import result_of
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.kinds import QUOTE
from funnel.mails.model import MailState
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from integrations.hubspot import HubSpot
from integrations.mail import Outbox
from quoting import repository as quotes
from scoring.funnel_stages import RULED_EVENTS, stage_after
from scoring.losses import CAUSES
from tests.funnel.cast import KELLER
from tests.funnel.parts import furnished
from tests.integrations.hubspot.emulator import TOKEN, HubSpotEmulator, running_hubspot

BY = Actor.system("tests")
DAY = moment(datetime(2026, 6, 1, tzinfo=UTC))
WARE = Ware(("A-1", "A-2", "B-1", "B-2", "C-1"), ("one", "two"))


@pytest.fixture(scope="module")
def year() -> list[Story]:
    return list(tell_all(7, 1000, ware=WARE, until=DAY))


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator


@pytest.fixture
async def parts(database: Database, company: Company, hubspot: HubSpotEmulator, tmp_path: Path) -> AsyncIterator[Parts]:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    async with furnished(database, company, mailer=Outbox(outbox), crm=HubSpot(token=TOKEN, url=hubspot.url)) as house:
        yield house


async def filled(parts: Parts, count: int = 24, **more: Any) -> None:
    await fill(parts, seed=3, count=count, progress=lambda done, of: None, **more)


async def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that all tables hold, as text."""
    import_tables()
    async with database.reading() as session:
        return {
            table.name: sorted(str(tuple(row)) for row in await session.execute(sa.select(table)))  # type: ignore[misc]
            for table in Base.metadata.sorted_tables
            if table.name not in {"events"}
        }


def won(story: Story) -> bool:
    return any(each.event_type == "contract_returned" for each in story.happened)


# --- the stories ----------------------------------------------------------------------------------------------------


def test_the_same_seed_tells_the_same_year_and_another_another(year: list[Story]) -> None:
    assert list(tell_all(7, 1000, ware=WARE, until=DAY)) == year
    assert list(tell_all(8, 1000, ware=WARE, until=DAY)) != year


def test_a_year_has_some_hundred_thousand_events_in_all_languages_and_nothing_of_tomorrow(year: list[Story]) -> None:
    events = [each for story in year for each in story.happened]
    assert 80_000 < len(events) < 200_000
    assert {story.locale for story in year} == {"en", "zh", "es", "pt", "de", "ja", "ar"}
    assert all(each.at < DAY for each in events)
    assert {story.entered_at.month for story in year} == set(range(1, 13))


def test_what_belongs_together_goes_together(year: list[Story]) -> None:
    def rate(stories: list[Story]) -> float:
        return mean(won(each) for each in stories)

    quick = [each for each in year if each.rep in {"demo-brandt", "demo-liang"}]
    slow = [each for each in year if each.rep in {"demo-moreau", "demo-okafor"}]
    assert rate(quick) > 1.1 * rate(slow)
    by_channel = {
        name: rate([each for each in year if each.channel == name]) for name in ("referral", "advisor", "campaign")
    }
    assert by_channel["referral"] > by_channel["advisor"] > by_channel["campaign"]
    unopened = [each for each in year if each.offer and each.offer.viewed_at is None]
    assert not any(won(each) and each.offer and each.offer.viewed_at is None for each in unopened)
    assert {each.lost_reason for each in year if each.lost_at} == set(CAUSES)
    assert len([each for each in year if each.entered_at.month == 10]) > 2 * len(
        [each for each in year if each.entered_at.month == 8]
    )


def test_nobody_in_it_can_be_reached(year: list[Story]) -> None:
    assert all(each.email.endswith(".example") and each.email.isascii() for each in year)
    assert len({each.email for each in year}) == len(year)
    phones = [each.phone for each in year if each.phone]
    assert phones
    assert len(set(phones)) == len(phones)
    assert all(each.startswith(("+493023125", "+120255501", "+447700900")) for each in phones)


# --- in the house ---------------------------------------------------------------------------------------------------


async def test_history_agrees_with_itself(parts: Parts) -> None:
    await filled(parts, 40)
    async with parts.database.reading() as session:
        ids = await repository.demo_customers(session)
        assert len(ids) == 40
        for each in ids:
            customer = await people.find(session, each)
            moves = await timeline.moves(session, each)
            stage = 1
            for move in moves:
                assert move.from_stage == stage
                stage = move.to_stage
            assert customer.stage == stage
            assert customer.judgement is not None
            counted = {
                name: number for name, number in (await timeline.counts(session, each)).items() if name in RULED_EVENTS
            }
            if not customer.lost:
                assert stage_after(stage, counted, at=clock.now()) is None  # the rules would move nobody any further


async def test_quotes_add_up_and_are_priced_by_the_list(parts: Parts, company: Company) -> None:
    await filled(parts, 40)
    async with parts.database.reading() as session:
        offered = [
            quote
            for each in await repository.demo_customers(session)
            for quote in await quotes.list_quotes(session, customer=each)
        ]
    assert len(offered) > 5
    for quote in offered:
        assert (
            quote.total.amount
            == quote.subtotal.amount
            - quote.discount.amount
            + quote.freight.amount
            + quote.tax.amount
            + sum((charge.amount.amount for charge in quote.charges), Decimal(0))
        )
        assert int(quote.number[-5:]) > repository.NUMBERS_FROM


async def test_nothing_leaves_the_house(parts: Parts, hubspot: HubSpotEmulator, tmp_path: Path) -> None:
    await filled(parts)
    async with parts.database.reading() as session:
        ids = await repository.demo_customers(session)
        jobs = (await session.execute(sa.text(f"SELECT count(*) FROM {schema(parts)}workflow_status"))).scalar_one()
    assert jobs == 0
    company = await parts.company()
    async with parts.database.transaction() as session:  # not even when somebody goes on with them
        await tell_crm(session, *ids)
        first = await people.find(session, ids[0])
        same = replace(KELLER, email=first.email, phone=None)
        assert (await capture(session, same, company, by=BY)).customer.id == ids[0]
        links = (await session.execute(sa.text("SELECT count(*) FROM crm_links"))).scalar_one()
        told = [mail for each in ids for mail in await mails.of_customer(session, each) if mail.purpose == QUOTE]
        waiting = told[0]
        await mails.settle(session, waiting.id, MailState.WAITING, at=clock.now(), detail=None)
        open_again = sa.text("UPDATE quotes SET status = 'issued' WHERE number = :number")
        await session.execute(open_again, {"number": waiting.about})
    assert links == 0
    await mail_quote(parts, waiting.id)
    async with parts.database.reading() as session:
        after = await mails.find(session, waiting.id)
    assert (after.state, after.detail) == (MailState.WITHHELD, "demonstration")
    assert list((tmp_path / "outbox").iterdir()) == []
    assert hubspot.requests == []


def schema(parts: Parts) -> str:
    return "dbos." if parts.database.dialect == "postgresql" else ""


async def test_its_mailing_shows_what_a_mailing_brings(parts: Parts) -> None:
    await filled(parts)
    async with parts.database.reading() as session:
        outcome = (await result_of(session, NEWS)).outcome
        seen = await timeline.counts_of(session, await repository.demo_customers(session), types={"mail_click"})
    assert outcome.sent == outcome.measured > outcome.opened >= outcome.followed > 0
    assert outcome.left_out.keys() >= {"no_basis"}
    assert sum(each["mail_click"] for each in seen.values()) == outcome.followed


async def test_taken_away_it_leaves_everything_as_it_was(parts: Parts) -> None:
    company = await parts.company()
    async with parts.database.transaction() as session:
        await capture(session, KELLER, company, by=BY)
    before = await rows(parts.database)
    with pytest.raises(RealCustomers, match="1 real customers"):
        await filled(parts)
    await filled(parts, anyway=True)
    async with parts.database.transaction() as session:  # the same question, by two of the invented
        talks = list((await session.execute(sa.text("SELECT id FROM conversations"))).scalars())
        for each in talks[:2]:
            await note(session, Asked("How old is the moon?", "en", each, None, None))
    assert len(talks) >= 2
    assert await rows(parts.database) != before
    with pytest.raises(RealCustomers, match="already"):
        await filled(parts, anyway=True)
    assert await remove(parts.database, by=BY) == 24
    assert await rows(parts.database) == before
    assert await remove(parts.database, by=BY) == 0
