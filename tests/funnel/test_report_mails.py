"""A report is mailed to whoever asked for it: at their hour, in their language, once a period, and never before it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.pdf import available
from funnel.journey.hand_over import end_account
from funnel.journey.parts import Parts
from funnel.journey.report_mails import enqueue_due, mail_report, subscribe, unsubscribe
from funnel.mails import repository as mails
from funnel.mails.model import MailState
from funnel.mails.tables import MailRow
from funnel.permissions import repository as staff
from funnel.permissions.team import add_member
from funnel.reports.due import due
from funnel.reports.model import Kind, Subscription
from integrations.mail import Outbox
from tests.funnel.parts import furnished
from tests.funnel.year import write_year

OWNER = Actor.staff("owner", frozenset({"owner"}))
BEGUN = datetime(2026, 10, 1, tzinfo=UTC)
MONDAY = datetime(2026, 10, 26, 6, 30, tzinfo=UTC)
"""7:30 in Berlin, the winter's first Monday."""


def wanted(kind: Kind = Kind.WEEKLY, zone: str = "Europe/Berlin", hour: int = 7, staff_id: str = "s") -> Subscription:
    return Subscription(staff_id, kind, weekday=0, hour=hour, time_zone=zone, since=BEGUN)


@pytest.mark.parametrize(
    ("subscription", "now", "first"),
    [
        (wanted(), MONDAY, date(2026, 10, 19)),
        (wanted(), MONDAY - timedelta(hours=1), date(2026, 10, 12)),
        (wanted(), MONDAY + timedelta(days=6), date(2026, 10, 19)),
        (wanted(Kind.DAILY), MONDAY, date(2026, 10, 25)),
        (wanted(Kind.DAILY, hour=9), MONDAY, date(2026, 10, 24)),
        (wanted(Kind.MONTHLY), MONDAY, date(2026, 9, 1)),
        (wanted(Kind.MONTHLY), MONDAY + timedelta(days=7), date(2026, 10, 1)),
        # half past eight on a Monday in Tokyo is still Sunday where the company sits
        (wanted(zone="Asia/Tokyo"), datetime(2026, 10, 25, 22, 30, tzinfo=UTC), None),
        (wanted(zone="Asia/Tokyo"), datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 19)),
    ],
)
def test_a_report_is_due_at_the_hour_of_its_reader_once_it_is_over_at_the_company(
    subscription: Subscription, now: datetime, first: date | None
) -> None:
    assert due(subscription, now=now, company_zone="Europe/Berlin") == first


def test_who_asks_today_gets_no_report_of_the_past() -> None:
    late = Subscription("s", Kind.WEEKLY, weekday=0, hour=7, time_zone="Europe/Berlin", since=MONDAY)
    assert due(late, now=MONDAY + timedelta(days=2), company_zone="Europe/Berlin") is None
    assert due(late, now=MONDAY + timedelta(days=7), company_zone="Europe/Berlin") == date(2026, 10, 26)


@pytest.fixture
async def parts(database: Database, company: Company, tmp_path: Path) -> AsyncIterator[Parts]:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    async with furnished(database, company, mailer=Outbox(outbox)) as house:
        yield house


async def reader(database: Database, locale: str = "ar") -> str:
    """Make a member of staff who reads in a language; return the id."""
    await add_member(database, "noura@kestrel.example", "Noura", roles=["sales_director"], by=OWNER)
    async with database.transaction() as session:
        (member,) = [each for each in await staff.listed(session) if each.email == "noura@kestrel.example"]
        await staff.set_locale(session, member.id, locale)
        await subscribe(session, wanted(staff_id=member.id), by=OWNER)
    return member.id


async def look(parts: Parts, monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[str]:
    """Look what is due, and return the ids of all report mails."""
    monkeypatch.setattr(clock, "now", lambda: now)
    async with parts.database.transaction() as session:
        await enqueue_due(session, await parts.company())
    async with parts.database.reading() as session:
        return list(
            await session.scalars(select(MailRow.id).where(MailRow.purpose == "report").order_by(MailRow.about))
        )


async def test_a_report_is_mailed_once_with_the_first_page_and_the_files(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_year(parts.database, customers=40)
    await reader(parts.database)
    (mail_id,) = await look(parts, monkeypatch, MONDAY)
    assert await look(parts, monkeypatch, MONDAY + timedelta(minutes=1)) == [mail_id]
    await mail_report(parts, mail_id)
    await mail_report(parts, mail_id)
    (file,) = (tmp_path / "outbox").glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["To"] == "noura@kestrel.example"
    assert "التقرير الأسبوعي لقمع المبيعات" in message["Subject"]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "https://kestrel-torque.example/desk/reports?kind=weekly&date=2026-10-19" in plain.get_content()
    assert 'dir="rtl"' in html.get_content()
    names = [each.get_filename() for each in message.iter_attachments()]
    assert names == [*(["weekly-report-2026-10-19.pdf"] if available() else []), "weekly-report-2026-10-19.xlsx"]
    async with parts.database.reading() as session:
        assert (await mails.find(session, mail_id)).state is MailState.SENT
    assert len(await look(parts, monkeypatch, MONDAY + timedelta(days=7))) == 2


async def test_a_mail_that_was_interrupted_is_left_for_a_person(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reader(parts.database)
    (mail_id,) = await look(parts, monkeypatch, MONDAY)
    async with parts.database.transaction() as session:
        await mails.settle(session, mail_id, MailState.SENDING, at=MONDAY, detail=None)
    await mail_report(parts, mail_id)
    async with parts.database.reading() as session:
        assert (await mails.find(session, mail_id)).state is MailState.UNCONFIRMED
    assert not list((tmp_path / "outbox").glob("*.eml"))


async def test_who_left_or_asked_for_no_more_gets_none(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    member = await reader(parts.database)
    async with parts.database.transaction() as session:
        await unsubscribe(session, member, Kind.WEEKLY, by=OWNER)
    assert await look(parts, monkeypatch, MONDAY) == []
    async with parts.database.transaction() as session:
        await subscribe(session, wanted(staff_id=member), by=OWNER)
    await end_account(parts.database, member, by=OWNER)
    assert await look(parts, monkeypatch, MONDAY) == []
