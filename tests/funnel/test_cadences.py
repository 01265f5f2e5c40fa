"""The playbook runs durably: days of waiting survive what happens to the house, an answer ends a play, no mail goes twice."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from funnel.cadence import repository as cadences
from funnel.cadence.model import Ending, Run, Step, StepState
from funnel.consent.link import LeavingKey, address_hash, read_leaving_key
from funnel.journey.cadences import follow, run_due
from funnel.journey.capture import capture
from funnel.journey.consents import leave, object_to_mails
from funnel.journey.dispatch import send
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.receive import receive
from funnel.mails import repository as mails
from funnel.mails.kinds import PLAYBOOK
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer, NewCustomer
from funnel.ports import InboundKind, InboundMail
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from quoting.model import QuoteRequest, RequestedLine
from tests.funnel.cast import API, JEDDAH, KELLER, enter
from tests.funnel.parts import SECRET
from tests.funnel.post import PostOffice, posting, text_of

TUESDAY = datetime(2026, 5, 5, 10, tzinfo=UTC)  # noon in Stuttgart
LINK = Actor.visitor("mail-link")


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    set_clock(TUESDAY)
    yield
    clock.shift(timedelta(0))


def set_clock(moment: datetime) -> None:
    clock.shift(moment - datetime.now(UTC))


def go(days: float) -> None:
    set_clock(clock.now() + timedelta(days=days))


@pytest.fixture
async def post(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as opened:
        yield opened


async def happen(parts: Parts, customer: int, *types: str) -> None:
    async with parts.database.transaction() as session:
        for each in types:
            await observe(session, NewEvent(each, clock.now(), "api", customer_id=customer), by=API)


async def tick(parts: Parts) -> list[OutgoingMail]:
    """Do what the worker does: look for news, do what is due, send what was written; return the playbook's mails."""
    await follow(parts)
    await run_due(parts)
    async with parts.database.reading() as session:
        customers, _ = await people.select_customers(session, people.Selection())
        written = [mail for each in customers for mail in await mails.of_customer(session, each.id)]
    for mail in written:
        if mail.purpose == PLAYBOOK and mail.state is MailState.WAITING:
            await send(parts, mail.id)
    async with parts.database.reading() as session:
        return [await mails.find(session, mail.id) for mail in written if mail.purpose == PLAYBOOK]


async def runs(parts: Parts, customer: int) -> dict[str, Run]:
    async with parts.database.reading() as session:
        return {run.play: run for run in await cadences.runs_of(session, customer)}


async def steps(parts: Parts, customer: int) -> dict[str, Step]:
    async with parts.database.reading() as session:
        return {step.name: step for step in await cadences.steps_of(session, customer)}


async def test_without_an_answer_a_mail_goes_on_day_three_a_call_on_day_five_and_the_supervisor_is_told_on_day_seven(
    post: tuple[Parts, PostOffice],
) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "quote_requested")
    await tick(parts)
    go(2.9)
    assert await tick(parts) == []
    go(0.1)
    (mail,) = await tick(parts)
    assert mail.state is MailState.SENT
    go(2)
    await tick(parts)
    assert (await steps(parts, customer))["call"].state is StepState.WAITING  # a Sunday
    go(1)
    await tick(parts)
    waits = await steps(parts, customer)
    assert (waits["call"].state, waits["call"].addressee) == (StepState.OPEN, "rep")
    assert waits["supervisor"].state is StepState.WAITING
    go(1)
    await tick(parts)
    waits = await steps(parts, customer)
    assert (waits["supervisor"].state, waits["supervisor"].addressee) == (StepState.OPEN, "supervisor")
    assert len(office.taken) == 1


async def test_waiting_survives_new_processes_and_a_clock_that_is_set_back_and_forth(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "quote_requested")
    await tick(parts)
    for days in (3, -2, 2, -10, 10, 0, 4, -4, 4):
        go(days)
        async with posting(Database(parts.database.url), company) as (other, _):
            await tick(replace(other, mailer=parts.mailer))
            await other.database.close()
    assert len(office.taken) == 1
    assert sorted(await runs(parts, customer)) == ["decision", "silence"]
    states = {name: step.state for name, step in (await steps(parts, customer)).items()}
    assert states == {
        "mail": StepState.SENT,
        "call": StepState.OPEN,
        "supervisor": StepState.OPEN,
        "differences": StepState.OPEN,
    }


@pytest.mark.parametrize("answer", ["reply_received", "call_answered", "meeting", "contract_returned"])
async def test_an_answer_ends_the_play_before_the_next_mail(post: tuple[Parts, PostOffice], answer: str) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "quote_requested")
    await tick(parts)
    go(3)
    await happen(parts, customer, answer)
    await run_due(parts)  # even where nobody has looked for news yet
    assert office.taken == []
    ended = (await runs(parts, customer))["silence"].ended_by
    assert ended in {Ending.ANSWERED, Ending.WON}
    assert {step.state for step in (await steps(parts, customer)).values()} >= {StepState.ENDED}


async def test_a_reply_by_mail_ends_the_play_in_its_own_transaction(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "call_completed")
    await tick(parts)
    go(1)
    (mail,) = await tick(parts)
    assert office.taken[0]["Message-ID"] == mail.message_id
    await happen(parts, customer, "quote_requested")
    await follow(parts)
    go(0.01)
    reply = InboundMail(
        message_id="<r1@autowerk.example>",
        kind=InboundKind.REPLY,
        answers=(mail.message_id,),
        sender="a.keller@autowerk.example",
        subject="RE",
        text="Danke!",
        detail="",
        sent_at=None,
    )
    async with parts.database.transaction() as session:
        await receive(session, reply, company, by=API)
    assert (await runs(parts, customer))["silence"].ended_by is Ending.ANSWERED


async def test_a_mail_that_was_written_is_withheld_when_the_answer_comes_first(post: tuple[Parts, PostOffice]) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "call_completed")
    office.refusing = True
    await tick_refused(parts)
    office.refusing = False
    await happen(parts, customer, "reply_received")
    (mail,) = await tick(parts)
    assert (mail.state, mail.detail) == (MailState.WITHHELD, "no_reason")
    assert office.taken == []


async def tick_refused(parts: Parts) -> None:
    from foundation.jobs import RetryLater

    await tick(parts)
    go(1)
    with pytest.raises(RetryLater):
        await tick(parts)
    go(0.001)


async def test_the_one_click_of_a_mail_ends_every_play_and_further_mails(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "call_completed", "quote_requested")
    await tick(parts)
    go(1)
    await tick(parts)
    (message,) = office.taken
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip("<>")
    assert link in text_of(message)
    said = read_leaving_key(link.partition("key=")[2], SECRET)
    assert said is not None
    async with parts.database.transaction() as session:
        await leave(session, said, company, by=LINK)
    assert (await runs(parts, customer))["silence"].ended_by is Ending.REFUSED
    await happen(parts, customer, "price_discussed")
    go(4)
    await tick(parts)
    assert len(office.taken) == 1
    assert "price_talk" not in await runs(parts, customer)


async def test_one_person_gets_one_mail_in_two_days_however_many_plays_want_to_write(
    post: tuple[Parts, PostOffice],
) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "price_discussed", "quote_requested")
    await tick(parts)
    go(3)
    await tick(parts)
    await tick(parts)
    assert len(office.taken) == 1
    go(1.9)
    await tick(parts)
    assert len(office.taken) == 1
    go(3)
    await tick(parts)
    assert len(office.taken) == 2
    assert office.taken[0]["Subject"] != office.taken[1]["Subject"]


async def test_an_unknown_ground_or_address_withholds_the_mail_and_leaves_the_call(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    nobody = (await enter(parts.database, NewCustomer(name="K", phone="+497115550100"), at=clock.now())).id
    await happen(parts, nobody, "quote_requested")
    await tick(parts)
    go(7)
    await tick(parts)
    found = await steps(parts, nobody)
    assert (found["mail"].state, found["mail"].note) == (StepState.WITHHELD, "no_address")
    assert found["call"].state is StepState.OPEN
    assert office.taken == []


async def test_a_house_that_stood_still_for_weeks_asks_nobody_about_last_month(post: tuple[Parts, PostOffice]) -> None:
    parts, office = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, "quote_requested")
    await tick(parts)
    go(30)
    await tick(parts)
    found = await steps(parts, customer)
    assert {found[name].state for name in ("mail", "call", "supervisor")} == {StepState.SKIPPED}
    assert office.taken == []


async def quoted(parts: Parts, new: NewCustomer) -> Customer:
    company = await parts.company()
    async with parts.database.transaction() as session:
        lead = (await capture(session, new, company, by=API)).customer
        request = QuoteRequest(
            locale=new.locale, currency="EUR", lines=(RequestedLine("KCN-40A", 12),), customer=lead.id
        )
        await quote(session, request, company, by=API)
    return lead


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
async def test_a_mail_says_in_the_customers_language_what_the_quote_says_and_nothing_else(
    post: tuple[Parts, PostOffice], company: Company, locale: str
) -> None:
    parts, office = post
    lead = await quoted(parts, replace(KELLER, locale=locale))
    await tick(parts)
    go(3)
    await tick(parts)
    (message,) = office.taken
    text = text_of(message)
    step = company.playbook["silence"].steps[0]
    assert message["Subject"] == f"{step.title[locale]} · Kestrel Torque"
    assert step.paragraphs[0][locale] in text
    assert "Q-2026-00001" in text
    assert company.products["KCN-40A"].name[locale] in text
    assert f"https://kestrel-torque.example/{locale}/quotes/Q-2026-00001?key=" in text
    assert f"/{locale}/mails/leave?key=" in text
    assert "{" not in text
    assert "€" not in text
    assert lead.name is not None
    assert lead.name in text


async def test_what_is_not_known_is_not_said(post: tuple[Parts, PostOffice], company: Company) -> None:
    parts, office = post
    customer = (await enter(parts.database, JEDDAH, at=clock.now())).id
    await happen(parts, customer, "download")
    await tick(parts)
    go(0.1)
    await tick(parts)
    text = text_of(office.taken[0])
    assert company.needs["torque"].label["ar"] in text
    assert "____" in text
    await happen(parts, customer, "quote_requested")
    go(6)
    await tick(parts)
    text = text_of(office.taken[1])
    assert company.playbook["silence"].steps[0].paragraphs[0]["ar"] in text
    assert "Q-20" not in text


async def test_an_objection_told_to_a_person_ends_plays_too(post: tuple[Parts, PostOffice], company: Company) -> None:
    parts, _ = post
    customer = await enter(parts.database, at=clock.now())
    await happen(parts, customer.id, "quote_requested")
    await tick(parts)
    async with parts.database.transaction() as session:
        assert await object_to_mails(session, customer, company, by=API)
    assert (await runs(parts, customer.id))["silence"].ended_by is Ending.REFUSED
    assert address_hash("A.Keller@Autowerk.example") == LeavingKey("x", address_hash(customer.email or "")).address_hash


async def test_news_are_found_though_a_lower_number_is_committed_after_a_higher_one(
    post: tuple[Parts, PostOffice],
) -> None:
    parts, _ = post
    first = (await enter(parts.database, at=clock.now())).id
    second = (await enter(parts.database, JEDDAH, at=clock.now())).id
    await happen(parts, first, "quote_requested")
    await follow(parts)
    await happen(parts, second, "quote_requested")
    async with parts.database.transaction() as session:  # as if the last look had come between two commits
        newest, move = await timeline.newest_rows(session)
        await cadences.set_marks(session, {"events": newest, "moves": move})
    await follow(parts)
    assert "silence" not in await runs(parts, second)
    go(0.001)
    await follow(parts)  # notes how far the second look is to go
    go(0.001)
    await follow(parts)
    assert "silence" in await runs(parts, second)


async def test_a_look_that_finds_nothing_moves_on_all_the_same(post: tuple[Parts, PostOffice]) -> None:
    parts, _ = post
    customer = (await enter(parts.database, at=clock.now())).id
    await happen(parts, customer, *["page_view"] * 3)
    await follow(parts)
    async with parts.database.reading() as session:
        newest, _ = await timeline.newest_rows(session)
        assert (await cadences.marks(session))["events"] == newest
