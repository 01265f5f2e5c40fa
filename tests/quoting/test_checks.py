"""Open quotes are compared with today: what a change of price, rate, stock, certificate or specification does to them is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import quoting.jobs  # noqa: F401 - registers the job that an issue enqueues
from content.catalogue.model import Company, Conversion
from content.rates.model import Rate, newest
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from quoting.checks import repository as checks
from quoting.checks.compare import basis_of, compare
from quoting.checks.model import Cause
from quoting.checks.run import check_open_quotes
from quoting.closing import withdraw_quote
from quoting.differences import What
from quoting.errors import UnknownProduct
from quoting.issue import compose_quote, issue_quote
from quoting.life import OPEN
from quoting.model import Quote, RequestedLine
from quoting.wish import request_of
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, request

BY = Actor.system("tests")
ROWS = (("KCP-70", "EUR", 1, "2890.00"), ("KCP-70", "EUR", 10, "2690.00"))


def quote(company: Company, **more: Any) -> Quote:
    return replace(compose_quote(request(country="DE", **more), company, now=NOW), id="1" * 26)


def changed(company: Company, **product: Any) -> Company:
    """The company with another KCP-70."""
    known = company.products["KCP-70"]
    return company.model_copy(update={"products": {**company.products, "KCP-70": known.model_copy(update=product)}})


def causes(before: Quote, company: Company) -> tuple[Cause, ...]:
    today = compose_quote(request_of(before), company, now=NOW)
    return compare(before, today, company, day=TODAY, now=NOW).causes


def test_what_did_not_change_affects_nothing() -> None:
    company = cast.with_prices(*ROWS)
    found = compare(quote(company), quote(company), company, day=TODAY, now=NOW)
    assert (found.affected, found.differences) == (False, ())


def test_a_later_day_alone_affects_nothing() -> None:
    company = cast.with_prices(*ROWS)
    before = quote(company)
    later = compose_quote(request_of(before), company, now=NOW + timedelta(days=3))
    assert not compare(before, later, company, day=TODAY + timedelta(days=3), now=NOW).affected


def test_each_change_is_known_by_its_cause() -> None:
    company = cast.with_prices(*ROWS)
    before = quote(company)
    dearer = cast.with_prices(ROWS[0], ("KCP-70", "EUR", 10, "2790.00"))
    assert causes(before, dearer) == (Cause.PRICE,)
    known = company.products["KCP-70"]
    sold_out = changed(company, supply=known.supply.model_copy(update={"stock": 0}))
    assert causes(before, sold_out) == (Cause.STOCK,)
    heavier = changed(company, attributes={**known.attributes, "weight": 2.5})
    assert causes(before, heavier) == (Cause.SPECIFICATION,)
    terms = company.terms.model_copy(update={"payment": {**dict(company.terms.payment.root), "de": "Vorkasse"}})
    assert causes(before, company.model_copy(update={"terms": terms})) == (Cause.TERMS,)


def test_a_certificate_that_ends_before_the_quote_does_is_named() -> None:
    company = cast.with_prices(*ROWS)
    before = quote(company)
    known = company.products["KCP-70"]
    assert known.certificates
    first, *rest = known.certificates
    for expires, affected in (
        (before.valid_until - timedelta(days=1), True),
        (TODAY, True),
        (TODAY - timedelta(days=1), False),
        (before.valid_until, False),
    ):
        ending = changed(company, certificates=(first.model_copy(update={"expires": expires}), *rest))
        found = compare(before, before, ending, day=TODAY, now=NOW)
        assert found.affected is affected, expires
        if affected:
            assert found.causes == (Cause.CERTIFICATE,)
            assert first.number in found.differences[0].before


def test_what_cannot_be_offered_any_more_says_why() -> None:
    company = cast.with_prices(*ROWS)
    found = compare(quote(company), UnknownProduct(sku="KCP-70"), company, day=TODAY, now=NOW)
    assert found.causes == (Cause.UNAVAILABLE,)
    assert "KCP-70" in found.differences[0].after


@pytest.fixture
def at_noon() -> Any:
    """A clock that stands at the moment of the tests' quotes."""
    clock.shift(NOW - clock.now())
    yield
    clock.shift(timedelta(0))


async def test_open_quotes_are_compared_once_for_each_catalogue_and_day(database: Database, at_noon: None) -> None:
    company = cast.with_prices(*ROWS)
    async with database.transaction() as session:
        made = [
            await issue_quote(session, request(RequestedLine("KCP-70", 12)), company, by=BY, now=NOW) for _ in range(3)
        ]
    assert await check_open_quotes(database, company, by=BY) == 3
    assert await check_open_quotes(database, company, by=BY) == 0, "compared before"
    dearer = cast.with_prices(ROWS[0], ("KCP-70", "EUR", 10, "2790.00")).model_copy(update={"generation": 7})
    async with database.transaction() as session:
        await withdraw_quote(session, made[2].number, company, by=BY, now=NOW)
    assert await check_open_quotes(database, dearer, by=BY) == 2
    async with database.reading() as session:
        found = await checks.affected(session, OPEN)
        assert await checks.count_affected(session, OPEN) == 2
        happened = [one.name for one in await events.history(session, ("quote", made[0].id))]
    assert [one.number for one, _ in found] == [made[0].number, made[1].number]
    assert all(
        check.causes == (Cause.PRICE,) and check.basis == basis_of(dearer, date(2026, 11, 21), ()) for _, check in found
    )
    assert {one.what for _, check in found for one in check.differences} == {What.UNIT_PRICE, What.TOTAL}
    assert happened.count("quote_affected") == 1
    assert await check_open_quotes(database, dearer, by=BY, every=True) == 2
    async with database.reading() as session:
        again = [one.name for one in await events.history(session, ("quote", made[0].id))]
        kept = [one for one, _ in await checks.affected(session, OPEN)]
    assert again.count("quote_affected") == 1, "the same finding is one event"
    assert kept[0] == made[0], "a quote never changes by being compared"


@pytest.mark.parametrize(
    ("rate", "affected"), [("163.25", False), ("164.50", False), ("165.50", True), ("150.00", True)]
)
def test_a_rate_concerns_a_quote_once_it_moves_the_whole_by_a_hundredth(rate: str, affected: bool) -> None:
    company = cast.company()
    terms = company.terms.model_copy(update={"conversions": {"JPY": Conversion(from_currency="EUR")}})
    company = company.model_copy(update={"terms": terms})
    wish = request(currency="JPY", locale="ja")

    def at(value: str) -> Quote:
        book = newest([Rate("EUR", "JPY", Decimal(value), NOW, "European Central Bank")])
        return compose_quote(wish, company, now=NOW, rates=book)

    found = compare(replace(at("163.25"), id="1" * 26), at(rate), company, day=TODAY, now=NOW)
    assert found.causes == ((Cause.RATE,) if affected else ())


def test_another_rate_on_record_is_another_basis() -> None:
    company = cast.company()
    old, new = (Rate("EUR", "JPY", Decimal(value), NOW, "ECB") for value in ("163.25", "163.26"))
    assert len({basis_of(company, TODAY, known) for known in ((), (old,), (new,))}) == 3
    assert basis_of(company, TODAY, (old, new)) == basis_of(company, TODAY, (new, old))
    assert len(basis_of(company, TODAY, (old,))) <= 80
