"""A quote's life goes by one table: what may not be done has a clear answer and changes nothing, at once too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

import quoting.jobs  # noqa: F401 - registers the job that an issue enqueues
from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Database, Session
from foundation.locales import LOCALES
from quoting import closing, drafts, errors, revise
from quoting.answers import errors as states
from quoting.answers import repository as answers
from quoting.approvals import repository as requests
from quoting.approvals.change import change_quote
from quoting.issue import approve_quote, compose_quote, decline_quote, issue_quote, require_quote, view_quote
from quoting.life import REASONS, TRANSITIONS, Deed, possible, refusal
from quoting.model import Answer, AnswerKind, Quote, QuoteStatus, RequestedLine
from quoting.wish import Wish, request_of
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, request

BUYER = Actor.visitor("buyer")
REP = Actor.staff("rep", ["sales"])
SUPERVISOR = Actor.staff("lin", ["supervisor"])
LATER = NOW + timedelta(days=40)
"""Past the last day of what was issued NOW."""


async def issue(database: Database, *lines: RequestedLine) -> Quote:
    async with database.transaction() as session:
        return await issue_quote(session, request(*lines), cast.company(), by=BUYER, now=NOW)


async def read(database: Database, number: str) -> Quote:
    async with database.reading() as session:
        return await require_quote(session, number)


async def do(database: Database, verb: Callable[[Session], Awaitable[Quote]]) -> Quote:
    async with database.transaction() as session:
        return await verb(session)


async def accept(database: Database, number: str, *, name: str = "A. Keller", at: datetime = NOW) -> Quote:
    answer = Answer(AnswerKind.ACCEPTED, at, name=name, role="Purchasing", email="a.keller@autowerk.example")
    return await do(database, lambda s: closing.accept_quote(s, number, answer, company=cast.company(), by=BUYER))


async def refuse(database: Database, number: str, *, reason: str = "price", at: datetime = NOW) -> Quote:
    answer = Answer(AnswerKind.REFUSED, at, reason=reason, text="too dear")
    return await do(database, lambda s: closing.refuse_quote(s, number, answer, company=cast.company(), by=BUYER))


async def withdraw(database: Database, number: str) -> Quote:
    return await do(database, lambda s: closing.withdraw_quote(s, number, cast.company(), by=REP, now=NOW, text="oops"))


async def new_revision(
    database: Database, number: str, wish: Wish | None = None, *, by: Actor = REP, now: datetime = NOW,
    company: Company | None = None,
) -> Quote:  # fmt: skip
    at = company or cast.company()
    return await do(database, lambda s: revise.revise_quote(s, number, wish or Wish(), company=at, by=by, now=now))


async def names(database: Database, quote: Quote) -> list[str]:
    async with database.reading() as session:
        return [event.name for event in await events.history(session, ("quote", quote.id))]


async def standing(database: Database, quote: Quote) -> list[tuple[str, str]]:
    """Return number and state of every revision."""
    async with database.reading() as session:
        return [(one.number, one.status.value) for one in await answers.of_root(session, quote.root)]


def composed(status: QuoteStatus, **more: object) -> Quote:
    quote = compose_quote(request(), cast.company(), now=NOW)
    return replace(quote, number="Q-2026-00007", root="Q-2026-00007", status=status, **more)  # type: ignore[arg-type]


def test_every_deed_in_every_state_is_possible_or_has_a_sentence_in_every_language() -> None:
    for status in QuoteStatus:
        quote = composed(status)
        for deed in Deed:
            error = refusal(quote, deed, day=TODAY, newer="Q-2026-00007-2")
            if status in TRANSITIONS[deed][0] and deed is not Deed.EXPIRE:
                assert error is None
                continue
            assert error is not None
            told = {locale: error.sentence(locale) for locale in LOCALES}
            assert len(set(told.values())) == len(LOCALES)
            assert all("Q-2026-00007" in sentence for sentence in told.values())


def test_nothing_leads_back_out_of_what_was_ordered_or_replaced() -> None:
    for status in (QuoteStatus.ACCEPTED, QuoteStatus.SUPERSEDED):
        assert possible(composed(status), day=TODAY) == frozenset()


def test_past_its_last_day_a_quote_can_be_revised_and_withdrawn_but_not_answered() -> None:
    quote = composed(QuoteStatus.VIEWED)
    open_day, late = quote.valid_until, quote.valid_until + timedelta(days=1)
    assert {Deed.ACCEPT, Deed.REFUSE} <= possible(quote, day=open_day)
    assert possible(quote, day=late) == {Deed.WITHDRAW, Deed.EXPIRE, Deed.REVISE}
    assert isinstance(refusal(quote, Deed.EXPIRE, day=open_day), states.QuoteRuns)


async def test_an_acceptance_keeps_who_ordered_and_is_given_once(database: Database) -> None:
    quote = await issue(database)
    accepted = await accept(database, quote.number, name="  A.\n Keller ")
    assert (accepted.status, accepted.answer) == (
        QuoteStatus.ACCEPTED,
        Answer(AnswerKind.ACCEPTED, NOW, "A. Keller", "Purchasing", "a.keller@autowerk.example"),
    )
    for again in (accept, refuse, withdraw, new_revision):
        with pytest.raises(states.QuoteAccepted):
            await again(database, quote.number)  # type: ignore[operator]
    assert await read(database, quote.number) == accepted
    assert replace(accepted, status=quote.status, answer=None) == quote, "what was issued never changes"
    assert await names(database, quote) == ["quote_issued", "quote_accepted"]


async def test_a_refusal_needs_a_known_reason_and_leaves_room_for_a_revision(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database)
    with pytest.raises(states.UnknownReason):
        await refuse(sqlite_database, quote.number, reason="'; drop table quotes")
    assert (await read(sqlite_database, quote.number)).status is QuoteStatus.ISSUED
    for reason in REASONS:
        assert reason
    refused = await refuse(sqlite_database, quote.number)
    assert refused.answer == Answer(AnswerKind.REFUSED, NOW, reason="price", text="too dear")
    with pytest.raises(states.QuoteRefused):
        await accept(sqlite_database, quote.number)
    better = await new_revision(sqlite_database, quote.number, Wish(discount=Decimal(3)))
    assert (better.number, better.status) == (f"{quote.number}-2", QuoteStatus.ISSUED)
    former = await read(sqlite_database, quote.number)
    assert (former.status, former.answer) == (QuoteStatus.SUPERSEDED, refused.answer)


async def test_what_is_withdrawn_is_refused_by_us(database: Database) -> None:
    quote = await issue(database)
    withdrawn = await withdraw(database, quote.number)
    assert (withdrawn.status, withdrawn.answer and withdrawn.answer.kind) == (
        QuoteStatus.REFUSED, AnswerKind.WITHDRAWN,
    )  # fmt: skip
    with pytest.raises(states.QuoteWithdrawn):
        await accept(database, quote.number)
    with pytest.raises(states.QuoteWithdrawn):
        await withdraw(database, quote.number)


@pytest.mark.parametrize("missing", ["name", "role", "email"])
async def test_nobody_orders_without_a_name_a_position_and_an_address(sqlite_database: Database, missing: str) -> None:
    quote = await issue(sqlite_database)
    whole = {"name": "A", "role": "B", "email": "c@d.example", missing: "  "}
    answer = Answer(AnswerKind.ACCEPTED, NOW, **whole)
    with pytest.raises(states.AnswerIncomplete):
        await do(
            sqlite_database, lambda s: closing.accept_quote(s, quote.number, answer, company=cast.company(), by=BUYER)
        )
    assert (await read(sqlite_database, quote.number)).status is QuoteStatus.ISSUED


async def test_a_revision_has_its_own_number_and_the_old_one_cannot_be_accepted(database: Database) -> None:
    quote = await issue(database)
    wish = Wish(lines=(RequestedLine("KCP-70", 20), RequestedLine("KAB-18", 4)), incoterm="CIF Hamburg")
    second = await new_revision(database, quote.number, wish)
    assert (second.number, second.revision, second.root) == (f"{quote.number}-2", 2, quote.number)
    assert [(line.sku, line.quantity) for line in second.lines] == [("KCP-70", 20), ("KAB-18", 4)]
    assert (second.incoterm, second.recipient, second.locale) == ("CIF Hamburg", quote.recipient, quote.locale)
    former = await read(database, quote.number)
    assert replace(former, status=quote.status) == quote
    with pytest.raises(states.QuoteReplaced) as refused:
        await accept(database, quote.number)
    assert second.number in str(refused.value)
    third = await new_revision(database, second.number)
    assert third.number == f"{quote.number}-3"
    assert third.lines == second.lines, "what is not named stays"
    with pytest.raises(states.QuoteReplaced) as twice:
        await new_revision(database, quote.number)
    assert third.number in str(twice.value)
    assert await names(database, second) == ["quote_issued", "quote_revised", "quote_superseded"]
    assert (await accept(database, third.number)).status is QuoteStatus.ACCEPTED
    assert int((await issue(database)).number[-5:]) == int(quote.number[-5:]) + 1, (
        "revisions take no number of the year"
    )


async def test_what_was_filled_in_is_filled_in_anew_and_what_was_said_stays(sqlite_database: Database) -> None:
    plain = await issue(sqlite_database)
    assert request_of(plain).incoterm is None
    async with sqlite_database.transaction() as session:
        said = request(incoterm="CIF Hamburg", second_locale="en", assumed=("quantity", "currency"))
        quote = await issue_quote(session, said, cast.company(), by=BUYER, now=NOW)
    again = request_of(quote)
    assert (again.incoterm, again.second_locale, set(again.assumed)) == ("CIF Hamburg", "en", {"quantity", "currency"})
    assert request_of(quote, Wish(lines=(RequestedLine("KCP-70", 3),))).assumed == ("currency",)
    assert [line.discount for line in request_of(quote, Wish(discount=Decimal(4))).lines] == [None]


async def test_a_bad_wish_leaves_the_quote_in_force(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database)
    for wish, error in [
        (Wish(lines=()), errors.NoLines),
        (Wish(lines=(RequestedLine("NOPE", 1),)), errors.UnknownProduct),
        (Wish(lines=(RequestedLine("KCP-70", -1),)), errors.QuantityTooSmall),
        (Wish(discount=Decimal("NaN")), errors.DiscountOutOfRange),
        (Wish(incoterm="ABC Hamburg"), errors.UnknownIncoterm),
    ]:
        with pytest.raises(error):
            await new_revision(sqlite_database, quote.number, wish)
    assert await standing(sqlite_database, quote) == [(quote.number, "issued")]


async def test_the_old_one_stays_in_force_until_a_waiting_revision_is_approved(database: Database) -> None:
    quote = await issue(database, RequestedLine("KAB-18", 10))
    second = await new_revision(database, quote.number, Wish(discount=Decimal(15)))
    assert await standing(database, quote) == [(quote.number, "issued"), (f"{quote.number}-2", "waiting")]
    with pytest.raises(states.RevisionWaits):
        await new_revision(database, quote.number)
    async with database.transaction() as session:
        await approve_quote(session, second.number, cast.company(), by=SUPERVISOR, now=NOW)
    assert await standing(database, quote) == [(quote.number, "superseded"), (second.number, "issued")]
    third = await new_revision(database, second.number, Wish(incoterm="CIF Hamburg"))
    assert third.status is QuoteStatus.ISSUED, "what was approved before covers the unchanged line"
    assert third.authority[0]["status"] == "approved"


async def test_a_counter_offer_to_a_revision_replaces_the_old_one_too(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database, RequestedLine("KAB-18", 10))
    second = await new_revision(sqlite_database, quote.number, Wish(discount=Decimal(15)))
    async with sqlite_database.transaction() as session:
        await change_quote(
            session, second.number, {1: Decimal(12)}, company=cast.company(), by=SUPERVISOR, now=NOW, reason="counter"
        )
    assert await standing(sqlite_database, quote) == [(quote.number, "superseded"), (second.number, "issued")]


async def test_a_waiting_quote_is_revised_and_its_request_ends(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database, RequestedLine("KAB-18", 10, discount=Decimal(15)))
    second = await new_revision(sqlite_database, quote.number, Wish(discount=Decimal(5)))
    assert await standing(sqlite_database, quote) == [(quote.number, "superseded"), (second.number, "issued")]
    async with sqlite_database.reading() as session:
        assert await requests.find_open(session, quote.id) is None


async def test_a_declined_revision_leaves_the_old_one_to_be_accepted(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database, RequestedLine("KAB-18", 10))
    second = await new_revision(sqlite_database, quote.number, Wish(discount=Decimal(15)))
    async with sqlite_database.transaction() as session:
        await decline_quote(session, second.number, by=SUPERVISOR, now=NOW, reason="no")
    assert (await accept(sqlite_database, quote.number)).status is QuoteStatus.ACCEPTED


async def test_an_acceptance_ends_the_revision_that_still_waits(database: Database) -> None:
    quote = await issue(database, RequestedLine("KAB-18", 10))
    second = await new_revision(database, quote.number, Wish(discount=Decimal(15)))
    await accept(database, quote.number)
    assert await standing(database, quote) == [(quote.number, "accepted"), (second.number, "refused")]
    with pytest.raises((errors.ApprovalClosed, states.QuoteAccepted)):
        async with database.transaction() as session:
            await approve_quote(session, second.number, cast.company(), by=SUPERVISOR, now=NOW)
    assert await standing(database, quote) == [(quote.number, "accepted"), (second.number, "refused")]


async def test_of_two_revisions_at_once_the_second_is_told_which_number_is_new(database: Database) -> None:
    quote = await issue(database)
    outcomes = await asyncio.gather(
        *(new_revision(database, quote.number, Wish(discount=Decimal(at))) for at in (1, 2, 3)), return_exceptions=True
    )
    lost = [one for one in outcomes if isinstance(one, BaseException)]
    assert [type(one) for one in lost] == [states.QuoteReplaced] * 2
    assert all(f"{quote.number}-2" in str(one) for one in lost)
    assert await standing(database, quote) == [(quote.number, "superseded"), (f"{quote.number}-2", "issued")]


async def test_of_two_acceptances_at_once_one_counts(database: Database) -> None:
    quote = await issue(database)
    outcomes = await asyncio.gather(
        *(accept(database, quote.number, name=name) for name in ("Keller", "Lin")), return_exceptions=True
    )
    (lost,) = [one for one in outcomes if isinstance(one, BaseException)]
    (won,) = [one for one in outcomes if isinstance(one, Quote)]
    assert isinstance(lost, states.QuoteAccepted)
    assert await read(database, quote.number) == won
    assert (await names(database, quote)).count("quote_accepted") == 1


async def test_acceptance_revision_and_approval_at_once_leave_one_clear_state(database: Database) -> None:
    for _ in range(4):
        quote = await issue(database, RequestedLine("KAB-18", 10))
        second = await new_revision(database, quote.number, Wish(discount=Decimal(15)))

        async def approve(number: str = second.number) -> Quote:
            async with database.transaction() as session:
                return await approve_quote(session, number, cast.company(), by=SUPERVISOR, now=NOW)

        outcomes = await asyncio.gather(
            accept(database, quote.number), approve(), withdraw(database, second.number), return_exceptions=True
        )
        lost = [one for one in outcomes if isinstance(one, BaseException)]
        assert all(isinstance(one, errors.QuotingError) for one in lost), lost
        stands = dict(await standing(database, quote))
        assert list(stands.values()).count("accepted") <= 1
        assert (stands[quote.number], stands[second.number]) in {
            ("accepted", "refused"), ("superseded", "issued"), ("superseded", "refused"),
        }  # fmt: skip


async def test_acceptance_against_a_revision_at_once_has_one_winner(database: Database) -> None:
    for _ in range(4):
        quote = await issue(database)
        outcomes = await asyncio.gather(
            accept(database, quote.number), new_revision(database, quote.number), return_exceptions=True
        )
        (lost,) = [one for one in outcomes if isinstance(one, BaseException)]
        assert isinstance(lost, states.QuoteAccepted | states.QuoteReplaced)
        stands = await standing(database, quote)
        assert stands in ([(quote.number, "accepted")], [(quote.number, "superseded"), (f"{quote.number}-2", "issued")])


async def test_a_quote_ends_after_its_last_day_and_is_made_anew_by_a_revision(database: Database) -> None:
    quote, ordered = await issue(database), await issue(database)
    waiting = await issue(database, RequestedLine("KAB-18", 10, discount=Decimal(15)))
    await accept(database, ordered.number)
    with pytest.raises(states.QuoteEnded):
        await accept(database, quote.number, at=LATER)
    async with database.reading() as session:
        day = LATER.date()
        over = await answers.past_last_day(session, TRANSITIONS[Deed.EXPIRE][0], day=day)
    assert set(over) == {quote.number, waiting.number}
    for number in (quote.number, waiting.number, ordered.number):
        async with database.transaction() as session:
            assert await closing.expire_quote(session, number, cast.company(), now=NOW) is None
        async with database.transaction() as session:
            ended = await closing.expire_quote(session, number, cast.company(), now=LATER)
        assert (ended is not None) is (number != ordered.number)
    async with database.reading() as session:
        assert await requests.find_open(session, waiting.id) is None
    for late in (accept, refuse, withdraw):
        with pytest.raises(states.QuoteEnded):
            await late(database, quote.number)  # type: ignore[operator]
    again = await new_revision(database, quote.number, now=LATER)
    assert (again.status, again.valid_until > quote.valid_until) == (QuoteStatus.ISSUED, True)


async def test_viewing_and_accepting_at_once_ends_accepted(database: Database) -> None:
    quote = await issue(database)
    await asyncio.gather(
        accept(database, quote.number),
        do(database, lambda s: view_quote(s, quote.number, by=BUYER, now=NOW)),
    )
    assert (await read(database, quote.number)).status is QuoteStatus.ACCEPTED


async def test_a_copy_is_a_draft_of_its_own_that_is_issued_once(database: Database) -> None:
    quote = await issue(database)
    await accept(database, quote.number)
    company = cast.company()
    draft = await do(database, lambda s: drafts.copy_quote(s, quote.number, company, by=REP, now=LATER))
    assert (draft.status, draft.revision, draft.issued_at, draft.root) == (QuoteStatus.DRAFT, 0, None, draft.number)
    assert draft.number.startswith("D-")
    assert [(line.sku, line.quantity) for line in draft.lines] == [("KCP-70", 12)]
    assert await read(database, draft.number) == draft
    with pytest.raises(states.QuoteIsDraft):
        await accept(database, draft.number)
    with pytest.raises(states.QuoteIsDraft):
        await new_revision(database, draft.number)

    async def issue_it() -> Quote:
        return await do(database, lambda s: drafts.issue_draft(s, draft.number, company, by=REP, now=LATER))

    outcomes = await asyncio.gather(issue_it(), issue_it(), return_exceptions=True)
    (issued,) = [one for one in outcomes if isinstance(one, Quote)]
    (lost,) = [one for one in outcomes if isinstance(one, BaseException)]
    assert isinstance(lost, errors.QuoteNotFound | states.DraftOnly)
    assert (issued.status, issued.revision, issued.id) == (QuoteStatus.ISSUED, 1, draft.id)
    assert issued.number.startswith("Q-")
    assert await read(database, issued.number) == issued
    with pytest.raises(errors.QuoteNotFound):
        await read(database, draft.number)
    assert await names(database, issued) == ["quote_drafted", "quote_issued"]


async def test_a_draft_is_thrown_away_by_withdrawing_it(sqlite_database: Database) -> None:
    quote = await issue(sqlite_database)
    draft = await do(
        sqlite_database, lambda s: drafts.copy_quote(s, quote.number, cast.company(), by=REP, now=NOW)
    )  # fmt: skip
    assert (await withdraw(sqlite_database, draft.number)).status is QuoteStatus.REFUSED
    with pytest.raises(states.DraftOnly):
        await do(sqlite_database, lambda s: drafts.issue_draft(s, draft.number, cast.company(), by=REP, now=NOW))


async def test_what_does_not_exist_is_not_found(sqlite_database: Database) -> None:
    for verb in (accept, refuse, withdraw, new_revision):
        with pytest.raises(errors.QuoteNotFound):
            await verb(sqlite_database, "Q-2026-99999")  # type: ignore[operator]
