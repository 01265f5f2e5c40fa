"""A quote is issued whole or not at all, under the next number; what is past authority waits for a person."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from quoting import errors, jobs, repository
from quoting.approval import judge_quote
from quoting.issue import (
    approve_quote,
    compose_quote,
    decline_quote,
    is_expired,
    issue_quote,
    require_quote,
    view_quote,
)
from quoting.link import is_genuine, link_key, page_path
from quoting.model import Quote, QuoteStatus, RequestedLine
from quoting.pricing import price_lines
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, enqueued, request

BUYER = Actor.visitor("a-keller")
REP = Actor.staff("rep", ["sales"])
SUPERVISOR = Actor.staff("boss", ["supervisor"])

assert jobs  # registers `render_quote`, which every issue enqueues


async def issue(database: Database, **more: object) -> Quote:
    async with database.transaction() as session:
        return await issue_quote(session, request(**more), cast.company(), by=BUYER, now=NOW)  # type: ignore[arg-type]


async def read(database: Database, number: str) -> Quote:
    async with database.reading() as session:
        return await require_quote(session, number)


async def names(database: Database, quote: Quote) -> list[str]:
    async with database.reading() as session:
        return [event.name for event in await events.history(session, ("quote", quote.id))]


async def test_an_issued_quote_is_read_back_exactly_as_it_was_promised(database: Database) -> None:
    wish = request(
        RequestedLine("KCP-70", 12, ("wifi_module",)), RequestedLine("KCP-35", 1), incoterm="CIF Hamburg", customer=7
    )
    async with database.transaction() as session:
        issued = await issue_quote(session, wish, cast.company(), by=BUYER, now=NOW)
    assert issued.number == "Q-2026-00001"
    assert issued.status is QuoteStatus.ISSUED
    assert await read(database, issued.number) == issued
    [event] = [e async for e in _history(database, issued)]
    assert (event.name, event.actor.id, event.data["total"]) == ("quote_issued", "a-keller", str(issued.total.amount))


async def _history(database: Database, quote: Quote):  # type: ignore[no-untyped-def]  # a generator of events
    async with database.reading() as session:
        for event in await events.history(session, ("quote", quote.id)):
            yield event


async def test_fifty_quotes_at_once_get_fifty_numbers_without_gap_or_duplicate(database: Database) -> None:
    issued = await asyncio.gather(*(issue(database) for _ in range(50)))
    assert sorted(quote.number for quote in issued) == [f"Q-2026-{n:05d}" for n in range(1, 51)]
    assert await asyncio.to_thread(enqueued, database.url) == 50


async def test_failed_transactions_among_them_leave_no_gap(database: Database) -> None:
    async def failing() -> None:
        async with database.transaction() as session:
            await issue_quote(session, request(), cast.company(), by=BUYER, now=NOW)
            raise ConnectionError

    outcomes = await asyncio.gather(
        *(issue(database) if n % 3 else failing() for n in range(30)), return_exceptions=True
    )
    kept = sorted(outcome.number for outcome in outcomes if isinstance(outcome, Quote))
    assert kept == [f"Q-2026-{n:05d}" for n in range(1, 21)]
    assert await asyncio.to_thread(enqueued, database.url) == 20


async def test_every_year_begins_at_one_in_the_companys_time_zone(database: Database) -> None:
    async with database.transaction() as session:
        company = cast.company()
        new_year = NOW.replace(month=12, day=31, hour=23, minute=30)
        first = await issue_quote(session, request(), company, by=BUYER, now=NOW)
        second = await issue_quote(session, request(), company, by=BUYER, now=new_year)
    assert (first.number, second.number) == ("Q-2026-00001", "Q-2027-00001")


async def test_what_cannot_be_priced_takes_no_number(database: Database) -> None:
    with pytest.raises(errors.UnknownProduct):
        async with database.transaction() as session:
            await issue_quote(session, request(RequestedLine("NO-1", 1)), cast.company(), by=BUYER, now=NOW)
    assert (await issue(database)).number == "Q-2026-00001"


def test_a_kill_in_the_middle_of_issuing_leaves_nothing_behind(database_url: str) -> None:
    script = textwrap.dedent(
        """
        import asyncio, sys
        from foundation.actor import Actor
        from foundation.database import Database
        from quoting import jobs
        from quoting.issue import issue_quote
        from tests.quoting import cast

        async def main():
            async with Database(sys.argv[1]).transaction() as session:
                await issue_quote(session, cast.request(), cast.company(), by=Actor.system(), now=cast.NOW)
                print("issued", flush=True)
                await asyncio.sleep(60)

        asyncio.run(main())
        """
    )
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", script, database_url],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"issued\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    async def afterwards() -> tuple[str, int]:
        database = Database(database_url)
        number = (await issue(database)).number
        await database.close()
        return number, await asyncio.to_thread(enqueued, database_url)

    assert asyncio.run(afterwards()) == ("Q-2026-00001", 1)


@pytest.mark.parametrize(("discount", "approved"), [("0", True), ("0.01", True), ("4.99", True), ("60", False)])
def test_a_discount_is_judged_by_the_products_own_rules(discount: str, approved: bool) -> None:
    quote = compose_quote(request(discount=Decimal(discount)), cast.company(), now=NOW)
    assert quote.status is (QuoteStatus.ISSUED if approved else QuoteStatus.WAITING)
    assert len(quote.authority) == (Decimal(discount) > 0)


def test_the_strictest_line_decides_for_the_whole_quote() -> None:
    wish = request(RequestedLine("KCP-70", 2, discount=Decimal(1)), RequestedLine("KCP-35", 2, discount=Decimal(60)))
    company = cast.company()
    lines = price_lines(wish, company, today=TODAY)
    approved, decisions = judge_quote(lines, company, locale="de", today=TODAY)
    assert not approved
    assert [decision["sku"] for decision in decisions] == ["KCP-70", "KCP-35"]
    assert decisions[0]["status"] == "approved"
    assert decisions[1]["status"] != "approved"
    assert decisions[1]["action"] == "Rabatt von 60 % auf KCP-35"


def _past_authority() -> Decimal:
    """The smallest whole discount that needs a supervisor, by the pack's rules."""
    for percent in range(1, 60):
        quote = compose_quote(request(discount=Decimal(percent)), cast.company(), now=NOW)
        if quote.authority[0]["status"] == "needs_supervisor":
            return Decimal(percent)
    raise AssertionError("no discount needs a supervisor")


async def test_a_waiting_quote_has_a_number_but_no_document_until_a_supervisor_approves(
    sqlite_database: Database,
) -> None:
    waiting = await issue(sqlite_database, discount=_past_authority())
    assert (waiting.status, waiting.has_document, waiting.issued_at) == (QuoteStatus.WAITING, False, None)
    assert await asyncio.to_thread(enqueued, sqlite_database.url) == 0
    for nobody in (BUYER, REP, Actor.system()):
        with pytest.raises(errors.AuthorityExceeded):
            async with sqlite_database.transaction() as session:
                await approve_quote(session, waiting.number, cast.company(), by=nobody, now=NOW)
    async with sqlite_database.transaction() as session:
        approved = await approve_quote(
            session, waiting.number, cast.company(), by=SUPERVISOR, now=NOW, reason="key account"
        )
    assert await read(sqlite_database, waiting.number) == approved
    assert approved.has_document
    assert await asyncio.to_thread(enqueued, sqlite_database.url) == 1
    assert await names(sqlite_database, waiting) == ["quote_waiting", "approval_requested", "quote_approved"]


async def test_what_waited_beyond_its_last_day_is_not_approved_at_old_prices(sqlite_database: Database) -> None:
    waiting = await issue(sqlite_database, discount=_past_authority())
    with pytest.raises(errors.QuoteLapsed, match=waiting.valid_until.isoformat()):
        async with sqlite_database.transaction() as session:
            await approve_quote(session, waiting.number, cast.company(), by=SUPERVISOR, now=NOW + timedelta(days=31))


async def test_the_last_day_of_a_waiting_quote_ends_where_the_company_is(sqlite_database: Database) -> None:
    waiting = await issue(sqlite_database, discount=_past_authority())
    zone = ZoneInfo(cast.company().identity.time_zone)
    midnight = datetime.combine(waiting.valid_until + timedelta(days=1), time(), zone)
    with pytest.raises(errors.QuoteLapsed):
        async with sqlite_database.transaction() as session:
            await approve_quote(session, waiting.number, cast.company(), by=SUPERVISOR, now=midnight.astimezone(UTC))
    async with sqlite_database.transaction() as session:
        just_before = (midnight - timedelta(minutes=1)).astimezone(UTC)
        approved = await approve_quote(session, waiting.number, cast.company(), by=SUPERVISOR, now=just_before)
    assert approved.status is QuoteStatus.ISSUED


async def test_of_two_approvals_at_once_one_counts(database: Database) -> None:
    waiting = await issue(database, discount=_past_authority())

    async def decide(yes: bool) -> Quote:
        async with database.transaction() as session:
            if yes:
                return await approve_quote(session, waiting.number, cast.company(), by=SUPERVISOR, now=NOW)
            return await decline_quote(session, waiting.number, by=SUPERVISOR, now=NOW, reason="too low")

    outcomes = await asyncio.gather(decide(True), decide(False), return_exceptions=True)
    assert sorted(isinstance(outcome, errors.ApprovalClosed) for outcome in outcomes) == [False, True]
    assert len(await names(database, waiting)) == 3


async def test_what_is_forbidden_nobody_approves(sqlite_database: Database) -> None:
    quote = replace(
        compose_quote(request(discount=_past_authority()), cast.company(), now=NOW),
        id="1" * 26,
        number="Q-2026-00001",
        authority=({"status": "forbidden"},),
    )
    async with sqlite_database.transaction() as session:
        await repository.add_quote(session, quote)
    with pytest.raises(errors.AuthorityExceeded):
        async with sqlite_database.transaction() as session:
            await approve_quote(session, quote.number, cast.company(), by=SUPERVISOR, now=NOW)


async def test_the_first_opening_by_a_buyer_is_recorded_once_and_staffs_never(sqlite_database: Database) -> None:
    issued = await issue(sqlite_database)
    for by in (REP, BUYER, BUYER):
        async with sqlite_database.transaction() as session:
            await view_quote(session, issued.number, by=by, now=NOW)
        expected = QuoteStatus.ISSUED if by is REP else QuoteStatus.VIEWED
        assert (await read(sqlite_database, issued.number)).status is expected
    assert await names(sqlite_database, issued) == ["quote_issued", "quote_viewed"]


async def test_a_quote_is_past_its_last_day_only_when_that_day_is_over_where_the_company_sits(
    sqlite_database: Database,
) -> None:
    issued = await issue(sqlite_database)
    last = NOW.replace(month=12, day=21, hour=22, minute=59)
    assert not is_expired(issued, cast.company(), now=last)
    assert is_expired(issued, cast.company(), now=last.replace(hour=23, minute=1))


async def test_quotes_of_an_unknown_visitor_go_to_the_customer_it_turns_out_to_be(sqlite_database: Database) -> None:
    mine = await issue(sqlite_database, conversation="c1")
    other = await issue(sqlite_database, conversation="c2")
    async with sqlite_database.transaction() as session:
        await repository.assign_customer(session, "c1", 7)
        assert [quote.number for quote in await repository.list_quotes(session, customer=7)] == [mine.number]
    assert (await read(sqlite_database, mine.number)).recipient == cast.KELLER
    assert (await read(sqlite_database, other.number)).customer is None


def test_a_link_opens_its_own_quote_and_no_other() -> None:
    key = link_key("Q-2026-00042", "s" * 43)
    assert is_genuine("Q-2026-00042", key, "s" * 43)
    assert page_path("Q-2026-00042", "ar", "s" * 43) == f"/ar/quotes/Q-2026-00042?key={key}"
    wrong = [("Q-2026-00043", key), ("Q-2026-00042", key[:-1]), ("Q-2026-00042", ""), ("Q-2026-00042", "é" * 43)]
    assert not any(is_genuine(number, each, "s" * 43) for number, each in wrong)
    assert not is_genuine("Q-2026-00042", key, "t" * 43)
