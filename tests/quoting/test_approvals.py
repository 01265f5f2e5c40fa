"""A request for approval reaches who may answer it, ages, goes up, and is answered once for exactly its lines."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

import quoting.jobs  # noqa: F401 - registers the job that approvals enqueue
from content.authority import Status
from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from foundation.money import Money
from quoting import errors, repository
from quoting.approval import judge_quote, line_fingerprint
from quoting.approvals import repository as requests
from quoting.approvals.ask import age_requests, ask_for_approval
from quoting.approvals.change import change_quote, with_discounts
from quoting.approvals.model import ApprovalRequest, RequestState
from quoting.issue import approve_quote, compose_quote, decline_quote, issue_quote
from quoting.model import Quote, QuoteStatus, RequestedLine
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, request

# KAB-18: less than 10 % at once, 18 % by a supervisor, 25 % by the sales director, above 30 % by nobody
REP = Actor.staff("rep", ["sales"])
SUPERVISOR = Actor.staff("lin", ["supervisor"])
DIRECTOR = Actor.staff("okafor", ["sales_director"])
OWNER = Actor.staff("kestrel", ["owner"])
BUYER = Actor.visitor("buyer")


async def ask(database: Database, *discounts: str, by: Actor = BUYER) -> Quote:
    """Ask for a quote with these discounts, one line each."""
    lines = [RequestedLine("KAB-18", 10 + at, discount=Decimal(one)) for at, one in enumerate(discounts)]
    async with database.transaction() as session:
        return await issue_quote(session, request(*lines), cast.company(), by=by, now=NOW)


async def open_request(database: Database, quote: Quote) -> ApprovalRequest | None:
    async with database.reading() as session:
        return await requests.find_open(session, quote.id)


async def all_requests(database: Database, quote: Quote) -> Sequence[ApprovalRequest]:
    async with database.reading() as session:
        return await requests.of_quote(session, quote.number)


MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""9 o'clock in Germany, on the first working day after NOW, a Saturday."""


async def age(database: Database, hours: float) -> int:
    """Look at what waits, so many hours after work began again."""
    async with database.transaction() as session:
        return await age_requests(session, cast.company(), now=MONDAY + timedelta(hours=hours))


async def approve(database: Database, quote: Quote, by: Actor, reason: str = "") -> Quote:
    async with database.transaction() as session:
        return await approve_quote(session, quote.number, cast.company(), by=by, now=NOW, reason=reason)


async def change(
    database: Database, quote: Quote, discounts: dict[int, str], by: Actor = SUPERVISOR, reason: str = "key account"
) -> Quote:
    wanted = {position: Decimal(percent) for position, percent in discounts.items()}
    async with database.transaction() as session:
        return await change_quote(
            session, quote.number, wanted, company=cast.company(), by=by, now=NOW, reason=reason
        )  # fmt: skip


@pytest.mark.parametrize(
    ("discount", "level", "may"),
    [("10", "supervisor", SUPERVISOR), ("18", "supervisor", SUPERVISOR), ("18.01", "sales_director", DIRECTOR), ("30", "sales_director", DIRECTOR)],
)  # fmt: skip
async def test_a_request_reaches_the_lowest_role_that_may_grant_it(
    sqlite_database: Database, discount: str, level: str, may: Actor
) -> None:
    quote = await ask(sqlite_database, discount)
    asked = await open_request(sqlite_database, quote)
    assert asked is not None
    assert (asked.level, asked.number, asked.asked_by) == (level, quote.number, str(BUYER))
    assert [one["sku"] for one in asked.why] == ["KAB-18"]
    for nobody in (BUYER, REP, Actor.system(), *([SUPERVISOR] if may is DIRECTOR else [])):
        with pytest.raises(errors.AuthorityExceeded):
            await approve(sqlite_database, quote, nobody)
    assert (await approve(sqlite_database, quote, may)).status is QuoteStatus.ISSUED
    (answered,) = await all_requests(sqlite_database, quote)
    assert (answered.state, answered.decided_by) == (RequestState.APPROVED, str(may))
    assert answered.granted == tuple(line_fingerprint(line) for line in quote.lines)


async def test_a_seller_concedes_within_the_bounds_of_the_role_without_asking(sqlite_database: Database) -> None:
    assert (await ask(sqlite_database, "11.99", by=REP)).status is QuoteStatus.ISSUED
    assert (await ask(sqlite_database, "12", by=REP)).status is QuoteStatus.WAITING


async def test_a_request_reminds_goes_up_and_stays_with_the_last(sqlite_database: Database) -> None:
    quote = await ask(sqlite_database, "15")
    assert [await age(sqlite_database, hours) for hours in (-40, -1, 1.9)] == [0, 0, 0], "no hour of the weekend counts"
    assert await age(sqlite_database, 2) == 1
    assert await age(sqlite_database, 2) == 0, "the same moment twice reminds once"
    levels = {"supervisor": 2}
    for hours in range(3, 24 * 9):
        await age(sqlite_database, hours)
        waiting = await open_request(sqlite_database, quote)
        assert waiting is not None
        levels.setdefault(waiting.level, hours)
    # each has a working day of eight hours: until 17 o'clock on Monday, on Tuesday
    assert levels == {"supervisor": 2, "sales_director": 8, "owner": 24 + 8}
    assert waiting.is_overdue(MONDAY + timedelta(days=9))
    async with sqlite_database.reading() as session:
        seen = [event.name for event in await events.history(session, ("quote", quote.id))]
    assert seen.count("approval_went_up") == 2
    assert seen.count("approval_reminded") > 10
    await approve(sqlite_database, quote, SUPERVISOR)
    assert await age(sqlite_database, 500) == 0, "what is answered ages no more"


async def test_an_approver_answers_with_another_discount_that_adds_up_and_is_issued(database: Database) -> None:
    quote = await ask(database, "25", "5")
    for bad, error in [
        ({1: "20"}, errors.AuthorityExceeded), ({1: "31"}, errors.AuthorityExceeded), ({3: "5"}, errors.UnknownLine),
        ({0: "5"}, errors.UnknownLine), ({1: "-1"}, errors.DiscountOutOfRange), ({1: "100"}, errors.DiscountOutOfRange),
    ]:  # fmt: skip
        with pytest.raises(error):
            await change(database, quote, bad)
    with pytest.raises(errors.ReasonMissing):
        await change(database, quote, {1: "12"}, reason=" ")
    with pytest.raises(errors.AuthorityExceeded):
        await change(database, quote, {1: "5"}, by=REP)
    changed = await change(database, quote, {1: "12.5"})
    async with database.reading() as session:
        kept = await repository.find_quote(session, quote.number)
    assert kept == changed
    assert [line.discount for line in kept.lines] == [Decimal("12.5"), Decimal(5)]
    goods = sum((line.amount for line in kept.lines), start=Money.zero("EUR"))
    assert kept.total == goods + kept.surcharges + kept.freight + kept.tax
    assert kept.subtotal - kept.discount == goods
    assert kept.lines[1] == quote.lines[1]
    assert kept.status is QuoteStatus.ISSUED
    (answered,) = await all_requests(database, quote)
    assert (answered.state, answered.reason) == (RequestState.CHANGED, "key account")
    with pytest.raises(errors.ApprovalClosed):
        await change(database, quote, {1: "10"})


async def test_of_two_answers_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    quote = await ask(database, "15")

    async def refuse() -> Quote:
        async with database.transaction() as session:
            return await decline_quote(session, quote.number, by=SUPERVISOR, now=NOW, reason="margin of this line")

    outcomes = await asyncio.gather(
        approve(database, quote, DIRECTOR), change(database, quote, {1: "10"}), refuse(), return_exceptions=True
    )
    lost = [one for one in outcomes if isinstance(one, BaseException)]
    assert [type(one) for one in lost] == [errors.ApprovalClosed] * 2
    assert quote.number in lost[0].args[0]
    assert len([one for one in await all_requests(database, quote) if one.state is not RequestState.OPEN]) == 1
    assert await open_request(database, quote) is None


async def test_a_quote_has_one_open_request(database: Database) -> None:
    quote = await ask(database, "15")
    with pytest.raises(Exception, match="(?i)unique"):
        async with database.transaction() as session:
            await ask_for_approval(session, quote, cast.company(), by=BUYER, now=NOW)


async def test_a_new_revision_keeps_what_was_granted_and_asks_for_what_changed(sqlite_database: Database) -> None:
    quote = await ask(sqlite_database, "15", "16")
    await approve(sqlite_database, quote, SUPERVISOR)
    async with sqlite_database.reading() as session:
        granted = await requests.granted_for(session, quote.root)
    kept, raised = quote.lines[0], replace(quote.lines[1], discount=Decimal(17))
    _, decisions = judge_quote((kept, raised), cast.company(), locale="de", today=TODAY, granted=granted)
    assert [one["status"] for one in decisions] == ["approved", "needs_supervisor"]


async def test_below_its_floor_only_the_named_role_sells_and_says_why(sqlite_database: Database) -> None:
    composed = compose_quote(request(RequestedLine("KAB-18", 10, discount=Decimal(5))), cast.company(), now=NOW)
    assert composed.status is QuoteStatus.ISSUED, "5 % is within authority"
    floor = composed.lines[0].list_price * Decimal("0.9537")
    lines = (replace(composed.lines[0], floor=floor),)
    approved, authority = judge_quote(lines, cast.company(), locale="de", today=TODAY, roles={"supervisor", "owner"})
    (decision,) = authority
    assert not approved
    assert (decision["status"], decision["rule"], decision["may_grant"]) == (Status.FORBIDDEN, None, ["owner"])
    assert decision["reason"] == "below_floor"
    assert decision["explanation"] == "Der Preis läge unter der dafür festgelegten Untergrenze"
    assert str(floor.amount) not in str(authority), "why is told, how low is not"
    quote = replace(
        composed, id="1" * 26, number="Q-2026-00099", root="Q-2026-00099", lines=lines, authority=authority,
        status=QuoteStatus.WAITING, issued_at=None,
    )  # fmt: skip
    async with sqlite_database.transaction() as session:
        await repository.add_quote(session, quote)
        asked = await ask_for_approval(session, quote, cast.company(), by=REP, now=NOW)
    assert asked.level == "owner"
    for nobody in (REP, SUPERVISOR, DIRECTOR):
        with pytest.raises(errors.AuthorityExceeded):
            await approve(sqlite_database, quote, nobody, "strategic")
    with pytest.raises(errors.ReasonMissing):
        await approve(sqlite_database, quote, OWNER)
    assert (await approve(sqlite_database, quote, OWNER, "strategic")).status is QuoteStatus.ISSUED


def test_a_counter_offer_is_reckoned_as_if_it_had_been_asked_for() -> None:
    asked = compose_quote(request(RequestedLine("KAB-18", 7, discount=Decimal(15))), cast.company(), now=NOW)
    wished = compose_quote(request(RequestedLine("KAB-18", 7, discount=Decimal("7.5"))), cast.company(), now=NOW)
    changed = with_discounts(asked, {1: Decimal("7.5")}, cast.company())
    assert (changed.lines, changed.total, changed.discount, changed.subtotal) == (
        wished.lines, wished.total, wished.discount, wished.subtotal,
    )  # fmt: skip
