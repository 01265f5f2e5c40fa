"""The staff are reminded by mail of what waits for them: who it concerns, in working hours, once for a reason, as each wants it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES
from foundation.workdays import worked_between, worked_until
from funnel.journey import close, order
from funnel.journey.approvals import ApprovalAnswer, answer_request
from funnel.journey.capture import capture
from funnel.journey.dispatch import send
from funnel.journey.hand_over import end_account, reassign
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.request import finish_request, take_request
from funnel.journey.staff_reminders import remind_staff, switch_reminder
from funnel.mails.model import MailState
from funnel.mails.tables import MailRow
from funnel.people.model import NewCustomer
from funnel.permissions import repository as staff
from funnel.permissions.accounts import first_login
from funnel.permissions.model import Member
from funnel.permissions.team import add_member
from funnel.reminders.model import Kind
from funnel.timeline.model import NewEvent
from quoting.approvals.ask import age_requests
from quoting.issue import view_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from scoring.funnel_stages import rules_of
from tests.funnel.post import PostOffice, posting, text_of

OWNER = Actor.staff("the-owner", frozenset({"owner"}))
REP = Actor.staff("rep", ["sales"])
BUYER = Actor.visitor("buyer")
TUESDAY = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
"""10:00 in Germany, in working hours."""
FRIDAY_EVENING = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def house(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    at(TUESDAY)
    async with posting(database, company) as parts:
        yield parts
    clock.shift(timedelta(0))


def at(moment: datetime) -> None:
    clock.shift(timedelta(0))
    clock.shift(moment - clock.now())


async def member(parts: Parts, name: str, *roles: str, locale: str = "en") -> Member:
    email = f"{name}@kestrel.example"
    await add_member(parts.database, email, name.title(), roles=roles, by=OWNER)
    async with parts.database.transaction() as session:
        found = await staff.find_by_email(session, email)
        assert found is not None
        await staff.set_locale(session, found[0].id, locale)
    return found[0]


async def offered(parts: Parts, to: Member | None = None, *, nth: int = 1, discount: str = "0") -> Quote:
    """Quote a buyer whose customer belongs to a member, or to nobody."""
    company, email = await parts.company(), f"b{nth}@autowerk.example"
    async with parts.database.transaction() as session:
        new = NewCustomer(name="A. Keller", company="Autowerk", email=email, country="DE", locale="de")
        customer = (await capture(session, new, company, by=REP)).customer
        lead = Member("x", "", "Lin", "en", frozenset({"owner"}), False)
        await reassign(session, customer.id, to.id if to else None, note="", member=lead)
        line = RequestedLine("KAB-18", 10, discount=Decimal(discount))
        wish = QuoteRequest("de", "EUR", (line,), customer=customer.id, recipient={"name": "A. Keller", "email": email})
        return await quote(session, wish, company, by=BUYER)


async def viewed(parts: Parts, one: Quote) -> None:
    async with parts.database.transaction() as session:
        await view_quote(session, one.number, by=BUYER, now=clock.now())


async def reminded(parts: Parts) -> list[tuple[str, str]]:
    """Look what is due, and return who was reminded of what from now on: address and kind."""
    known = {row.id for row in await posted(parts)}
    async with parts.database.transaction() as session:
        await remind_staff(session, await parts.company())
    fresh = [row for row in await posted(parts) if row.id not in known]
    return sorted((row.recipient.partition("@")[0], row.purpose) for row in fresh)


async def posted(parts: Parts) -> list[MailRow]:
    async with parts.database.reading() as session:
        wanted = select(MailRow).where(MailRow.purpose.in_([kind.value for kind in Kind])).order_by(MailRow.id)
        return list(await session.scalars(wanted))


async def sent(parts: Parts) -> None:
    for row in await posted(parts):
        await send(parts, row.id)


async def aged(parts: Parts) -> None:
    async with parts.database.transaction() as session:
        await age_requests(session, await parts.company(), now=clock.now())


def test_working_time_leaves_nights_weekends_and_holidays_out() -> None:
    def worked(begin: datetime, end: datetime) -> timedelta:
        return worked_between(begin, end, country="DE", zone="Europe/Berlin")

    assert worked(TUESDAY, TUESDAY + 2 * HOUR) == 2 * HOUR
    assert worked(TUESDAY, TUESDAY + DAY) == 8 * HOUR
    assert worked(FRIDAY_EVENING, FRIDAY_EVENING + 3 * DAY) == 8 * HOUR
    assert worked(datetime(2026, 4, 30, 15, 0, tzinfo=UTC), datetime(2026, 5, 3, 12, 0, tzinfo=UTC)) == timedelta(0)
    assert worked(TUESDAY, TUESDAY - DAY) == timedelta(0)


def test_so_much_work_is_done_in_working_hours_only() -> None:
    def until(begin: datetime, hours: float) -> datetime:
        return worked_until(begin, hours * HOUR, country="DE", zone="Europe/Berlin")

    assert until(TUESDAY, 2) == TUESDAY + 2 * HOUR
    assert until(TUESDAY, 8) == TUESDAY + DAY
    assert until(TUESDAY, 7) == datetime(2026, 5, 5, 15, 0, tzinfo=UTC), (
        "the day's last moment, not the next day's first"
    )
    assert until(FRIDAY_EVENING, 8) == FRIDAY_EVENING + 3 * DAY
    assert until(datetime(2026, 4, 30, 20, 0, tzinfo=UTC), 1) == datetime(2026, 5, 4, 8, 0, tzinfo=UTC), (
        "May Day and a weekend"
    )
    for begin in (TUESDAY, FRIDAY_EVENING, TUESDAY + 11 * HOUR):
        for hours in (0.5, 3, 8, 30, 200):
            assert worked_between(begin, until(begin, hours), country="DE", zone="Europe/Berlin") == hours * HOUR


async def test_whoever_has_the_lead_is_told_once_that_a_quote_was_opened_and_not_answered(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, office = house
    anna = await member(parts, "anna", "sales", locale="de")
    await member(parts, "jun", "sales")
    await member(parts, "boss", "supervisor")
    one = await offered(parts, anna)
    await viewed(parts, one)
    at(TUESDAY + 2 * DAY - HOUR)
    assert await reminded(parts) == []
    at(TUESDAY + 2 * DAY + HOUR)
    assert [await reminded(parts) for _ in range(3)] == [[("anna", "staff_viewed")], [], []]
    await sent(parts)
    await sent(parts)
    (mail,) = office.taken
    assert (mail["To"], mail["Content-Language"]) == ("anna@kestrel.example", "de")
    assert mail["Subject"] == f"{one.number} wurde geöffnet, aber nicht beantwortet · Kestrel Torque"
    text = text_of(mail)
    assert "A. Keller" in text
    assert f"https://kestrel-torque.example/desk/quotes/{one.number}\r\n" in text
    assert "https://kestrel-torque.example/desk/account" in text
    at(TUESDAY + 6 * DAY)
    assert await reminded(parts) == []


async def test_nobody_is_told_of_a_buyer_who_has_spoken_since(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    company, anna = await parts.company(), await member(parts, "anna", "sales")
    asked, called, late = [await offered(parts, anna, nth=nth) for nth in range(3)]
    for one in (asked, called, late):
        await viewed(parts, one)
    at(TUESDAY + HOUR)
    async with parts.database.transaction() as session:
        whom = order.Orderer("A. Keller", "Buyer", "b0@autowerk.example")
        await order.ask_question(session, asked.number, whom, text="?", company=company, locale="de", by=BUYER)
        heard = NewEvent("call_answered", clock.now(), "phone", customer_id=called.customer)
        await observe(session, heard, by=REP, rules=rules_of(company))
    at(TUESDAY + 3 * DAY)
    assert await reminded(parts) == [("anna", "staff_viewed")]
    async with parts.database.transaction() as session:
        await close.refuse(session, late.number, "price", company=company, by=BUYER)
    await sent(parts)
    assert [mail for mail in office.taken if mail["To"] == "anna@kestrel.example"] == []
    assert [(row.state, row.detail) for row in await posted(parts)] == [(MailState.WITHHELD, "no_reason")]


async def test_several_things_of_a_kind_are_told_in_one_mail(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    anna = await member(parts, "anna", "sales")
    found = [await offered(parts, anna, nth=nth) for nth in range(3)]
    for one in found:
        await viewed(parts, one)
    at(TUESDAY + 3 * DAY)
    assert await reminded(parts) == [("anna", "staff_viewed")] * 3
    async with parts.database.transaction() as session:
        await close.refuse(session, found[1].number, "price", company=await parts.company(), by=BUYER)
    await sent(parts)
    (mail,) = [mail for mail in office.taken if mail["To"] == "anna@kestrel.example"]
    assert mail["Subject"] == "Quotations were opened and not answered · Kestrel Torque"
    assert [one.number in text_of(mail) for one in found] == [True, False, True]


async def test_a_quote_that_ends_soon_is_told_of_unless_it_was_made_for_a_few_days(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, office = house
    anna = await member(parts, "anna", "sales")
    one = await offered(parts, anna)
    last = datetime(one.valid_until.year, one.valid_until.month, one.valid_until.day, 8, 0, tzinfo=UTC)
    at(last - 4 * DAY)
    assert await reminded(parts) == []
    at(last - DAY)
    assert await reminded(parts) == [("anna", "staff_ending")]
    await sent(parts)
    (mail,) = office.taken
    assert mail["Subject"] == f"{one.number} ends soon · Kestrel Torque"


async def test_what_belongs_to_nobody_goes_to_whoever_leads(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    anna = await member(parts, "anna", "sales")
    await member(parts, "direk", "sales_director")
    await member(parts, "chief", "owner")
    for nth, owner in enumerate((None, anna)):
        await viewed(parts, await offered(parts, owner, nth=nth))
    await end_account(parts.database, anna.id, by=OWNER)
    at(TUESDAY + 3 * DAY)
    assert await reminded(parts) == [("direk", "staff_viewed")] * 2


async def test_the_first_login_and_people_who_see_no_leads_get_no_mails(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    await first_login(parts.database)
    await member(parts, "mara", "marketing")
    await viewed(parts, await offered(parts))
    at(TUESDAY + 3 * DAY)
    assert await reminded(parts) == []


async def test_a_request_for_approval_is_told_to_its_level_before_it_goes_up_and_then_to_the_next(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, office = house
    await member(parts, "anna", "sales")
    await member(parts, "boss", "supervisor", locale="es")
    await member(parts, "direk", "sales_director", locale="ar")
    one = await offered(parts, discount="15")
    assert one.status is QuoteStatus.WAITING
    at(TUESDAY + HOUR)
    assert await reminded(parts) == []
    at(TUESDAY + 3 * HOUR)
    await aged(parts)
    assert [await reminded(parts) for _ in range(2)] == [[("boss", "staff_ageing")], []]
    await sent(parts)
    at(TUESDAY + DAY - HOUR / 2)
    await aged(parts)
    assert await reminded(parts) == []
    at(TUESDAY + DAY + HOUR)
    await aged(parts)
    assert [await reminded(parts) for _ in range(2)] == [[("direk", "staff_went_up")], []]
    await sent(parts)
    at(TUESDAY + DAY + 2 * HOUR)
    await aged(parts)
    assert await reminded(parts) == []
    at(TUESDAY + DAY + 4 * HOUR)
    assert await reminded(parts) == [("direk", "staff_ageing")]
    first, second = office.taken
    assert (first["To"], second["To"]) == ("boss@kestrel.example", "direk@kestrel.example")
    assert first["Subject"] == f"{one.number} está pendiente de su aprobación · Kestrel Torque"
    assert "Si no responde, pasará al nivel superior el" in text_of(first)
    assert second["Subject"] == f"رُفع إليك طلب الموافقة على {one.number} · Kestrel Torque"
    assert f"/desk/approvals#{one.number}" in text_of(second)


async def test_an_answer_before_the_mail_leaves_and_a_level_that_nobody_holds(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    chief = await member(parts, "chief", "owner")
    one = await offered(parts, discount="15")
    at(TUESDAY + 5 * HOUR)
    assert await reminded(parts) == [("chief", "staff_ageing")], "nobody is supervisor or director"
    async with parts.database.transaction() as session:
        answer = ApprovalAnswer("approve", "Key account")
        await answer_request(session, one.number, answer, company=await parts.company(), by=chief.actor)
    await sent(parts)
    assert [mail for mail in office.taken if mail["To"] == chief.email] == []


async def test_a_request_of_friday_evening_waits_for_monday_and_so_do_its_mails(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, _ = house
    anna = await member(parts, "anna", "sales")
    await member(parts, "boss", "supervisor")
    await viewed(parts, await offered(parts, anna))
    at(FRIDAY_EVENING)
    await offered(parts, anna, nth=2, discount="15")
    for later in (5 * HOUR, DAY, 2 * DAY, 2 * DAY + 16 * HOUR):
        at(FRIDAY_EVENING + later)
        await aged(parts)
        assert await reminded(parts) == []
    at(FRIDAY_EVENING + 3 * DAY - 5 * HOUR)
    await aged(parts)
    assert {("anna", "staff_viewed"), ("boss", "staff_ageing")} <= set(await reminded(parts)), (
        "it is still the supervisor's"
    )


async def test_a_request_for_quotation_that_waits_is_told_of_until_somebody_is_finished(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, office = house
    anna = await member(parts, "anna", "sales", locale="ja")
    company = await parts.company()
    text = "Please quote 5 pcs KAB-18.\r\nJ. Smith, j.smith@acme.example"
    async with parts.database.transaction() as session:
        kept, _ = await take_request(session, text, company, source="RFQ\r\n\u202e77", locale="en", by=BUYER)
        other, _ = await take_request(session, text + " 2", company, source="b.eml", locale="en", by=BUYER)
        await finish_request(session, other.id, by=REP)
    at(TUESDAY + 3 * HOUR)
    assert await reminded(parts) == []
    at(TUESDAY + 5 * HOUR)
    assert [await reminded(parts) for _ in range(2)] == [[("anna", "staff_request")], []]
    await sent(parts)
    (mail,) = office.taken
    assert (mail["To"], mail["Content-Language"]) == (anna.email, "ja")
    assert f"/desk/requests/{kept.id}" in text_of(mail)


async def test_each_switches_each_kind_off_and_on_again(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    anna, jun = await member(parts, "anna", "sales"), await member(parts, "jun", "sales")
    async with parts.database.transaction() as session:
        assert await switch_reminder(session, anna.id, Kind.VIEWED, on=False, by=anna.actor)
        assert not await switch_reminder(session, anna.id, Kind.VIEWED, on=False, by=anna.actor)
    for nth, owner in enumerate((anna, jun)):
        await viewed(parts, await offered(parts, owner, nth=nth))
    at(TUESDAY + 3 * DAY)
    assert await reminded(parts) == [("jun", "staff_viewed")], "nobody else is told instead of who wants none"
    async with parts.database.transaction() as session:
        await switch_reminder(session, jun.id, Kind.VIEWED, on=False, by=jun.actor)
        await switch_reminder(session, anna.id, Kind.VIEWED, on=True, by=anna.actor)
    await sent(parts)
    assert office.taken == [], "switched off before it left"
    assert await reminded(parts) == [("anna", "staff_viewed")]


async def test_a_pack_decides_when_and_whether_to_remind(database: Database, company: Company) -> None:
    never = {"viewed_unanswered_hours": 0, "ends_within_days": 0, "request_waiting_hours": 0}
    for hours, expected in ((never, []), ({**never, "viewed_unanswered_hours": 1}, [("anna", "staff_viewed")])):
        at(TUESDAY)
        reminders = company.terms.staff_reminders.model_copy(update=hours)
        terms = company.terms.model_copy(update={"staff_reminders": reminders})
        async with posting(database, company.model_copy(update={"terms": terms})) as (parts, _):
            if not expected:
                one = await offered(parts, await member(parts, "anna", "sales"))
                await viewed(parts, one)
            at(datetime(one.valid_until.year, one.valid_until.month, one.valid_until.day, 8, tzinfo=UTC) - DAY)
            assert await reminded(parts) == expected
    clock.shift(timedelta(0))


async def test_workers_that_look_at_once_post_each_mail_once(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    anna = await member(parts, "anna", "sales")
    for nth in range(4):
        await viewed(parts, await offered(parts, anna, nth=nth))
    at(TUESDAY + 3 * DAY)

    async def look() -> None:
        async with parts.database.transaction() as session:
            await remind_staff(session, await parts.company())

    await asyncio.gather(*(look() for _ in range(5)), return_exceptions=True)  # whoever comes second may be refused
    await look()
    found = await posted(parts)
    assert len({(row.purpose, row.about, row.recipient) for row in found}) == len(found) == 4
    assert sum(row.state == MailState.WAITING for row in found) == 1


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_reminder_is_written_in_the_language_of_its_readers_desk(
    house: tuple[Parts, PostOffice], locale: str
) -> None:
    parts, office = house
    await member(parts, "chief", "owner", "supervisor", "sales_director", locale=locale)
    company, waiting = await parts.company(), await offered(parts, nth=2, discount="15")
    one = await offered(parts)
    await viewed(parts, one)
    async with parts.database.transaction() as session:
        await take_request(session, "5 pcs KAB-18", company, source="a.eml", locale="en", by=BUYER)
    at(TUESDAY + DAY + HOUR)
    await aged(parts)
    at(TUESDAY + 3 * DAY)
    kinds = {kind for _, kind in await reminded(parts)}
    at(datetime(one.valid_until.year, one.valid_until.month, one.valid_until.day, 8, tzinfo=UTC) - DAY)
    kinds |= {kind for _, kind in await reminded(parts)}
    assert kinds == {kind.value for kind in Kind}
    at(TUESDAY + 3 * DAY)
    await sent(parts)
    mine = [mail for mail in office.taken if mail["To"] == "chief@kestrel.example"]
    assert len(mine) >= 4
    for mail in mine:
        said = text_of(mail)
        assert (mail["Content-Language"] or "").startswith(locale)
        assert "{" not in said
        if locale != "en":
            assert not {"quotation", "buyer", "waiting", "reminders"} & set(said.lower().replace("/", " ").split())
    assert any(waiting.number in mail["Subject"] for mail in mine)
